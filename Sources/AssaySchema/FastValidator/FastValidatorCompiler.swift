import AssayJSON

/// Builds the fast validator's tables of a schema. Types that it cannot decide are marked.
struct FastValidatorCompiler {
  private let source: SchemaTables
  private(set) var tables = FastValidatorTables()

  /// Keys and literals are compared without asking for the end of the document, so they must be short.
  private static let longest = 40

  static func compile(_ source: SchemaTables) -> FastValidatorTables {
    var compiler = FastValidatorCompiler(source: source)
    // Node 0 is what anything satisfies; the others follow in the order of the source.
    compiler.tables.nodes.append(FastValidatorNode())
    compiler.addObject(FastValidatorObject())
    for node in source.nodes { compiler.add(node) }
    return compiler.tables
  }

  private init(source: SchemaTables) { self.source = source }

  private func index(_ node: Int) -> Int32 { Int32(node + 1) }

  private mutating func addObject(_ object: FastValidatorObject) {
    tables.objects.append(object)
    // The end of a search: no masked word is all ones.
    tables.members.append(.none)
  }

  private mutating func add(_ source: SchemaNode) {
    var node = FastValidatorNode()
    // Numbers that are no integers are not a type of their own.
    node.types = source.types.contains(.integer) ? source.types.rawValue : source.types.subtracting(.number).rawValue
    var object: FastValidatorObject?
    var text: TextRule?
    var number: NumberRule?
    var strings: [[UInt8]]?
    var applicators: [Applicator] = []
    var alternatives: [Applicator] = []
    for check in self.source.checks[source.firstCheck..<source.endCheck] {
      switch check {
      case .minLength(let count): text.orNew { $0.minLength = max($0.minLength, count) }
      case .maxLength(let count): text.orNew { $0.maxLength = min($0.maxLength, count) }
      case .pattern(let index): text.orNew { $0.patterns.append(self.source.patterns[index].pattern) }
      case .format(let index):
        switch self.source.formats[index].rule {
        case .integer(let range):
          number.orNew {
            $0.lowest = max($0.lowest, range.lowerBound)
            $0.highest = min($0.highest, range.upperBound)
          }
          if range == Int64.min...Int64.max { node.isInt64 = true }
        case .text(let accepts): text.orNew { $0.formats.append(TextFormat(accepts: accepts)) }
        }
      case .minimum, .maximum, .multipleOf:
        if !narrow(&number, by: check) { node.undecidable |= JSONTypes.number.rawValue }
      case .among(let index): allow(self.source.values[index], &node, &strings, &number)
      case .object(let index):
        if let compiled = compile(self.source.objects[index]) {
          object.orNew { members in
            let (least, most) = (members.minMembers, members.maxMembers)
            members = compiled
            (members.minMembers, members.maxMembers) = (least, most)
          }
        } else {
          node.undecidable |= JSONTypes.object.rawValue
        }
      case .minProperties(let count): object.orNew { $0.minMembers = max($0.minMembers, Int32(clamping: count)) }
      case .maxProperties(let count): object.orNew { $0.maxMembers = min($0.maxMembers, Int32(clamping: count)) }
      case .propertyNames, .dependentRequired, .discriminator: node.undecidable |= JSONTypes.object.rawValue
      case .items(let index):
        let rule = self.source.items[index]
        if rule.prefix.isEmpty, let rest = rule.rest {
          node.item = self.index(rest)
        } else {
          node.undecidable |= JSONTypes.array.rawValue
        }
      case .minItems(let count): node.minItems = max(node.minItems, Int32(clamping: count))
      case .maxItems(let count): node.maxItems = min(node.maxItems, Int32(clamping: count))
      case .contains, .uniqueItems: node.undecidable |= JSONTypes.array.rawValue
      case .allOf(let list): applicators += self.source.lists[list].map { .must(self.index($0)) }
      case .reference(let target): applicators.append(.must(self.index(target)))
      case .not(let target): applicators.append(.mustNot(self.index(target)))
      case .ifThenElse(let condition, let then, let otherwise):
        applicators.append(
          .when(
            self.index(condition), then: then.map(self.index) ?? FastValidatorTables.any,
            otherwise: otherwise.map(self.index) ?? FastValidatorTables.any))
      case .alternatives(let kind, let list):
        let first = Int32(tables.applicators.count + alternatives.count)
        let nodes = self.source.lists[list]
        alternatives += nodes.map { .alternative(self.index($0)) }
        let count = Int32(nodes.count)
        applicators.append(kind == .anyOf ? .anyOf(first: first, count: count) : .oneOf(first: first, count: count))
      }
    }
    let hasOwnChecks =
      object != nil || text != nil || strings != nil || number != nil || node.item != 0 || node.undecidable != 0
      || node.words != 0xFF || node.minItems != 0 || node.maxItems != .max
    let areNumbersWhole = source.types.contains(.number) || !source.types.contains(.integer)
    if case .must = applicators.first { node.isPassedOn = !hasOwnChecks && areNumbersWhole }
    tables.applicators += alternatives
    node.firstApplicator = Int32(tables.applicators.count)
    node.applicatorCount = Int32(applicators.count)
    tables.applicators += applicators
    if var object {
      object.isBare = object.conditionCount == 0 && object.minMembers == 0 && object.maxMembers == .max
      node.object = Int32(tables.objects.count)
      tables.objects.append(object)
    }
    if let strings { add(strings, to: &node) }
    if let text {
      node.text = Int32(tables.texts.count)
      tables.texts.append(text)
    }
    // Every integer that the fast validator reads satisfies the rule.
    if let number, !number.isTrivial || source.types.contains(.number) {
      node.number = Int32(tables.numbers.count)
      tables.numbers.append(number)
    }
    node.takesAnyString =
      source.types.contains(.string) && node.text < 0 && !node.hasValues && applicators.isEmpty
      && node.undecidable & JSONTypes.string.rawValue == 0
    tables.nodes.append(node)
  }

