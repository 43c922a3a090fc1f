/// Parses bytes to a tape strictly by RFC 8259, without recursion.
struct JSONReader {
  let bytes: UnsafeBufferPointer<UInt8>
  let limits: JSONLimits
  var position = 0
  var nodes: [TapeNode] = []
  /// The innermost container that is open, or -1; while one is open, its `end` holds the index of its current key and
  /// its `next` that of the container around it.
  private var container = -1
  private var depth = 0
  var duplicates: [Duplicate] = []

  /// A member of an object, by the index of its key, whose key an earlier member has.
  typealias Duplicate = (object: Int, first: Int, second: Int)

  init(_ bytes: UnsafeBufferPointer<UInt8>, limits: JSONLimits) {
    self.bytes = bytes
    self.limits = limits
    // Growing would briefly need half as much memory again, which matters only for a large document.
    nodes.reserveCapacity(bytes.count < 1 << 20 ? bytes.count / 6 + 4 : Self.maxNodes(in: bytes))
  }

  /// A tight upper bound: every node but the first follows one of these characters.
  private static func maxNodes(in bytes: UnsafeBufferPointer<UInt8>) -> Int {
    var count = 1
    for byte in bytes {
      switch byte {
      case UInt8(ascii: ","), UInt8(ascii: ":"), UInt8(ascii: "["), UInt8(ascii: "{"): count &+= 1
      default: break
      }
    }
    return count
  }

  mutating func read() throws(JSONError) {
    guard bytes.count <= limits.bytes else {
      throw JSONError(
        .tooLong, "the document has \(bytes.count) bytes; at most \(limits.bytes) are read",
        at: JSONLocation(line: 1, column: 1, offset: 0))
    }
    try rejectByteOrderMark()
    while true {
      skipWhitespace()
      if try beginValue() { continue }
      if try endValue() { break }
    }
    skipWhitespace()
    if position < bytes.count {
      throw error(.trailingBytes, "\(found()) after the end of the document's value; expected nothing more")
    }
  }

  /// Reads a scalar, an empty container or the opening of a container; true when a value must follow.
  private mutating func beginValue() throws(JSONError) -> Bool {
    guard position < bytes.count else { throw error(.unexpectedEnd, "the document ends where a value is expected") }
    let start = position
    switch bytes[position] {
    case UInt8(ascii: "\""):
      let isEscaped = try readString()
      append(.string, from: start, isEscaped: isEscaped)
    case UInt8(ascii: "{"):
      try beginContainer(.object)
      guard peek() == UInt8(ascii: "}") else {
        try readKey()
        return true
      }
      position += 1
      endContainer()
    case UInt8(ascii: "["):
      try beginContainer(.array)
      guard peek() == UInt8(ascii: "]") else { return true }
      position += 1
      endContainer()
    case UInt8(ascii: "t"): try readWord("true", .true)
    case UInt8(ascii: "f"): try readWord("false", .false)
    case UInt8(ascii: "n"): try readWord("null", .null)
    case UInt8(ascii: "-"), 0x30...0x39:
      try readNumber()
      append(.number, from: start)
    default:
      throw error(.unexpectedByte, "\(found()) where a value is expected")
    }
    return false
  }

  /// Reads the commas and closing brackets after a value; true at the end of the document, else a value must follow.
  private mutating func endValue() throws(JSONError) -> Bool {
    while container >= 0 {
      nodes[container].countChild()
      let isObject = nodes[container].kind == .object
      if isObject { nodes[Int(nodes[container].end)].next = UInt32(truncatingIfNeeded: nodes.count) }
      skipWhitespace()
      let closing = isObject ? UInt8(ascii: "}") : UInt8(ascii: "]")
      switch peek() {
      case UInt8(ascii: ","):
        position += 1
        skipWhitespace()
        if isObject { try readKey() }
        return false
      case closing:
        position += 1
        if isObject { findDuplicates(in: container) }
        endContainer()
      case nil:
        let name = isObject ? "an object" : "an array"
        throw error(.unexpectedEnd, "the document ends inside \(name); expected ',' or '\(Unicode.Scalar(closing))'")
      default:
        let place = isObject ? "after a member's value" : "after an item"
        throw error(.unexpectedByte, "\(found()) \(place); expected ',' or '\(Unicode.Scalar(closing))'")
      }
    }
    return true
  }

  private mutating func beginContainer(_ kind: TapeNode.Kind) throws(JSONError) {
    guard depth < limits.depth else {
      throw error(.tooDeep, "nesting deeper than \(limits.depth) levels")
    }
    let outer = container
    container = nodes.count
    depth += 1
    append(kind, from: position)
    nodes[container].next = UInt32(truncatingIfNeeded: outer)
    position += 1
    skipWhitespace()
  }

  private mutating func endContainer() {
    let outer = Int(Int32(bitPattern: nodes[container].next))
    nodes[container].end = UInt32(truncatingIfNeeded: position)
    nodes[container].next = UInt32(truncatingIfNeeded: nodes.count)
    container = outer
    depth -= 1
  }

  /// Reads a key, its colon and the space around it, and makes the key the container's current one.
  private mutating func readKey() throws(JSONError) {
    switch peek() {
    case UInt8(ascii: "\""): break
    case nil: throw error(.unexpectedEnd, "the document ends where a key is expected")
    default: throw error(.unexpectedByte, "\(found()) where a key in double quotes is expected")
    }
    let start = position
    let isEscaped = try readString()
    let text = UnsafeBufferPointer(rebasing: bytes[start + 1..<position - 1])
    let hash = isEscaped ? TapeNode.hash(JSONString.unescape(text)) : TapeNode.hash(text)
    nodes[container].end = UInt32(truncatingIfNeeded: nodes.count)
    append(.key, from: start, isEscaped: isEscaped, detail: hash)
    skipWhitespace()
    switch peek() {
    case UInt8(ascii: ":"): position += 1
    case nil: throw error(.unexpectedEnd, "the document ends after a key; expected ':'")
    default: throw error(.unexpectedByte, "\(found()) after a key; expected ':'")
    }
  }

  mutating func append(_ kind: TapeNode.Kind, from start: Int, isEscaped: Bool = false, detail: UInt32 = 0) {
    nodes.append(
      TapeNode(kind, offset: start, end: position, next: nodes.count + 1, isEscaped: isEscaped, detail: detail))
  }

  func peek() -> UInt8? { position < bytes.count ? bytes[position] : nil }

  mutating func skipWhitespace() {
    while position < bytes.count {
      switch bytes[position] {
      case 0x20, 0x0A, 0x0D, 0x09: position += 1
      default: return
      }
    }
  }

  private func rejectByteOrderMark() throws(JSONError) {
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) {
      throw error(.byteOrderMark, "a byte order mark (EF BB BF) before the document; expected a value")
    }
    if bytes.starts(with: [0xFE, 0xFF]) || bytes.starts(with: [0xFF, 0xFE]) {
      throw error(.byteOrderMark, "a UTF-16 byte order mark before the document; expected UTF-8 without one")
    }
  }
}
