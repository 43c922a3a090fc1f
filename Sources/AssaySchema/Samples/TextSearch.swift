/// Searches the shortest text that all patterns of a schema match and that has the right length.
///
/// It follows the automata of the patterns together, scalar by scalar, with one scalar of each class that the patterns tell
/// apart. Where the states come to an end, no text exists.
struct TextSearch {
  enum Result {
    case found(String)
    /// No text matches.
    case impossible
    /// The search was given up.
    case unknown
  }

  /// What the automata of all patterns have reached; an empty list for a pattern that is found already.
  private struct State: Hashable {
    var threads: [[Int]]
    var previous: UInt32?
  }

  private var patterns: [Pattern] = []
  private var minLength = 0
  private var maxLength = Int.max
  private var areValid = true

  /// How many threads may be followed in all.
  private static let maxWork = 2_000_000

  init(_ schema: Schema) {
    for assertion in schema.assertions {
      switch assertion {
      case .pattern(let text):
        if let pattern = try? Pattern(text) { patterns.append(pattern) } else { areValid = false }
      case .minLength(let count): minLength = max(minLength, count)
      case .maxLength(let count): maxLength = min(maxLength, count)
      default: continue
      }
    }
  }

  var result: Result {
    guard areValid, minLength <= Schema.longestText else { return .unknown }
    let alphabet = Pattern.alphabet(of: patterns)
    // Each state with the scalar that led to it and where it came from.
    var found: [(state: State, scalar: Unicode.Scalar?, from: Int)] = [
      (State(threads: patterns.map { _ in [0] }), nil, -1)
    ]
    var level = 0..<1
    var seen: Set<State> = []
    var work = 0
    for length in 0...maxLength {
      var next: [(State, Unicode.Scalar?, Int)] = []
      var isNew: Set<State> = []
      for index in level {
        let state = found[index].state
        if length >= minLength, isMatch(state, isStart: length == 0) { return .found(text(to: index, in: found)) }
        for scalar in alphabet {
          work += 1 + patterns.reduce(0) { $0 + $1.size }
          guard work < Self.maxWork else { return .unknown }
          let after = following(state, scalar, isStart: length == 0)
          // Below the least length, one state may be passed again and again.
          if isNew.insert(after).inserted, length + 1 < minLength || seen.insert(after).inserted {
            next.append((after, scalar, index))
          }
        }
      }
      if next.isEmpty || length == maxLength { return .impossible }
      level = found.count..<found.count + next.count
      found += next
    }
    return .impossible
  }

  private func isMatch(_ state: State, isStart: Bool) -> Bool {
    patterns.indices.allSatisfy {
      state.threads[$0].isEmpty || patterns[$0].reads(state.threads[$0], isStart, state.previous, nil) == nil
    }
  }

  private func following(_ state: State, _ scalar: Unicode.Scalar, isStart: Bool) -> State {
    let threads = patterns.indices.map { index -> [Int] in
      if state.threads[index].isEmpty { return [] }
      // The search also starts at every position.
      return patterns[index].reads(state.threads[index], isStart, state.previous, scalar.value).map { [0] + $0 } ?? []
    }
    return State(threads: threads, previous: patterns.contains(where: \.looksBack) ? scalar.value : nil)
  }

  private func text(to last: Int, in found: [(state: State, scalar: Unicode.Scalar?, from: Int)]) -> String {
    var scalars: [Unicode.Scalar] = []
    var index = last
    while let scalar = found[index].scalar {
      scalars.append(scalar)
      index = found[index].from
    }
    var text = String.UnicodeScalarView()
    text.append(contentsOf: scalars.reversed())
    return String(text)
  }
}
