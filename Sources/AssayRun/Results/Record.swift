import AssayJSON
import AssayJudge

/// A value that is an object in a file of this program. Each member is declared once: writing, reading and the
/// JSON Schema follow from the declaration.
package protocol Record: MemberValue {
  /// The name of its definition in the JSON Schema.
  static var definition: String { get }
  /// What is read is filled into this.
  static var empty: Self { get }
  static var members: [Member<Self>] { get }

  /// Checks and completes what was read.
  mutating func finishReading(_ fields: RecordFields) throws(RecordError)
}

/// One member of a record.
package struct Member<Root: Sendable>: Sendable {
  package typealias Path<Value> = WritableKeyPath<Root, Value> & Sendable

  let key: String
  let isRequired: Bool
  let schema: JSONObject
  let write: @Sendable (Root, inout JSONWriter) -> Void
  let read: @Sendable (inout Root, RecordFields) throws(RecordError) -> Void

  private init(
    _ key: String, isRequired: Bool, _ schema: JSONObject, _ about: String?,
    write: @escaping @Sendable (Root, inout JSONWriter) -> Void,
    read: @escaping @Sendable (inout Root, RecordFields) throws(RecordError) -> Void
  ) {
    self.key = key
    self.isRequired = isRequired
    var schema = schema
    if let about { schema.append("description", .string(about)) }
    self.schema = schema
    self.write = write
    self.read = read
  }

  /// Reads a property, by its offset if it is stored: a key path takes a thousand instructions each time.
  private static func getter<Value>(_ path: Path<Value>) -> @Sendable (Root) -> Value {
    guard let offset = MemoryLayout<Root>.offset(of: path) else { return { $0[keyPath: path] } }
    return { root in
      withUnsafePointer(to: root) { UnsafeRawPointer($0).load(fromByteOffset: offset, as: Value.self) }
    }
  }

  /// A member that is always there.
  package static func required<Value: MemberValue>(
    _ key: String, _ path: Path<Value>, _ about: String? = nil, _ rule: MemberRule = .init()
  ) -> Member {
    let value = getter(path)
    return Member(
      key, isRequired: true, Value.schema(rule), about,
      write: { root, json in
        json.key(key)
        value(root).write(&json)
      },
      read: { (root, fields) throws(RecordError) in
        guard let node = fields[key] else { throw fields.missing(key) }
        root[keyPath: path] = try Value(node, fields, rule)
      })
  }

  /// A member that is left out when there is no value.
  package static func optional<Value: MemberValue>(
    _ key: String, _ path: Path<Value?>, _ about: String? = nil, _ rule: MemberRule = .init()
  ) -> Member {
    let value = getter(path)
    return Member(
      key, isRequired: false, Value.schema(rule), about,
      write: { root, json in
        guard let value = value(root) else { return }
        json.key(key)
        value.write(&json)
      },
      read: { (root, fields) throws(RecordError) in
        if let node = fields[key] { root[keyPath: path] = try Value(node, fields, rule) }
      })
  }

  /// A member that may be missing in a file, which means the value of an empty record.
  ///
  /// - Parameter isWritten: Whether to write this value.
  package static func defaulted<Value: MemberValue>(
    _ key: String, _ path: Path<Value>, _ about: String? = nil, _ rule: MemberRule = .init(),
    where isWritten: @escaping @Sendable (Value) -> Bool = { _ in true }
  ) -> Member {
    let value = getter(path)
    return Member(
      key, isRequired: false, Value.schema(rule), about,
      write: { root, json in
        let value = value(root)
        guard isWritten(value) else { return }
        json.key(key)
        value.write(&json)
      },
      read: { (root, fields) throws(RecordError) in
        if let node = fields[key] { root[keyPath: path] = try Value(node, fields, rule) }
      })
  }

  /// A member that is only there when it is true.
  package static func flag(_ key: String, _ path: Path<Bool>, _ about: String) -> Member {
    defaulted(key, path, about + "; false when missing") { $0 }
  }

  /// A list that is left out when it is empty.
  package static func list<Item: MemberValue>(
    _ key: String, _ path: Path<[Item]>, _ about: String? = nil, _ rule: MemberRule = .init()
  ) -> Member {
    defaulted(key, path, about, rule) { !$0.isEmpty }
  }

  /// A member that always has this value, and is not read.
  static func constant(_ key: String, _ value: String) -> Member {
    Member(
      key, isRequired: true, ["const": .string(value)], nil, write: { _, json in json.member(key, value) },
      read: { _, _ in })
  }

  /// An object whose members are properties of the record itself.
  static func group(_ key: String, _ members: [Member], _ about: String? = nil) -> Member {
    Member(
      key, isRequired: true, RecordSchema.object(members), about,
      write: { root, json in
        json.object(key) { json in for member in members { member.write(root, &json) } }
      },
      read: { (root, fields) throws(RecordError) in
        let group = try fields.object(key)
        for member in members { try member.read(&root, group) }
      })
  }
}

