import AssayHTTP
import AssaySchema

/// A way in which a request shows who sends it; an open set.
///
/// A scheme is one type. The planner, request validation, the mock, the linter, the runner and the reports read it, and
/// none of them knows a scheme by name.
public protocol CredentialScheme: Sendable, Hashable, CustomStringConvertible {
  /// A short name for ids of cases and names of faults, where an endpoint has several schemes: `bearer`.
  var name: String { get }
  /// The scheme and its fixtures as reports name them: `bearer token acme.token`.
  var description: String { get }
  /// The fixtures that it is made of.
  var fixtures: [CredentialFixture] { get }
  /// Where it stands in a request: a header, a query parameter or a cookie; `nil` where a request does not show it.
  var location: Location? { get }
  /// Whether a live run must show a client certificate.
  var needsClientCertificate: Bool { get }
  /// How the run obtains the token that stands there; `nil` where the fixtures are all that it needs.
  var grant: ClientCredentials? { get }
  /// What stands there, made of the fixtures' values in their order; plans have placeholders in the place of secrets.
  func text(of values: [String]) -> String
  /// Encodes the text after the secrets' values replaced their placeholders; `nil` where it is sent as it is.
  var encoding: (@Sendable (_ text: String) -> String)? { get }
  /// What is wrong with the text that a request has there; `nil` when nothing is.
  ///
  /// - Parameter expected: The text of the credential that is valid; `nil` accepts any that is well-formed.
  func problem(with text: String, expected: String?) -> CredentialProblem?
  /// The credentials that a provider must refuse.
  ///
  /// - Parameter values: The fixtures' values in their order, with placeholders in the place of secrets.
  func wrong(_ values: [String]) -> [WrongCredential]
  /// Other spellings of a valid credential, which a provider must accept; `text` is the usual one.
  func spellings(of text: String) -> [CredentialSpelling]
  /// The `WWW-Authenticate` header of a 401 response (RFC 9110, section 11.6.1).
  func challenge(realm: String) -> String
}

extension CredentialScheme {
  /// No encoding: the value is sent as it is.
  public var encoding: (@Sendable (_ text: String) -> String)? { nil }

  /// No token to obtain.
  public var grant: ClientCredentials? { nil }

  /// No client certificate.
  public var needsClientCertificate: Bool { false }

  /// No other spelling.
  public func spellings(of text: String) -> [CredentialSpelling] { [] }

  /// What is wrong with an `Authorization` header of the form `<scheme> <credentials>` (RFC 9110, section 11.4).
  ///
  /// - Parameters:
  ///   - whole: What the header should hold: `bearer token`.
  ///   - part: What follows the scheme's name: `token`.
  public func problem(
    with text: String, scheme: String, _ whole: String, _ part: String, expected: String?
  ) -> CredentialProblem? {
    let (name, credentials) = Self.split(text)
    // The scheme's name is compared without regard to case (RFC 9110, section 11.1).
    guard name.equalsIgnoringASCIICase(scheme) else {
      return CredentialProblem(.otherScheme, "Authorization is no \(whole)")
    }
    if credentials.isEmpty { return CredentialProblem(.malformed, "Authorization has no \(part)") }
    guard let expected, !Self.split(expected).credentials.utf8.elementsEqual(credentials.utf8) else { return nil }
    return CredentialProblem(.unknown, "the \(part) is invalid")
  }

  /// The spelling of `<scheme> <credentials>` with the scheme's name in lower case (RFC 9110, section 11.1).
  public func lowerCaseScheme(of text: String) -> CredentialSpelling {
    let (name, credentials) = Self.split(text)
    return CredentialSpelling(
      "scheme-case", "with the scheme's name in lower case in Authorization", "\(name.lowercased()) \(credentials)",
      quote: .documented(
        "It uses a case-insensitive token to identify the authentication scheme", at: "RFC 9110, section 11.1"))
  }

  static func split(_ text: String) -> (name: String, credentials: Substring) {
    let space = text.utf8.firstIndex(of: UInt8(ascii: " ")) ?? text.utf8.endIndex
    return (String(text[..<space]), text[space...].dropFirst())
  }
}

/// A fixture that a credential is made of.
public struct CredentialFixture: Sendable, Hashable {
  /// The fixture's name.
  public var name: String
  /// What it is to the credential: `token`.
  public var role: String
  /// Whether it must be declared as a secret.
  public var isSecret: Bool

  /// A value that the scheme needs, by the name of its fixture.
  public init(_ name: String, as role: String, isSecret: Bool = true) {
    self.name = name
    self.role = role
    self.isSecret = isSecret
  }
}

/// Why a credential is refused.
public struct CredentialProblem: Sendable, Hashable {
  /// A way in which a credential can be wrong, which a lenient server may overlook; an open set.
  public struct Kind: RawRepresentable, Sendable, Hashable {
    /// A name of the kind.
    public var rawValue: String
    /// A custom kind.
    public init(rawValue: String) { self.rawValue = rawValue }

    /// There is no credential.
    public static let missing = Kind(rawValue: "missing")
    /// There is a credential of another scheme.
    public static let otherScheme = Kind(rawValue: "otherScheme")
    /// The scheme is the right one, and what follows it is not of its form.
    public static let malformed = Kind(rawValue: "malformed")
    /// The secret part is empty.
    public static let empty = Kind(rawValue: "empty")
    /// The secret part is not the valid one.
    public static let unknown = Kind(rawValue: "unknown")
    /// The user's name is not the valid one.
    public static let unknownUser = Kind(rawValue: "unknownUser")

    /// Whether the request shows no credential of the scheme at all.
    package var isAbsence: Bool { self == .missing || self == .otherScheme }
  }

  /// What is wrong.
  public var kind: Kind
  /// What is wrong, in one sentence without its full stop.
  public var message: String

  /// A problem with a credential.
  public init(_ kind: Kind, _ message: String) {
    self.kind = kind
    self.message = message
  }
}

/// A credential that a provider must refuse.
public struct WrongCredential: Sendable, Hashable {
  /// The last part of the case's id.
  public var name: String
  /// How a request differs from a valid one: `without Authorization`.
  public var summary: String
  /// What stands in the credential's place; `nil` for nothing.
  public var text: String?
  /// The problem that the credential must have.
  public var kind: CredentialProblem.Kind
  /// What the mock's mutant takes that overlooks it, as the last part of the fault's name.
  public var fault: String

  /// A way in which a credential is wrong.
  public init(_ name: String, _ summary: String, _ text: String?, _ kind: CredentialProblem.Kind, fault: String) {
    self.name = name
    self.summary = summary
    self.text = text
    self.kind = kind
    self.fault = fault
  }
}

/// Another spelling of a valid credential, which a provider must accept.
public struct CredentialSpelling: Sendable, Hashable {
  /// The last part of the case's id.
  public var name: String
  /// How a request differs from the usual one.
  public var summary: String
  /// What stands in the credential's place; the usual credential must not begin with its first word.
  public var text: String
  /// The rule that makes it equivalent.
  public var evidence: Evidence

  /// A spelling that is as good as the usual one.
  public init(_ name: String, _ summary: String, _ text: String, quote: Evidence) {
    self.name = name
    self.summary = summary
    self.text = text
    evidence = quote
  }
}
