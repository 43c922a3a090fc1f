/// Domain names in any script (IDNA, RFC 5890 to 5893).
///
/// Unicode's categories and foldings stand for the tables of RFC 5892; of joining types and directions only the blocks of
/// scripts are known, not each character.
enum DomainName {
  /// Whether a name in any script is valid: its labels, the form in which they are sent, and its length.
  static func isInternational(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    let labels = self.labels(of: text)
    let isBidirectional = labels.contains(where: hasRightToLeft)
    var length = labels.count - 1
    for label in labels {
      guard let decoded = decoded(label), isValid(decoded, isBidirectional: isBidirectional || hasRightToLeft(decoded))
      else { return false }
      let sent = decoded.allSatisfy { $0.isASCII } ? decoded.count : 4 + Punycode.encode(decoded).count
      if sent > 63 { return false }
      length += sent
    }
    return length <= 253
  }

  /// Whether those labels of an ASCII name are valid that stand for text in other scripts.
  static func hasValidLabels(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    labels(of: text).allSatisfy { label in
      !hasPrefix(label) || decoded(label).map { isValid($0, isBidirectional: hasRightToLeft($0)) } ?? false
    }
  }

  /// The labels in lower case; three other characters separate labels as the full stop does (RFC 3490, section 3.1).
  private static func labels(of text: UnsafeBufferPointer<UInt8>) -> [[Unicode.Scalar]] {
    let scalars = String(decoding: text, as: UTF8.self).unicodeScalars.map { scalar in
      (65...90).contains(scalar.value) ? Unicode.Scalar(UInt8(scalar.value + 32)) : scalar
    }
    let dots: [Unicode.Scalar] = [".", "\u{3002}", "\u{FF0E}", "\u{FF61}"]
    return scalars.split(omittingEmptySubsequences: false, whereSeparator: dots.contains).map(Array.init)
  }

  private static func hasPrefix(_ label: [Unicode.Scalar]) -> Bool { label.starts(with: "xn--".unicodeScalars) }

  /// A label without its encoding; `nil` where that is not the one way to write it.
  private static func decoded(_ label: [Unicode.Scalar]) -> [Unicode.Scalar]? {
    guard hasPrefix(label) else { return label }
    let encoded = Array(label.dropFirst(4))
    guard let decoded = Punycode.decode(encoded), !decoded.allSatisfy(\.isASCII), Punycode.encode(decoded) == encoded
    else { return nil }
    return decoded
  }

  /// RFC 5891, section 4.2.3, and RFC 5893, section 2.
  private static func isValid(_ label: [Unicode.Scalar], isBidirectional: Bool) -> Bool {
    guard let first = label.first, let last = label.last, first != "-", last != "-", !isMark(first) else {
      return false
    }
    if label.count > 3, label[2] == "-", label[3] == "-" { return false }
    guard label.indices.allSatisfy({ isAllowed(label, at: $0) }) else { return false }
    return !isBidirectional || keepsDirection(label)
  }

  private static func isMark(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .spacingMark, .enclosingMark: true
    default: false
    }
  }

  /// RFC 5892: a letter, a digit or a mark that folding does not change, with the exceptions and the rules of its appendix A.
  private static func isAllowed(_ label: [Unicode.Scalar], at index: Int) -> Bool {
    let scalar = label[index]
    let before = index > 0 ? label[index - 1] : nil
    let after = index + 1 < label.count ? label[index + 1] : nil
    func isGreek(_ scalar: Unicode.Scalar) -> Bool { isIn(scalar, 0x370...0x3FF, 0x1F00...0x1FFF) }
    switch scalar.value {
    case 0x2D, 0xDF, 0x3C2, 0x6FD, 0x6FE, 0xF0B, 0x3007: return true
    case 0x640, 0x7FA, 0x302E, 0x302F, 0x3031...0x3035, 0x303B, 0x1100...0x11FF, 0xA960...0xA97F, 0xD7B0...0xD7FF:
      return false
    case 0xB7: return before == "l" && after == "l"
    case 0x375: return after.map(isGreek) ?? false
    case 0x5F3, 0x5F4: return before.map { isIn($0, 0x590...0x5FF) } ?? false
    case 0x30FB:
      return label.contains { isIn($0, 0x3041...0x309F, 0x30A1...0x30FA, 0x30FC...0x30FF, 0x3400...0x9FFF) }
    case 0x660...0x669: return !label.contains { isIn($0, 0x6F0...0x6F9) }
    case 0x200C, 0x200D:
      if before?.properties.canonicalCombiningClass == .virama { return true }
      let joins = [before, after].allSatisfy { $0.map { isIn($0, 0x620...0x74F) } ?? false }
      return scalar.value == 0x200C && joins
    default: break
    }
    switch scalar.properties.generalCategory {
    case .lowercaseLetter, .otherLetter, .modifierLetter, .nonspacingMark, .spacingMark, .decimalNumber:
      return !scalar.properties.changesWhenNFKCCaseFolded
    default: return false
    }
  }

  private static func hasRightToLeft(_ label: [Unicode.Scalar]) -> Bool { label.contains(where: isRightToLeft) }

  private static func isRightToLeft(_ scalar: Unicode.Scalar) -> Bool {
    isIn(scalar, 0x590...0x8FF, 0xFB1D...0xFDFF, 0xFE70...0xFEFE) && !isMark(scalar)
      && !isIn(scalar, 0x660...0x669, 0x6F0...0x6F9)
  }

  /// The Bidi rule: letters of one direction, a letter at the beginning, and not both kinds of digits.
  private static func keepsDirection(_ label: [Unicode.Scalar]) -> Bool {
    let hasArabicDigits = label.contains { isIn($0, 0x660...0x669) }
    let hasOtherDigits = label.contains { isIn($0, 0x30...0x39, 0x6F0...0x6F9) }
    func isLeftToRight(_ scalar: Unicode.Scalar) -> Bool {
      scalar.properties.isAlphabetic && !isRightToLeft(scalar) && !isMark(scalar)
    }
    if isRightToLeft(label[0]) { return !label.contains(where: isLeftToRight) && !(hasArabicDigits && hasOtherDigits) }
    let isLeftToRightLabel = isLeftToRight(label[0]) && !hasRightToLeft(label) && !hasArabicDigits
    return isLeftToRightLabel
  }

  private static func isIn(_ scalar: Unicode.Scalar, _ ranges: ClosedRange<UInt32>...) -> Bool {
    ranges.contains { $0.contains(scalar.value) }
  }
}