/// What a member may hold beyond its type.
package struct MemberRule: Sendable {
  /// The bounds of a number; the upper one keeps sums of all that a file can hold from overflowing.
  var range = 0...Int(Int32.max)
  /// Whether a text may have several lines.
  var keepsLines = false
  /// Further keywords of the JSON Schema, which readers of this program do not check.
  var keywords: JSONObject = [:]

  package init() {}

  package static func upTo(_ limit: Int) -> MemberRule { range(0...limit) }

  static func range(_ range: ClosedRange<Int>, schema keywords: JSONObject = [:]) -> MemberRule {
    var rule = MemberRule()
    rule.range = range
    rule.keywords = keywords
    return rule
  }

  static func schema(_ keywords: JSONObject) -> MemberRule { range(0...Int(Int32.max), schema: keywords) }

  static let lines: MemberRule = {
    var rule = MemberRule()
    rule.keepsLines = true
    return rule
  }()

  static let status = range(0...999, schema: ["maximum": 999])
  /// The 16 digits of a ``StableHash``.
  static let digest = schema(["pattern": "^[0-9a-f]{16}$"])
}

/// A value of a record's member.
package protocol MemberValue: Sendable {
  static func schema(_ rule: MemberRule) -> JSONObject
  init(_ node: JSONNode, _ fields: RecordFields, _ rule: MemberRule) throws(RecordError)
  func write(_ json: inout JSONWriter)
}

extension String: MemberValue {
  package static func schema(_ rule: MemberRule) -> JSONObject { RecordSchema.type("string", rule) }

  /// Without control characters, which a terminal or a CI engine could obey.
  package init(_ node: JSONNode, _ fields: RecordFields, _ rule: MemberRule) throws(RecordError) {
    let text = try fields.text(node)
    self = rule.keepsLines ? TextSanitizer.lines(text) : TextSanitizer.line(text)
  }

  package func write(_ json: inout JSONWriter) { json.string(self) }
}

extension Bool: MemberValue {
  package static func schema(_ rule: MemberRule) -> JSONObject { RecordSchema.type("boolean", rule) }

  package init(_ node: JSONNode, _ fields: RecordFields, _ rule: MemberRule) throws(RecordError) {
    guard let value = node.bool else { throw fields.mismatch("true or false", node) }
    self = value
  }

  package func write(_ json: inout JSONWriter) { json.bool(self) }
}

extension Int: MemberValue {
  package static func schema(_ rule: MemberRule) -> JSONObject {
    var schema: JSONObject = ["type": "integer", "minimum": .number(JSONNumber(rule.range.lowerBound))]
    for member in rule.keywords { schema[member.key] = member.value }
    return schema
  }

  package init(_ node: JSONNode, _ fields: RecordFields, _ rule: MemberRule) throws(RecordError) {
    guard let number = node.number?.int64, 0...Int64(rule.range.upperBound) ~= number else {
      let found = node.number.map { TextSanitizer.text($0.lexeme, limit: 40) } ?? RecordFields.article(node.kind)
      throw fields.error("expected a whole number from 0 to \(rule.range.upperBound), found \(found)", at: node)
    }
    self = Int(number)
  }

  package func write(_ json: inout JSONWriter) { json.int(self) }
}

/// A number of microseconds.
extension Int64: MemberValue {
  package static func schema(_ rule: MemberRule) -> JSONObject { Int.schema(rule) }
  package init(_ node: JSONNode, _ fields: RecordFields, _ rule: MemberRule) throws(RecordError) {
    self = Int64(try Int(node, fields, rule))
  }
  package func write(_ json: inout JSONWriter) { json.int(self) }
}

/// A 64-bit number, as text: many readers of JSON hold numbers as doubles and would change it.
extension UInt64: MemberValue {
  package static func schema(_ rule: MemberRule) -> JSONObject { ["type": "string", "pattern": "^[0-9]{1,20}$"] }

  package init(_ node: JSONNode, _ fields: RecordFields, _ rule: MemberRule) throws(RecordError) {
    guard let number = UInt64(try fields.text(node)) else {
      throw fields.error("expected a whole number as text, from 0 to 18446744073709551615", at: node)
    }
    self = number
  }

