import AssaySchema

/// Something that is true of a subject (a user, a phone) at the provider and changes its answers (Pact's term).
public struct ProviderState: Sendable, Hashable {
  /// A short name, unique within its provider, that stands in case ids.
  public var id: String
  /// What it is true of: the subject that fixtures and endpoints name.
  public var subject: String
  /// The state in words, to follow "given that".
  public var description: String
  public var evidence: Evidence

  public init(_ id: String, of subject: String, _ description: String, evidence: Evidence) {
    self.id = id
    self.subject = subject
    self.description = description
    self.evidence = evidence
  }
}

/// Whether a state must hold, or must not, for an answer to come.
public struct StateCondition: Sendable, Hashable {
  public var state: String
  public var holds: Bool

  public static func holds(_ state: String) -> StateCondition { StateCondition(state: state, holds: true) }
  public static func not(_ state: String) -> StateCondition { StateCondition(state: state, holds: false) }
}

/// A value that a run needs from outside: an id that exists at the provider, a phone, a token.
///
/// Against the mock a fixture has a value of its own and the mock is seeded with the states it names. Against a live
/// target the user gives the value (`--var NAME=VALUE`, or the environment), and a case that lacks one is skipped.
public struct Fixture: Sendable, Hashable {
  /// The name that `--var` takes, for example `sfox.user.emailVerified`.
  public var name: String { didSet { environmentName = Self.environmentName(of: name) } }
  /// The environment variable that gives the value: `sfox.user.emailVerified` is `ASSAY_SFOX_USER_EMAILVERIFIED`.
  public private(set) var environmentName: String
  /// What it is a value of; the fixture whose name is the subject is the ordinary one.
  public var subject: String
  public var description: String
  /// The states that are true of it, and no other of the provider's states about the same subject.
  public var states: [String]
  /// The value against the mock.
  public var mock: String
  /// A value that may be sent to a live target when none is given, for example an id that nobody has.
  public var live: String?
  /// A secret comes from the environment only and is never shown.
  public var isSecret: Bool
  /// Whether a value that is given names a person, such as a phone number, and is not to be shown.
  public var isPersonal: Bool

  public init(
    _ name: String, of subject: String? = nil, _ description: String, states: [String] = [], mock: String,
    live: String? = nil, isSecret: Bool = false, isPersonal: Bool = false
  ) {
    self.name = name
    environmentName = Self.environmentName(of: name)
    self.isPersonal = isPersonal
    self.subject = subject ?? name
    self.description = description
    self.states = states
    self.mock = mock
    self.live = live
    self.isSecret = isSecret
  }

  public static func environmentName(of name: String) -> String {
    "ASSAY_" + String(name.uppercased().map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "_" })
  }
}

/// Which subject's fixture stands at a place of an endpoint's requests.
public struct FixtureBinding: Sendable, Hashable {
  public var location: Location
  public var subject: String

  public init(_ location: Location, is subject: String) {
    self.location = location
    self.subject = subject
  }
}
