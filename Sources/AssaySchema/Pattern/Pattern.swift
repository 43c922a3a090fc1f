/// A regular expression of ECMA-262 in Unicode mode, run as a nondeterministic automaton.
///
/// All possible states are followed in parallel (Thompson, "Regular Expression Search Algorithm", 1968), so the time is
/// at most the length of the text times that of the pattern.
struct Pattern: Sendable {
  private enum Instruction: Sendable {
    /// Reads one scalar of a set and continues with the next instruction.
    case read(Int)
    case jump(Int)
    case split(Int, Int)
    case start
    case end
    case wordBoundary(isNegated: Bool)
    case match
  }

  private var program: [Instruction] = []
  private var sets: [ScalarSet] = []
  /// The same for ASCII texts, if it is small.
  private var automaton: ASCIIAutomaton?

  /// The maximum number of instructions of a pattern; counted repetitions are expanded.
  static let maxInstructions = 10_000

  init(_ text: String) throws(PatternError) {
    try emit(PatternParser.parse(text))
    program.append(.match)
    automaton = makeAutomaton()
  }

  private mutating func emit(_ node: PatternNode) throws(PatternError) {
    guard program.count < Pattern.maxInstructions else {
      throw PatternError(message: "its repetitions make it larger than \(Pattern.maxInstructions) steps", position: 1)
    }
    switch node {
    case .empty: break
    case .start: program.append(.start)
    case .end: program.append(.end)
    case .wordBoundary(let isNegated): program.append(.wordBoundary(isNegated: isNegated))
    case .set(let set):
      let index = sets.firstIndex(of: set) ?? sets.count
      if index == sets.count { sets.append(set) }
      program.append(.read(index))
    case .sequence(let parts): for part in parts { try emit(part) }
    case .choice(let options):
      var jumps: [Int] = []
      for option in options.dropLast() {
        let split = program.count
        program.append(.match)
        try emit(option)
        jumps.append(program.count)
        program.append(.match)
        program[split] = .split(split + 1, program.count)
      }
      try emit(options[options.count - 1])
      for jump in jumps { program[jump] = .jump(program.count) }
    case .repetition(let body, let min, let max): try emitRepetition(of: body, min: min, max: max)
    }
  }

  private mutating func emitRepetition(of body: PatternNode, min: Int, max: Int?) throws(PatternError) {
    guard Swift.max(min, max ?? 0) <= Pattern.maxInstructions else {
      throw PatternError(message: "a repetition of more than \(Pattern.maxInstructions)", position: 1)
    }
    for _ in 0..<min {
      let start = program.count
      try emit(body)
      // Repetitions of an empty pattern are dropped; nested ones would take too long to expand.
      if program.count == start { break }
    }
    guard let max else {
      let split = program.count
      program.append(.match)
      try emit(body)
      program.append(.jump(split))
      program[split] = .split(split + 1, program.count)
      return
    }
    var splits: [Int] = []
    for _ in min..<Swift.max(min, max) {
      splits.append(program.count)
      program.append(.match)
      try emit(body)
    }
    for split in splits { program[split] = .split(split + 1, program.count) }
  }

  /// Whether the pattern is found anywhere in this well-formed UTF-8.
  func isFound(in text: UnsafeBufferPointer<UInt8>) -> Bool {
    automaton?.isFound(in: text) ?? isFoundByThreads(in: text)
  }

  /// The same for any text, by following all threads in parallel.
  func isFoundByThreads(in text: UnsafeBufferPointer<UInt8>) -> Bool {
    var threads = Threads(capacity: program.count)
    var reached: [Int] = []
    var position = 0
    var previous: UInt32?
    while true {
      let (scalar, length) = Pattern.scalar(at: position, in: text)
      let place = Place(isStart: position == 0, previous: previous, next: scalar)
      if follow(0, at: place, into: &threads) { return true }
      for thread in threads.resting {
        guard case .read(let set) = program[thread], let scalar, sets[set].contains(scalar) else { continue }
        reached.append(thread + 1)
      }
      guard let scalar else { return false }
      position += length
      previous = scalar
      let following = Place(isStart: false, previous: scalar, next: Pattern.scalar(at: position, in: text).scalar)
      threads.clear()
      for thread in reached where follow(thread, at: following, into: &threads) { return true }
      reached.removeAll(keepingCapacity: true)
    }
  }

