import AssayJSON

extension YAMLReader {
  /// A node in a block (production 196, s-l+block-node), or an empty one.
  ///
  /// - Parameters:
  ///   - parent: The column of the collection that it belongs to; -1 for a document's root.
  ///   - isSequenceAtIndent: Whether a sequence may begin in the parent's column, as in the value of a mapping.
  ///   - isCompact: Whether a collection may begin on the line of the indicator before it: `- - a`.
  mutating func blockNode(indent parent: Int, isSequenceAtIndent: Bool, isCompact: Bool) throws(YAMLError) -> Node {
    let start = mark
    var (crossed, tab) = skipSeparation()
    /// Properties on earlier lines belong to the node; those on the line of a key belong to the key.
    var outer = Properties()
    var inner = Properties()
    var innerStart: Mark?
    var resume = start
    while true {
      guard !isAtEnd, !crossed || isDeeper(than: parent, isSequenceAtIndent, tab) else {
        reset(to: resume)
        try outer.add(inner, self)
        return try scalar("", isPlain: true, outer, at: position)
      }
      guard byte == UInt8(ascii: "&") || byte == UInt8(ascii: "!") else { break }
      innerStart = innerStart ?? mark
      try readProperty(into: &inner, inFlow: false)
      resume = mark
      let gap = skipSeparation()
      if gap.crossed {
        try outer.add(inner, self)
        (inner, innerStart, crossed, tab) = (Properties(), nil, true, gap.tab)
      } else {
        tab = tab || gap.tab
      }
    }
    let first = innerStart ?? mark
    let mayBegin = (crossed || isCompact) && !tab
    if isIndicator("-") || isIndicator("?") {
      let name = byte == UInt8(ascii: "-") ? "sequence" : "mapping"
      guard mayBegin, innerStart == nil else { throw error(misplaced(name, tab: tab)) }
      open += outer.anchor.map { [$0] } ?? []
      let node = name == "sequence" ? try blockSequence(column) : try blockMapping(column, first: nil)
      return try closed(node, outer)
    }
    if isIndicator(":") { throw keyError("nothing", at: position) }
    if byte == UInt8(ascii: "|") || byte == UInt8(ascii: ">") {
      try outer.add(inner, self)
      return try blockScalar(indent: parent, outer)
    }
    let key = inner
    let content = try inlineNode(indent: parent + 1, key, isKey: false)
    if isValueIndicatorNext {
      guard lineStart == first.lineStart else { throw error("a key must stand on one line") }
      guard mayBegin else {
        position = first.position
        throw error(misplaced("mapping", tab: tab))
      }
      if let anchor = outer.anchor { open.append(anchor) }
      return try closed(blockMapping(first.position - first.lineStart, first: content), outer)
    }
    if outer.isEmpty { return content }
    // What was read as a key is the node itself, so all properties are its own.
    reset(to: first)
    var all = outer
    if innerStart != nil {
      var own = Properties()
      while byte == UInt8(ascii: "&") || byte == UInt8(ascii: "!") {
        try readProperty(into: &own, inFlow: false)
        skipSeparation()
      }
      try all.add(own, self)
    }
    return try inlineNode(indent: parent + 1, all, isKey: false)
  }

  private func isDeeper(than parent: Int, _ isSequenceAtIndent: Bool, _ tab: Bool) -> Bool {
    indentation > parent || indentation == parent && isSequenceAtIndent && isIndicator("-") && !tab
  }

  private func misplaced(_ name: String, tab: Bool) -> String {
    tab
      ? "a tab before a block \(name): indent with spaces"
      : "a block \(name) cannot begin here: begin it on a line of its own"
  }

  /// Whether a `:` follows on this line that ends a key.
  private var isValueIndicatorNext: Bool {
    var index = position
    while isBlank(at: index) { index += 1 }
    return index < bytes.count && bytes[index] == UInt8(ascii: ":") && isSpace(at: index + 1)
  }

  private mutating func closed(_ node: Node, _ properties: Properties) throws(YAMLError) -> Node {
    if properties.anchor != nil { open.removeLast() }
    return try finished(node, properties)
  }

  private mutating func blockSequence(_ indent: Int) throws(YAMLError) -> Node {
    try enter()
    let start = position
    var items: [PlacedValue] = []
    var size = 8
    while true {
      position += 1
      let item = try blockNode(indent: indent, isSequenceAtIndent: false, isCompact: true)
      items.append(item.value)
      size += item.size
      let end = mark
      guard try continues(at: indent), isIndicator("-") else {
        reset(to: end)
        depth -= 1
        return Node(value: .array(items, at: start), size: size)
      }
    }
  }

