import AssayJSON
import AssaySchema

/// What brings a documented response.
public struct ResponseTrigger: Sendable, Hashable {
  package enum Trigger: Sendable, Hashable {
    /// A request that keeps the contract.
    case validRequest
    /// A request that breaks the declared shape of parameters, headers or body.
    case invalidRequest
    /// A request without a credential, or with one that is not valid.
    case unauthenticated
    /// A request that keeps the contract while the provider is in the given state.
    case state
    /// A request repeated with the validator (`ETag`, `Last-Modified`) of its first response.
    case notModified
    /// A request that keeps the contract, with an invalid code.
    case code
    /// Nothing that a caller can do; the reason says why.
    case nothing(reason: String)
  }

  package var trigger: Trigger
  /// The states that must hold, or must not.
  package var given: [StateCondition] = []
  /// Values that the request must have.
  package var settings: [FieldValue] = []
  /// The body that the document prints for this very response; the response's first example when `nil`.
  package var example: Example?
  /// What says that this very response comes; the response's evidence when `nil`.
  package var evidence: Evidence?
  /// What says that the request must be refused, where that is known better than the response; `evidence` when `nil`.
  ///
  /// Accepting such a request breaks this rule; refusing it with another status breaks only `evidence`.
  package var rule: Evidence?
  /// Where an invalid request is wrong; empty for anywhere.
  package var places: [Location] = []
  /// In what way an invalid request is wrong; empty for any.
  package var mistakes: [CaseKind] = []
  /// In what way a credential is wrong; empty for any.
  package var problems: [CredentialProblem.Kind] = []

  /// Why a code is invalid; empty for any reason.
  package var codes: [CodeProblem] = []

  /// A request that keeps the contract, while no state holds that triggers another response of the endpoint.
  public static let validRequest = ResponseTrigger(trigger: .validRequest)
  /// A request that breaks the declared shape of parameters, headers or body.
  public static let invalidRequest = ResponseTrigger(trigger: .invalidRequest)
  /// A request without a credential, or with one that is not valid.
  public static let unauthenticated = ResponseTrigger(trigger: .unauthenticated)

  /// A valid request repeated with `If-None-Match` or `If-Modified-Since`, whose value is the first response's `ETag` or
  /// `Last-Modified`. A success of the endpoint must declare one of these headers.
  public static let notModified = ResponseTrigger(trigger: .notModified)

  /// A request that keeps the contract, has these values and is made in these states.
  ///
  /// - Parameters:
  ///   - states: The states that must hold; with none here and in `others`, no state that triggers another response does.
  ///   - others: The states that must not hold.
  ///   - settings: Values that the request must have: `["/type": "email"]`.
  ///   - example: The body that the document prints for this very response.
  ///   - quote: What says that this very response comes; without it the response's own.
  public static func validRequest(
    in states: ProviderState..., unless others: ProviderState...,
    setting settings: KeyValuePairs<Location, JSONValue> = [:],
    example: Example? = nil, quote: Evidence? = nil
  ) -> ResponseTrigger {
    ResponseTrigger(
      trigger: .validRequest, given: states.map(StateCondition.holds) + others.map(StateCondition.not),
      settings: settings.map(FieldValue.init), example: example, evidence: quote)
  }

  /// A valid request that the provider's state alone makes the provider refuse, or answer otherwise.
  ///
  /// - Parameters:
  ///   - states: The states that must hold.
  ///   - others: The states that must not hold.
  ///   - settings: Values that the request must have: `["/type": "email"]`.
  ///   - example: The body that the document prints for this very response.
  ///   - quote: What says that this very response comes; without it the response's own.
  ///   - rule: What says that the request is refused, where that is known better than the response: a provider that
  ///     accepts it breaks this rule, one that refuses it otherwise breaks only `quote`.
  public static func state(
    _ states: ProviderState..., unless others: ProviderState...,
    setting settings: KeyValuePairs<Location, JSONValue> = [:], example: Example? = nil, quote: Evidence? = nil,
    rule: Evidence? = nil
  ) -> ResponseTrigger {
    ResponseTrigger(
      trigger: .state, given: states.map(StateCondition.holds) + others.map(StateCondition.not),
      settings: settings.map(FieldValue.init), example: example, evidence: quote, rule: rule)
  }

  /// A request that is invalid in one of these ways, at one of these places; leave out what does not matter.
  ///
  /// `"/address"` stands for that member and everything in it, `.body(.root)` for the body as a whole: missing, not JSON, of
  /// another type. Where several responses are declared for a mistake, the one with the closest place is expected.
  ///
  ///     ResponseSpec(422, .undocumented, when: .invalidRequest(.format, .range, at: "/email"), quote: "…")
  public static func invalidRequest(
    _ mistakes: CaseKind..., at places: Location..., example: Example? = nil, quote: Evidence? = nil
  ) -> ResponseTrigger {
    ResponseTrigger(
      trigger: .invalidRequest, example: example, evidence: quote, places: places, mistakes: mistakes)
  }

  /// A request whose credential is wrong in one of these ways, or in any that no other response names.
  ///
  ///     ResponseSpec(404, error, when: .unauthenticated(.missing, quote: "a private resource is not found"), …)
  public static func unauthenticated(
    _ problems: CredentialProblem.Kind..., example: Example? = nil, quote: Evidence? = nil
  ) -> ResponseTrigger {
    ResponseTrigger(trigger: .unauthenticated, example: example, evidence: quote, problems: problems)
  }

  /// A request that keeps the contract, with an invalid code for one of these reasons, or for any.
  ///
  /// A success of the endpoint must say with ``Transition/consumesCode(_:of:quote:)`` where the code is. Only scenarios
  /// bring the response.
  public static func code(
    _ problems: CodeProblem..., example: Example? = nil, quote: Evidence? = nil
  ) -> ResponseTrigger {
    ResponseTrigger(trigger: .code, example: example, evidence: quote, codes: problems)
  }

  /// Nothing that a caller can do, for this reason; no case asks for the response.
  public static func nothing(_ reason: String) -> ResponseTrigger { ResponseTrigger(trigger: .nothing(reason: reason)) }

  func standing(at place: String, _ source: SourceLine) -> ResponseTrigger {
    var trigger = self
    trigger.evidence = evidence?.standing(at: place, source)
    trigger.rule = rule?.standing(at: place, source)
    return trigger
  }
}
