import AssayJSON

/// Validates one document by a compiled schema.
///
/// Pending work is on a stack. Only alternatives, conditions and negations validate recursively, because their outcome
/// must be known at once.
struct SchemaValidator {
  private let shared: SharedTables
  let document: JSONDocument
  private var waiting: [Task] = []
  private var faults: [Fault] = []
  private let limit: Int
  /// The number of violations beyond the limit.
  private(set) var omitted = 0
  /// Whether only the outcome matters: one violation is enough, and nothing is recorded.
  private(set) var isProbing = false
  private var hasFailed = false
  /// Whether only the reasons matter why an alternative fails, without those of nested alternatives.
  private var isExplaining = false
  /// What is known of each node of the document, for the undocumented members.
  private var marks: [UInt8] = []
  /// Outcomes for arrays and objects, by schema and node, so that nested alternatives validate nothing twice.
  private var outcomes: [Outcome: Bool] = [:]
  /// Alternatives that hold and were validated completely, so that none is validated twice.
  private var adopted: Set<Outcome> = []
  /// The evidence of an object's declared members, in the order of validation.
  private var closers: [(object: Int, evidence: Int)] = []
  /// The same by object, created for the first undocumented member.
  private var closerOf: [Int: Int] = [:]
  /// The kinds of discriminated objects that were met: `"type" is "card"`.
  private var kinds: [String] = []
  /// The keys of the declared members of the current objects.
  var keys: [Int] = []

  struct Task {
    var schema: Int
    var node: Int
    var evidence: Int?
    /// The kind of the discriminated object around it, or -1.
    var kind: Int32 = -1
  }

  private struct Outcome: Hashable {
    var schema: Int
    var node: Int
  }

  private struct Fault {
    var validationError: ValidationError
    var node: Int
    /// A member below the node that is missing.
    var member: String?
    var evidence: Int?
    var offset: Int
    var isUndocumented = false
    var kind: Int32 = -1
  }

  /// A schema that holds declares members of the object.
  static let closed: UInt8 = 1
  /// A schema that holds names or allows this member.
  static let documented: UInt8 = 2

  /// An object of no known kind, any of whose members may be documented.
  static let unknown: UInt8 = 4

  init(_ tables: SharedTables, _ document: JSONDocument, limit: Int = .max) {
    shared = tables
    self.limit = limit
    self.document = document
    // Half the cost of `Array(repeating:count:)`, whose allocation is not specialized.
    marks.reserveCapacity(document.nodes.count)
    for _ in 0..<document.nodes.count { marks.append(0) }
  }

  var tables: SchemaTables { _read { yield shared.tables } }

  mutating func violations(at node: Int) -> [SchemaViolation] {
    waiting.reserveCapacity(16)
    waiting.append(Task(schema: 0, node: node, evidence: nil))
    while let task = waiting.popLast() { judge(task) }
    noteUndocumentedMembers(in: node)
    return finish()
  }

  /// Whether a node is valid by a schema; nothing is reported or marked.
  mutating func holds(_ schema: Int, at node: Int) -> Bool {
    let kind = document.nodes[node].kind
    let key = kind == .array || kind == .object ? Outcome(schema: schema, node: node) : nil
    if let key, let known = outcomes[key] { return known }
    let outer = (isProbing, hasFailed)
    let depth = waiting.count
    (isProbing, hasFailed) = (true, false)
    waiting.append(Task(schema: schema, node: node, evidence: nil))
    while waiting.count > depth, !hasFailed { judge(waiting.removeLast()) }
    let holds = !hasFailed
    waiting.removeLast(waiting.count - depth)
    (isProbing, hasFailed) = outer
    if let key { outcomes[key] = holds }
    return holds
  }

  /// The first violation, in document order, of a node by a schema that it does not match.
  mutating func reason(_ schema: Int, at node: Int) -> (pointer: JSONPointer, validationError: ValidationError)? {
    let outer = (isProbing, hasFailed, isExplaining, faults, waiting)
    (isProbing, hasFailed, isExplaining, faults, waiting) = (false, false, true, [], [])
    waiting.append(Task(schema: schema, node: node, evidence: nil))
    while let task = waiting.popLast() { judge(task) }
    let first = faults.min { $0.offset < $1.offset }
    (isProbing, hasFailed, isExplaining, faults, waiting) = outer
    return first.map { (pointer(to: $0), $0.validationError) }
  }

