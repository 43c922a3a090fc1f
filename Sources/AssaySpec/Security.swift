import AssaySchema

/// How an endpoint knows its caller, and what shows it.
public struct Security: Sendable {
  /// The credential that requests carry; `nil` when none is asked for.
  package var scheme: (any CredentialScheme)?
  package var evidence: Evidence

  /// A credential, and what the document says of it.
  public init(_ scheme: (any CredentialScheme)?, quote: Evidence) {
    self.scheme = scheme
    evidence = quote.standing(at: "Authentication")
  }

  /// No credential is asked for.
  public static func none(quote: Evidence) -> Security { Security(nil, quote: quote) }
}

extension Security: Hashable {
  /// Whether the credential and what shows it are equal.
  public static func == (left: Security, right: Security) -> Bool {
    left.evidence == right.evidence && left.scheme.map { AnyHashable($0) } == right.scheme.map { AnyHashable($0) }
  }

  /// Feeds the credential and what shows it to a hasher.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(evidence)
    hasher.combine(scheme.map { AnyHashable($0) })
  }
}
