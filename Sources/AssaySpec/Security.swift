import AssaySchema

/// How an endpoint knows its caller, and what shows it.
///
///     security: .bearer(token, quote: "Send the token as a Bearer token")
///     security: .all(.apiKey(key, in: .header("X-Key"), quote: "…"), .basic(user: user, password: password, quote: "…"))
///     security: .anyOf(.bearer(token, quote: "…"), .apiKey(key, in: .query("key"), quote: "…"))
public struct Security: Sendable {
  /// Every scheme once.
  package private(set) var schemes: [any CredentialScheme] = []
  /// The sets of schemes of which a request needs one, as indices of `schemes`; an empty set is a request without credential.
  package private(set) var alternatives: [[Int]] = []
  package var evidence: Evidence

  /// A credential, and what the document says of it; `nil` when none is needed.
  ///
  /// - Parameters:
  ///   - file: Where the scheme stands, for findings and annotations.
  ///   - line: The line in that file.
  public init(
    _ scheme: (any CredentialScheme)?, quote: Evidence, file: String = #filePath, line: Int = #line
  ) {
    self.init([scheme.map { [$0] } ?? []], quote.standing(at: "Authentication", SourceLine(file, line)))
  }

  private init(_ alternatives: [[any CredentialScheme]], _ evidence: Evidence) {
    self.evidence = evidence
    for alternative in alternatives {
      var indices: [Int] = []
      for scheme in alternative {
        let known = schemes.firstIndex { AnyHashable($0) == AnyHashable(scheme) }
        if known == nil { schemes.append(scheme) }
        let index = known ?? schemes.count - 1
        if !indices.contains(index) { indices.append(index) }
      }
      if !self.alternatives.contains(indices) { self.alternatives.append(indices) }
    }
  }

  /// No credential is needed.
  public static func none(quote: Evidence, file: String = #filePath, line: Int = #line) -> Security {
    Security(nil, quote: quote, file: file, line: line)
  }

  /// All of these together: a request without one of them is refused.
  ///
  /// - Parameter quote: What the document says of the combination; without it the best of what it says of the parts.
  public static func all(_ parts: Security..., quote: Evidence? = nil) -> Security { all(parts, quote: quote) }

  package static func all(_ parts: [Security], quote: Evidence?) -> Security {
    let combined = parts.reduce([[]] as [[any CredentialScheme]]) { combined, part in
      combined.flatMap { some in part.sets.map { some + $0 } }
    }
    return Security(combined, evidence(of: parts, quote))
  }

  /// Any one of these alone.
  ///
  /// A run uses the first of which it has every value, and shows with one case each that the others are accepted.
  ///
  /// - Parameter quote: What the document says of the choice; without it the best of what it says of the parts.
  public static func anyOf(_ parts: Security..., quote: Evidence? = nil) -> Security { anyOf(parts, quote: quote) }

  package static func anyOf(_ parts: [Security], quote: Evidence?) -> Security {
    Security(parts.flatMap(\.sets), evidence(of: parts, quote))
  }

  private var sets: [[any CredentialScheme]] { alternatives.map { $0.map { schemes[$0] } } }

  private static func evidence(of parts: [Security], _ quote: Evidence?) -> Evidence {
    if let quote { return quote.standing(at: "Authentication") }
    return parts.dropFirst().reduce(parts.first?.evidence ?? .assumed("No credential is named.")) { best, part in
      best.isNoStronger(than: part.evidence) && best.level != part.evidence.level ? part.evidence : best
    }
  }

  /// The schemes as reports name them: `bearer token a.token, or basic user a.user and password a.password`.
  package var description: String {
    if schemes.isEmpty { return "none" }
    return sets.map { $0.isEmpty ? "none" : $0.map(\.description).joined(separator: " with ") }
      .joined(separator: ", or ")
  }
}

extension Security: Hashable {
  /// Whether the credentials and what shows them are equal.
  public static func == (left: Security, right: Security) -> Bool {
    left.evidence == right.evidence && left.alternatives == right.alternatives
      && left.schemes.map { AnyHashable($0) } == right.schemes.map { AnyHashable($0) }
  }

  /// Feeds the credentials and what shows them to a hasher.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(evidence)
    hasher.combine(alternatives)
    hasher.combine(schemes.map { AnyHashable($0) })
  }
}
