import AssayHTTP
import AssayJSON
import AssaySchema
import AssaySpec

/// A form, `application/x-www-form-urlencoded` (WHATWG URL, section 5): texts, read as the schema's types.
///
/// Null, an empty array and an empty object cannot be written.
struct FormCodec: BodyCodec {
  var style: FormStyle
  var styles: [String: FormStyle]

  static let mediaType = "application/x-www-form-urlencoded"

  var name: String { "form" }
  var rule: String { "a form (WHATWG URL, section 5)" }
  var keepsTypes: Bool { false }
  var placeholders: Placeholder.Spelling { \.query }

  func problem(withMediaType text: String) -> String? {
    MediaType(parsing: text)?.essence == Self.mediaType ? nil : "is a form as \"\(text)\": name \(Self.mediaType)"
  }

  func problem(with schema: Schema) -> String? {
    if let unknown = styles.keys.sorted().first(where: { schema.property($0) == nil }) {
      return "has a style for \(unknown), which it does not declare"
    }
    let names = schema.properties.filter { !exploded(in: schema).contains($0) }.map(\.name)
    var seen = Set(names)
    let members = exploded(in: schema).flatMap { $0.schema.properties.map(\.name) }
    return members.first { !seen.insert($0).inserted }.map {
      "has the pair \($0) for two members: an exploded object's members need names of their own"
    }
  }

  // MARK: - Writing

  func encode(_ value: JSONValue) -> [UInt8] { encode(pairs(of: value), PercentEncoding.encodeQuery) }

  private func encode(_ pairs: [(name: String, value: String)], _ encode: (String) -> String) -> [UInt8] {
    // Clients leave brackets and commas as they are; another spelling encodes every character.
    let texts = pairs.map { pair in
      let name = encode(pair.name).replacing("%5B", with: "[").replacing("%5D", with: "]")
      let value = encode(pair.value)
      return "\(name)=\(style(of: pair.name) == .commas ? value.replacing("%2C", with: ",") : value)"
    }
    return Array(texts.joined(separator: "&").utf8)
  }

  private func pairs(of value: JSONValue, indexing: Bool = false) -> [(name: String, value: String)] {
    guard case .object(let object) = value else { return [("", Parameter.text(of: value))] }
    return object.flatMap { pairs(of: $0.value, $0.key, style(of: $0.key), indexing) }
  }

  private func style(of member: String) -> FormStyle { styles[member] ?? style }

  private func pairs(
    of value: JSONValue, _ name: String, _ style: FormStyle, _ indexing: Bool
  ) -> [(name: String, value: String)] {
    switch value {
    case .null: return []
    case .boolean, .number, .string: return [(name, Parameter.text(of: value))]
    case .object(let object):
      if style == .exploded { return object.flatMap { pairs(of: $0.value, $0.key, style, indexing) } }
      if let separator = style.separator, object.allSatisfy({ !$0.value.isContainer }) {
        let texts = object.flatMap { [$0.key, Parameter.text(of: $0.value)] }
        return texts.isEmpty ? [] : [(name, texts.joined(separator: String(separator)))]
      }
      return object.flatMap { pairs(of: $0.value, "\(name)[\($0.key)]", style, indexing) }
    case .array(let items):
      let isPlain = items.allSatisfy { !$0.isContainer }
      if let separator = style.separator, isPlain {
        return items.isEmpty ? [] : [(name, items.map(Parameter.text).joined(separator: String(separator)))]
      }
      let plain = style == .brackets ? "\(name)[]" : name
      return items.enumerated().flatMap { index, item in
        pairs(of: item, isPlain && !indexing ? plain : "\(name)[\(index)]", style, indexing)
      }
    }
  }

  // MARK: - Reading

  func decode(_ bytes: [UInt8], contentType: String?, as schema: Schema) throws(BodyError) -> JSONDocument {
    var root = FormNode(offset: 0)
    for pair in try FormPair.pairs(in: bytes) { root.add(pair.value, at: pair.path[...], pair.offset) }
    return JSONDocument(.object(members(of: root, schema, nil), at: 0), in: bytes)
  }

