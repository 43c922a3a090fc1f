/// Finds secrets by value in a text: in any case of letters, in base64, in hexadecimal digits, and numbers by their digits.
///
/// The caller decodes escapes, since keys and patterns are searched for in the decoded text too.
final class SecretMatcher: Sendable {
  private let texts: [SecretPattern]
  private let digits: [SecretPattern]
  private let textAutomaton: PatternAutomaton
  private let digitAutomaton: PatternAutomaton
  /// The shortest run of base64 that can hold a whole secret.
  private let fewestBase64: Int
  /// The length of the longest secret.
  let longest: Int

  /// So many bytes of a secret before a cut are hidden.
  private static let fewestBeforeCut = 4

  init(secrets: [String: String]) {
    texts = SecretPattern.texts(of: secrets)
    digits = SecretPattern.digits(of: secrets)
    textAutomaton = PatternAutomaton(texts.map(\.bytes))
    digitAutomaton = PatternAutomaton(digits.map(\.bytes))
    fewestBase64 = Self.base64Length(of: texts.map(\.bytes.count).min() ?? 0)
    longest = texts.map(\.bytes.count).max() ?? 0
  }

  /// Whether there is nothing to find.
  var isEmpty: Bool { texts.isEmpty }

  /// Adds where secrets stand in a text, as parts of its source.
  func find(in text: DecodedText, _ found: inout [Redaction]) {
    if isEmpty { return }
    findTexts(in: text, &found)
    findDigits(in: text, &found)
    // A run that a cut ends may hold no more of a secret than must be hidden.
    let fewest = min(fewestBase64, Self.base64Length(of: Self.fewestBeforeCut))
    for decoded in text.decodingBase64(minimum: fewest) + text.decodingHexadecimal(minimum: fewest) {
      findTexts(in: decoded, &found)
    }
  }

  /// How many characters of base64 hold so many bytes, at least.
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

  /// What a cut left of a secret: an excerpt ends with … wherever it happens to end.
  private func findBeginning(before cut: Int, _ state: Int, in text: DecodedText, _ found: inout [Redaction]) {
    var state = state
    while textAutomaton.depths[state] >= Self.fewestBeforeCut {
      let start = cut - Int(textAutomaton.depths[state])
      let pattern = texts[Int(textAutomaton.owners[state])]
      if pattern.kind == .text || start == 0 || !DecodedText.isWordByte(text.bytes[start - 1]) {
        // The cut may stand inside an escape or a character of base64.
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
        guard let found = Self.range(of: digits[number], groups.places, in: text) else { return false }
        range = found
        return true
      }
      if let pattern { found.append(Redaction(text.source(of: range), digits[pattern].replacement)) }
    }
  }

  /// Where the number stands whose last digit was read, or `nil` where it is a part of another.
  private static func range(of pattern: SecretPattern, _ places: [Int], in text: DecodedText) -> Range<Int>? {
    let bytes = text.bytes
    var start = places[places.count - pattern.bytes.count]
    let end = places[places.count - 1] + 1
    if end < bytes.count, DigitGroups.isDigit(bytes[end]) { return nil }
    guard pattern.kind == .code else {
      // What stands before it is a country code or a trunk prefix, or it is another number.
      let longestPrefix = 5
      let limit = max(0, start - longestPrefix)
      while start > limit, DigitGroups.isDigit(bytes[start - 1]) { start -= 1 }
      return start > 0 && DigitGroups.isDigit(bytes[start - 1]) ? nil : start..<end
    }
    guard text.isWord(start..<end) else { return nil }
    for byte in bytes[start..<end] where !DigitGroups.isDigit(byte) && !DigitGroups.isCodeSeparator(byte) { return nil }
    // Four or five digits are in too many dates and ranges: no further group may stand beside them.
    let fewestBesideOthers = 6
    if pattern.bytes.count >= fewestBesideOthers { return start..<end }
    let followsGroup =
      start >= 2 && DigitGroups.isCodeSeparator(bytes[start - 1]) && DigitGroups.isDigit(bytes[start - 2])
    let precedesGroup =
      end + 1 < bytes.count && DigitGroups.isCodeSeparator(bytes[end]) && DigitGroups.isDigit(bytes[end + 1])
    return followsGroup || precedesGroup ? nil : start..<end
  }

  // MARK: Prefilter

  /// Whether these bytes, in which no escape stands, certainly show no secret; one pass that keeps nothing.
  func isAbsent(from bytes: UnsafeRawBufferPointer) -> Bool {
    if isEmpty { return true }
    var (text, number) = (PatternAutomaton.root, PatternAutomaton.root)
    var lastDigit = Int.min / 2
    var hexadecimal = (ended: PatternAutomaton.root, open: PatternAutomaton.root, previous: 0)
    // Up to here, runs of base64 have been looked at.
    var decoded = 0
    for index in bytes.indices {
      let byte = bytes[index]
      text = textAutomaton.step(text, byte)
      if textAutomaton.isEnd(text) || byte == DecodedText.cutMark[0] { return false }
      if DigitGroups.isDigit(byte) {
        // That the digits belong together is for the close look.
        if index - lastDigit > DigitGroups.longestGap + 1 { number = PatternAutomaton.root }
        lastDigit = index
        number = digitAutomaton.step(number, byte)
        if digitAutomaton.isEnd(number) { return false }
      }
      let digit = Base64.hexadecimalValues[Int(byte)]
      if digit == Base64.none {
        hexadecimal = (PatternAutomaton.root, PatternAutomaton.root, 0)
      } else {
        // A digit ends a pair of one of the two readings and begins one of the other.
        let pair = UInt8(truncatingIfNeeded: hexadecimal.previous << 4 | Int(digit))
        hexadecimal = (hexadecimal.open, textAutomaton.step(hexadecimal.ended, pair), Int(digit))
        if textAutomaton.isEnd(hexadecimal.open) { return false }
      }
      if index >= decoded, Base64.values[Int(byte)] != Base64.none {
        decoded = Self.endOfRun(bytes, from: index)
        if decoded - index >= fewestBase64 {
          let run = UnsafeRawBufferPointer(rebasing: bytes[index..<decoded])
          if showsEnd(inBase64: run) { return false }
        }
      }
    }
    return true
  }

  /// Where a run of base64 ends, its line breaks included.
  private static func endOfRun(_ bytes: UnsafeRawBufferPointer, from start: Int) -> Int {
    var isBroken = false
    var end = start
    while end < bytes.count {
      switch bytes[end] {
      case 0x0A, 0x0D: isBroken = true
      case 0x20, 0x09: if !isBroken { return end }
      case let byte where Base64.values[Int(byte)] != Base64.none: isBroken = false
      default: return end
      }
      end += 1
    }
    return end
  }

  /// Whether a secret ends somewhere in what a run of base64 stands for, wherever its groups begin.
  private func showsEnd(inBase64 run: UnsafeRawBufferPointer) -> Bool {
    let root = PatternAutomaton.root
    // The four readings, by how many characters of a group each has read.
    var states = (root, root, root, root)
    var previous = 0
    for byte in run where Base64.values[Int(byte)] != Base64.none {
      let value = Int(Base64.values[Int(byte)])
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