  /// The first part of this well-formed UTF-8 that matches; of several that begin there, the one that ECMA-262 finds.
  func firstMatch(in text: UnsafeBufferPointer<UInt8>) -> Range<Int>? {
    var threads = Threads(capacity: program.count)
    var start = 0
    var before: UInt32?
    while true {
      var waiting = [0]
      var position = start
      var previous = before
      var end: Int?
      while !waiting.isEmpty {
        let (scalar, length) = Pattern.scalar(at: position, in: text)
        threads.clear()
        let place = Place(isStart: position == 0, previous: previous, next: scalar)
        // Where one thread matches, those after it are no longer of interest.
        if waiting.contains(where: { follow($0, at: place, into: &threads) }) { end = position }
        guard let scalar else { break }
        waiting = threads.resting.filter {
          if case .read(let set) = program[$0] { sets[set].contains(scalar) } else { false }
        }.map { $0 + 1 }
        position += length
        previous = scalar
      }
      if let end { return start..<end }
      let (scalar, length) = Pattern.scalar(at: start, in: text)
      guard let scalar else { return nil }
      before = scalar
      start += length
    }
  }

  private struct Place {
    var isStart: Bool
    var previous: UInt32?
    var next: UInt32?

    var isWordBoundary: Bool {
      let before = previous.map(ScalarSet.word.contains) ?? false
      let after = next.map(ScalarSet.word.contains) ?? false
      return before != after
    }
  }

  /// The set of instructions that wait for a scalar.
  private struct Threads {
    var resting: [Int] = []
    var waiting: [Int] = []
    private var seen: [UInt32]
    private var turn: UInt32 = 1

    init(capacity: Int) { seen = Array(repeating: 0, count: capacity) }

    mutating func visit(_ index: Int) -> Bool {
      defer { seen[index] = turn }
      return seen[index] != turn
    }

    mutating func clear() {
      resting.removeAll(keepingCapacity: true)
      turn += 1
    }
  }

  /// Follows all transitions that read nothing; true when one ends in a match.
  private func follow(_ start: Int, at place: Place, into threads: inout Threads) -> Bool {
    threads.waiting.append(start)
    while let index = threads.waiting.popLast() {
      guard threads.visit(index) else { continue }
      switch program[index] {
      case .match:
        threads.waiting.removeAll()
        return true
      case .read: threads.resting.append(index)
      case .jump(let target): threads.waiting.append(target)
      case .split(let first, let second):
        threads.waiting.append(second)
        threads.waiting.append(first)
      case .start: if place.isStart { threads.waiting.append(index + 1) }
      case .end: if place.next == nil { threads.waiting.append(index + 1) }
      case .wordBoundary(let isNegated):
        if place.isWordBoundary != isNegated { threads.waiting.append(index + 1) }
      }
    }
    return false
  }

  private static func scalar(at position: Int, in text: UnsafeBufferPointer<UInt8>) -> (scalar: UInt32?, length: Int) {
    guard position < text.count else { return (nil, 0) }
    func tail(_ offset: Int) -> UInt32 { UInt32(text[position + offset] & 0x3F) }
    let first = UInt32(text[position])
    switch first {
    case ..<0x80: return (first, 1)
    case ..<0xE0: return ((first & 0x1F) << 6 | tail(1), 2)
    case ..<0xF0: return ((first & 0x0F) << 12 | tail(1) << 6 | tail(2), 3)
    default: return ((first & 0x07) << 18 | tail(1) << 12 | tail(2) << 6 | tail(3), 4)
    }
  }
}

extension Pattern {
  /// The number of its instructions.
  var size: Int { program.count }

  /// Whether it looks at the scalar before its place.
  var looksBack: Bool { program.contains { if case .wordBoundary = $0 { true } else { false } } }

  /// The threads after one more scalar, in order; `nil` when the pattern is found before it.
  ///
  /// - Parameter next: The scalar; `nil` for the end of the text, after which nothing is left to read.
  func reads(_ threads: [Int], _ isStart: Bool, _ previous: UInt32?, _ next: UInt32?) -> [Int]? {
    var reached = Threads(capacity: program.count)
    let place = Place(isStart: isStart, previous: previous, next: next)
    for thread in threads where follow(thread, at: place, into: &reached) { return nil }
    guard let next else { return [] }
    return reached.resting.compactMap { thread in
      if case .read(let set) = program[thread], sets[set].contains(next) { thread + 1 } else { nil }
    }.sorted()
  }

