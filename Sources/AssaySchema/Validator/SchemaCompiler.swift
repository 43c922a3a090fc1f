import AssayJSON

/// Compiles a schema to flat tables and finds mistakes in it.
struct SchemaCompiler {
  private(set) var tables = SchemaTables()
  private var scopes: [Scope] = []
  /// Where in the schema the compiler is, for errors.
  private var path: [String] = []

  /// The named schemas of one `definitions`, and the scope around it.
  private struct Scope {
    var parent: Int?
    var schemas: [String: Schema] = [:]
    /// Nodes of those already compiled or being compiled.
    var nodes: [String: Int] = [:]
  }

  static func compile(_ schema: Schema) throws(SchemaError) -> SchemaTables {
    var compiler = SchemaCompiler()
    _ = try compiler.compile(schema, in: nil)
    try compiler.rejectEndlessReferences()
    return compiler.tables
  }

  private mutating func compile(_ schema: Schema, in scope: Int?) throws(SchemaError) -> Int {
    tables.nodes.append(SchemaNode())
    let index = tables.nodes.count - 1
    try fill(index, with: schema, in: scope)
    return index
  }

  private mutating func compile(_ schema: Schema, in scope: Int?, at tokens: String...) throws(SchemaError) -> Int {
    path += tokens
    let index = try compile(schema, in: scope)
    path.removeLast(tokens.count)
    return index
  }

  private mutating func fill(_ index: Int, with schema: Schema, in outer: Int?) throws(SchemaError) {
    let scope = try openScope(of: schema, in: outer)
    var checks: [SchemaCheck] = []
    var namesAreListed = false
    for case .discriminator(let member, let kinds) in schema.assertions {
      guard let property = schema.property(member), property.presence == .required, !kinds.isEmpty else {
        throw error(
          .discriminator, "\"\(member)\" must be a required member, and there must be a kind", "discriminator")
      }
      namesAreListed = !property.schema.allowedValues.isEmpty
    }
    if let object = try compileObject(schema.assertions, in: scope) { checks.append(.object(object)) }
    if let items = try compileItems(schema.assertions, in: scope) { checks.append(.items(items)) }
    for assertion in schema.assertions {
      if let check = try compile(assertion, in: scope, namesAreListed: namesAreListed) { checks.append(check) }
    }
    tables.nodes[index] = SchemaNode(
      types: schema.types, firstCheck: tables.checks.count, endCheck: tables.checks.count + checks.count)
    tables.checks += checks
  }

  private mutating func openScope(of schema: Schema, in outer: Int?) throws(SchemaError) -> Int? {
    var inner = Scope(parent: outer)
    for case .definitions(let definitions) in schema.assertions {
      for definition in definitions { inner.schemas[definition.name] = definition.schema }
    }
    if inner.schemas.isEmpty { return outer }
    scopes.append(inner)
    let scope = scopes.count - 1
    // Also those that nothing refers to, so that their mistakes are found.
    for name in inner.schemas.keys.sorted() { _ = try resolve(name, in: scope) }
    return scope
  }

  private mutating func resolve(_ name: String, in scope: Int?) throws(SchemaError) -> Int {
    guard let scope else {
      throw error(.unknownReference, "no definitions in force have \"\(name)\"")
    }
    if let node = scopes[scope].nodes[name] { return node }
    guard let schema = scopes[scope].schemas[name] else { return try resolve(name, in: scopes[scope].parent) }
    tables.nodes.append(SchemaNode())
    let node = tables.nodes.count - 1
    scopes[scope].nodes[name] = node
    path += ["definitions", name]
    try fill(node, with: schema, in: scope)
    path.removeLast(2)
    return node
  }

