/// Recognizes in one pass bytes without anything to redact, as most are, so that they are kept unchanged.
///
/// Bytes that pass contain nothing that `SecretMatcher`, `KeyRedactor` or `PatternRedactor` would redact. Bytes that do
/// not pass are searched by all three, and may turn out to be clean.
struct RedactionPrefilter: Sendable {
  /// What a byte may indicate; most bytes indicate nothing.
  private struct Signs: OptionSet {
    var rawValue: UInt8
    /// `=` between a name and its value.
    static let pair = Signs(rawValue: 1)
    static let digit = Signs(rawValue: 2)
    /// `+` before a phone number, `J` in the `eyJ` of a token.
    static let pattern = Signs(rawValue: 4)
    /// `:` after a member's name.
    static let member = Signs(rawValue: 8)
    /// The first byte of an escape, which may hide anything.
    static let escape = Signs(rawValue: 16)
  }

  private let signs: [Signs] = (0...255).map { (byte: UInt8) in
    switch byte {
    case UInt8(ascii: "="): .pair
    case 0x30...0x39: .digit
    case UInt8(ascii: "+"), UInt8(ascii: "J"): .pattern
    case UInt8(ascii: ":"): .member
    case let byte where TextEscape.begins(with: byte): .escape
    default: []
    }
  }

  private let secrets: SecretMatcher
  private let keys: KeyRedactor

  init(_ secrets: SecretMatcher, _ keys: KeyRedactor) {
    self.secrets = secrets
    self.keys = keys
  }

  /// - Parameter isBody: Whether to look for members of JSON too, valid or not.
  func passes(_ bytes: UnsafeRawBufferPointer, isBody: Bool = false) -> Bool {
    var digits = Digits()
    var index = 0
    while let position = nextSign(in: bytes, from: index) {
      switch signs[Int(bytes[position])] {
      case .digit:
        if digits.mayBeCard(withOneAt: position, bytes) { return false }
        if bytes[position] == 0x30, PatternRedactor.prefixedPhoneEnd(bytes, position) != nil { return false }
      case .member:
        if isBody, let name = KeyRedactor.name(before: position, in: bytes),
          keys.isSensitive(UnsafeRawBufferPointer(rebasing: bytes[name]))
        {
          return false
        }
      case .pair: if keys.isSensitivePair(equalsAt: position, bytes) { return false }
      case .pattern: if Self.mayBePattern(position, bytes) { return false }
      default: if !Self.isHarmless(escapeAt: position, bytes) || !secrets.isEmpty { return false }
      }
      index = position + 1
    }
    return secrets.isAbsent(from: bytes)
  }

  /// Whether these bytes contain no secret of the run.
  func passesValues(_ bytes: UnsafeRawBufferPointer) -> Bool {
    secrets.isEmpty || !bytes.contains(where: TextEscape.begins) && secrets.isAbsent(from: bytes)
  }

  /// Not inlined, so that the loop keeps its state in registers.
  @inline(never)
  private func nextSign(in bytes: UnsafeRawBufferPointer, from start: Int) -> Int? {
    signs.withUnsafeBufferPointer { signs in
      var index = start
      while index < bytes.count {
        if !signs[Int(bytes[index])].isEmpty { return index }
        index &+= 1
      }
      return nil
    }
  }

  private static func mayBePattern(_ index: Int, _ bytes: UnsafeRawBufferPointer) -> Bool {
    if bytes[index] == UInt8(ascii: "+") { return PatternRedactor.phoneEnd(bytes, index) != nil }
    return index >= 2 && bytes[index - 1] == UInt8(ascii: "y") && bytes[index - 2] == UInt8(ascii: "e")
  }

  /// Whether no escape begins here, or only that of a slash, which is not part of a name, number or token.
  private static func isHarmless(escapeAt index: Int, _ bytes: UnsafeRawBufferPointer) -> Bool {
    guard let escape = TextEscape(at: index, in: bytes) else {
      return TextEscape.cutLength(at: index, in: bytes) == nil
    }
    return bytes[index] == UInt8(ascii: "\\") && escape.length == 2 && bytes[index + 1] == UInt8(ascii: "/")
  }

  /// Counts consecutive digits, with at most one space or hyphen between two.
  private struct Digits {
    private var count = 0
    private var last = -2

    mutating func mayBeCard(withOneAt index: Int, _ bytes: UnsafeRawBufferPointer) -> Bool {
      let distance = index - last
      let goesOn =
        distance == 1
        || distance == 2 && index > 0
          && (bytes[index - 1] == UInt8(ascii: " ") || bytes[index - 1] == UInt8(ascii: "-"))
      count = goesOn ? count + 1 : 1
      last = index
      return count >= PatternRedactor.fewestCardDigits
    }
  }
}
