/// A strictly parsed JSON document (RFC 8259): its bytes and a flat tape of nodes.
///
/// Nothing is lost: numbers keep their text, members their order, and duplicate keys are recorded. There is no tree;
/// ``JSONNode`` is a view of one node.
package struct JSONDocument: Sendable {
  package let bytes: [UInt8]
  package let nodes: [TapeNode]
  private let duplicates: [JSONReader.Duplicate]
  /// What locations are in, where that is not the document's own text.
  var origin: Origin?

  /// Reads one document: a value with white space around it and nothing else.
  ///
  /// - Throws: `JSONError` for whatever RFC 8259 does not allow, for escaped unpaired surrogates, for a byte order mark
  ///   and for what exceeds the limits.
  package init(parsing bytes: [UInt8], limits: JSONLimits = .default) throws(JSONError) {
    let result: Result<JSONReader, JSONError> = bytes.withUnsafeBufferPointer { buffer in
      var reader = JSONReader(buffer, limits: limits)
      do throws(JSONError) {
        try reader.read()
        return .success(reader)
      } catch {
        return .failure(error)
      }
    }
    let reader = try result.get()
    self.bytes = bytes
    nodes = reader.nodes
    duplicates = reader.duplicates.isEmpty ? [] : reader.duplicates.sorted { $0.second < $1.second }
  }

  /// The document's value.
  package var root: JSONNode { JSONNode(document: self, index: 0) }

  /// The document as a value.
  package var value: JSONValue { root.value }

  /// The node that the pointer names, or `nil` when there is none; the last of duplicate members.
  package func node(at pointer: JSONPointer) -> JSONNode? {
    var index = 0
    for token in pointer.tokens {
      let next =
        nodes[index].kind == .array
        ? JSONPointer.arrayIndex(token).flatMap { item($0, ofNode: index) } : member(token, ofNode: index)
      guard let next else { return nil }
      index = next
    }
    return JSONNode(document: self, index: index)
  }

  /// Whether any object has a key twice.
  package var hasDuplicateKeys: Bool { !duplicates.isEmpty }

  /// The members whose key occurs earlier in the same object, in document order.
  package var duplicateKeys: [DuplicateKey] { duplicateKeys(atMost: .max) }

  /// How many members have a key that occurs earlier in the same object.
  package var duplicateKeyCount: Int { duplicates.count }

  /// The first members whose key occurs earlier in the same object, in document order.
  package func duplicateKeys(atMost limit: Int) -> [DuplicateKey] {
    if duplicates.isEmpty { return [] }
    var paths = JSONPaths(self)
    return duplicates.prefix(limit).map { duplicate in
      DuplicateKey(
        pointer: paths.pointer(to: duplicate.object), key: text(ofNode: duplicate.second),
        firstOffset: Int(nodes[duplicate.first].offset),
        location: paths.location(ofOffset: Int(nodes[duplicate.second].offset)))
    }
  }

  /// Line and column of a byte offset, which may be the end of the document.
  package func location(ofOffset offset: Int) -> JSONLocation {
    origin?.location(ofOffset: offset) ?? JSONLocation(ofOffset: offset, in: bytes)
  }
}

extension JSONDocument {
  /// The node of an object's member of this name, the last of duplicates; `nil` when there is none.
  package func member(_ name: String, ofNode object: Int) -> Int? {
    guard nodes[object].kind == .object else { return nil }
    let hash = TapeNode.hash(name.utf8)
    var found: Int?
    var key = object + 1
    while key < Int(nodes[object].next) {
      if nodes[key].detail == hash, withText(ofNode: key, { name.utf8.elementsEqual($0) }) { found = key + 1 }
      key = Int(nodes[key].next)
    }
    return found
  }

  /// The node of an array's item at this index; `nil` when there is none.
  package func item(_ place: Int, ofNode array: Int) -> Int? {
    guard nodes[array].kind == .array, place >= 0, place < Int(nodes[array].detail) else { return nil }
    var child = array + 1
    for _ in 0..<place { child = Int(nodes[child].next) }
    return child
  }

  /// Calls with the unescaped UTF-8 of a string's or a key's node.
  package func withText<Result>(ofNode index: Int, _ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
    let node = nodes[index]
    return bytes.withUnsafeBufferPointer { buffer in
      let text = UnsafeBufferPointer(rebasing: buffer[Int(node.offset) + 1..<Int(node.end) - 1])
      return node.isEscaped ? JSONString.unescape(text).withUnsafeBufferPointer(body) : body(text)
    }
  }

  /// Whether a node is a string or a key with this value in UTF-8.
  package func isText(ofNode index: Int, _ expected: [UInt8]) -> Bool {
    let node = nodes[index]
    guard node.kind == .string || node.kind == .key else { return false }
    if node.isEscaped { return withText(ofNode: index) { expected.elementsEqual($0) } }
    let start = Int(node.offset) + 1
    guard Int(node.end) - 1 - start == expected.count else { return false }
    for place in expected.indices where bytes[start + place] != expected[place] { return false }
    return true
  }

  /// Whether a number's node has no fraction by value.
  package func isInteger(ofNode index: Int) -> Bool {
    // A number without a point and an exponent is an integer.
    for place in Int(nodes[index].offset)..<Int(nodes[index].end)
    where bytes[place] == 0x2E || bytes[place] | 0x20 == 0x65 {
      return number(ofNode: index).isInteger
    }
    return true
  }

  package func text(ofNode index: Int) -> String { withText(ofNode: index) { String(decoding: $0, as: UTF8.self) } }

  package func number(ofNode index: Int) -> JSONNumber {
    JSONNumber(checked: String(decoding: bytes[Int(nodes[index].offset)..<Int(nodes[index].end)], as: UTF8.self))
  }

  /// The node as a value; recurses as deep as the document nests.
  package func value(ofNode index: Int) -> JSONValue {
    let node = nodes[index]
    switch node.kind {
    case .null: return .null
    case .false: return .boolean(false)
    case .true: return .boolean(true)
    case .number: return .number(number(ofNode: index))
    case .string, .key: return .string(text(ofNode: index))
    case .array:
      var items: [JSONValue] = []
      items.reserveCapacity(Int(node.detail))
      var child = index + 1
      while child < Int(node.next) {
        items.append(value(ofNode: child))
        child = Int(nodes[child].next)
      }
      return .array(items)
    case .object:
      var members: [JSONObject.Member] = []
      members.reserveCapacity(Int(node.detail))
      var key = index + 1
      while key < Int(node.next) {
        members.append(JSONObject.Member(key: text(ofNode: key), value: value(ofNode: key + 1)))
        key = Int(nodes[key].next)
      }
      return .object(JSONObject(members: members))
    }
  }
}

extension JSONValue {
  /// The value of a JSON text, read by the rules of ``JSONDocument``.
  package init(parsing text: String) throws(JSONError) {
    self = try JSONDocument(parsing: Array(text.utf8)).value
  }
}
