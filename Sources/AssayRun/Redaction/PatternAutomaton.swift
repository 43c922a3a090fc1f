/// Finds many patterns in one pass over a text, ignoring the case of ASCII letters (Aho and Corasick, 1975).
struct PatternAutomaton: Sendable {
  /// The state before any byte of a pattern.
  static let root = 0
  private static let other: UInt8 = 0

  /// Bytes that no pattern contains share one symbol, which keeps the rows short.
  private let symbols: [UInt8]
  private let width: Int
  /// For each state and symbol the next state.
  private var next: [Int32]
  /// The number of pattern bytes read in each state.
  private(set) var depths: [Int32] = [0]
  /// For each state, a pattern that begins with the bytes read.
  private(set) var owners: [Int32] = [-1]
  /// The pattern that ends in each state, or -1.
  private var ended: [Int32] = [-1]
  /// For each state, the state of the longest proper suffix of the bytes read.
  private var fallbacks: [Int32] = [0]
  /// The same, restricted to states in which a pattern ends; 0 for none.
  private var links: [Int32] = [0]

  init(_ patterns: [[UInt8]]) {
    var symbols = Array(repeating: Self.other, count: 256)
    var width = 1
    for byte in patterns.joined().map(Self.folded) where symbols[Int(byte)] == Self.other {
      symbols[Int(byte)] = UInt8(width)
      width += 1
    }
    for byte in UInt8.min...UInt8.max { symbols[Int(byte)] = symbols[Int(Self.folded(byte))] }
    self.symbols = symbols
    self.width = width
    next = Array(repeating: 0, count: width)
    for (number, pattern) in patterns.enumerated() { insert(pattern, Int32(number)) }
    complete()
  }

  /// Folds letter case; forms encode a space as `+`.
  private static func folded(_ byte: UInt8) -> UInt8 {
    switch byte {
    case 0x41...0x5A: byte | 0x20
    case UInt8(ascii: "+"): 0x20
    default: byte
    }
  }

  @inline(__always)
  func step(_ state: Int, _ byte: UInt8) -> Int { Int(next[state &* width &+ Int(symbols[Int(byte)])]) }

  /// Whether a pattern ends where this state is reached.
  @inline(__always)
  func isEnd(_ state: Int) -> Bool { ended[state] >= 0 || links[state] != 0 }

  /// The longest pattern that ends in this state and passes a test.
  func firstEnd(_ state: Int, where isWanted: (Int) -> Bool) -> Int? {
    var state = ended[state] >= 0 ? state : Int(links[state])
    while state != 0 {
      if isWanted(Int(ended[state])) { return Int(ended[state]) }
      state = Int(links[state])
    }
    return nil
  }

  /// The state of the longest proper suffix of the bytes read.
  func fallback(_ state: Int) -> Int { Int(fallbacks[state]) }

  private mutating func insert(_ pattern: [UInt8], _ number: Int32) {
    var state = Self.root
    for byte in pattern {
      let slot = state * width + Int(symbols[Int(byte)])
      if next[slot] == 0 {
        next[slot] = Int32(depths.count)
        next += Array(repeating: 0, count: width)
        depths.append(depths[state] + 1)
        owners.append(number)
        ended.append(-1)
        fallbacks.append(0)
        links.append(0)
      }
      state = Int(next[slot])
    }
    if state != Self.root, ended[state] < 0 { ended[state] = number }
  }

  /// Fills in the missing transitions, the shortest texts first.
  private mutating func complete() {
    var queue = next[..<width].filter { $0 != 0 }.map { Int($0) }
    var position = 0
    while position < queue.count {
      let state = queue[position]
      position += 1
      let fallback = Int(fallbacks[state])
      links[state] = ended[fallback] >= 0 ? Int32(fallback) : links[fallback]
      for symbol in 0..<width {
        let onward = next[fallback * width + symbol]
        let child = Int(next[state * width + symbol])
        if child == 0 {
          next[state * width + symbol] = onward
        } else {
          fallbacks[child] = onward
          queue.append(child)
        }
      }
    }
  }
}