  /// The check of an assertion; `nil` for assertions that are compiled together with others.
  ///
  /// - Parameter namesAreListed: Whether a discriminator's member has an enum of its own.
  private mutating func compile(
    _ assertion: Schema.Assertion, in scope: Int?, namesAreListed: Bool
  ) throws(SchemaError) -> SchemaCheck? {
    switch assertion {
    case .format(let format):
      tables.formats.append(format)
      return .format(tables.formats.count - 1)
    case .pattern(let text): return .pattern(try pattern(text, at: "pattern"))
    case .minLength(let count): return .minLength(try checked(count, "minLength"))
    case .maxLength(let count): return .maxLength(try checked(count, "maxLength"))
    case .minimum(let bound): return .minimum(number: number(bound), isExclusive: false)
    case .maximum(let bound): return .maximum(number: number(bound), isExclusive: false)
    case .exclusiveMinimum(let bound): return .minimum(number: number(bound), isExclusive: true)
    case .exclusiveMaximum(let bound): return .maximum(number: number(bound), isExclusive: true)
    case .multipleOf(let divisor):
      guard divisor > 0 else { throw error(.bound, "multipleOf \(divisor); it must be above 0", "multipleOf") }
      return .multipleOf(number: number(divisor))
    case .enum(let values):
      tables.values.append(values)
      return .among(values: tables.values.count - 1)
    case .properties, .patternProperties, .additionalProperties, .items, .prefixItems, .definitions: return nil
    case .propertyNames(let schema): return .propertyNames(node: try compile(schema, in: scope, at: "propertyNames"))
    case .minProperties(let count): return .minProperties(try checked(count, "minProperties"))
    case .maxProperties(let count): return .maxProperties(try checked(count, "maxProperties"))
    case .dependentRequired(let dependencies):
      tables.dependencies.append(dependencies)
      return .dependentRequired(tables.dependencies.count - 1)
    case .contains(let schema, let min, let max):
      let node = try compile(schema, in: scope, at: "contains")
      return .contains(node: node, min: try checked(min, "minContains"), max: max)
    case .minItems(let count): return .minItems(try checked(count, "minItems"))
    case .maxItems(let count): return .maxItems(try checked(count, "maxItems"))
    case .uniqueItems: return .uniqueItems
    case .allOf(let schemas): return .allOf(list: try list(schemas, in: scope, at: "allOf"))
    case .anyOf(let schemas): return .alternatives(.anyOf, list: try list(schemas, in: scope, at: "anyOf"))
    case .oneOf(let schemas): return .alternatives(.oneOf, list: try list(schemas, in: scope, at: "oneOf"))
    case .discriminator(let member, let kinds):
      var rule = DiscriminatorRule(member: member, isUnknownReported: !namesAreListed)
      for kind in kinds {
        guard !rule.kinds.contains(where: { $0.name == kind.name }) else {
          throw error(.discriminator, "\"\(kind.name)\" names two kinds", "discriminator")
        }
        rule.kinds.append((kind.name, try compile(kind.schema, in: scope, at: "discriminator", kind.name)))
      }
      tables.discriminators.append(rule)
      return .discriminator(tables.discriminators.count - 1)
    case .not(let schema): return .not(node: try compile(schema, in: scope, at: "not"))
    case .ifThenElse(let condition, let then, let otherwise):
      return .ifThenElse(
        condition: try compile(condition, in: scope, at: "if"),
        then: try then.map { schema throws(SchemaError) in try compile(schema, in: scope, at: "then") },
        otherwise: try otherwise.map { schema throws(SchemaError) in try compile(schema, in: scope, at: "else") })
    case .reference(let name):
      path.append("reference")
      defer { path.removeLast() }
      return .reference(node: try resolve(name, in: scope))
    }
  }

  private mutating func compileObject(_ assertions: [Schema.Assertion], in scope: Int?) throws(SchemaError) -> Int? {
    var rule = ObjectRule()
    var isNeeded = false
    var members: [MemberRule] = []
    for assertion in assertions {
      switch assertion {
      case .properties(let properties):
        rule.declaresMembers = true
        for property in properties {
          guard !members.contains(where: { $0.name.utf8.elementsEqual(property.name.utf8) }) else {
            throw error(.duplicateProperty, "\"\(property.name)\" is declared twice", "properties", property.name)
          }
          members.append(try compile(property, in: scope))
        }
      case .patternProperties(let properties):
        for property in properties {
          let pattern = try pattern(property.pattern, at: "patternProperties", property.pattern)
          let node = try compile(property.schema, in: scope, at: "patternProperties", property.pattern)
          rule.patterns.append((pattern, node))
        }
      case .additionalProperties(let schema):
        rule.additional = try compile(schema, in: scope, at: "additionalProperties")
      default: continue
      }
      isNeeded = true
    }
    guard isNeeded else { return nil }
    rule.firstMember = tables.members.count
    rule.memberCount = members.count
    tables.members += members
    addSlots(to: &rule)
    tables.objects.append(rule)
    return tables.objects.count - 1
  }

  private mutating func compile(_ property: Property, in scope: Int?) throws(SchemaError) -> MemberRule {
    if property.isSecret { tables.secrets.insert(property.name) }
    let schema = property.presence == .forbidden ? .never : property.schema
    let node = try compile(schema, in: scope, at: "properties", property.name)
    let evidence = property.evidence.map { evidence in
      tables.evidence.append(evidence)
      return tables.evidence.count - 1
    }
    return MemberRule(
      name: property.name, text: Array(property.name.utf8), hash: TapeNode.hash(property.name.utf8), node: node,
      presence: property.presence, evidence: evidence)
  }

