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
    return Visible.beginning(of: bytes[start...])
  }

  /// Where the first mark stands: every answer is looked through, so two loads tell of most bytes that none begins there.
  private static func firstMark(in bytes: [UInt8]) -> Int? {
    // A trace stands near the beginning of an answer or in none; a large body is not searched to its end.
    let count = min(bytes.count, 64 << 10)
    let (firsts, seconds) = (firsts, seconds)
    var index = 0
    while index + 1 < count {
      var candidates = firsts[Int(bytes[index])] & seconds[Int(bytes[index + 1])]
      while candidates != 0 {
        let mark = marks[candidates.trailingZeroBitCount]
        if index + mark.count <= count, bytes[index..<index + mark.count].elementsEqual(mark) { return index }
        candidates &= candidates - 1
      }
      index += 1
    }
    return nil
  }
}
