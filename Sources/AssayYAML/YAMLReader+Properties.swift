import AssayJSON

extension YAMLReader {
  static let coreTags = "tag:yaml.org,2002:"

  /// The anchor and the tag of a node.
  struct Properties {
    var anchor: String?
    var tag: String?
    var tagOffset = 0

    var isEmpty: Bool { anchor == nil && tag == nil }

    mutating func add(_ other: Properties, _ reader: YAMLReader) throws(YAMLError) {
      if anchor != nil, other.anchor != nil { throw reader.error("a second anchor for one value") }
      if tag != nil, other.tag != nil { throw reader.error("a second tag for one value", at: other.tagOffset) }
      anchor = anchor ?? other.anchor
      if let tag = other.tag { (self.tag, tagOffset) = (tag, other.tagOffset) }
    }
  }

  /// Reads `&anchor` or `!tag`.
  mutating func readProperty(into properties: inout Properties, inFlow: Bool) throws(YAMLError) {
    var property = Properties()
    let start = position
    if byte == UInt8(ascii: "&") {
      position += 1
      let name = anchorName()
      if name.isEmpty { throw error("expected a name after &") }
      property.anchor = name
    } else {
      property.tag = try tag()
      property.tagOffset = start
    }
    guard isSpace(at: position) || inFlow && Self.isFlowIndicator(bytes[position]) else {
      throw error("expected white space after an anchor or a tag, found \(found)")
    }
    try properties.add(property, self)
  }

  private mutating func tag() throws(YAMLError) -> String {
    let start = position
    position += 1
    if byte == UInt8(ascii: "<") {
      let end = lineEnd(from: position)
      guard let close = bytes[position..<end].firstIndex(of: UInt8(ascii: ">")), close > position + 1 else {
        throw error("expected !<tag>", at: start)
      }
      defer { position = close + 1 }
      return String(decoding: bytes[position + 1..<close], as: UTF8.self)
    }
    while !isSpace(at: position), !Self.isFlowIndicator(bytes[position]) { position += 1 }
    let text = String(decoding: bytes[start..<position], as: UTF8.self)
    guard let end = text.dropFirst().lastIndex(of: "!") else {
      return text == "!" ? "!" : (handles["!"] ?? "!") + unescaped(text.dropFirst())
    }
    let handle = String(text[...end])
    guard let prefix = handles[handle] else {
      throw error("no directive %TAG declares the handle \(handle)", at: start)
    }
    let suffix = text[end...].dropFirst()
    if suffix.isEmpty { throw error("expected a name after the handle \(handle)", at: start) }
    return prefix + unescaped(suffix)
  }

  private func unescaped(_ text: Substring) -> String {
    let bytes = Array(text.utf8)
    var result: [UInt8] = []
    var index = 0
    while index < bytes.count {
      if bytes[index] == UInt8(ascii: "%"), index + 2 < bytes.count,
        let high = JSONString.hexadecimal(bytes[index + 1]),
        let low = JSONString.hexadecimal(bytes[index + 2])
      {
        result.append(UInt8(high << 4 | low))
        index += 3
      } else {
        result.append(bytes[index])
        index += 1
      }
    }
    return String(decoding: result, as: UTF8.self)
  }

  /// A collection with its properties.
  mutating func finished(_ node: Node, _ properties: Properties) throws(YAMLError) -> Node {
    if let tag = properties.tag, tag != "!" {
      let isArray = if case .array = node.value { true } else { false }
      guard tag == Self.coreTags + (isArray ? "seq" : "map") else {
        throw wrongTag(properties, isArray ? "a sequence" : "a mapping")
      }
    }
    // Of what a collection holds, all is counted already.
    try grow(8, at: node.value.offset)
    if let anchor = properties.anchor { anchors[anchor] = node }
    return node
  }

  /// A scalar with its properties, resolved by the core schema (section 10.3).
  mutating func scalar(
    _ text: String, isPlain: Bool, _ properties: Properties, at offset: Int
  ) throws(YAMLError) -> Node {
    var value = JSONValue.string(text)
    let name = properties.tag.map { $0.hasPrefix(Self.coreTags) ? String($0.dropFirst(Self.coreTags.count)) : $0 }
    switch name {
    case nil:
      if isPlain { value = try CoreSchema.value(of: text, self, at: offset) }
    case "!", "str": break
    case "null", "bool", "int", "float":
      value = try CoreSchema.value(of: text, self, at: offset)
      let fits =
        switch (name, value) {
        case ("null", .null), ("bool", .boolean), ("float", .number): true
        case ("int", .number): CoreSchema.isInteger(text)
        default: false
        }
      if !fits { throw wrongTag(properties, "\"\(text)\"") }
    default: throw wrongTag(properties, "a scalar")
    }
    let size = 8 + text.utf8.count
    try grow(size, at: offset)
    // An empty node is no key.
    let isEmpty = isPlain && text.isEmpty && properties.tag == nil
    let node = Node(value: .scalar(value, at: offset), text: isEmpty ? nil : text, size: size)
    if let anchor = properties.anchor { anchors[anchor] = node }
    return node
  }

  private func wrongTag(_ properties: Properties, _ what: String) -> YAMLError {
    let tag = properties.tag ?? ""
    let known = ["str", "null", "bool", "int", "float", "map", "seq"]
    if tag.hasPrefix(Self.coreTags), known.contains(String(tag.dropFirst(Self.coreTags.count))) {
      return error("the tag !!\(tag.dropFirst(Self.coreTags.count)) on \(what)", at: properties.tagOffset)
    }
    return error(
      "the tag \(tag), which the core schema does not have: expected !!str, !!int, !!float, !!bool, !!null, !!map or !!seq",
      .unsupported, at: properties.tagOffset)
  }
}
