extension PatternNode {
  /// Texts that are likely to match the pattern, short ones first; the caller must check.
  ///
  /// Anchors and boundaries are assumed to hold. The texts differ in their repetitions and in the option of each
  /// choice.
  var samples: some Sequence<String> {
    [1, 0, 2, 3, 4, 5, 6, 8, 10, 12, 16, 20, 24, 32, 36, 40, 64, 100, 128, 256].lazy.flatMap { count in
      (0..<4).lazy.map { option in
        var text = String.UnicodeScalarView()
        append(to: &text, repeating: count, choosing: option)
        return String(text)
      }
    }
  }

  /// Limited, because nested repetitions could fill the memory.
  private static let longest = 4096

  private func append(to text: inout String.UnicodeScalarView, repeating count: Int, choosing option: Int) {
    if text.count > Self.longest { return }
    switch self {
    case .empty, .start, .end, .wordBoundary: break
    case .set(let set): if let scalar = set.sample { text.append(scalar) }
    case .sequence(let parts): for part in parts { part.append(to: &text, repeating: count, choosing: option) }
    case .choice(let options):
      options[option % options.count].append(to: &text, repeating: count, choosing: option)
    case .repetition(let body, let min, let max):
      for _ in 0..<Swift.min(Swift.max(min, Swift.min(count, max ?? count)), Self.longest) {
        body.append(to: &text, repeating: count, choosing: option)
      }
    }
  }
}

extension ScalarSet {
  /// The scalars that samples are made of where they can be.
  static let readable: [UInt32] = "a0A- ".unicodeScalars.map(\.value)

  /// A readable member, if there is one.
  fileprivate var sample: Unicode.Scalar? {
    let printable = (Self.readable + (0x21...0x7E)).first(where: contains).flatMap(Unicode.Scalar.init)
    return printable ?? ranges.lazy.flatMap { [$0.lowerBound, $0.upperBound] }.compactMap(Unicode.Scalar.init).first
  }
}