  /// Goes to the next line with content; whether that is the next entry of the collection in this column.
  private mutating func continues(at indent: Int) throws(YAMLError) -> Bool {
    let gap = skipSeparation()
    if isAtEnd { return false }
    guard gap.crossed else { throw error("expected the end of the line, found \(found)") }
    if gap.tab { throw error("a tab in the indentation: indent with spaces", at: lineStart + indentation) }
    if column > indent {
      throw error("a line indented by \(column) spaces, which no collection has; the one before has \(indent)")
    }
    return column == indent
  }

  private mutating func blockMapping(_ indent: Int, first: Node?) throws(YAMLError) -> Node {
    try enter()
    var members = Members(at: first?.value.offset ?? position)
    var next = first
    while true {
      if let key = next {
        try checkLength(of: key)
        skipBlanks()
        position += 1
        let value = try blockNode(indent: indent, isSequenceAtIndent: true, isCompact: false)
        try members.add(key, value, self)
      } else {
        position += 1
        let key = try blockNode(indent: indent, isSequenceAtIndent: true, isCompact: true)
        let end = mark
        if try continues(at: indent), isIndicator(":") {
          position += 1
          try members.add(
            key, try blockNode(indent: indent, isSequenceAtIndent: true, isCompact: true), self)
        } else {
          reset(to: end)
          try members.add(key, try scalar("", isPlain: true, Properties(), at: position), self)
        }
      }
      let end = mark
      guard try continues(at: indent) else {
        reset(to: end)
        depth -= 1
        return members.node
      }
      if isIndicator("?") {
        next = nil
        continue
      }
      if isIndicator(":") { throw keyError("nothing", at: position) }
      if isIndicator("-") { throw error("an item of a sequence among the members of a mapping") }
      next = try blockKey(indent: indent)
    }
  }

  private mutating func blockKey(indent: Int) throws(YAMLError) -> Node {
    let line = lineStart
    var properties = Properties()
    while byte == UInt8(ascii: "&") || byte == UInt8(ascii: "!") {
      try readProperty(into: &properties, inFlow: false)
      skipBlanks()
    }
    if isIndicator(":") { throw keyError("nothing", at: position) }
    let start = position
    let key = try inlineNode(indent: indent + 1, properties, isKey: true)
    guard lineStart == line else { throw error("a key must stand on one line", at: start) }
    guard isValueIndicatorNext else {
      skipBlanks()
      throw error("expected \": \" after a key, found \(found)")
    }
    return key
  }

  private func checkLength(of key: Node) throws(YAMLError) {
    // Section 7.4.2: at most 1024 characters.
    if position - key.value.offset > 1024 { throw error("a key longer than 1024 characters", at: key.value.offset) }
  }

  func keyError(_ what: String, at offset: Int) -> YAMLError {
    error("a key must be a string, found \(what): JSON has no other keys", .unsupported, at: offset)
  }
}

/// The members of a mapping that is being read.
struct Members {
  private var members: [PlacedValue.Member] = []
  private var offsets: [String: Int] = [:]
  private let start: Int
  private var size = 8

  init(at start: Int) { self.start = start }

  mutating func add(_ key: YAMLReader.Node, _ value: YAMLReader.Node, _ reader: YAMLReader) throws(YAMLError) {
    let offset = key.value.offset
    guard let name = key.text else {
      if case .scalar = key.value { throw reader.keyError("nothing", at: offset) }
      throw reader.keyError("a collection", at: offset)
    }
    if name == "<<" {
      throw reader.error("the merge key << of YAML 1.1, which YAML 1.2 does not have", .unsupported, at: offset)
    }
    let earlier = offsets.updateValue(offset, forKey: String(name.utf8.map { Character(Unicode.Scalar($0)) }))
    if let earlier {
      let line = JSONLocation(ofOffset: earlier, in: reader.bytes).line
      throw reader.error("the key \"\(name)\" is there already, on line \(line)", at: offset)
    }
    members.append(PlacedValue.Member(name, at: offset, value.value))
    size += 8 + name.utf8.count + value.size
  }

  var node: YAMLReader.Node { YAMLReader.Node(value: .object(members, at: start), size: size) }
}
