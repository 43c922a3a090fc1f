import AssaySchema

/// How an endpoint knows its caller, and what shows it.
public struct Security: Sendable {
  /// The credential that requests carry; `nil` when none is asked for.
  public var scheme: (any CredentialScheme)?
  public var evidence: Evidence

  public init(_ scheme: (any CredentialScheme)?, evidence: Evidence) {
    self.scheme = scheme
    self.evidence = evidence
  }

  /// No credential is asked for.
  public static func none(evidence: Evidence) -> Security { Security(nil, evidence: evidence) }
}

extension Security: Hashable {
  public static func == (left: Security, right: Security) -> Bool {
    left.evidence == right.evidence && left.scheme.map { AnyHashable($0) } == right.scheme.map { AnyHashable($0) }
  }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(evidence)
    hasher.combine(scheme.map { AnyHashable($0) })
  }
}