  private mutating func addSlots(to rule: inout ObjectRule) {
    guard rule.memberCount > 0 else { return }
    rule.slotCount = 2
    while rule.slotCount < 2 * rule.memberCount { rule.slotCount *= 2 }
    rule.firstSlot = tables.slots.count
    tables.slots += Array(repeating: -1, count: rule.slotCount)
    for member in rule.firstMember..<rule.firstMember + rule.memberCount {
      var slot = Int(tables.members[member].hash) & (rule.slotCount - 1)
      while tables.slots[rule.firstSlot + slot] >= 0 { slot = (slot + 1) & (rule.slotCount - 1) }
      tables.slots[rule.firstSlot + slot] = Int32(member)
    }
  }

  private mutating func compileItems(_ assertions: [Schema.Assertion], in scope: Int?) throws(SchemaError) -> Int? {
    var rule = ItemsRule()
    var isNeeded = false
    for assertion in assertions {
      switch assertion {
      case .prefixItems(let schemas):
        for (index, schema) in schemas.enumerated() {
          rule.prefix.append(try compile(schema, in: scope, at: "prefixItems", String(index)))
        }
      case .items(let schema): rule.rest = try compile(schema, in: scope, at: "items")
      default: continue
      }
      isNeeded = true
    }
    guard isNeeded else { return nil }
    tables.items.append(rule)
    return tables.items.count - 1
  }

  private mutating func list(_ schemas: [Schema], in scope: Int?, at keyword: String) throws(SchemaError) -> Int {
    var nodes: [Int] = []
    for (index, schema) in schemas.enumerated() {
      nodes.append(try compile(schema, in: scope, at: keyword, String(index)))
    }
    tables.lists.append(nodes)
    return tables.lists.count - 1
  }

  private mutating func pattern(_ text: String, at place: String...) throws(SchemaError) -> Int {
    do throws(PatternError) {
      tables.patterns.append((text, try Pattern(text)))
      return tables.patterns.count - 1
    } catch {
      throw SchemaError(
        .pattern, at: JSONPointer(path + place),
        "pattern \"\(text)\", character \(error.position): \(error.message); \(PatternParser.supported)")
    }
  }

  private mutating func number(_ number: JSONNumber) -> Int {
    tables.numbers.append(number)
    return tables.numbers.count - 1
  }

  private func checked(_ count: Int, _ keyword: String) throws(SchemaError) -> Int {
    guard count >= 0 else { throw error(.bound, "\(keyword) \(count); it must not be negative", keyword) }
    return count
  }

  private func error(_ kind: SchemaError.Kind, _ message: String, _ place: String...) -> SchemaError {
    SchemaError(kind, at: JSONPointer(path + place), message)
  }
}

extension SchemaCompiler {
  /// Throws when validation would return to the same schema and value endlessly.
  private func rejectEndlessReferences() throws(SchemaError) {
    var states = Array(repeating: 0, count: tables.nodes.count)
    for root in tables.nodes.indices where states[root] == 0 {
      // Depth first, with an explicit stack: 1 while a node is in progress, 2 when it is done.
      var stack: [(node: Int, next: [Int])] = [(root, applied(at: root))]
      states[root] = 1
      while let (node, next) = stack.last {
        guard let following = next.last else {
          states[node] = 2
          stack.removeLast()
          continue
        }
        stack[stack.count - 1].next.removeLast()
        switch states[following] {
        case 0:
          states[following] = 1
          stack.append((following, applied(at: following)))
        case 1: throw SchemaError(.endlessReference, at: .root, "references lead back to themselves on the same value")
        default: break
        }
      }
    }
  }

  /// The nodes that validate the same value as this one.
  private func applied(at node: Int) -> [Int] {
    tables.checks[tables.nodes[node].firstCheck..<tables.nodes[node].endCheck].flatMap { check -> [Int] in
      switch check {
      case .allOf(let list), .alternatives(_, let list): tables.lists[list]
      case .discriminator(let index): tables.discriminators[index].kinds.map(\.node)
      case .not(let node), .reference(let node): [node]
      case .ifThenElse(let condition, let then, let otherwise): [condition] + [then, otherwise].compactMap { $0 }
      default: []
      }
    }
  }
}
