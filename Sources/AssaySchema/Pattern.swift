/// A regular expression with the meaning of ECMA-262 in Unicode mode, run as a nondeterministic automaton.
///
/// All states that the text read so far can be in are kept side by side (Thompson, "Regular Expression Search
/// Algorithm", 1968), so the time is at most the text's length times the pattern's, whatever the pattern.
struct Pattern: Sendable {
  private enum Instruction: Sendable {
    /// Reads one scalar of a set and goes on with the next instruction.
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

  /// How many instructions a pattern may have; counted repetitions are written out.
  static let mostInstructions = 10_000

  init(_ text: String) throws(PatternError) {
    try emit(PatternParser.parse(text))
    program.append(.match)
  }

  private mutating func emit(_ node: PatternNode) throws(PatternError) {
    guard program.count < Pattern.mostInstructions else {
      throw PatternError(message: "its repetitions make it larger than \(Pattern.mostInstructions) steps", position: 1)
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
    guard Swift.max(min, max ?? 0) <= Pattern.mostInstructions else {
      throw PatternError(message: "a repetition of more than \(Pattern.mostInstructions)", position: 1)
    }
    for _ in 0..<min {
      let start = program.count
      try emit(body)
      // Nothing is nothing however often: repetitions in repetitions of it would hardly come to an end.
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

  /// The instructions that wait for a scalar, each once.
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

  /// Follows all ways that read nothing; true when one of them ends in a match.
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