  /// A readable scalar of each class that patterns tell apart.
  static func alphabet(of patterns: [Pattern]) -> [Unicode.Scalar] {
    let sets = patterns.flatMap(\.sets) + (patterns.contains(where: \.looksBack) ? [.word] : [])
    let edges = Set(sets.flatMap { $0.ranges.flatMap { [$0.lowerBound, $0.upperBound + 1] } }).sorted()
    var seen: Set<[Bool]> = []
    return (ScalarSet.readable + edges + [0x21, 0x7E]).compactMap(Unicode.Scalar.init).filter { scalar in
      seen.insert(sets.map { $0.contains(scalar.value) }).inserted
    }
  }
}

/// A pattern as a deterministic automaton over ASCII: one load a byte.
private struct ASCIIAutomaton: Sendable {
  /// A pseudo-state: the pattern is found, whatever follows.
  static let found = UInt16.max
  static let maxStates = 128

  /// For each state the 128 next states.
  var next: [UInt16] = []
  /// Whether a text that ends in a state matches the pattern.
  var holdsAtEnd: [Bool] = []
  var isFoundAtOnce = false

  /// Whether the pattern is found; `nil` for a text that is not ASCII.
  func isFound(in text: UnsafeBufferPointer<UInt8>) -> Bool? {
    if isFoundAtOnce { return true }
    var state: UInt16 = 0
    for byte in text {
      guard byte < 0x80 else { return nil }
      state = next[Int(state) << 7 | Int(byte)]
      if state == ASCIIAutomaton.found { return true }
    }
    return holdsAtEnd[Int(state)]
  }
}

extension Pattern {
  /// Builds the automaton by the subset construction (Rabin and Scott, "Finite Automata and Their Decision Problems",
  /// 1959); `nil` when it would be large or the pattern looks behind.
  private func makeAutomaton() -> ASCIIAutomaton? {
    guard !looksBack, program.count <= 256 else { return nil }
    // Bytes that are in the same sets have the same transitions.
    var classOfByte: [Int] = []
    var classes: [[Int]] = []
    for byte in UInt32(0)..<128 {
      let members = sets.indices.filter { sets[$0].contains(byte) }
      let known = classes.firstIndex(of: members) ?? classes.count
      if known == classes.count { classes.append(members) }
      classOfByte.append(known)
    }
    var automaton = ASCIIAutomaton()
    var threads = Threads(capacity: program.count)
    var states: [[Int]] = []
    var numbers: [[Int]: UInt16] = [:]
    /// The number of the state of these threads, which differ from those at the start of the text.
    func number(_ waiting: [Int], isStart: Bool) -> UInt16? {
      if !isStart, let known = numbers[waiting] { return known }
      threads.clear()
      let here = Place(isStart: isStart, previous: nil, next: 0)
      if waiting.contains(where: { follow($0, at: here, into: &threads) }) {
        numbers[waiting] = ASCIIAutomaton.found
        return ASCIIAutomaton.found
      }
      guard states.count < ASCIIAutomaton.maxStates else { return nil }
      let number = UInt16(states.count)
      states.append(threads.resting)
      if !isStart { numbers[waiting] = number }
      threads.clear()
      let end = Place(isStart: isStart, previous: nil, next: nil)
      automaton.holdsAtEnd.append(waiting.contains { follow($0, at: end, into: &threads) })
      return number
    }
    if number([0], isStart: true) == ASCIIAutomaton.found {
      automaton.isFoundAtOnce = true
      return automaton
    }
    var state = 0
    while state < states.count {
      var targets: [UInt16] = []
      for members in classes {
        // The search also starts at every position, after the running threads.
        var waiting = Set([0])
        for case let (thread, .read(set)) in states[state].map({ ($0, program[$0]) }) where members.contains(set) {
          waiting.insert(thread + 1)
        }
        guard let target = number(waiting.sorted(), isStart: false) else { return nil }
        targets.append(target)
      }
      automaton.next += classOfByte.map { targets[$0] }
      state += 1
    }
    return automaton
  }
}
