/// Finds secrets by value: in any letter case, in base64, in hexadecimal digits, and numbers by their digits.
///
/// The caller decodes escapes, because keys and patterns are searched for in the decoded text too.
final class SecretMatcher: Sendable {
  private let texts: [SecretPattern]
  private let digits: [SecretPattern]
  private let textAutomaton: PatternAutomaton
  private let digitAutomaton: PatternAutomaton
  /// The shortest run of base64 that can hold a whole secret.
  private let fewestBase64: Int
  /// The length of the longest secret.
  let longest: Int

  /// At least this many bytes of a secret before a cut are redacted.
  private static let fewestBeforeCut = 4

  init(secrets: [String: String]) {
    texts = SecretPattern.texts(of: secrets)
    digits = SecretPattern.digits(of: secrets)
    textAutomaton = PatternAutomaton(texts.map(\.bytes))
    digitAutomaton = PatternAutomaton(digits.map(\.bytes))
    fewestBase64 = Self.base64Length(of: texts.map(\.bytes.count).min() ?? 0)
    longest = texts.map(\.bytes.count).max() ?? 0
  }

  /// Whether there are no secrets.
  var isEmpty: Bool { texts.isEmpty }

  /// Adds the ranges of secrets, as ranges of the text's source.
  func find(in text: DecodedText, _ found: inout [Redaction]) {
    if isEmpty { return }
    findTexts(in: text, &found)
    findDigits(in: text, &found)
    // A run that a cut ends may contain only the beginning of a secret.
    let fewest = min(fewestBase64, Self.base64Length(of: Self.fewestBeforeCut))
    for decoded in text.decodingBase64(minimum: fewest) + text.decodingHexadecimal(minimum: fewest) {
      findTexts(in: decoded, &found)
    }
  }

  /// The minimum number of base64 characters for this many bytes.
  private static func base64Length(of count: Int) -> Int { (count * 8 + 5) / 6 }

  private func findTexts(in text: DecodedText, _ found: inout [Redaction]) {
    var state = PatternAutomaton.root
    for index in text.bytes.indices {
      let byte = text.bytes[index]
      if byte == DecodedText.cutMark[0], text.isCut(at: index) { findBeginning(before: index, state, in: text, &found) }
      state = textAutomaton.step(state, byte)
      guard textAutomaton.isEnd(state) else { continue }
      let pattern = textAutomaton.firstEnd(state) { number in
        texts[number].kind == .text || text.isWord(index + 1 - texts[number].bytes.count..<index + 1)
      }
      guard let pattern else { continue }
      let range = index + 1 - texts[pattern].bytes.count..<index + 1
      found.append(Redaction(text.source(of: range), texts[pattern].replacement))
    }
  }

  /// Adds the beginning of a secret before the … of a cut.
  private func findBeginning(before cut: Int, _ state: Int, in text: DecodedText, _ found: inout [Redaction]) {
    var state = state
    while textAutomaton.depths[state] >= Self.fewestBeforeCut {
      let start = cut - Int(textAutomaton.depths[state])
      let pattern = texts[Int(textAutomaton.owners[state])]
      if pattern.kind == .text || start == 0 || !DecodedText.isWordByte(text.bytes[start - 1]) {
        // The cut may be inside an escape or a base64 character.
        let range = text.source(of: start..<cut).lowerBound..<text.source(of: cut..<cut + 1).lowerBound
        return found.append(Redaction(range, pattern.replacement))
      }
      state = textAutomaton.fallback(state)
    }
  }

  // MARK: Digits

  private func findDigits(in text: DecodedText, _ found: inout [Redaction]) {
    if digits.isEmpty { return }
    var groups = DigitGroups()
    var state = PatternAutomaton.root
    for index in text.bytes.indices where DigitGroups.isDigit(text.bytes[index]) {
      if groups.take(index, in: text.bytes) { state = PatternAutomaton.root }
      state = digitAutomaton.step(state, text.bytes[index])
      guard digitAutomaton.isEnd(state) else { continue }
      var range = index..<index + 1
      let pattern = digitAutomaton.firstEnd(state) { number in
        guard let found = Self.range(of: digits[number], groups.indices, in: text) else { return false }
        range = found
        return true
      }
      if let pattern { found.append(Redaction(text.source(of: range), digits[pattern].replacement)) }
    }
  }

