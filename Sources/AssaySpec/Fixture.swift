import AssaySchema

/// A value that a run needs from outside: an id that exists at the provider, a phone number, a token.
///
/// Against the mock a fixture has a value of its own, and the mock is in the states that it names. Against a live target
/// the user gives the value (`--var NAME=VALUE`, or the environment), and a case that lacks one is skipped.
public struct Fixture: Sendable, Hashable {
  package var name: String { didSet { environmentName = Self.environmentName(of: name) } }
  /// The environment variable that gives the value: `sfox.user.emailVerified` is `ASSAY_SFOX_USER_EMAILVERIFIED`.
  package private(set) var environmentName: String
  /// What it is a value of; the fixture whose name is the subject is the ordinary one.
  package var subject: String
  package var description: String
  /// The ids of the states that are true of it, and no other of the provider's states about the same subject.
  package var states: [String]
  package var mock: String
  package var live: String?
  package var isSecret: Bool
  package var isPersonal: Bool
  /// How a run makes the value, when it is not given.
  package var generator: ValueGenerator?
  /// Where the fixture stands in its Swift source.
  package var source: SourceLine

  /// A value of a subject.
  ///
  /// - Parameters:
  ///   - name: The name that `--var` takes, such as `sfox.user.emailVerified`.
  ///   - subject: The ordinary fixture, of which this is one in certain states; without it this is the ordinary one.
  ///   - states: The states that are true of it; no other state of the subject is.
  ///   - description: What the value is, for a user who has to give one.
  ///   - mock: The value against the mock.
  ///   - live: A value that a live run may send when none is given, such as an unassigned id.
  ///   - isSecret: Whether the value comes from the environment only and is never shown.
  ///   - isPersonal: Whether the value names a person, such as a phone number, and is not shown when it was given.
  ///   - file: Where the fixture stands, for findings.
  ///   - line: The line in that file.
  public init(
    _ name: String, of subject: Fixture? = nil, in states: [ProviderState] = [], _ description: String, mock: String,
    live: String? = nil, isSecret: Bool = false, isPersonal: Bool = false, file: String = #filePath,
    line: Int = #line
  ) {
    self.name = name
    environmentName = Self.environmentName(of: name)
    self.subject = subject?.subject ?? name
    self.description = description
    self.states = states.map(\.id)
    self.mock = mock
    self.live = live
    self.isSecret = isSecret
    self.isPersonal = isPersonal
    source = SourceLine(file, line)
  }

  /// A value that a run makes: an idempotency key, a reference, an unused address.
  ///
  /// It follows from the run's seed. Without `--seed`, a run at a live target takes the clock's seconds, so that every run
  /// has values of its own. Both requests of a repetition have the same value.
  ///
  /// - Parameters:
  ///   - name: The name that `--var` takes, to give a value instead.
  ///   - description: What the value is.
  ///   - kind: What is made.
  ///   - scope: Whether every case has a value of its own or all cases of the run have one.
  ///   - file: Where the fixture stands, for findings.
  ///   - line: The line in that file.
  public init(
    _ name: String, _ description: String, generated kind: ValueGenerator.Kind,
    per scope: ValueGenerator.Scope = .testCase, file: String = #filePath, line: Int = #line
  ) {
    let generator = ValueGenerator(kind: kind, scope: scope)
    self.init(name, description, mock: generator.sample, file: file, line: line)
    self.generator = generator
  }

  package static func environmentName(of name: String) -> String {
    "ASSAY_" + String(name.uppercased().map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "_" })
  }
}