  /// False when 64-bit integers cannot decide the bound.
  private func narrow(_ rule: inout NumberRule?, by check: SchemaCheck) -> Bool {
    switch check {
    case .minimum(let index, let isExclusive):
      guard let bound = source.numbers[index].int64, bound < .max else { return false }
      rule.orNew { $0.lowest = max($0.lowest, isExclusive ? bound + 1 : bound) }
    case .maximum(let index, let isExclusive):
      guard let bound = source.numbers[index].int64, bound > .min else { return false }
      rule.orNew { $0.highest = min($0.highest, isExclusive ? bound - 1 : bound) }
    case .multipleOf(let index):
      guard rule?.divisor ?? 1 == 1, let divisor = source.numbers[index].int64 else { return false }
      rule.orNew { $0.divisor = divisor }
    default: return false
    }
    return true
  }

  private func allow(
    _ values: [JSONValue], _ node: inout FastValidatorNode, _ allowed: inout [[UInt8]]?, _ number: inout NumberRule?
  ) {
    var words: UInt8 = 0
    var strings: [[UInt8]] = []
    var numbers: [Int64] = []
    for value in values {
      switch value {
      case .null: words |= 1
      case .boolean(let value): words |= value ? 128 : 2
      case .string: strings.append(value.serializedBytes())
      case .number(let value):
        if let value = value.int64 { numbers.append(value) } else { node.undecidable |= JSONTypes.number.rawValue }
      case .array: node.undecidable |= JSONTypes.array.rawValue
      case .object: node.undecidable |= JSONTypes.object.rawValue
      }
    }
    node.words &= words
    // Of arrays and objects none are among these, but the type says so first where a schema has one.
    node.undecidable |= JSONTypes.array.rawValue | JSONTypes.object.rawValue
    allowed = allowed.map { $0.filter(strings.contains) } ?? strings
    number.orNew { rule in rule.values = rule.values.map { $0.filter(numbers.contains) } ?? numbers }
  }

  private mutating func add(_ strings: [[UInt8]], to node: inout FastValidatorNode) {
    guard strings.allSatisfy({ $0.count <= FastValidatorCompiler.longest }) else {
      node.undecidable |= JSONTypes.string.rawValue
      return
    }
    node.hasValues = true
    node.areValuesShort = strings.allSatisfy { $0.count <= 16 }
    node.firstValue = Int32(tables.members.count)
    node.valueCount = Int32(strings.count)
    for string in strings {
      tables.members.append(FastValidatorCompiler.member(string, bit: 0, node: 0, offset: append(string)))
    }
  }

