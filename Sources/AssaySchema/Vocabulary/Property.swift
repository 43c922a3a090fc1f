import AssayJSON

/// One declared member of an object.
public struct Property: Sendable, Hashable {
  /// When the member must and may be there.
  package enum Presence: Sendable, Hashable {
    case required
    case optional
    /// There exactly when the sibling member has this value, and never otherwise.
    case exactlyWhen(sibling: String, equals: JSONValue)
  }

  package var name: String
  package var schema: Schema
  package var presence: Presence
  package var description: String
  /// The subject whose fixture gives the value that a request has here.
  package var fixture: String?
  /// What presence and type rest on; `nil` for the evidence of what the schema belongs to.
  package var evidence: Evidence?
  /// Whether the value is a secret that no report may show.
  package var isSecret: Bool

  package init(
    _ name: String, _ schema: Schema, _ presence: Presence, description: String = "", fixture: String? = nil,
    evidence: Evidence? = nil, isSecret: Bool = false
  ) {
    self.name = name
    self.schema = schema
    self.presence = presence
    self.description = description
    self.fixture = fixture
    self.evidence = evidence
    self.isSecret = isSecret
  }
}
