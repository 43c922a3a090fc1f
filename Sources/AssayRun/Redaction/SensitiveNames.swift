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
    "setcookie",
    "xsignature", "msisdn",
  ]

  private typealias State = UInt32
  /// Letters, ignoring case, and digits: `a` is 0.
  private static let alphabet = 36
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

  /// For each state and symbol the next state; the first row is the initial state.
  private let next: [State]
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
    let trie = Trie(parts: Self.parts, wholes: wholes)
    (next, isPart) = (trie.next, trie.isPart)
    isSensitive = zip(trie.isPart, trie.isWhole).map { $0 || $1 }
  }

  func contains(_ name: String) -> Bool {
    var name = name
    return name.withUTF8 { contains(UnsafeRawBufferPointer($0)) }
  }

  /// Whether a name in UTF-8 is sensitive.
  func contains(_ name: UnsafeRawBufferPointer) -> Bool {
    next.withUnsafeBufferPointer { next in
      Self.symbols.withUnsafeBufferPointer { symbols in
        var state = 0
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
    var state = 0
    for byte in name.utf8 {
      let symbol = Self.symbols[Int(byte)]
      state = symbol < Self.alphabet ? Int(next[state * Self.alphabet + Int(symbol)]) : Trie.strange
      if isPart[state] { return true }
    }
    return isSensitive[state] || others.contains(name)
  }

  /// Letters and digits in lower case.
  private static func normalized(_ name: String) -> String {
    let kept = name.lowercased().unicodeScalars.filter { $0.properties.isAlphabetic || ("0"..."9").contains($0) }
    return String(String.UnicodeScalarView(kept))
  }

  /// Builds the automaton.
  private struct Trie {
    /// The state after a letter that begins no word: only parts may still follow.
    static let strange = 1

    var next: [State] = []
    var isPart: [Bool] = []
    var isWhole: [Bool] = []
    /// For each state, the state of the longest proper suffix of its text.
    private var fallback: [Int] = []

    init(parts: [String], wholes: [String]) {
      _ = add()
      _ = add()
      for part in parts { isPart[insert(part, from: Self.strange)] = true }
      for whole in wholes { isWhole[insert(whole, from: 0)] = true }
      complete()
    }

    private mutating func add() -> Int {
      // No transition leads to state 0, so 0 means none.
      next += Array(repeating: 0, count: SensitiveNames.alphabet)
      isPart.append(false)
      isWhole.append(false)
      fallback.append(Self.strange)
      return isPart.count - 1
    }

    private mutating func insert(_ text: String, from root: Int) -> Int {
      var state = root
      for byte in text.utf8 {
        let place = state * SensitiveNames.alphabet + Int(SensitiveNames.symbols[Int(byte)])
        if next[place] == 0 { next[place] = State(add()) }
        state = Int(next[place])
      }
      return state
    }

    /// Fills in the missing transitions, the shortest texts first.
    private mutating func complete() {
      var queue: [Int] = []
      for place in Self.row(Self.strange)..<Self.row(Self.strange + 1) {
        if next[place] == 0 { next[place] = State(Self.strange) } else { queue.append(Int(next[place])) }
      }
      // Wholes come after parts of the same length, which they fall back to.
      queue.append(0)
      var position = 0
      while position < queue.count {
        let state = queue[position]
        position += 1
        isPart[state] = isPart[state] || isPart[fallback[state]]
        if isPart[state] {
          for symbol in 0..<SensitiveNames.alphabet { next[Self.row(state) + symbol] = State(state) }
          continue
        }
        for symbol in 0..<SensitiveNames.alphabet {
          let place = Self.row(state) + symbol
          let other = next[Self.row(fallback[state]) + symbol]
          if next[place] == 0 {
            next[place] = other
          } else {
            fallback[Int(next[place])] = Int(other)
            queue.append(Int(next[place]))
          }
        }
      }
    }

    private static func row(_ state: Int) -> Int { state * SensitiveNames.alphabet }
  }
}