  /// The range of the number whose last digit was read; `nil` when it is part of another number.
  private static func range(of pattern: SecretPattern, _ indices: [Int], in text: DecodedText) -> Range<Int>? {
    let bytes = text.bytes
    var start = indices[indices.count - pattern.bytes.count]
    let end = indices[indices.count - 1] + 1
    if end < bytes.count, DigitGroups.isDigit(bytes[end]) { return nil }
    guard pattern.kind == .code else {
      // A country code or a trunk prefix may precede it; more digits mean another number.
      let longestPrefix = 5
      let limit = max(0, start - longestPrefix)
      while start > limit, DigitGroups.isDigit(bytes[start - 1]) { start -= 1 }
      return start > 0 && DigitGroups.isDigit(bytes[start - 1]) ? nil : start..<end
    }
    guard text.isWord(start..<end) else { return nil }
    for byte in bytes[start..<end] where !DigitGroups.isDigit(byte) && !DigitGroups.isCodeSeparator(byte) { return nil }
    // Four or five digits occur in many dates and ranges, so no other group may be next to them.
    let fewestBesideOthers = 6
    if pattern.bytes.count >= fewestBesideOthers { return start..<end }
    let followsGroup =
      start >= 2 && DigitGroups.isCodeSeparator(bytes[start - 1]) && DigitGroups.isDigit(bytes[start - 2])
    let precedesGroup =
      end + 1 < bytes.count && DigitGroups.isCodeSeparator(bytes[end]) && DigitGroups.isDigit(bytes[end + 1])
    return followsGroup || precedesGroup ? nil : start..<end
  }

  // MARK: Prefilter

  /// Whether these bytes, which contain no escape, certainly contain no secret. One pass, without allocation.
  func isAbsent(from bytes: UnsafeRawBufferPointer) -> Bool {
    if isEmpty { return true }
    var (text, number) = (PatternAutomaton.root, PatternAutomaton.root)
    var lastDigit = Int.min / 2
    var hexadecimal = (ended: PatternAutomaton.root, open: PatternAutomaton.root, previous: 0)
    // Runs of base64 were checked up to here.
    var decoded = 0
    for index in bytes.indices {
      let byte = bytes[index]
      text = textAutomaton.step(text, byte)
      if textAutomaton.isEnd(text) || byte == DecodedText.cutMark[0] { return false }
      if DigitGroups.isDigit(byte) {
        // The full search checks whether the digits belong together.
        if index - lastDigit > DigitGroups.longestGap + 1 { number = PatternAutomaton.root }
        lastDigit = index
        number = digitAutomaton.step(number, byte)
        if digitAutomaton.isEnd(number) { return false }
      }
      let digit = DigitValues.hexadecimal[Int(byte)]
      if digit == DigitValues.none {
        hexadecimal = (PatternAutomaton.root, PatternAutomaton.root, 0)
      } else {
        // A digit ends a pair in one of the two alignments and begins one in the other.
        let pair = UInt8(truncatingIfNeeded: hexadecimal.previous << 4 | Int(digit))
        hexadecimal = (hexadecimal.open, textAutomaton.step(hexadecimal.ended, pair), Int(digit))
        if textAutomaton.isEnd(hexadecimal.open) { return false }
      }
      if index >= decoded, DigitValues.base64[Int(byte)] != DigitValues.none {
        decoded = Self.endOfRun(bytes, from: index)
        if decoded - index >= fewestBase64 {
          let run = UnsafeRawBufferPointer(rebasing: bytes[index..<decoded])
          if showsEnd(inBase64: run) { return false }
        }
      }
    }
    return true
  }

  /// The end of a run of base64, including its line breaks.
  private static func endOfRun(_ bytes: UnsafeRawBufferPointer, from start: Int) -> Int {
    var isBroken = false
    var end = start
    while end < bytes.count {
      switch bytes[end] {
      case 0x0A, 0x0D: isBroken = true
      case 0x20, 0x09: if !isBroken { return end }
      case let byte where DigitValues.base64[Int(byte)] != DigitValues.none: isBroken = false
      default: return end
      }
      end += 1
    }
    return end
  }

  /// Whether a secret ends in a decoded run of base64, in any of the four alignments.
  private func showsEnd(inBase64 run: UnsafeRawBufferPointer) -> Bool {
    let root = PatternAutomaton.root
    // The four alignments, by the number of characters that each has read of its group.
    var states = (root, root, root, root)
    var previous = 0
    for byte in run where DigitValues.base64[Int(byte)] != DigitValues.none {
      let value = Int(DigitValues.base64[Int(byte)])
      let second = textAutomaton.step(states.1, UInt8(truncatingIfNeeded: previous << 2 | value >> 4))
      let third = textAutomaton.step(states.2, UInt8(truncatingIfNeeded: previous << 4 | value >> 2))
      let fourth = textAutomaton.step(states.3, UInt8(truncatingIfNeeded: previous << 6 | value))
      if textAutomaton.isEnd(second) || textAutomaton.isEnd(third) || textAutomaton.isEnd(fourth) { return true }
      states = (fourth, states.0, second, third)
      previous = value
    }
    return false
  }
}
