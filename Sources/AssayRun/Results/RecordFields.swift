import AssayJSON
import AssayJudge

/// Why a file of this program cannot be used: where, what was wrong, and what to do.
package struct RecordError: Error, Sendable, Hashable, CustomStringConvertible {
  package var file: String
  package var line: Int
  package var column: Int
  /// The JSON Pointer of what is wrong; `nil` where the file is no JSON.
  package var pointer: String?
  package var message: String

  package init(file: String, line: Int = 1, column: Int = 1, pointer: String? = nil, _ message: String) {
    self.file = file
    self.line = line
    self.column = column
    self.pointer = pointer
    self.message = message
  }

  /// `results.json:3:14: /run/seed: expected a string, found null`.
  package var description: String {
    let place = pointer.map { $0.isEmpty ? "" : "\($0): " } ?? ""
    return "\(file):\(line):\(column): \(place)\(message)"
  }
}

/// The members of an object in a file of this program, with the errors about them.
package struct RecordFields {
  package let node: JSONNode
  let file: String
  private let members: [String: JSONNode]

  package init(_ node: JSONNode, file: String) throws(RecordError) {
    self.node = node
    self.file = file
    members = Dictionary(node.members.map { ($0.key, $0.node) }, uniquingKeysWith: { $1 })
    if node.kind != .object { throw mismatch("an object", node) }
  }

  /// The top of a file; throws unless it is of this schema and version.
  package init(_ bytes: [UInt8], file: String, schema: String, version: Int) throws(RecordError) {
    let document: JSONDocument
    do {
      document = try JSONDocument(parsing: bytes)
    } catch {
      let isCut = error.kind == .unexpectedEnd
      throw RecordError(
        file: file, line: error.line, column: error.column,
        "\(isCut ? "the file is cut off: " : "this is no JSON: ")\(error.message); write it again")
    }
    try self.init(document.root, file: file)
    guard let name = members["schema"]?.string, name == schema else {
      let found = members["schema"].map { TextSanitizer.text($0.value.serialized()) } ?? "none"
      throw error(
        "this is no \(schema) file: the member \"schema\" must be \"\(schema)\", found \(found)", at: node)
    }
    guard let versionNode = members["version"] else { throw missing("version") }
    let found = try Int(versionNode, self, MemberRule())
    guard found == version else {
      throw error(
        "\(schema) version \(found) cannot be read: this assay reads version \(version); use the assay that wrote the file, or write it again",
        at: "version")
    }
  }

  package subscript(key: String) -> JSONNode? { members[key] }

  package func object(_ key: String) throws(RecordError) -> RecordFields {
    guard let node = members[key] else { throw missing(key) }
    return try RecordFields(node, file: file)
  }

  /// The objects of a list; none when it is missing.
  package func objects(_ key: String) throws(RecordError) -> [RecordFields] {
    guard let node = members[key] else { return [] }
    guard node.kind == .array else { throw mismatch("an array", node) }
    return try node.children.map { (item) throws(RecordError) in try RecordFields(item, file: file) }
  }

  /// A member that a record does not declare.
  package func value<Value: MemberValue>(_ key: String, _ rule: MemberRule = .init()) throws(RecordError) -> Value {
    guard let node = members[key] else { throw missing(key) }
    return try Value(node, self, rule)
  }

  /// An error about a member, or about the object when it has none of that name.
  package func error(_ message: String, at key: String) -> RecordError { error(message, at: members[key] ?? node) }

  package func missing(_ key: String) -> RecordError { error("the member \"\(key)\" is missing", at: node) }

  func text(_ node: JSONNode) throws(RecordError) -> String {
    guard let text = node.string else { throw mismatch("a string", node) }
    return text
  }

  func mismatch(_ expected: String, _ node: JSONNode) -> RecordError {
    error("expected \(expected), found \(Self.article(node.kind))", at: node)
  }

  package func error(_ message: String, at node: JSONNode) -> RecordError {
    let location = node.location
    return RecordError(
      file: file, line: location.line, column: location.column, pointer: TextSanitizer.text(node.pointer.description),
      message)
  }

  static func article(_ kind: JSONNode.Kind) -> String {
    switch kind {
    case .null: "null"
    case .boolean: "a boolean"
    case .number: "a number"
    case .string: "a string"
    case .array: "an array"
    case .object: "an object"
    }
  }
}

extension JSONWriter {
  /// Begins a file with its schema and version.
  package mutating func begin(schema: String, version: Int) {
    beginObject()
    member("schema", schema)
    member("version", version)
  }

  /// A member with a value; nothing when there is none.
  package mutating func member(_ key: String, _ value: (some MemberValue)?) {
    guard let value else { return }
    self.key(key)
    value.write(&self)
  }

  /// A member with an object, whose members the closure writes.
  package mutating func object(_ key: String, _ content: (inout JSONWriter) -> Void) {
    self.key(key)
    beginObject()
    content(&self)
    endObject()
  }

  /// A member with an array of objects, whose members the closure writes.
  package mutating func array<Items: Sequence>(
    _ key: String, _ items: Items, _ content: (Items.Element, inout JSONWriter) -> Void
  ) {
    self.key(key)
    beginArray()
    for item in items {
      beginObject()
      content(item, &self)
      endObject()
    }
    endArray()
  }
}
