import AssayJSON
import AssaySchema

/// What a response changes at the provider: a state, a code that is sent or used, a resource.
///
///     ResponseSpec(
///       200, .empty, when: .validRequest, then: .consumesCode("/code", of: "/id"), .sets(userVerified), quote: "…")
///
/// The mock executes transitions while a scenario runs, in their order; the cases of single endpoints see none.
public struct Transition: Sendable, Hashable {
  package enum Change: Sendable, Hashable {
    /// A state holds, or no longer holds, for the subject that the request names.
    case state(StateCondition)
    case issuesCode(IssuedCode)
    /// The code at a location is used; the other location has what the code was issued for.
    case consumesCode(Location, of: Location)
    /// A value of a subject comes into being; the pointer is its place in the response.
    case creates(subject: String, JSONPointer)
    /// The members of the request's body become those of the subject that the request names.
    case changes(subject: String)
  }

  package var change: Change
  /// Values that the request must have.
  package var settings: [FieldValue] = []
  /// What says so; the response's evidence when `nil`.
  package var evidence: Evidence?

  /// The subject that the request names is in the state from now on.
  ///
  /// - Parameters:
  ///   - settings: Values that the request must have for it: `["/type": "email"]`.
  ///   - quote: What says so; without it what says that the response comes.
  public static func sets(
    _ state: ProviderState, setting settings: KeyValuePairs<Location, JSONValue> = [:], quote: Evidence? = nil
  ) -> Transition {
    Transition(change: .state(.holds(state)), settings: settings.map(FieldValue.init), evidence: quote)
  }

  /// The subject that the request names is no longer in the state; the parameters are those of ``sets(_:setting:quote:)``.
  public static func clears(
    _ state: ProviderState, setting settings: KeyValuePairs<Location, JSONValue> = [:], quote: Evidence? = nil
  ) -> Transition {
    Transition(change: .state(.not(state)), settings: settings.map(FieldValue.init), evidence: quote)
  }

  /// A one-time code is sent to somebody.
  ///
  /// - Parameters:
  ///   - recipient: Where the request names who gets it.
  ///   - channel: How it is sent.
  ///   - key: Where the request names what the code is for, such as a user; without it the recipient.
  ///   - identifier: Where the response has an id by which the code is confirmed; it then stands for `key`.
  ///   - digits: How many digits it has.
  ///   - lifetime: For how many seconds it is good, where the document says so.
  ///   - maxTries: How many wrong tries lock it, where the document says so.
  ///   - keepsEarlier: Whether codes that were issued before stay good.
  ///   - settings: Values that the request must have for it: `["/type": "sms"]`.
  ///   - quote: What says so; without it what says that the response comes.
  public static func issuesCode(
    to recipient: Location, via channel: CodeChannel, for key: Location? = nil,
    identifiedBy identifier: JSONPointer? = nil,
    digits: Int = 6, lifetime: Int? = nil, maxTries: Int? = nil, keepsEarlier: Bool = false,
    setting settings: KeyValuePairs<Location, JSONValue> = [:], quote: Evidence? = nil
  ) -> Transition {
    Transition(
      change: .issuesCode(
        IssuedCode(
          recipient: recipient, channel: channel, key: key ?? recipient, identifier: identifier, digits: digits,
          lifetime: lifetime, maxTries: maxTries, keepsEarlier: keepsEarlier)),
      settings: settings.map(FieldValue.init), evidence: quote)
  }

  /// The code in the request is used, and good no more.
  ///
  /// A request with a wrong, expired or used code brings the response that is declared for it with
  /// ``ResponseTrigger/code(_:example:quote:)``.
  ///
  /// - Parameters:
  ///   - code: Where the request has the code.
  ///   - key: Where the request names what the code was issued for.
  ///   - quote: What says so; without it what says that the response comes.
  public static func consumesCode(_ code: Location, of key: Location, quote: Evidence? = nil) -> Transition {
    Transition(change: .consumesCode(code, of: key), evidence: quote)
  }

  /// A resource is created, whose id the response has: a new value of the fixture's subject.
  ///
  /// Requests that name the id at a place bound to the fixture read the members that the resource was created with.
  public static func creates(_ subject: Fixture, id: JSONPointer, quote: Evidence? = nil) -> Transition {
    Transition(change: .creates(subject: subject.subject, id), evidence: quote)
  }

  /// The resource that the request names has the members of the request's body from now on.
  public static func changes(_ subject: Fixture, quote: Evidence? = nil) -> Transition {
    Transition(change: .changes(subject: subject.subject), evidence: quote)
  }

  func standing(at place: String, _ source: SourceLine) -> Transition {
    var transition = self
    transition.evidence = evidence?.standing(at: place, source)
    return transition
  }
}

/// How a code reaches its recipient.
public struct CodeChannel: RawRepresentable, Sendable, Hashable {
  /// The name that a code source gets.
  public var rawValue: String
  /// A channel of one's own.
  public init(rawValue: String) { self.rawValue = rawValue }

  /// A text message.
  public static let sms = CodeChannel(rawValue: "sms")
  /// An e-mail.
  public static let email = CodeChannel(rawValue: "email")
}

/// A one-time code as the document describes it.
package struct IssuedCode: Sendable, Hashable {
  package var recipient: Location
  package var channel: CodeChannel
  package var key: Location
  package var identifier: JSONPointer?
  package var digits: Int
  package var lifetime: Int?
  package var maxTries: Int?
  package var keepsEarlier: Bool
}

/// Why a code is invalid.
public enum CodeProblem: String, Sendable, Hashable, CaseIterable {
  /// It is not the code that was sent, or none was.
  case wrong
  /// Its time is over.
  case expired
  /// It was used before, or another was sent after it.
  case used
  /// There were too many wrong tries.
  case locked
}
