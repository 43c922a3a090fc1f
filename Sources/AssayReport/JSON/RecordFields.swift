import AssayJSON
import AssayJudge
import AssayRun

/// Why a file of ours cannot be used: where, what was wrong, and what to do.
package struct RecordError: Error, Sendable, Hashable, CustomStringConvertible {
  package var file: String
  package var line: Int
  package var column: Int
  /// The JSON Pointer of what is wrong; `nil` where the file is no JSON.
  package var pointer: String?
  package var message: String

  /// `results.json:3:14: /run/seed: expected a string, found null`.
  package var description: String {
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
      let found = members["schema"].map { TextSanitizer.text($0.value.serialized()) } ?? "none"
      throw Self.error(
        "this is no \(schema) file: the member \"schema\" must be \"\(schema)\", found \(found)", at: node, file)
    }
    let found = try integer("version")
    guard found == version else {
      throw error(
        "\(schema) version \(found) cannot be read: this assay reads version \(version); use the assay that wrote the file, or write it again",
        at: "version")
    }
  }

  func has(_ key: String) -> Bool { members[key] != nil }

  /// A text of one line without control characters, which a terminal or a CI engine could obey.
  func optionalString(_ key: String) throws(RecordError) -> String? {
    guard let node = members[key] else { return nil }
    return TextSanitizer.line(try text(node))
  }

  /// A text of several lines.
  func optionalLines(_ key: String) throws(RecordError) -> String? {
    guard let node = members[key] else { return nil }
    return TextSanitizer.lines(try text(node))
  }

  func string(_ key: String) throws(RecordError) -> String { try required(key, optionalString(key)) }
  func lines(_ key: String) throws(RecordError) -> String { try required(key, optionalLines(key)) }

  func optionalInteger(_ key: String, upTo limit: Int = Self.maxCount) throws(RecordError) -> Int? {
    guard let node = members[key] else { return nil }
    return try integer(node, limit)
  }

  /// A whole number from 0 to a limit, which keeps sums of all that a file can hold from overflowing.
  func integer(_ key: String, upTo limit: Int = Self.maxCount) throws(RecordError) -> Int {
    try required(key, optionalInteger(key, upTo: limit))
  }

  /// Microseconds, at most ``CaseRecord/maxMicroseconds``, or those of a whole run.
  func microseconds(_ key: String, ofRun: Bool = false) throws(RecordError) -> Int64 {
    Int64(try integer(key, upTo: Int(ofRun ? RunResults.maxMicroseconds : CaseRecord.maxMicroseconds)))
  }

  /// A limit above any count that a file can hold.
  static let maxCount = Int(Int32.max)

  func bool(_ key: String) throws(RecordError) -> Bool {
    let node = try required(key, members[key])
    guard let value = node.bool else { throw validationError("true or false", node) }
    return value
  }

  /// A boolean that is false when the member is missing.
  func flag(_ key: String) throws(RecordError) -> Bool { has(key) ? try bool(key) : false }

  /// One of an enum's names.
  func choice<Value: RawRepresentable & CaseIterable>(_ key: String) throws(RecordError) -> Value
  where Value.RawValue == String {
    let text = try string(key)
    guard let value = Value(rawValue: text) else {
      let names = Value.allCases.map { "\"\($0.rawValue)\"" }.joined(separator: ", ")
      throw error("expected one of \(names), found \"\(TextSanitizer.text(text))\"", at: key)
    }
    return value
  }

  func object(_ key: String) throws(RecordError) -> RecordFields {
    try RecordFields(required(key, members[key]), file: file)
  }

  func optionalObject(_ key: String) throws(RecordError) -> RecordFields? {
    has(key) ? try object(key) : nil
  }

  /// The items of an array, none when the member is missing.
  func items(_ key: String) throws(RecordError) -> [JSONNode] {
    guard let node = members[key] else { return [] }
    guard node.kind == .array else { throw validationError("an array", node) }
    return node.children
  }

  /// The objects of an array, each as the closure reads it; none when the member is missing.
  func objects<Value>(
    _ key: String, _ read: (RecordFields) throws(RecordError) -> Value
  ) throws(RecordError) -> [Value] {
    try items(key).map { (item) throws(RecordError) in try read(RecordFields(item, file: file)) }
  }

  func integers(_ key: String, upTo limit: Int = Self.maxCount) throws(RecordError) -> [Int] {
    try items(key).map { (item) throws(RecordError) in try integer(item, limit) }
  }

  /// The texts of an array, none when the member is missing.
  func strings(_ key: String) throws(RecordError) -> [String] {
    try items(key).map { (item) throws(RecordError) in TextSanitizer.line(try text(item)) }
  }

  /// All members, whose values are texts of one line and are used as they stand.
  func strings() throws(RecordError) -> [String: String] {
    var texts: [String: String] = [:]
    for (key, node) in members {
      let text = try text(node)
      guard TextSanitizer.line(key) == key, TextSanitizer.line(text) == text else {
        throw Self.error("expected a text without control characters", at: node, file)
      }
      texts[key] = text
    }
    return texts
  }

  /// An error about a member, or about the object when it has none of that name.
  func error(_ message: String, at key: String) -> RecordError {
    Self.error(message, at: members[key] ?? node, file)
  }

  private func integer(_ node: JSONNode, _ limit: Int) throws(RecordError) -> Int {
    guard let number = node.number?.int64, 0...Int64(limit) ~= number else {
      let found = node.number.map { TextSanitizer.text($0.lexeme, limit: 40) } ?? Self.article(node.kind)
      throw Self.error("expected a whole number from 0 to \(limit), found \(found)", at: node, file)
    }
    return Int(number)
  }

  private func text(_ node: JSONNode) throws(RecordError) -> String {
    guard let text = node.string else { throw validationError("a string", node) }
    return text
  }

  private func required<Value>(_ key: String, _ value: Value?) throws(RecordError) -> Value {
    guard let value else { throw Self.error("the member \"\(key)\" is missing", at: node, file) }
    return value
  }

  private func validationError(_ expected: String, _ node: JSONNode) -> RecordError {
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
      file: file, line: location.line, column: location.column, pointer: TextSanitizer.text(node.pointer.description),
      message: message)
  }
}
