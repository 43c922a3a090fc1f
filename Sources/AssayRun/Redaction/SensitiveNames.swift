/// Decides which names stand for something secret, in one pass over a name's letters and digits.
///
/// Names count without case and without what stands between letters: `pass_code`, `passCode` and `X-Pass-Code` are one.
/// Some are sensitive as a whole (`code`), others make every name sensitive that they are a part of (`phone`). All of them
/// are one automaton (Aho and Corasick, 1975), since each name of each answer is looked at.
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
  /// Letters without case, and digits: `a` is 0.
  private static let alphabet = 36
  /// What `symbols` says of a byte that separates letters, and of one that is beyond ASCII.
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

  /// For each state and symbol the next state; the first row is where a name begins.
  private let next: [State]
  /// In which states a part was seen, which no further letter changes.
  private let isPart: [Bool]
  /// In which states a name is sensitive when it ends there.
  private let isSensitive: [Bool]
  /// Sensitive names that hold more than letters and digits of ASCII.
  private let others: Set<String>

  /// Also these names, which specs mark as secret, each as a whole.
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

  /// The same for a name with letters of any script, which is rare.
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

  /// The automaton in the making.
  private struct Trie {
    /// Where a name is after a letter that no sensitive name has: no whole begins there, parts still may.
    static let strange = 1

    var next: [State] = []
    var isPart: [Bool] = []
    var isWhole: [Bool] = []
    /// For each state where its text goes on without its first letter.
    private var fallback: [Int] = []

    init(parts: [String], wholes: [String]) {
      _ = add()
      _ = add()
      for part in parts { isPart[insert(part, from: Self.strange)] = true }
      for whole in wholes { isWhole[insert(whole, from: 0)] = true }
      complete()
    }

    private mutating func add() -> Int {
      // No state has been reached from elsewhere yet: 0 stands for none.
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

    /// Fills in where each state goes on a letter that its text does not continue with, the shortest texts first.
    private mutating func complete() {
      var queue: [Int] = []
      for place in Self.row(Self.strange)..<Self.row(Self.strange + 1) {
        if next[place] == 0 { next[place] = State(Self.strange) } else { queue.append(Int(next[place])) }
      }
      // Wholes come after parts of their length, which they fall back to.
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
