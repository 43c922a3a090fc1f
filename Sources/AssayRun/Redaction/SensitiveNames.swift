/// Decides which names denote a secret, in one pass over their letters and digits.
///
/// Case and separators are ignored: `pass_code` equals `passCode`. Some words make a name sensitive as a whole
/// (`code`), others also as a part (`phone`). All form one automaton (Aho and Corasick, 1975), since each name of each
/// response is checked.
struct SensitiveNames: Sendable {
  private static let parts = [
    "authorization", "passcode", "password", "passwd", "passphrase", "pwd", "secret", "token", "jwt", "bearer",
    "credential", "privatekey", "sessionid", "cvv", "cvc", "otp", "phone", "apikey",
  ]
  private static let wholes = [
    "code", "smscode", "verificationcode", "securitycode", "pass", "pin", "pincode", "pan", "cardnumber", "cookie",
    "setcookie", "xsignature", "msisdn",
  ]

  private typealias State = UInt32
  /// The symbols by number: letters, ignoring case, and digits.
  private static let letters = Array("abcdefghijklmnopqrstuvwxyz0123456789".utf8)
  private static let alphabet = 36
  /// Precedes every word that makes a name sensitive as a whole.
  private static let beginning: UInt8 = 1
  /// The symbols of a separator and of a byte beyond ASCII.
  private static let separator: UInt8 = 0xFE
  private static let beyondASCII: UInt8 = 0xFF

  private static let symbols: [UInt8] = (0...255).map { (byte: UInt8) in
    switch byte {
    case 0x61...0x7A: byte - 0x61
    case 0x41...0x5A: byte - 0x41
    case 0x30...0x39: byte - 0x30 + 26
    case 0x80...: beyondASCII
    default: separator
    }
  }

  /// For each state and symbol the next state.
  private let next: [State]
  /// The state at the beginning of a name. In the root of the automaton only parts may still follow.
  private let initial: Int
  /// The states in which a sensitive part was seen; they are never left.
  private let isPart: [Bool]
  /// The states in which the end of a name makes it sensitive.
  private let isSensitive: [Bool]
  /// Sensitive names with characters beyond ASCII.
  private let others: Set<String>

  /// - Parameter names: Further names, which contracts mark as secret as a whole.
  init(also names: [String]) {
    var wholes = Self.wholes
    var others: Set<String> = []
    for name in names {
      let letters = Self.normalized(name)
      if letters.utf8.allSatisfy({ $0 < 0x80 }) { wholes.append(letters) } else { others.insert(letters) }
    }
    self.others = others
    let automaton = PatternAutomaton(
      Self.parts.map { Array($0.utf8) } + wholes.map { [Self.beginning] + Array($0.utf8) })
    let states = automaton.depths.indices
    let isPart = states.map { automaton.firstEnd($0) { $0 < Self.parts.count } != nil }
    self.isPart = isPart
    isSensitive = states.map { automaton.isEnd($0) }
    initial = automaton.step(PatternAutomaton.root, Self.beginning)
    next = states.flatMap { state in
      Self.letters.map { State(isPart[state] ? state : automaton.step(state, $0)) }
    }
  }

  func contains(_ name: String) -> Bool {
    var name = name
    return name.withUTF8 { contains(UnsafeRawBufferPointer($0)) }
  }

  /// Whether a name in UTF-8 is sensitive.
  func contains(_ name: UnsafeRawBufferPointer) -> Bool {
    next.withUnsafeBufferPointer { next in
      Self.symbols.withUnsafeBufferPointer { symbols in
        var state = initial
        for byte in name {
          let symbol = symbols[Int(byte)]
          if symbol == Self.separator { continue }
          if symbol == Self.beyondASCII {
            return contains(normalized: Self.normalized(String(decoding: name, as: UTF8.self)))
          }
          state = Int(next[state &* Self.alphabet &+ Int(symbol)])
        }
        return isSensitive[state]
      }
    }
  }

  /// The same for a name with letters beyond ASCII, which is rare.
  private func contains(normalized name: String) -> Bool {
    var state = initial
    for byte in name.utf8 {
      let symbol = Self.symbols[Int(byte)]
      state = symbol < Self.alphabet ? Int(next[state * Self.alphabet + Int(symbol)]) : PatternAutomaton.root
      if isPart[state] { return true }
    }
    return isSensitive[state] || others.contains(name)
  }

  /// Letters and digits in lower case.
  private static func normalized(_ name: String) -> String {
    let kept = name.lowercased().unicodeScalars.filter { $0.properties.isAlphabetic || ("0"..."9").contains($0) }
    return String(String.UnicodeScalarView(kept))
  }
}
