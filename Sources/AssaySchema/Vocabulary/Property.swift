import AssayJSON

/// One declared member of an object.
public struct Property: Sendable, Hashable {
  /// When the member must and may be there.
  public enum Presence: Sendable, Hashable {
    case required
    case optional
    /// There exactly when the sibling member has this value, and never otherwise.
    case exactlyWhen(sibling: String, equals: JSONValue)
  }

  public var name: String
  public var schema: Schema
  public var presence: Presence
  public var description: String
  /// What the presence and the type stand on; `nil` inherits from what the schema belongs to.
  public var evidence: Evidence?
  /// Whether the value is a secret that no report may show.
  public var isSecret: Bool

  public init(
    _ name: String, _ schema: Schema, _ presence: Presence, description: String = "", evidence: Evidence? = nil,
    isSecret: Bool = false
  ) {
    self.name = name
    self.schema = schema
    self.presence = presence
    self.description = description
    self.evidence = evidence
    self.isSecret = isSecret
  }

  /// A member that must always be there.
  public static func required(
    _ name: String, _ schema: Schema, _ description: String = "", evidence: Evidence? = nil, isSecret: Bool = false
  ) -> Property {
    Property(name, schema, .required, description: description, evidence: evidence, isSecret: isSecret)
  }

  /// A member that may be left out.
  public static func optional(
    _ name: String, _ schema: Schema, _ description: String = "", evidence: Evidence? = nil, isSecret: Bool = false
  ) -> Property {
    Property(name, schema, .optional, description: description, evidence: evidence, isSecret: isSecret)
  }

  /// A member that is there exactly when its sibling has this value.
  public static func present(
    _ name: String, _ schema: Schema, iff sibling: String, is value: JSONValue, _ description: String = "",
    evidence: Evidence? = nil
  ) -> Property {
    Property(
      name, schema, .exactlyWhen(sibling: sibling, equals: value), description: description, evidence: evidence)
  }
}