  /// `nil` when the fast validator cannot decide it.
  private mutating func compile(_ rule: ObjectRule) -> FastValidatorObject? {
    let members = source.members[rule.firstMember..<rule.firstMember + rule.memberCount]
    guard rule.patterns.isEmpty, members.count <= 64 else { return nil }
    var object = FastValidatorObject()
    object.isClosed = rule.declaresMembers && rule.additional == nil
    object.additional = rule.additional.map(index) ?? FastValidatorTables.any
    object.firstMember = Int32(tables.members.count)
    object.memberCount = Int32(members.count)
    object.firstCondition = Int32(tables.conditions.count)
    var compiled: [FastValidatorMember] = []
    for (place, member) in members.enumerated() {
      // Quotes, backslashes and controls never stand raw in a key, so such a name just matches nothing.
      let key = JSONValue.string(member.name).serializedBytes()
      guard key.count <= FastValidatorCompiler.longest else { return nil }
      compiled.append(
        FastValidatorCompiler.member(key, bit: 1 << UInt64(place), node: index(member.node), offset: append(key)))
      switch member.presence {
      // What must not be there has a schema that nothing satisfies.
      case .optional, .forbidden: break
      case .required: object.required |= 1 << UInt64(place)
      case .exactlyWhen(let sibling, let value):
        guard let siblingPlace = members.firstIndex(where: { $0.name.utf8.elementsEqual(sibling.utf8) }),
          let literal = FastValidatorCompiler.literal(value)
        else { return nil }
        tables.conditions.append(
          PresenceCondition(
            member: Int32(place), sibling: Int32(siblingPlace - members.startIndex), offset: append(literal),
            length: Int32(literal.count)))
        object.conditionCount += 1
      }
    }
    for condition in tables.conditions[Int(object.firstCondition)...] {
      compiled[Int(condition.sibling)].isSibling = true
      compiled[Int(condition.sibling)].isPlain = false
    }
    tables.members += compiled
    tables.members.append(.none)
    return object
  }

  /// The only spelling of a value; `nil` for values with several spellings or a long one.
  private static func literal(_ value: JSONValue) -> [UInt8]? {
    switch value {
    case .null, .boolean: break
    case .string(let string):
      if string.utf8.contains(where: { $0 < 0x20 || $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "\\") }) {
        return nil
      }
    case .number(let number): if number.int64.map({ String($0) }) != number.lexeme { return nil }
    case .array, .object: return nil
    }
    let bytes = value.serializedBytes()
    return bytes.count <= longest ? bytes : nil
  }

  private mutating func append(_ bytes: [UInt8]) -> Int32 {
    tables.bytes += bytes
    return Int32(tables.bytes.count - bytes.count)
  }

  private static func member(_ key: [UInt8], bit: UInt64, node: Int32, offset: Int32) -> FastValidatorMember {
    func word(_ start: Int, _ byte: (Int) -> UInt8) -> UInt64 {
      (start..<start + 8).reversed().reduce(0) { $0 << 8 | UInt64(byte($1)) }
    }
    let value = { (index: Int) in index < key.count ? key[index] : 0 }
    let mask = { (index: Int) in index < key.count ? 0xFF as UInt8 : 0 }
    return FastValidatorMember(
      low: word(0, value), high: word(8, value), lowMask: word(0, mask), highMask: word(8, mask), bit: bit,
      length: Int32(key.count), node: node, offset: offset, isSibling: false, isPlain: key.count <= 16)
  }
}

extension Optional {
  /// Changes what is there, or what a new one would be.
  fileprivate mutating func orNew(_ change: (inout Wrapped) -> Void) where Wrapped: Creatable {
    var value = self ?? Wrapped()
    change(&value)
    self = value
  }
}

private protocol Creatable { init() }
extension TextRule: Creatable {}
extension NumberRule: Creatable {}
extension FastValidatorObject: Creatable {}
