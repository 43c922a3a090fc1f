import AssayJSON

/// One compiled schema: the types it allows and a run of checks in the tables.
struct SchemaNode: Sendable {
  var types: JSONTypes = .any
  var firstCheck = 0
  var endCheck = 0
}

/// A compiled assertion; integers are indices in the tables, named after what they index.
enum SchemaCheck: Sendable {
  case format(Int)
  case pattern(Int)
  case minLength(Int)
  case maxLength(Int)
  case minimum(number: Int, isExclusive: Bool)
  case maximum(number: Int, isExclusive: Bool)
  case multipleOf(number: Int)
  case among(values: Int)
  case object(Int)
  case propertyNames(node: Int)
  case minProperties(Int)
  case maxProperties(Int)
  case dependentRequired(Int)
  case items(Int)
  case contains(node: Int, min: Int, max: Int?)
  case minItems(Int)
  case maxItems(Int)
  case uniqueItems
  case allOf(list: Int)
  case alternatives(ValidationError.Alternatives, list: Int)
  case discriminator(Int)
  case not(node: Int)
  case ifThenElse(condition: Int, then: Int?, otherwise: Int?)
  case reference(node: Int)
}

/// The rules for an object's members: `properties`, `patternProperties` and `additionalProperties`.
struct ObjectRule: Sendable {
  /// The run of declared members in the tables.
  var firstMember = 0
  var memberCount = 0
  var patterns: [(pattern: Int, node: Int)] = []
  var additional: Int?
  /// Whether members are declared, so that others are undocumented.
  var declaresMembers = false
  /// The run of slots by key hash in the tables; a power of two of them.
  var firstSlot = 0
  var slotCount = 0
}

/// The items of an array: the first few by index, then all others.
struct ItemsRule: Sendable {
  var prefix: [Int] = []
  var rest: Int?
}

/// The kinds of a discriminated object.
struct DiscriminatorRule: Sendable {
  var member: String
  var kinds: [(name: String, node: Int)] = []
  /// Whether nothing else reports a name that is none of these.
  var isUnknownReported = true
}

/// One declared member.
struct MemberRule: Sendable {
  var name: String
  /// The name's UTF-8.
  var text: [UInt8]
  var hash: UInt32
  var node: Int
  var presence: Property.Presence
  /// The evidence declared with it, in the tables.
  var evidence: Int?
}

/// The tables that the indices of nodes refer to.
struct SchemaTables: Sendable {
  var nodes: [SchemaNode] = []
  var checks: [SchemaCheck] = []
  var formats: [Format] = []
  var patterns: [(text: String, pattern: Pattern)] = []
  var numbers: [JSONNumber] = []
  var values: [[JSONValue]] = []
  var objects: [ObjectRule] = []
  var items: [ItemsRule] = []
  var members: [MemberRule] = []
  /// Indices of members by hash; `-1` is a free slot.
  var slots: [Int32] = []
  var lists: [[Int]] = []
  var discriminators: [DiscriminatorRule] = []
  var dependencies: [[Schema.Dependency]] = []
  var evidence: [Evidence] = []
  /// Names of members whose values must not be shown.
  var secrets: Set<String> = []
}

/// Complete tables, shared by reference.
final class SharedTables: Sendable {
  let tables: SchemaTables
  init(_ tables: SchemaTables) { self.tables = tables }
}