  /// The members that an object's node holds; one that came more than once stands more than once.
  private func members(of node: FormNode, _ schema: Schema, _ style: FormStyle?) -> [PlacedValue.Member] {
    func members(_ children: [FormNode.Child], _ schema: Schema) -> [PlacedValue.Member] {
      children.flatMap { child in
        values(of: child.node, schema.entry(child.key), style ?? self.style(of: child.key)).map {
          PlacedValue.Member(child.key, at: child.node.offset, $0)
        }
      }
    }
    var children = node.children
    var objects: [PlacedValue.Member] = []
    for property in style == nil ? exploded(in: schema) : [] {
      let own = children.filter { property.schema.property($0.key) != nil }
      guard let first = own.first else { continue }
      children.removeAll { property.schema.property($0.key) != nil }
      let offset = first.node.offset
      objects.append(PlacedValue.Member(property.name, at: offset, .object(members(own, property.schema), at: offset)))
    }
    let others = members(children, schema)
    return objects.isEmpty ? others : (others + objects).sorted { $0.offset < $1.offset }
  }

  /// The objects whose members are pairs of their own.
  private func exploded(in schema: Schema) -> [Property] {
    schema.properties.filter { style(of: $0.name) == .exploded && $0.schema.types == .object }
  }

  private func values(of node: FormNode, _ schema: Schema, _ style: FormStyle) -> [PlacedValue] {
    func scalar(_ text: String, _ offset: Int, _ schema: Schema) -> PlacedValue {
      .scalar(schema.value(of: text), at: offset)
    }
    var values: [PlacedValue] = []
    if let first = node.values.first {
      if schema.types == .array, let separator = style.separator, node.values.count == 1 {
        let texts = first.text.split(separator: separator, omittingEmptySubsequences: false)
        values.append(.array(texts.map { scalar(String($0), first.offset, schema.entry("0")) }, at: first.offset))
      } else if schema.types == .object, let separator = style.separator, node.values.count == 1,
        let members = Self.members(of: first.text, separatedBy: separator)
      {
        values.append(
          .object(
            members.map { PlacedValue.Member($0, at: first.offset, scalar($1, first.offset, schema.entry($0))) },
            at: first.offset))
      } else if schema.types.contains(.array), style == .repeated || style == .exploded,
        node.values.count > 1 || schema.types == .array
      {
        values.append(.array(node.values.map { scalar($0.text, $0.offset, schema.entry("0")) }, at: first.offset))
      } else {
        values += node.values.map { scalar($0.text, $0.offset, schema) }
      }
    }
    if !node.children.isEmpty {
      if let items = node.items(schema) {
        values.append(.array(items.flatMap { self.values(of: $0, schema.entry("0"), style) }, at: node.offset))
      } else {
        values.append(.object(members(of: node, schema, style), at: node.offset))
      }
    }
    return values
  }

  /// The members of an object that is written as names and values in turn: `city,Sofia`; `nil` where a value lacks.
  static func members(of text: String, separatedBy separator: Character) -> [(String, String)]? {
    let texts = text.split(separator: separator, omittingEmptySubsequences: false).map(String.init)
    guard texts.count.isMultiple(of: 2) else { return nil }
    return stride(from: 0, to: texts.count, by: 2).map { (texts[$0], texts[$0 + 1]) }
  }

  func reading(of value: JSONValue, at pointer: JSONPointer, as schema: Schema) -> JSONValue? {
    let name = pointer.tokens.first ?? ""
    // Where a form has no brackets, `name[key]` is another parameter.
    if case .object = value, style(of: name) != .brackets, !schema.types.contains(.object) { return nil }
    let bytes = encode(.object(JSONObject([(name, value)])))
    let whole = Schema(.object, [.properties([Property(name, schema, .optional)])])
    return bytes.isEmpty ? nil : try? decode(bytes, contentType: nil, as: whole).value[name]
  }

  // MARK: - Breaking and spelling

