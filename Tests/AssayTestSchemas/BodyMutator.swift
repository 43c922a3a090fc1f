import AssayJSON

/// Makes bodies of a schema's seeds: changed as trees, as tokens and as bytes, one on the other.
package struct BodyMutator {
  private let seeds: [String]
  /// The seeds as values: what changes of the tree begin from.
  private let values: [JSONValue]
  private var generator: Generator

  init(_ schema: JudgedSchema, _ generator: Generator) {
    seeds = schema.seeds
    values = schema.values
    self.generator = generator
  }

  /// Begins from one body; `nil` when it is no JSON.
  package init?(_ body: [UInt8], _ generator: Generator) {
    guard let document = try? JSONDocument(parsing: body) else { return nil }
    seeds = [String(decoding: body, as: UTF8.self)]
    values = [document.value]
    self.generator = generator
  }

  package mutating func next() -> [UInt8] {
    var value = generator.pick(values)
    var bytes: [UInt8]
    switch generator.below(4) {
    case 0: bytes = Array(generator.pick(seeds).utf8)
    default:
      for _ in 0..<generator.below(4) { changeTree(&value) }
      bytes = spelled(value)
    }
    switch generator.below(6) {
    case 0, 1: for _ in 0...generator.below(3) { changeTokens(&bytes) }
    case 2: for _ in 0...generator.below(3) { changeBytes(&bytes) }
    default: break
    }
    return bytes
  }

  private mutating func spelled(_ value: JSONValue) -> [UInt8] {
    switch generator.below(5) {
    case 0: value.serializedBytes(pretty: true)
    case 1: generator.below(3) == 0 ? Array(value.withEscapes().utf8) : value.serializedBytes()
    default: value.serializedBytes()
    }
  }

  // MARK: - Trees

  private mutating func changeTree(_ value: inout JSONValue) {
    switch value {
    case .array(var items) where !items.isEmpty && generator.below(4) > 0:
      let index = generator.below(items.count)
      switch generator.below(6) {
      case 0: items.remove(at: index)
      case 1: items.insert(items[index], at: index)
      case 2: items.append(.random(&generator, depth: 1))
      default: changeTree(&items[index])
      }
      value = .array(items)
    case .object(let object) where !object.isEmpty && generator.below(4) > 0:
      var members = Array(object)
      let index = generator.below(members.count)
      switch generator.below(9) {
      case 0: members.remove(at: index)
      case 1: members.insert(members[index], at: generator.below(members.count))
      case 2: members.shuffle(using: &generator)
      case 3: members[index].key = generator.pick(JSONValue.keys + members.map(\.key))
      case 4: members.append(.init(key: generator.pick(JSONValue.keys), value: .random(&generator, depth: 1)))
      default: changeTree(&members[index].value)
      }
      var changed = JSONObject()
      for member in members { changed.append(member.key, member.value) }
      value = .object(changed)
    default: changeValue(&value)
    }
  }

  private mutating func changeValue(_ value: inout JSONValue) {
    switch (value, generator.below(6)) {
    case (_, 0): value = generator.below(2) == 0 ? [value] : ["a": value]
    case (.number(let number), 1...3): value = .number(JSONNumber(lexeme: respelled(number.lexeme)) ?? number)
    case (.string(let text), 1...3):
      var scalars = Array(text.unicodeScalars)
      switch generator.below(4) {
      case 0: if !scalars.isEmpty { scalars.remove(at: generator.below(scalars.count)) }
      case 1:
        scalars.insert(
          generator.pick(["a", "1", "é", "😀", "\"", "\n", "@", "."]), at: generator.below(scalars.count + 1))
      case 2: scalars += scalars
      // Longer than any run of bytes that is looked at together.
      default: scalars += Array(repeating: "x", count: generator.below(140))
      }
      value = .string(String(String.UnicodeScalarView(scalars)))
    default: value = .random(&generator, depth: 2)
    }
  }

  /// The same number, or one near it, in other letters.
  private mutating func respelled(_ lexeme: String) -> String {
    switch generator.below(9) {
    case 0: lexeme + ".0"
    case 1: lexeme + "e0"
    case 2: lexeme + "0"
    case 3: lexeme + "0e-1"
    case 4: lexeme.hasPrefix("-") ? String(lexeme.dropFirst()) : "-" + lexeme
    case 5: lexeme + ".00000000000000000001"
    case 6: String((Int64(lexeme) ?? 0) &+ 1)
    case 7: String((Int64(lexeme) ?? 0) &- 1)
    default: lexeme + generator.pick(["1", "E+2", "e-2", ".5", "9999999999999999999"])
    }
  }

  // MARK: - Tokens

  private mutating func changeTokens(_ bytes: inout [UInt8]) {
    var tokens = Self.tokens(of: bytes)
    if tokens.isEmpty { return }
    let place = generator.below(tokens.count)
    switch generator.below(6) {
    case 0: tokens.remove(at: place)
    case 1: tokens.insert(tokens[generator.below(tokens.count)], at: place)
    case 2: tokens.swapAt(place, generator.below(tokens.count))
    case 3: tokens[place] = tokens[generator.below(tokens.count)]
    case 4: tokens[place] = Array(generator.pick(Self.pieces).utf8)[...]
    default:
      // White space between tokens moves all that follows, and keeps it valid.
      let space = generator.pick([" ", "\n", "\r\n", "\t"])
      tokens.insert(Array(String(repeating: space, count: generator.below(70)).utf8)[...], at: place)
    }
    bytes = Array(tokens.joined())
  }

  /// Strings, words and numbers, and every other byte by itself; joined they are the bytes.
  static func tokens(of bytes: [UInt8]) -> [ArraySlice<UInt8>] {
    var tokens: [ArraySlice<UInt8>] = []
    var start = 0
    while start < bytes.count {
      var end = start + 1
      if bytes[start] == UInt8(ascii: "\"") {
        while end < bytes.count, bytes[end] != UInt8(ascii: "\"") { end += bytes[end] == UInt8(ascii: "\\") ? 2 : 1 }
        end = min(end + 1, bytes.count)
      } else if isWord(bytes[start]) {
        while end < bytes.count, isWord(bytes[end]) { end += 1 }
      }
      tokens.append(bytes[start..<end])
      start = end
    }
    return tokens
  }

  private static func isWord(_ byte: UInt8) -> Bool {
    0x30...0x39 ~= byte || 0x61...0x7A ~= byte | 0x20 || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "+")
      || byte == UInt8(ascii: ".")
  }

  // MARK: - Bytes

  static let pieces = [
    "\"", "\\", "{", "}", "[", "]", ",", ":", " ", "\n", "0", "-1", "1.0", "1e2", "null", "true", "false", "\"a\"",
    "\"\\u0061\"", "\"x\":1,", "é", "\u{1}", "\"closed\"", "99999999999", "12345678901234567890", "\"kind\":\"a\",",
    "{}", "[]", "-0", "1E400", "nul", "truee", "01", "1.", "\"\\ud800\"",
  ]

  private mutating func changeBytes(_ bytes: inout [UInt8]) {
    let place = generator.below(bytes.count + 1)
    switch generator.below(5) {
    case 0: bytes.insert(contentsOf: generator.pick(Self.pieces).utf8, at: place)
    case 1: if place < bytes.count { bytes[place] = UInt8(truncatingIfNeeded: generator.next()) }
    case 2: if place < bytes.count { bytes[place] ^= 1 << UInt8(generator.below(8)) }
    case 3: bytes.removeSubrange(place..<min(bytes.count, place + 1 + generator.below(12)))
    default:
      let end = min(bytes.count, place + 1 + generator.below(40))
      bytes.insert(contentsOf: Array(bytes[place..<end]), at: end)
    }
  }
}
