/// Recognises the stack traces of common runtimes in a text.
enum StackTrace {
  private static let marks = [
    "\\n\\tat ", "\\tat ", "\n\tat ", "Traceback (most recent call last)", ".java:", "Exception in thread",
    " at Object.<anonymous>", ".py\\\", line ", "goroutine 1 [", "System.NullReferenceException", ".cs:line ",
    "#0 /", "node_modules/",
  ].map { Array($0.utf8) }

  /// For each byte the marks, as bits, that have it as their first byte and as their second.
  private static let (firsts, seconds): ([UInt16], [UInt16]) = {
    var tables = (Array(repeating: UInt16(0), count: 256), Array(repeating: UInt16(0), count: 256))
    for (index, mark) in marks.enumerated() {
      tables.0[Int(mark[0])] |= 1 << index
      tables.1[Int(mark[1])] |= 1 << index
    }
    return tables
  }()

  /// The text from the first mark of a stack trace on, or `nil` when there is none.
  ///
  /// It begins at the mark, because what stands before it could be the end of a secret, which nobody would know again.
  static func excerpt(in bytes: [UInt8]) -> String? {
    guard let start = firstMark(in: bytes) else { return nil }
    return TextSanitizer.beginning(of: bytes[start...])
  }

  /// Where the first mark stands: every answer is looked through, so two loads tell of most bytes that none begins there.
  private static func firstMark(in bytes: [UInt8]) -> Int? {
    // A trace stands near the beginning of an answer or in none; a large body is not searched to its end.
    let count = min(bytes.count, 64 << 10)
    return bytes.withUnsafeBufferPointer { bytes in
      let bytes = UnsafeBufferPointer(rebasing: bytes[..<count])
      var index = 0
      while let candidate = nextCandidate(in: bytes, from: index) {
        if beginsMark(bytes[candidate...]) { return candidate }
        index = candidate + 1
      }
      return nil
    }
  }

  /// The next place whose two bytes begin some mark; a function of its own, so that nothing else takes its registers.
  @inline(never)
  private static func nextCandidate(in bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int? {
    firsts.withUnsafeBufferPointer { firsts in
      seconds.withUnsafeBufferPointer { seconds in
        var index = start
        while index < bytes.count &- 1 {
          if firsts[Int(bytes[index])] & seconds[Int(bytes[index &+ 1])] != 0 { return index }
          index &+= 1
        }
        return nil
      }
    }
  }

  private static func beginsMark(_ text: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
    marks.contains { mark in text.first == mark[0] && text.starts(with: mark) }
  }
}
