import AssaySchema

/// How an endpoint knows its caller, and what shows it.
public struct Security: Sendable, Hashable {
  public enum Scheme: Sendable, Hashable {
    /// No credential is asked for.
    case none
    /// `Authorization: Bearer <token>` (RFC 6750); the token is the value of the named fixture.
    case bearer(token: String)
  }

  public var scheme: Scheme
  public var evidence: Evidence

  public init(_ scheme: Scheme, evidence: Evidence) {
    self.scheme = scheme
    self.evidence = evidence
  }

  public static func bearer(token: String, evidence: Evidence) -> Security {
    Security(.bearer(token: token), evidence: evidence)
  }

  public static func none(evidence: Evidence) -> Security { Security(.none, evidence: evidence) }
}
