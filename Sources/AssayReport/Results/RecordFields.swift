import AssayJSON

/// Why a file of ours cannot be used: where, what was wrong, and what to do.
public struct RecordError: Error, Sendable, Hashable, CustomStringConvertible {
  public var file: String
  public var line: Int
  public var column: Int
  /// The JSON Pointer of what is wrong; `nil` where the file is no JSON.
  public var pointer: String?
  public var message: String

  /// `results.json:3:14: /run/seed: expected a string, found null`.
  public var description: String {
    let place = pointer.map { $0.isEmpty ? "" : "\($0): " } ?? ""
    return "\(file):\(line):\(column): \(place)\(message)"
  }
}

/// The members of an object in a file of ours, taken by name and type.
struct RecordFields {
  let node: JSONNode
  let file: String
  private let members: [String: JSONNode]

  init(_ node: JSONNode, file: String) throws(RecordError) {
    self.node = node
    self.file = file
    guard node.kind == .object else {
      throw Self.error("expected an object, found \(Self.article(node.kind))", at: node, file)
    }
    members = Dictionary(node.members.map { ($0.key, $0.node) }, uniquingKeysWith: { $1 })
  }

  /// The top of a file; throws unless it is of this schema and version.
  init(_ bytes: [UInt8], file: String, schema: String, version: Int) throws(RecordError) {
    let document: JSONDocument
    do {
      document = try JSONDocument(parsing: bytes)
    } catch {
      let isCut = error.kind == .unexpectedEnd
      throw RecordError(
        file: file, line: error.line, column: error.column, pointer: nil,
        message: "\(isCut ? "the file is cut off: " : "this is no JSON: ")\(error.message); write it again")
    }
    try self.init(document.root, file: file)
    guard let name = members["schema"]?.string, name == schema else {
      let found = members["schema"].map { $0.value.serialized() } ?? "none"
      throw Self.error(
        "this is no \(schema) file: the member \"schema\" must be \"\(schema)\", found \(found)", at: node, file)
    }
    let found: Int = try integer("version")
    guard found == version else {
      throw error(
        "\(schema) version \(found) cannot be read: this assay reads version \(version); use the assay that wrote the file, or write it again",
        at: "version")
    }
  }

  func has(_ key: String) -> Bool { members[key] != nil }

  func optionalString(_ key: String) throws(RecordError) -> String? {
    guard let node = members[key] else { return nil }
    return try string(node)
  }

  func string(_ key: String) throws(RecordError) -> String {
    guard let text = try optionalString(key) else { throw missing(key) }
    return text
  }

  func optionalInteger<Value: FixedWidthInteger>(_ key: String) throws(RecordError) -> Value? {
    guard let node = members[key] else { return nil }
    return try integer(node)
  }

  /// A whole number, 0 or more.
  func integer<Value: FixedWidthInteger>(_ key: String) throws(RecordError) -> Value {
    guard let number: Value = try optionalInteger(key) else { throw missing(key) }
    return number
  }

  func bool(_ key: String) throws(RecordError) -> Bool {
    guard let node = members[key] else { throw missing(key) }
    guard let value = node.bool else { throw mismatch("true or false", node) }
    return value
  }

  /// One of an enum's names.
  func choice<Value: RawRepresentable & CaseIterable>(_ key: String) throws(RecordError) -> Value
  where Value.RawValue == String {
    let text = try string(key)
    guard let value = Value(rawValue: text) else {
      let names = Value.allCases.map { "\"\($0.rawValue)\"" }.joined(separator: ", ")
      throw error("expected one of \(names), found \"\(text)\"", at: key)
    }
    return value
  }

  func object(_ key: String) throws(RecordError) -> RecordFields {
    guard let node = members[key] else { throw missing(key) }
    return try RecordFields(node, file: file)
  }

  func optionalObject(_ key: String) throws(RecordError) -> RecordFields? {
    has(key) ? try object(key) : nil
  }

  /// The items of an array, none when the member is missing.
  func items(_ key: String) throws(RecordError) -> [JSONNode] {
    guard let node = members[key] else { return [] }
    guard node.kind == .array else { throw mismatch("an array", node) }
    return node.children
  }

  func objects(_ key: String) throws(RecordError) -> [RecordFields] {
    var objects: [RecordFields] = []
    for item in try items(key) { objects.append(try RecordFields(item, file: file)) }
    return objects
  }

  func integers(_ key: String) throws(RecordError) -> [Int] {
    var numbers: [Int] = []
    for item in try items(key) { numbers.append(try integer(item)) }
    return numbers
  }

  /// The texts of an array, none when the member is missing.
  func strings(_ key: String) throws(RecordError) -> [String] {
    var strings: [String] = []
    for item in try items(key) { strings.append(try string(item)) }
    return strings
  }

  /// All members, whose values are texts.
  func strings() throws(RecordError) -> [String: String] {
    var strings: [String: String] = [:]
    for (key, node) in members { strings[key] = try string(node) }
    return strings
  }

  private func string(_ node: JSONNode) throws(RecordError) -> String {
    guard let text = node.string else { throw mismatch("a string", node) }
    return text
  }

  /// An error about a member, or about the object when it has none of that name.
  func error(_ message: String, at key: String) -> RecordError {
    Self.error(message, at: members[key] ?? node, file)
  }

  private func integer<Value: FixedWidthInteger>(_ node: JSONNode) throws(RecordError) -> Value {
    guard let number = node.number?.int64, number >= 0, let value = Value(exactly: number) else {
      throw mismatch("a whole number, 0 or more", node)
    }
    return value
  }

  private func missing(_ key: String) -> RecordError {
    Self.error("the member \"\(key)\" is missing", at: node, file)
  }

  private func mismatch(_ expected: String, _ node: JSONNode) -> RecordError {
    Self.error("expected \(expected), found \(Self.article(node.kind))", at: node, file)
  }

  private static func article(_ kind: JSONNode.Kind) -> String {
    switch kind {
    case .null: "null"
    case .boolean: "a boolean"
    case .number: "a number"
    case .string: "a string"
    case .array: "an array"
    case .object: "an object"
    }
  }

  private static func error(_ message: String, at node: JSONNode, _ file: String) -> RecordError {
    let location = node.location
    return RecordError(
      file: file, line: location.line, column: location.column, pointer: node.pointer.description, message: message)
  }
}
