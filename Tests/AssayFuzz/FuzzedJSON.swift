import AssayJSON
import AssaySchema
import AssayTestSchemas

/// The JSON reader: it accepts what the grammar does, what it reads can be written and read again, and its errors have
/// a place.
enum FuzzedJSON: Fuzzed {
  static var seeds: [[UInt8]] { (own + JudgedSchema.all.flatMap(\.seeds)).map { Array($0.utf8) } }

  private static let own = [
    #" {"a":[1,-0.5e-7,true,false,null],"b":{"c":"\"\\\/\b\f\n\r\t\u00e9\uD834\uDD1E"},"a":"é😀"} "#,
    "[[[[[[]]]]]]", #"[0,1E400,12345678901234567890,1.0]"#, #""a string that is longer than sixteen bytes""#,
  ]

  private static let anything: CompiledSchema = {
    guard let schema = try? CompiledSchema(.any) else { fail("the schema that anything satisfies") }
    return schema
  }()

  static func feed(_ bytes: [UInt8]) {
    let accepted = anything.accept(bytes: bytes)
    var grammar = Grammar(bytes)
    let document: JSONDocument
    do throws(JSONError) {
      document = try JSONDocument(parsing: bytes)
    } catch {
      check(error.kind == .tooDeep || !grammar.accepts(), "refused, and the grammar has it: \(error)")
      check(accepted != .valid, "refused by the reader and not by the acceptor: \(error)")
      let expected = location(of: error.offset, in: bytes)
      check(error.offset <= bytes.count && error.location == expected, "\(error.location) is not \(expected)")
      return
    }
    check(grammar.accepts(), "accepted, and the grammar has it not")
    check(
      accepted == .undecided || (accepted == .valid && !document.hasDuplicateKeys), "the acceptor says \(accepted)")
    checkWriting(document)
    checkNodes(document)
  }

  private static func checkWriting(_ document: JSONDocument) {
    let value = document.value
    let compact = value.serializedBytes()
    for text in [compact, value.serializedBytes(pretty: true), Array(value.withEscapes().utf8)] {
      do throws(JSONError) {
        let again = try JSONDocument(parsing: text)
        check(again.value == value, "another value after writing")
        check(again.value.hashValue == value.hashValue, "another hash after writing")
        check(again.duplicateKeyCount == document.duplicateKeyCount, "other duplicates after writing")
        check(again.value.serializedBytes() == compact, "other bytes after writing twice")
      } catch {
        fail("what was written is not read: \(error)")
      }
    }
  }

  private static func checkNodes(_ document: JSONDocument) {
    // Pointers are found by walking, which for every node of a large document would be most of the time.
    if document.nodes.count > 64 || document.hasDuplicateKeys { return }
    var waiting = [document.root]
    while let node = waiting.popLast() {
      check(node.offset < node.endOffset && node.endOffset <= document.bytes.count, "a node beyond the end")
      check(document.node(at: node.pointer)?.offset == node.offset, "\(node.pointer) leads elsewhere")
      check(JSONPointer(parsing: node.pointer.description) == node.pointer, "\(node.pointer) is read as another")
      let part = try? JSONDocument(parsing: Array(document.bytes[node.offset..<node.endOffset]))
      check(part?.value == node.value, "a node's bytes are another value")
      check(node.children.count == node.count, "\(node.count) children are not \(node.children.count)")
      waiting += node.children
    }
  }

  private static func location(of offset: Int, in bytes: [UInt8]) -> JSONLocation {
    let before = bytes.prefix(offset)
    let line = before.lastIndex(of: 0x0A).map { before[($0 + 1)...] } ?? before
    return JSONLocation(
      line: before.count { $0 == 0x0A } + 1, column: line.count { $0 & 0xC0 != 0x80 } + 1, offset: offset)
  }
}

/// The grammar of RFC 8259 once more, as short as can be: yes or no.
private struct Grammar {
  private var rest: ArraySlice<UInt8>
  private let isText: Bool

  init(_ bytes: [UInt8]) {
    rest = bytes[...]
    isText = String(validating: bytes, as: UTF8.self) != nil
  }

  mutating func accepts() -> Bool {
    guard isText, value(depth: 0) else { return false }
    skipSpace()
    return rest.isEmpty
  }

  private mutating func value(depth: Int) -> Bool {
    skipSpace()
    switch rest.first {
    case UInt8(ascii: "{"):
      return list("}", depth) { grammar in
        grammar.skipSpace()
        guard grammar.string() else { return false }
        grammar.skipSpace()
        return grammar.take(":") && grammar.value(depth: depth + 1)
      }
    case UInt8(ascii: "["): return list("]", depth) { $0.value(depth: depth + 1) }
    case UInt8(ascii: "\""): return string()
    case UInt8(ascii: "t"): return take("true")
    case UInt8(ascii: "f"): return take("false")
    case UInt8(ascii: "n"): return take("null")
    default: return number()
    }
  }

  private mutating func list(_ end: String, _ depth: Int, _ item: (inout Grammar) -> Bool) -> Bool {
    if depth >= 512 { return false }
    rest.removeFirst()
    skipSpace()
    if take(end) { return true }
    while item(&self) {
      skipSpace()
      if take(end) { return true }
      if !take(",") { return false }
    }
    return false
  }

  private mutating func number() -> Bool {
    _ = take("-")
    if !take("0"), !digits() { return false }
    if take("."), !digits() { return false }
    if take("e") || take("E") {
      if !take("+") { _ = take("-") }
      return digits()
    }
    return true
  }

  private mutating func digits() -> Bool {
    let count = rest.prefix { 0x30...0x39 ~= $0 }.count
    rest = rest.dropFirst(count)
    return count > 0
  }

  private mutating func string() -> Bool {
    guard take("\"") else { return false }
    while let byte = rest.popFirst() {
      switch byte {
      case UInt8(ascii: "\""): return true
      case ..<0x20: return false
      case UInt8(ascii: "\\"):
        guard let letter = rest.popFirst() else { return false }
        if letter == UInt8(ascii: "u") {
          guard let unit = unit(), !(0xDC00...0xDFFF ~= unit) else { return false }
          if 0xD800...0xDBFF ~= unit {
            guard take("\\u"), let low = self.unit(), 0xDC00...0xDFFF ~= low else { return false }
          }
        } else if !#""\/bfnrt"#.utf8.contains(letter) {
          return false
        }
      default: break
      }
    }
    return false
  }

  private mutating func unit() -> Int? {
    let digits = rest.prefix(4)
    rest = rest.dropFirst(4)
    guard digits.count == 4, digits.first != UInt8(ascii: "+"), digits.first != UInt8(ascii: "-") else { return nil }
    return Int(String(decoding: digits, as: UTF8.self), radix: 16)
  }

  private mutating func take(_ text: String) -> Bool {
    guard rest.starts(with: text.utf8) else { return false }
    rest = rest.dropFirst(text.utf8.count)
    return true
  }

  private mutating func skipSpace() { rest = rest.drop { $0 == 0x20 || $0 == 0x0A || $0 == 0x0D || $0 == 0x09 } }
}
