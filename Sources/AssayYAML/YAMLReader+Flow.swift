import AssayJSON

extension YAMLReader {
  /// An alias, a scalar or a flow collection at this position; in a block, a plain scalar that is a key ends with its line.
  ///
  /// - Parameters:
  ///   - indent: The spaces that every further line must begin with.
  ///   - isKey: Whether only one line may be read.
  mutating func inlineNode(indent: Int, _ properties: Properties, isKey: Bool) throws(YAMLError) -> Node {
    let start = position
    switch byte {
    case UInt8(ascii: "*"):
      if !properties.isEmpty { throw error("an alias has no anchor and no tag of its own") }
      return try alias()
    case UInt8(ascii: "\""), UInt8(ascii: "'"):
      let text = byte == UInt8(ascii: "\"") ? try doubleQuoted(indent: indent) : try singleQuoted(indent: indent)
      return try scalar(text, isPlain: false, properties, at: start)
    case UInt8(ascii: "["), UInt8(ascii: "{"): return try flowCollection(indent: indent, properties)
    default:
      let text = try plain(indent: indent, inFlow: false, isKey: isKey)
      return try scalar(text, isPlain: true, properties, at: start)
    }
  }

  private mutating func flowCollection(indent: Int, _ properties: Properties) throws(YAMLError) -> Node {
    if let anchor = properties.anchor { open.append(anchor) }
    try enter()
    let node = byte == UInt8(ascii: "[") ? try flowSequence(indent: indent) : try flowMapping(indent: indent)
    depth -= 1
    if properties.anchor != nil { open.removeLast() }
    return try finished(node, properties)
  }

  /// Skips white space, comments and line breaks inside brackets.
  private mutating func skipInFlow(_ indent: Int) throws(YAMLError) {
    let start = lineStart
    skipSeparation()
    guard position < bytes.count else { throw error("the end of the file inside brackets: expected ] or }") }
    if lineStart == start { return }
    if isAtDocumentMarker { throw error("the end of the document inside brackets: expected ] or }") }
    let closes = byte == UInt8(ascii: "]") || byte == UInt8(ascii: "}")
    if indentation < (closes ? indent - 1 : indent) {
      throw error("a line inside brackets indented by \(indentation) spaces: expected \(indent) or more")
    }
  }

  private mutating func flowSequence(indent: Int) throws(YAMLError) -> Node {
    let start = position
    position += 1
    var items: [PlacedValue] = []
    var size = 8
    while true {
      try skipInFlow(indent)
      if byte == UInt8(ascii: "]") { break }
      let item = try flowItem(indent: indent)
      items.append(item.value)
      size += item.size
      try skipInFlow(indent)
      if byte == UInt8(ascii: ",") {
        position += 1
      } else if byte != UInt8(ascii: "]") {
        throw error("expected , or ] in a sequence, found \(found)")
      }
    }
    position += 1
    return Node(value: .array(items, at: start), size: size)
  }

  /// An item of a sequence: a node, or a mapping of one pair without braces.
  private mutating func flowItem(indent: Int) throws(YAMLError) -> Node {
    let start = mark
    let isExplicit = isIndicator("?")
    if isExplicit {
      position += 1
      try skipInFlow(indent)
    }
    let isQuoted = isJSONLike
    let key = try flowNode(indent: indent)
    let end = mark
    try skipInFlow(indent)
    guard isFlowValueIndicator(afterJSON: isQuoted) else {
      reset(to: end)
      guard isExplicit else { return key }
      var members = Members(at: start.position)
      try members.add(key, try scalar("", isPlain: true, Properties(), at: position), self)
      return members.node
    }
    if !isExplicit {
      guard lineStart == start.lineStart else { throw error("a key in a sequence must stand on one line with its :") }
      if position - start.position > 1024 { throw error("a key longer than 1024 characters", at: start.position) }
    }
    position += 1
    var members = Members(at: start.position)
    try members.add(key, try flowValue(indent: indent), self)
    return members.node
  }

  private mutating func flowMapping(indent: Int) throws(YAMLError) -> Node {
    var members = Members(at: position)
    position += 1
    while true {
      try skipInFlow(indent)
      if byte == UInt8(ascii: "}") { break }
      if isIndicator("?") {
        position += 1
        try skipInFlow(indent)
        if byte == UInt8(ascii: "}") || byte == UInt8(ascii: ",") { throw keyError("nothing", at: position) }
      }
      let isQuoted = isJSONLike
      let key = try flowNode(indent: indent)
      try skipInFlow(indent)
      if isFlowValueIndicator(afterJSON: isQuoted) {
        position += 1
        try members.add(key, try flowValue(indent: indent), self)
        try skipInFlow(indent)
      } else {
        try members.add(key, try scalar("", isPlain: true, Properties(), at: position), self)
      }
      if byte == UInt8(ascii: ",") {
        position += 1
      } else if byte != UInt8(ascii: "}") {
        throw error("expected , or } in a mapping, found \(found)")
      }
    }
    position += 1
    return members.node
  }

  private mutating func flowValue(indent: Int) throws(YAMLError) -> Node {
    try skipInFlow(indent)
    if byte == UInt8(ascii: ",") || byte == UInt8(ascii: "]") || byte == UInt8(ascii: "}") {
      return try scalar("", isPlain: true, Properties(), at: position)
    }
    return try flowNode(indent: indent)
  }

  /// Whether a quoted scalar or a collection begins here, after which a `:` needs no space.
  private var isJSONLike: Bool {
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: "["), UInt8(ascii: "{"): true
    default: false
    }
  }

  private func isFlowValueIndicator(afterJSON: Bool) -> Bool {
    guard byte == UInt8(ascii: ":") else { return false }
    return afterJSON || isSpace(at: position + 1) || Self.isFlowIndicator(bytes[position + 1])
  }

  private mutating func flowNode(indent: Int) throws(YAMLError) -> Node {
    var properties = Properties()
    while byte == UInt8(ascii: "&") || byte == UInt8(ascii: "!") {
      try readProperty(into: &properties, inFlow: true)
      try skipInFlow(indent)
    }
    let start = position
    if byte == UInt8(ascii: ",") || byte == UInt8(ascii: "]") || byte == UInt8(ascii: "}")
      || isFlowValueIndicator(afterJSON: false)
    {
      if properties.isEmpty, byte != UInt8(ascii: ":") { throw error("expected a value, found \(found)") }
      return try scalar("", isPlain: true, properties, at: start)
    }
    switch byte {
    case UInt8(ascii: "*"), UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: "["), UInt8(ascii: "{"):
      return try inlineNode(indent: indent, properties, isKey: false)
    default:
      let text = try plain(indent: indent, inFlow: true, isKey: false)
      return try scalar(text, isPlain: true, properties, at: start)
    }
  }

  private mutating func alias() throws(YAMLError) -> Node {
    let start = position
    position += 1
    let name = anchorName()
    if name.isEmpty { throw error("expected a name after *") }
    if open.contains(name) {
      throw error("the alias *\(name) stands inside what it names: JSON has no such value", .unsupported, at: start)
    }
    guard var node = anchors[name] else { throw error("no anchor &\(name) stands before this alias", at: start) }
    try grow(node.size, at: start)
    // A scalar is short enough to be named by the alias; a collection has a place for each of its parts.
    if case .scalar(let value, _) = node.value { node.value = .scalar(value, at: start) }
    return node
  }

  mutating func anchorName() -> String {
    let start = position
    while !isSpace(at: position), !Self.isFlowIndicator(bytes[position]) { position += 1 }
    return String(decoding: bytes[start..<position], as: UTF8.self)
  }
}