  func broken(_ value: JSONValue, _ schema: Schema) -> [BrokenBody] {
    let bytes = encode(value)
    // In an undeclared member: a declared one would also be refused for its value.
    func with(_ text: String) -> [UInt8] { (bytes.isEmpty ? [] : bytes + Array("&".utf8)) + Array(text.utf8) }
    var bodies = [
      BrokenBody(
        name: "invalid-percent", summary: "with %ZZ in its body", bytes: with("assay=%ZZ"),
        fault: ("invalid-percent", .broken("percent")), undocumented: "a broken percent-encoding"),
      BrokenBody(
        name: "invalid-utf8", summary: "with percent-encoded bytes in its body that are no UTF-8",
        bytes: with("assay=%FF"), fault: ("invalid-utf8", .invalidUTF8), undocumented: "invalid UTF-8"),
    ]
    if case .object(let object) = value,
      let first = object.first(where: { !$0.value.isContainer && !schema.entry($0.key).types.contains(.array) })
    {
      let other = encode(.object(JSONObject([(first.key, "another value")])))
      bodies.append(
        BrokenBody(
          name: "duplicate-key", summary: "with the member \(first.key) twice, with different values",
          bytes: other + Array("&".utf8) + bytes, fault: ("duplicate-key", .duplicate),
          pointer: JSONPointer([first.key]), undocumented: "a repeated member"))
    }
    return bodies
  }

  func spellings(_ value: JSONValue) -> [BodySpelling] {
    var bodies: [BodySpelling] = []
    func add(
      _ name: String, _ summary: String, refusing what: String, _ bytes: [UInt8], _ parameters: String? = nil,
      _ evidence: Evidence = .documented(at: "WHATWG URL, section 5.1")
    ) {
      bodies.append(
        BodySpelling(
          name: name, summary: summary, what: what, bytes: bytes, parameters: parameters, evidence: evidence))
    }
    let pairs = pairs(of: value)
    if case .object(let object) = value, object.count > 1 {
      let reversed = JSONValue.object(JSONObject(object.reversed().map { ($0.key, $0.value) }))
      add(
        "key-order", "with the members in another order", refusing: "members in another order", encode(reversed), nil,
        .assumed("No text says that the order of the members matters."))
    }
    // Placeholders stay unchanged, so that the runner finds them.
    let encoded = pairs.map { pair in
      let value = Placeholder.isWhole(pair.value) ? pair.value : PercentEncoding.encodeAll(pair.value)
      return "\(PercentEncoding.encodeAll(pair.name))=\(value)"
    }
    if !pairs.isEmpty {
      add(
        "percent-encoded", "with every character of its form percent-encoded",
        refusing: "a form that is percent-encoded",
        Array(encoded.joined(separator: "&").utf8))
    }
    if pairs.contains(where: { $0.value.contains(" ") }) {
      add(
        "plus", "with + for each space", refusing: "+ for a space",
        encode(pairs) { PercentEncoding.encodeQuery($0).replacing("%20", with: "+") })
    }
    let plain = encode(value)
    let indexed = encode(self.pairs(of: value, indexing: true), PercentEncoding.encodeQuery)
    if style == .brackets, indexed != plain, !uses("indices", plain, contentType: "") {
      add(
        "indices", "with the indices of its arrays' items", refusing: "indices of an array's items", indexed, nil,
        .assumed("No text says that the items of an array may have indices."))
    }
    add(
      "charset", "with a charset in its Content-Type", refusing: "a charset in Content-Type", plain, "; charset=utf-8",
      .assumed("Common clients name the charset, though forms have none."))
    return bodies
  }

  func uses(_ spelling: String, _ bytes: [UInt8], contentType: String) -> Bool {
    switch spelling {
    case "charset": contentType.contains("charset")
    case "percent-encoded": bytes.first == UInt8(ascii: "%")
    case "plus": bytes.contains(UInt8(ascii: "+"))
    case "indices": String(decoding: bytes, as: UTF8.self).contains("[0]")
    default: false
    }
  }
}

extension FormStyle {
  /// What stands between the items of an array; `nil` where each has a name of its own.
  fileprivate var separator: Character? {
    switch self {
    case .brackets, .repeated, .exploded: nil
    case .commas: ","
    case .spaces: " "
    case .pipes: "|"
    }
  }
}

extension JSONValue {
  fileprivate var isContainer: Bool {
    switch self {
    case .array, .object: true
    case .null, .boolean, .number, .string: false
    }
  }
}
