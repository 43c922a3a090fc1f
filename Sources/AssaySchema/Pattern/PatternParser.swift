/// Parses the regular expressions of ECMA-262 without back-references and look-around.
///
/// In Unicode mode a pattern and its strings are scalars. As in browsers (ECMA-262, annex B), a brace or a closing
/// bracket without another meaning matches itself.
struct PatternParser {
  private let scalars: [UInt32]
  private var position = 0
  private var depth = 0

  /// How deep groups may nest.
  private static let deepest = 200

  static let supported =
    "supported are literals, . classes \\d \\w \\s \\b, groups, |, * + ? {n,m}, ^ $ and \\xHH \\uHHHH \\u{H}"

  static func parse(_ text: String) throws(PatternError) -> PatternNode {
    var parser = PatternParser(scalars: text.unicodeScalars.map(\.value))
    let node = try parser.choice()
    if parser.position < parser.scalars.count { throw parser.error("a ')' that closes nothing") }
    return node
  }

  private init(scalars: [UInt32]) { self.scalars = scalars }

  private mutating func choice() throws(PatternError) -> PatternNode {
    var options = [try sequence()]
    while take("|") { options.append(try sequence()) }
    return options.count == 1 ? options[0] : .choice(options)
  }

  private mutating func sequence() throws(PatternError) -> PatternNode {
    var parts: [PatternNode] = []
    while let next = peek(), next != "|", next != ")" {
      let start = position
      let atom = try atom()
      parts.append(try quantified(atom, from: start))
    }
    return parts.isEmpty ? .empty : parts.count == 1 ? parts[0] : .sequence(parts)
  }

  private mutating func atom() throws(PatternError) -> PatternNode {
    let start = position
    switch advance() {
    case "^": return .start
    case "$": return .end
    case ".": return .set(.dot)
    case "(": return try group()
    case "[": return .set(try characterClass(from: start))
    case "\\":
      if take("b") { return .wordBoundary(isNegated: false) }
      if take("B") { return .wordBoundary(isNegated: true) }
      return .set(try escape(from: start))
    case "*", "+", "?":
      position = start
      throw error("a quantifier with nothing before it")
    case "{":
      position = start
      if try braces() != nil {
        position = start
        throw error("a quantifier with nothing before it")
      }
      position = start + 1
      return .scalar(0x7B)
    case let scalar: return .scalar(scalar.value)
    }
  }

  private mutating func group() throws(PatternError) -> PatternNode {
    let start = position - 1
    if take("?") {
      if take("<"), let next = peek(), next != "=", next != "!" {
        while let scalar = peek(), scalar != ">" {
          guard ScalarSet.word.contains(scalar.value) || scalar == "$" else { throw error("a malformed group name") }
          position += 1
        }
        guard take(">") else { throw error("a malformed group name") }
      } else if !take(":") {
        let isLookAround = [UInt32(0x21), 0x3D].contains(peek()?.value ?? 0)
        position = start
        throw error("look-around or a group of another kind is not supported", isMistake: !isLookAround)
      }
    }
    depth += 1
    guard depth <= PatternParser.deepest else { throw error("groups nest deeper than \(PatternParser.deepest)") }
    let node = try choice()
    depth -= 1
    guard take(")") else {
      position = start
      throw error("a group that is not closed")
    }
    return node
  }

  private mutating func quantified(_ node: PatternNode, from start: Int) throws(PatternError) -> PatternNode {
    let mark = position
    var bounds: (min: Int, max: Int?)?
    if take("*") {
      bounds = (0, nil)
    } else if take("+") {
      bounds = (1, nil)
    } else if take("?") {
      bounds = (0, 1)
    } else if peek() == "{" {
      bounds = try braces()
    }
    guard let bounds else {
      position = mark
      return node
    }
    switch node {
    case .start, .end, .wordBoundary:
      position = mark
      throw error("a quantifier after an assertion")
    default: break
    }
    // Greedy and lazy repetitions match the same strings.
    _ = take("?")
    if let next = peek(), next == "*" || next == "+" || next == "?" { throw error("a quantifier after a quantifier") }
    return .repetition(node, min: bounds.min, max: bounds.max)
  }

  /// `{n}`, `{n,}` or `{n,m}`; `nil` if the brace matches itself.
  private mutating func braces() throws(PatternError) -> (min: Int, max: Int?)? {
    let start = position
    position += 1
    guard let low = number() else { return nil }
    var high: Int? = low
    if take(",") { high = number() }
    guard take("}") else { return nil }
    if let high, high < low {
      position = start
      throw error("a repetition whose least count is above its greatest")
    }
    return (low, high)
  }

  private mutating func number() -> Int? {
    let start = position
    var value = 0
    while let scalar = peek(), "0"..."9" ~= scalar {
      value = min(value * 10 + Int(scalar.value - 0x30), 1_000_000_000)
      position += 1
    }
    return position > start ? value : nil
  }
}