  private mutating func judge(_ task: Task) {
    let schema = tables.nodes[task.schema]
    let tape = document.nodes[task.node]
    guard isType(tape, at: task.node, in: schema.types, task) else { return }
    for index in schema.firstCheck..<schema.endCheck {
      let check = tables.checks[index]
      switch tape.kind {
      case .string, .key: judgeString(check, task)
      case .number: judgeNumber(check, task)
      case .array: judgeArray(check, tape, task)
      case .object: judgeObject(check, tape, task)
      case .null, .true, .false: break
      }
      judgeAny(check, task)
      if hasFailedProbe { return }
    }
  }

  private mutating func isType(_ tape: TapeNode, at node: Int, in types: JSONTypes, _ task: Task) -> Bool {
    let type: JSONTypes
    switch tape.kind {
    case .null: type = .null
    case .true, .false: type = .boolean
    case .string, .key: type = .string
    case .array: type = .array
    case .object: type = .object
    case .number:
      if types.contains(.number) { return true }
      guard types.contains(.integer) else {
        type = .number
        break
      }
      if document.isInteger(ofNode: node) { return true }
      if recordFailure() { tell(.notAnInteger(found: excerpt(node)), task) }
      return false
    }
    if types.contains(type) { return true }
    if recordFailure() {
      let found = excerpt(node)
      tell(types.isEmpty ? .notAllowed(found: found) : .wrongType(expected: types, found: found), task)
    }
    return false
  }

  /// The checks that apply to values of every type.
  private mutating func judgeAny(_ check: SchemaCheck, _ task: Task) {
    switch check {
    case .among(let values):
      let value = document.value(ofNode: task.node)
      if !tables.values[values].contains(value) {
        if recordFailure() { tell(.notAmong(expected: tables.values[values], found: excerpt(task.node)), task) }
      }
    case .allOf(let list):
      for node in tables.lists[list].reversed() { wait(node, task) }
    case .reference(let node): wait(node, task)
    case .not(let node):
      if holds(node, at: task.node), recordFailure() { tell(.matchesForbidden(found: excerpt(task.node)), task) }
    case .ifThenElse(let condition, let then, let otherwise):
      let isMet = holds(condition, at: task.node)
      if isMet { adopt(condition, task) }
      if let branch = isMet ? then : otherwise { wait(branch, task) }
    case .alternatives(let kind, let list): judgeAlternatives(kind, tables.lists[list], task)
    default: break
    }
  }

  private mutating func judgeAlternatives(_ kind: ValidationError.Alternatives, _ nodes: [Int], _ task: Task) {
    let holding = nodes.indices.filter { holds(nodes[$0], at: task.node) }
    if holding.isEmpty {
      var reasons: [ValidationError.Reason] = []
      if !isProbing && !isExplaining {
        for (index, node) in nodes.enumerated() {
          guard let first = reason(node, at: task.node) else { continue }
          reasons.append(
            ValidationError.Reason(index: index, pointer: first.pointer, validationError: first.validationError))
        }
      }
      if recordFailure() { tell(.noAlternative(kind, count: nodes.count, reasons: reasons), task) }
    } else if kind == .oneOf && holding.count > 1 {
      if recordFailure() { tell(.severalAlternatives(holding), task) }
    } else {
      for index in holding { adopt(nodes[index], task) }
    }
  }

  // MARK: - What the checks use

  /// Whether nothing further can change the outcome.
  var hasFailedProbe: Bool { isProbing && hasFailed }

  /// Adds a schema to the pending work, for the same value or one inside it.
  mutating func wait(_ schema: Int, _ task: Task, at node: Int? = nil, evidence: Int? = nil) {
    waiting.append(
      Task(schema: schema, node: node ?? task.node, evidence: evidence ?? task.evidence, kind: task.kind))
  }

  /// Adds the schema of the kind that a discriminated object is of.
  mutating func waitForKind(_ schema: Int, _ task: Task, _ words: String) {
    var task = task
    if !isProbing {
      kinds.append(words)
      task.kind = Int32(kinds.count - 1)
    }
    wait(schema, task)
  }

  /// Validates again by a schema that holds, to record which members it documents.
  mutating func adopt(_ schema: Int, _ task: Task, at node: Int? = nil) {
    guard !isProbing, !isExplaining else { return }
    if adopted.insert(Outcome(schema: schema, node: node ?? task.node)).inserted { wait(schema, task, at: node) }
  }

  /// Notes that the value is not valid; true when somebody wants to know why, and then ``tell`` is to be called.
  mutating func recordFailure() -> Bool {
    hasFailed = true
    if isProbing { return false }
    if faults.count < limit { return true }
    omitted += 1
    return false
  }

