import AssayJSON

/// A compiled schema in the layout of the fast validator: plain structs in flat arrays, without references.
struct FastValidatorTables: Sendable {
  var nodes: [FastValidatorNode] = []
  var objects: [FastValidatorObject] = []
  var members: [FastValidatorMember] = []
  var applicators: [Applicator] = []
  var texts: [TextRule] = []
  var numbers: [NumberRule] = []
  var conditions: [PresenceCondition] = []
  /// Keys and literals, which the structs name by offset.
  var bytes: [UInt8] = []

  /// The node that anything satisfies.
  static let any: Int32 = 0
}

/// The tables at fixed addresses, so that a body does not cost access to five arrays first.
///
/// Its owner calls `deallocate` once, when they are no longer read.
struct FastValidatorMemory: @unchecked Sendable {
  // Unchecked: nothing is written after `init`.
  let nodes: UnsafePointer<FastValidatorNode>
  let objects: UnsafePointer<FastValidatorObject>
  let members: UnsafePointer<FastValidatorMember>
  let literals: UnsafePointer<UInt8>
  /// The other tables, which the common case does not touch; those above are empty in it.
  let tables: UnsafePointer<FastValidatorTables>

  init(_ tables: FastValidatorTables) {
    func fixed<T>(_ elements: [T]) -> UnsafePointer<T> {
      let memory = UnsafeMutablePointer<T>.allocate(capacity: max(1, elements.count))
      memory.initialize(from: elements, count: elements.count)
      return UnsafePointer(memory)
    }
    nodes = fixed(tables.nodes)
    objects = fixed(tables.objects)
    members = fixed(tables.members)
    literals = fixed(tables.bytes)
    var rest = tables
    (rest.nodes, rest.objects, rest.members, rest.bytes) = ([], [], [], [])
    self.tables = fixed([rest])
  }

  func deallocate() {
    // All but the last are plain bytes, which need no end.
    nodes.deallocate()
    objects.deallocate()
    members.deallocate()
    literals.deallocate()
    UnsafeMutablePointer(mutating: tables).deinitialize(count: 1).deallocate()
  }
}

/// A schema: the allowed types, and the rules for each.
struct FastValidatorNode: Sendable {
  /// Bits of `JSONTypes`.
  var types: UInt8 = JSONTypes.any.rawValue
  /// Bits of `JSONTypes` whose values the fast validator cannot decide.
  var undecidable: UInt8 = 0
  /// Bits of `JSONTypes` that no `enum` bars; of null (1), false (2) and true (128).
  var words: UInt8 = 0xFF
  /// Whether a string must only be well-formed, which is the common case.
  var takesAnyString = true
  /// The rule of strings, or -1.
  var text: Int32 = -1
  /// The strings that are allowed, among the members' keys; if there are none, whether any is.
  var firstValue: Int32 = 0
  var valueCount: Int32 = 0
  var hasValues = false
  /// Whether 16 bytes are enough to tell the values apart.
  var areValuesShort = false
  /// The rule of numbers, or -1.
  var number: Int32 = -1
  /// Whether 64 bits must hold an integer.
  var isInt64 = false
  var object: Int32 = 0
  /// What each item must be.
  var item: Int32 = 0
  var minItems: Int32 = 0
  var maxItems: Int32 = .max
  /// Other schemas for the same value.
  var firstApplicator: Int32 = 0
  var applicatorCount: Int32 = 0
  /// Whether the first applicator, which must hold, does all the reading.
  var isPassedOn = false
}

struct FastValidatorObject: Sendable {
  var firstMember: Int32 = 0
  var memberCount: Int32 = 0
  /// A bit for each member that must be there.
  var required: UInt64 = 0
  var firstCondition: Int32 = 0
  var conditionCount: Int32 = 0
  /// The rule for undeclared members.
  var additional: Int32 = FastValidatorTables.any
  /// Whether a member that is not declared is undocumented.
  var isClosed = false
  var minMembers: Int32 = 0
  var maxMembers: Int32 = .max
  /// Whether nothing counts members and there are no conditions.
  var isBare = true
}

/// One declared member, or one allowed string; after an object's last member stands one that matches nothing.
struct FastValidatorMember: Sendable {
  static let none = FastValidatorMember(
    low: .max, high: .max, lowMask: 0, highMask: 0, bit: 0, length: 0, node: 0, offset: 0, isSibling: false,
    isPlain: false)

  /// The key with its quotes: the first 16 bytes, and masks of those that count.
  var low: UInt64
  var high: UInt64
  var lowMask: UInt64
  var highMask: UInt64
  /// This member's among the bits of its object.
  var bit: UInt64
  /// Of the key with its quotes.
  var length: Int32
  var node: Int32
  var offset: Int32
  /// Whether a condition looks at this member's value.
  var isSibling: Bool
  /// Whether the 16 bytes are the whole key and no condition applies, which is the common case.
  var isPlain: Bool
}

enum Applicator: Sendable {
  case must(Int32)
  case mustNot(Int32)
  case anyOf(first: Int32, count: Int32)
  case oneOf(first: Int32, count: Int32)
  case when(Int32, then: Int32, otherwise: Int32)
  /// One alternative of an `anyOf` or `oneOf`, which names the run of them.
  case alternative(Int32)
}

/// A format's function alone, so that using it copies nothing else of the format.
struct TextFormat: Sendable {
  let accepts: @Sendable (UnsafeBufferPointer<UInt8>) -> Bool
}

struct TextRule: Sendable {
  var minLength = 0
  var maxLength = Int.max
  var formats: [TextFormat] = []
  var patterns: [Pattern] = []
}

struct NumberRule: Sendable {
  var lowest = Int64.min
  var highest = Int64.max
  var divisor: Int64 = 1
  var values: [Int64]?

  /// Whether every 64-bit integer is allowed.
  var isTrivial: Bool { lowest == .min && highest == .max && divisor == 1 && values == nil }
}

/// A member that must exist exactly when the value of a sibling has this text.
struct PresenceCondition: Sendable {
  var member: Int32
  var sibling: Int32
  var offset: Int32
  var length: Int32
}
