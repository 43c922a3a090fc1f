import AssayJSON

/// One declared member of an object.
public struct Property: Sendable, Hashable {
  /// When the member must and may be there.
  package enum Presence: Sendable, Hashable {
    case required
    case optional
    /// There exactly when the sibling member has this value, and never otherwise.
    case exactlyWhen(sibling: String, equals: JSONValue)
    /// Never there: a write-only member in a response.
    case forbidden
  }

  /// Which messages have the member.
  package enum Access: Sendable, Hashable {
    case readWrite
    /// Only responses have it; requests leave it out.
    case readOnly
    /// Only requests have it; a response must not.
    case writeOnly
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
  package var access = Access.readWrite
  /// Whether the document calls the member deprecated.
  package var isDeprecated = false
  /// Where the member stands in the contract's source.
  package var source: SourceLine

  package init(
    _ name: String, _ schema: Schema, _ presence: Presence, description: String = "", fixture: String? = nil,
    evidence: Evidence? = nil, isSecret: Bool = false, source: SourceLine = .unknown
  ) {
    self.name = name
    self.schema = schema
    self.presence = presence
    self.description = description
    self.fixture = fixture
    self.evidence = evidence
    self.isSecret = isSecret
    self.source = source
  }

  /// This member, which only responses have; no request is made with it.
  public var readOnly: Property { with(\.access, .readOnly) }
  /// This member, which only requests have; a response that has it breaks the contract.
  public var writeOnly: Property { with(\.access, .writeOnly) }
  /// This member, which the document calls deprecated; the mock warns of a request that has it.
  public var deprecated: Property { with(\.isDeprecated, true) }

  private func with<Value>(_ path: WritableKeyPath<Property, Value>, _ value: Value) -> Property {
    var property = self
    property[keyPath: path] = value
    return property
  }
}
