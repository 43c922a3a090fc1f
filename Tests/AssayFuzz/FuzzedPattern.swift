@testable import AssaySchema
import AssayTestSchemas

/// The compiler of patterns, and the automaton: before the byte FF the pattern, after it the text.
///
/// What is found is what another matcher finds, which walks the pattern's tree with sets of places.
enum FuzzedPattern: Fuzzed {
  static var seeds: [[UInt8]] { (own + Suites.patterns).map { Array($0.utf8) + [0xFF] + Array($1.utf8) } }

  private static let own = [
    ("^(a|bc|)d$", "abcd"), (#"^\w{2,8}(?:-\w+)*$"#, "ab-cd"), ("[^a-c]|[\\d\\-\\]x]+", "9-]"),
    ("^a{1,3}?b{2,}c{2}$", "aabbcc"),
    (#"\bfoo\b"#, "a foo!"), (#"^\u00e9\x41\u{1F600}\uD83D\uDE00\cA\0$"#, "éA😀😀"), ("(?<name>x)|.*\\Boo", "oo"),
    ("^(a*)*$", "aaa"), (#"^[\s\S]\D\W$"#, "\n٣-"), ("^{x}]a{,2}$", "{x}]"), (#"(?:(?:a|^)*b){3}|$"#, "abab"),
    ("((){9}){9}", ""), (#"\.\*\/\$\t\v\f\r"#, ".*/$"),
  ]

  static func feed(_ bytes: [UInt8]) {
    let parts = bytes.split(separator: 0xFF, maxSplits: 1, omittingEmptySubsequences: false)
    let source = String(decoding: parts[0], as: UTF8.self)
    let text = parts.count > 1 ? String(decoding: parts[1], as: UTF8.self) : ""
    let pattern: Pattern
    do throws(PatternError) {
      pattern = try Pattern(source)
    } catch {
      check(
        1...(source.unicodeScalars.count + 1) ~= error.position && !error.message.isEmpty,
        "character \(error.position) of \(source.unicodeScalars.count): \(error.message)")
      return
    }
    let isFound = find(pattern, text)
    if let grouped = try? Pattern("(?:\(source))") {
      check(find(grouped, text) == isFound, "found in a group and not without, or the other way round")
    }
    if let doubled = try? Pattern("\(source)|\(source)") {
      check(find(doubled, text) == isFound, "found twice and not once, or the other way round")
    }
    guard let node = try? PatternParser.parse(source) else { fail("compiled and not read") }
    let short = String(String.UnicodeScalarView(text.unicodeScalars.prefix(24)))
    // Besides the text given, some that the pattern is made to find, or just not.
    var writer = PatternWriter(Generator(bytes.reduce(5381 as UInt64) { $0 &* 33 ^ UInt64($1) }))
    for text in [short, writer.text(node), writer.text(node)] {
      var walk = PatternWalk(text.unicodeScalars.map(\.value))
      guard let expected = walk.isFound(node) else { continue }
      check(find(pattern, text) == expected, "the tree says \(expected) of \(text.debugDescription)")
    }
    // Whatever takes more than linear time takes longer for a text of many thousands than libFuzzer allows.
    let length = bytes.reduce(0 as UInt16) { $0 &* 31 &+ UInt16($1) } % 1024 == 0 ? 16384 : 128
    if !short.isEmpty { _ = find(pattern, String(repeating: short, count: 1 + length / short.utf8.count)) }
  }

  private static func find(_ pattern: Pattern, _ text: String) -> Bool {
    var text = text
    return text.withUTF8 { pattern.isFound(in: $0) }
  }
}

/// Writes texts along a pattern's tree, with repetitions near their bounds.
private struct PatternWriter {
  private var generator: Generator
  private var scalars = String.UnicodeScalarView()

  init(_ generator: Generator) { self.generator = generator }

  mutating func text(_ node: PatternNode) -> String {
    scalars = String.UnicodeScalarView()
    write(node)
    return String(scalars)
  }

  private mutating func write(_ node: PatternNode) {
    if scalars.count >= 24 { return }
    switch node {
    case .empty, .start, .end, .wordBoundary: break
    case .set(let set):
      guard let range = set.ranges.isEmpty ? nil : generator.pick(set.ranges) else { return }
      let step = UInt32(generator.below(min(range.count, 4)))
      scalars.append(Unicode.Scalar(generator.below(2) == 0 ? range.lowerBound + step : range.upperBound - step) ?? "?")
    case .sequence(let parts): for part in parts { write(part) }
    case .choice(let options): write(generator.pick(options))
    case .repetition(let body, let min, let max):
      let bound = generator.below(2) == 0 ? min : max ?? min + 2
      for _ in 0..<Swift.min(Swift.max(bound + generator.below(3) - 1, 0), 24) { write(body) }
    }
  }
}

/// Walks a pattern's tree: from a set of places to the set of places where it may end.
private struct PatternWalk {
  private let scalars: [UInt32]
  /// What is left to do before the walk gives up: repetitions in repetitions are many.
  private var budget = 20_000

  init(_ scalars: [UInt32]) { self.scalars = scalars }

  /// Whether the pattern is found anywhere; `nil` when that takes too long.
  mutating func isFound(_ node: PatternNode) -> Bool? {
    let ends = walk(node, from: Array(repeating: true, count: scalars.count + 1))
    return budget > 0 ? ends.contains(true) : nil
  }

  private mutating func walk(_ node: PatternNode, from places: [Bool]) -> [Bool] {
    budget -= 1
    if budget <= 0 || !places.contains(true) { return places.map { _ in false } }
    func only(_ holds: (Int) -> Bool) -> [Bool] { places.indices.map { places[$0] && holds($0) } }
    func has(_ set: ScalarSet, _ place: Int) -> Bool { set.ranges.contains { $0.contains(scalars[place]) } }
    func isWord(_ place: Int) -> Bool { scalars.indices.contains(place) && ScalarSet.word.contains(scalars[place]) }
    switch node {
    case .empty: return places
    case .start: return only { $0 == 0 }
    case .end: return only { $0 == scalars.count }
    case .wordBoundary(let isNegated): return only { (isWord($0 - 1) != isWord($0)) != isNegated }
    case .set(let set):
      return places.indices.map { $0 > 0 && places[$0 - 1] && has(set, $0 - 1) }
    case .sequence(let parts): return parts.reduce(places) { walk($1, from: $0) }
    case .choice(let options):
      return options.reduce(places.map { _ in false }) { all, option in union(all, walk(option, from: places)) }
    case .repetition(let body, let min, let max):
      // Places only go on or stay, so that after as many rounds as there are places nothing new comes.
      let most = places.count + 1
      var reached = places
      for _ in 0..<Swift.min(min, most) { reached = walk(body, from: reached) }
      var all = reached
      for _ in 0..<Swift.min(max.map { $0 - min } ?? most, most) {
        reached = walk(body, from: reached)
        all = union(all, reached)
      }
      return all
    }
  }

  private func union(_ left: [Bool], _ right: [Bool]) -> [Bool] { zip(left, right).map { $0 || $1 } }
}