extension PatternParser {
  private mutating func characterClass(from start: Int) throws(PatternError) -> ScalarSet {
    let isNegated = take("^")
    var ranges: [ClosedRange<UInt32>] = []
    while true {
      guard let next = peek() else {
        position = start
        throw error("a class that is not closed")
      }
      if next == "]" { break }
      let place = position
      let first = try classAtom()
      guard peek() == "-", position + 1 < scalars.count, scalars[position + 1] != 0x5D else {
        ranges += first.ranges
        continue
      }
      position += 1
      let second = try classAtom()
      guard let low = first.single, let high = second.single, low <= high else {
        position = place
        throw error("a range that ends before it begins, or a class as the end of a range")
      }
      ranges.append(low...high)
    }
    position += 1
    let set = ScalarSet(ranges)
    return isNegated ? set.inverted : set
  }

  private mutating func classAtom() throws(PatternError) -> ScalarSet {
    let start = position
    let scalar = advance()
    guard scalar == "\\" else { return ScalarSet([scalar.value...scalar.value]) }
    if take("b") { return ScalarSet([8...8]) }
    if take("-") { return ScalarSet([0x2D...0x2D]) }
    return try escape(from: start)
  }

  /// What follows a backslash, other than an assertion.
  private mutating func escape(from start: Int) throws(PatternError) -> ScalarSet {
    guard peek() != nil else {
      position = start
      throw error("a backslash at the end")
    }
    let letter = advance()
    func one(_ scalar: UInt32) -> ScalarSet { ScalarSet([scalar...scalar]) }
    switch letter {
    case "d": return .digits
    case "D": return ScalarSet.digits.inverted
    case "w": return .word
    case "W": return ScalarSet.word.inverted
    case "s": return .space
    case "S": return ScalarSet.space.inverted
    case "t": return one(9)
    case "n": return one(10)
    case "v": return one(11)
    case "f": return one(12)
    case "r": return one(13)
    case "0": if peek().map({ "0"..."9" ~= $0 }) != true { return one(0) }
    case "c":
      if let control = peek(), "a"..."z" ~= control || "A"..."Z" ~= control {
        position += 1
        return one(control.value & 31)
      }
    case "x": if let value = hexadecimal(2) { return one(value) }
    case "u": if let value = unicodeEscape() { return one(value) }
    case "1"..."9", "k":
      position = start
      throw error("back-references are not supported", isMistake: false)
    case "p", "P":
      position = start
      throw error("Unicode property escapes are not supported", isMistake: false)
    default:
      // An escaped punctuation character matches itself; an escaped letter without a meaning is an error.
      if !ScalarSet.word.contains(letter.value) { return one(letter.value) }
    }
    position = start
    throw error("an escape that means nothing")
  }

  /// The scalar of `\uHHHH`, a surrogate pair of these, or `\u{H...}`, after the `\u`.
  private mutating func unicodeEscape() -> UInt32? {
    if take("{") {
      var value: UInt32 = 0
      let start = position
      while let digit = peek().flatMap({ hexadecimalDigit($0.value) }), value <= 0x10FFFF {
        value = value << 4 | digit
        position += 1
      }
      return position > start && take("}") && Unicode.Scalar(value) != nil ? value : nil
    }
    guard let unit = hexadecimal(4) else { return nil }
    guard 0xD800...0xDFFF ~= unit else { return unit }
    guard unit < 0xDC00, take("\\"), take("u"), let low = hexadecimal(4), 0xDC00...0xDFFF ~= low else { return nil }
    return 0x10000 + (unit - 0xD800) << 10 + (low - 0xDC00)
  }

  private mutating func hexadecimal(_ count: Int) -> UInt32? {
    guard position + count <= scalars.count else { return nil }
    var value: UInt32 = 0
    for offset in 0..<count {
      guard let digit = hexadecimalDigit(scalars[position + offset]) else { return nil }
      value = value << 4 | digit
    }
    position += count
    return value
  }

  private func hexadecimalDigit(_ scalar: UInt32) -> UInt32? {
    switch scalar {
    case 0x30...0x39: scalar - 0x30
    case 0x41...0x46: scalar - 0x41 + 10
    case 0x61...0x66: scalar - 0x61 + 10
    default: nil
    }
  }

  private func peek() -> Unicode.Scalar? {
    position < scalars.count ? Unicode.Scalar(scalars[position]) : nil
  }

  private mutating func advance() -> Unicode.Scalar {
    defer { position += 1 }
    return Unicode.Scalar(scalars[position]).unsafelyUnwrapped
  }

  private mutating func take(_ scalar: Unicode.Scalar) -> Bool {
    guard peek() == scalar else { return false }
    position += 1
    return true
  }

  private func error(_ message: String, isMistake: Bool = true) -> PatternError {
    PatternError(message: message, position: position + 1, isMistake: isMistake)
  }
}

extension ScalarSet {
  /// The only scalar of a set of one.
  fileprivate var single: UInt32? {
    ranges.count == 1 && ranges[0].lowerBound == ranges[0].upperBound ? ranges[0].lowerBound : nil
  }
}
