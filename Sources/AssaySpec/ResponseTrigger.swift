import AssayJSON
import AssaySchema

/// What brings a documented answer about.
public struct ResponseTrigger: Sendable, Hashable {
  public enum Trigger: Sendable, Hashable {
    /// A request that keeps the contract.
    case validRequest
    /// A request that breaks the declared shape of parameters, headers or body.
    case invalidRequest
    /// A request without a credential, or with one that is not good.
    case unauthenticated
    /// A request that keeps the contract while the provider is in the given state.
    case state
    /// Nothing that a caller can do; the reason says why.
    case nothing(reason: String)
  }

  public var trigger: Trigger
  /// The states that must hold, or must not.
  public var given: [StateCondition]
  /// Values that the request must have.
  public var settings: [FieldValue]
  /// The body that the document prints for this very answer; the response's first example when `nil`.
  public var example: Example?
  /// What says that this very answer comes; the response's evidence when `nil`.
  public var evidence: Evidence?
  /// What says that the request must be refused, where that is known better than the answer; `evidence` when `nil`.
  ///
  /// Accepting such a request breaks this rule; refusing it with another status breaks only `evidence`.
  public var rule: Evidence?
  /// Where an invalid request is wrong; empty for anywhere.
  public var places: [Location] = []
  /// In what way an invalid request is wrong; empty for any.
  public var mistakes: [CaseKind] = []

  public init(
    _ trigger: Trigger, given: [StateCondition] = [], settings: [FieldValue] = [], example: Example? = nil,
    evidence: Evidence? = nil, rule: Evidence? = nil
  ) {
    self.trigger = trigger
    self.given = given
    self.settings = settings
    self.example = example
    self.evidence = evidence
    self.rule = rule
  }

  public static let validRequest = ResponseTrigger(.validRequest)
  public static let invalidRequest = ResponseTrigger(.invalidRequest)
  public static let unauthenticated = ResponseTrigger(.unauthenticated)

  /// A request that is invalid in one of these ways, at one of these places; leave out what does not matter.
  ///
  /// `.body("/address")` stands for that member and everything in it, `.body(.root)` for the body as a whole: missing, not
  /// JSON, of another type. Where several answers are declared for a mistake, the one with the closest place is expected.
  ///
  ///     ResponseSpec(422, .undocumented, when: [.invalidRequest(.format, .range, at: .body("/email"))], …)
  public static func invalidRequest(
    _ mistakes: CaseKind..., at places: Location..., example: Example? = nil, evidence: Evidence? = nil
  ) -> ResponseTrigger {
    var responseTrigger = ResponseTrigger(.invalidRequest, example: example, evidence: evidence)
    responseTrigger.places = places
    responseTrigger.mistakes = mistakes
    return responseTrigger
  }

  /// A valid request under these conditions and with these values.
  public static func valid(
    given: [StateCondition] = [], setting settings: [FieldValue] = [], example: Example? = nil,
    evidence: Evidence? = nil
  ) -> ResponseTrigger {
    ResponseTrigger(.validRequest, given: given, settings: settings, example: example, evidence: evidence)
  }

  /// A valid request that the provider's state alone makes the provider refuse, or answer otherwise.
  public static func state(
    _ given: StateCondition..., setting settings: [FieldValue] = [], example: Example? = nil, evidence: Evidence? = nil,
    rule: Evidence? = nil
  ) -> ResponseTrigger {
    ResponseTrigger(.state, given: given, settings: settings, example: example, evidence: evidence, rule: rule)
  }

  /// This answer cannot be asked for.
  public static func nothing(_ reason: String) -> ResponseTrigger { ResponseTrigger(.nothing(reason: reason)) }
}