  /// Records a violation of the task's value, or of a missing member of it.
  mutating func tell(
    _ validationError: ValidationError, _ task: Task, at node: Int? = nil, member: String? = nil, evidence: Int? = nil
  ) {
    let node = node ?? task.node
    if faults.isEmpty { faults.reserveCapacity(min(limit, 8)) }
    faults.append(
      Fault(
        validationError: validationError, node: node, member: member, evidence: evidence ?? task.evidence,
        offset: Int(document.nodes[node].offset), kind: task.kind))
  }

  /// Reserves entries for the keys of an object's declared members and returns the first index in ``keys``.
  mutating func openKeys(_ count: Int) -> Int {
    let first = keys.count
    if keys.isEmpty { keys.reserveCapacity(max(16, count)) }
    for _ in 0..<count { keys.append(-1) }
    return first
  }

  mutating func closeKeys(_ first: Int) {
    keys.removeLast(keys.count - first)
  }

  /// Records a fact about a node, unless a schema is only tried.
  mutating func mark(_ node: Int, _ mark: UInt8) {
    if !isProbing && !isExplaining { marks[node] |= mark }
  }

  mutating func markClosed(_ task: Task) {
    mark(task.node, SchemaValidator.closed)
    if !isProbing && !isExplaining, let evidence = task.evidence { closers.append((task.node, evidence)) }
  }

  /// A snippet of a value; of a secret member's value it shows nothing.
  func excerpt(_ node: Int) -> ValueSnippet {
    let tape = document.nodes[node]
    if !tables.secrets.isEmpty {
      let path = JSONNode(document: document, index: node).pointer.tokens
      if path.contains(where: tables.secrets.contains) { return .secret(typeName: typeName(node)) }
    }
    switch tape.kind {
    case .array: return ValueSnippet(typeName: "array", text: "of \(tape.detail) item\(tape.detail == 1 ? "" : "s")")
    case .object:
      return ValueSnippet(typeName: "object", text: "with \(tape.detail) member\(tape.detail == 1 ? "" : "s")")
    case .null: return ValueSnippet(typeName: "null", text: "")
    case .key: return ValueSnippet(typeName: "string", text: "")
    default: break
    }
    return ValueSnippet(
      typeName: typeName(node), text: ValueSnippet.shortened(document.bytes, Int(tape.offset)..<Int(tape.end)))
  }

  private func typeName(_ node: Int) -> String {
    switch document.nodes[node].kind {
    case .null: "null"
    case .true, .false: "boolean"
    case .number: document.isInteger(ofNode: node) ? "integer" : "number"
    case .string, .key: "string"
    case .array: "array"
    case .object: "object"
    }
  }

  private mutating func noteUndocumentedMembers(in root: Int) {
    for object in root..<Int(document.nodes[root].next)
    where marks[object] & (SchemaValidator.closed | SchemaValidator.unknown) == SchemaValidator.closed {
      var key = object + 1
      while key < Int(document.nodes[object].next) {
        let isDocumented = marks[key + 1] & SchemaValidator.documented != 0
        if !isDocumented, faults.count >= limit {
          omitted += 1
        } else if !isDocumented {
          faults.append(
            Fault(
              validationError: .undocumentedMember(name: document.text(ofNode: key), found: excerpt(key + 1)),
              node: key + 1,
              evidence: closer(of: object), offset: Int(document.nodes[key].offset), isUndocumented: true))
        }
        key = Int(document.nodes[key].next)
      }
    }
  }

  /// The evidence of the schema that declared an object's members first.
  private mutating func closer(of object: Int) -> Int? {
    if closerOf.isEmpty {
      for (object, evidence) in closers where closerOf[object] == nil { closerOf[object] = evidence }
    }
    return closerOf[object]
  }

  private func pointer(to fault: Fault) -> JSONPointer {
    let pointer = JSONNode(document: document, index: fault.node).pointer
    return fault.member.map { pointer.appending($0) } ?? pointer
  }

  private mutating func finish() -> [SchemaViolation] {
    if faults.isEmpty { return [] }
    var paths = JSONPaths(document)
    // The sort is stable, so violations at one offset keep their order.
    faults.sort { $0.offset < $1.offset }
    var violations: [SchemaViolation] = []
    violations.reserveCapacity(faults.count)
    for index in faults.indices {
      violations.append(
        SchemaViolation(
          validationError: faults[index].validationError,
          pointer: paths.pointer(to: faults[index].node, member: faults[index].member),
          location: paths.location(ofOffset: faults[index].offset),
          evidence: faults[index].evidence.map { tables.evidence[$0] },
          isUndocumentedMember: faults[index].isUndocumented,
          kind: faults[index].kind < 0 ? nil : kinds[Int(faults[index].kind)]))
    }
    return violations
  }
}