  package func write(_ json: inout JSONWriter) { json.string("\(self)") }
}

extension MemberValue where Self: RawRepresentable & CaseIterable, RawValue == String {
  package static func schema(_ rule: MemberRule) -> JSONObject {
    ["enum": .array(allCases.map { .string($0.rawValue) })]
  }

  package init(_ node: JSONNode, _ fields: RecordFields, _ rule: MemberRule) throws(RecordError) {
    let text = try String(node, fields, rule)
    guard let value = Self(rawValue: text) else {
      let names = Self.allCases.map { "\"\($0.rawValue)\"" }.joined(separator: ", ")
      throw fields.error("expected one of \(names), found \"\(TextSanitizer.text(text))\"", at: node)
    }
    self = value
  }

  package func write(_ json: inout JSONWriter) { json.string(rawValue) }
}

extension Array: MemberValue where Element: MemberValue {
  /// The rule is that of an item.
  package static func schema(_ rule: MemberRule) -> JSONObject {
    ["type": "array", "items": .object(Element.schema(rule))]
  }

  package init(_ node: JSONNode, _ fields: RecordFields, _ rule: MemberRule) throws(RecordError) {
    guard node.kind == .array else { throw fields.mismatch("an array", node) }
    self = try node.children.map { (item) throws(RecordError) in try Element(item, fields, rule) }
  }

  package func write(_ json: inout JSONWriter) {
    json.beginArray()
    for item in self { item.write(&json) }
    json.endArray()
  }
}

/// Texts by name, used unchanged.
extension Dictionary: MemberValue where Key == String, Value == String {
  package static func schema(_ rule: MemberRule) -> JSONObject {
    ["type": "object", "additionalProperties": ["type": "string"]]
  }

  package init(_ node: JSONNode, _ fields: RecordFields, _ rule: MemberRule) throws(RecordError) {
    guard node.kind == .object else { throw fields.mismatch("an object", node) }
    self.init()
    for member in node.members {
      let text = try fields.text(member.node)
      guard TextSanitizer.line(member.key) == member.key, TextSanitizer.line(text) == text else {
        throw fields.error("expected a text without control characters", at: member.node)
      }
      self[member.key] = text
    }
  }

  package func write(_ json: inout JSONWriter) {
    json.beginObject()
    for (key, value) in sorted(by: { $0.key < $1.key }) { json.member(key, value) }
    json.endObject()
  }
}

extension Record {
  package static func schema(_ rule: MemberRule) -> JSONObject { ["$ref": .string("#/$defs/\(definition)")] }

  package init(_ node: JSONNode, _ fields: RecordFields, _ rule: MemberRule) throws(RecordError) {
    try self.init(RecordFields(node, file: fields.file))
  }

  package init(_ fields: RecordFields) throws(RecordError) {
    var record = Self.empty
    for member in Self.members { try member.read(&record, fields) }
    try record.finishReading(fields)
    self = record
  }

  package mutating func finishReading(_ fields: RecordFields) throws(RecordError) {}

  package func write(_ json: inout JSONWriter) {
    json.beginObject()
    writeMembers(&json)
    json.endObject()
  }

  /// A file with this record alone, which ends with a line feed.
  package func fileBytes(schema: String, version: Int, isPretty: Bool = true) -> [UInt8] {
    var json = JSONWriter(pretty: isPretty)
    json.begin(schema: schema, version: version)
    writeMembers(&json)
    json.endObject()
    return json.bytes + [UInt8(ascii: "\n")]
  }

  /// The names of the required members, and the schemas of all.
  package static var schemaOfMembers: (required: [String], properties: [(String, JSONValue)]) {
    (members.filter(\.isRequired).map(\.key), members.map { ($0.key, .object($0.schema)) })
  }

  /// Writes the members alone, for an object that has others too.
  package func writeMembers(_ json: inout JSONWriter) {
    for member in Self.members { member.write(self, &json) }
  }
}

/// Parts of the JSON Schema (draft 2020-12) of a file.
package enum RecordSchema {
  static func type(_ name: String, _ rule: MemberRule) -> JSONObject {
    var schema: JSONObject = ["type": .string(name)]
    for member in rule.keywords { schema[member.key] = member.value }
    return schema
  }

  /// An object with these members.
  static func object<Root>(_ members: [Member<Root>]) -> JSONObject {
    [
      "type": "object", "required": .array(members.filter(\.isRequired).map { .string($0.key) }),
      "properties": .object(JSONObject(members.map { ($0.key, .object($0.schema)) })),
    ]
  }
}