/// Punycode (RFC 3492), by which labels in other scripts are sent as ASCII.
enum Punycode {
  static func encode(_ scalars: [Unicode.Scalar]) -> [Unicode.Scalar] {
    var result = scalars.filter(\.isASCII)
    let basic = result.count
    if basic > 0 { result.append("-") }
    var (bias, delta, handled, current) = (72, 0, basic, 128)
    while handled < scalars.count {
      let next = scalars.lazy.map { Int($0.value) }.filter { $0 >= current }.min()!
      delta += (next - current) * (handled + 1)
      current = next
      for scalar in scalars {
        if scalar.value < current { delta += 1 }
        guard scalar.value == current else { continue }
        var rest = delta
        var position = 36
        while true {
          let limit = threshold(position, bias)
          if rest < limit { break }
          result.append(digit(limit + (rest - limit) % (36 - limit)))
          rest = (rest - limit) / (36 - limit)
          position += 36
        }
        result.append(digit(rest))
        bias = adapted(delta, handled + 1, isFirst: handled == basic)
        delta = 0
        handled += 1
      }
      delta += 1
      current += 1
    }
    return result
  }

  /// `nil` for what is not Punycode.
  static func decode(_ text: [Unicode.Scalar]) -> [Unicode.Scalar]? {
    let hyphen = text.lastIndex(of: "-")
    var result = hyphen.map { Array(text[..<$0]) } ?? []
    guard text.count < 256, text.allSatisfy(\.isASCII) else { return nil }
    var (bias, index, current) = (72, 0, 128)
    var position = hyphen.map { $0 + 1 } ?? 0
    while position < text.count {
      let before = index
      var (weight, step) = (1, 36)
      while true {
        guard position < text.count, let digit = value(text[position]), weight < 1 << 40 else { return nil }
        position += 1
        index += digit * weight
        let limit = threshold(step, bias)
        if digit < limit { break }
        weight *= 36 - limit
        step += 36
      }
      bias = adapted(index - before, result.count + 1, isFirst: before == 0)
      current += index / (result.count + 1)
      index %= result.count + 1
      guard let scalar = UInt32(exactly: current).flatMap(Unicode.Scalar.init) else { return nil }
      result.insert(scalar, at: index)
      index += 1
    }
    return result
  }

  private static func threshold(_ position: Int, _ bias: Int) -> Int { min(max(position - bias, 1), 26) }

  private static func adapted(_ delta: Int, _ count: Int, isFirst: Bool) -> Int {
    var delta = isFirst ? delta / 700 : delta / 2
    delta += delta / count
    var steps = 0
    while delta > 455 {
      delta /= 35
      steps += 36
    }
    return steps + 36 * delta / (delta + 38)
  }

  private static func digit(_ value: Int) -> Unicode.Scalar {
    Unicode.Scalar(UInt8(value < 26 ? 97 + value : 22 + value))
  }

  private static func value(_ scalar: Unicode.Scalar) -> Int? {
    switch scalar.value {
    case 48...57: Int(scalar.value) - 22
    case 97...122: Int(scalar.value) - 97
    default: nil
    }
  }
}
