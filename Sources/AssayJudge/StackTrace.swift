/// Recognises the stack traces of common runtimes in a text.
enum StackTrace {
  private static let marks = [
    "\\n\\tat ", "\\tat ", "\n\tat ", "Traceback (most recent call last)", ".java:", "Exception in thread",
    " at Object.<anonymous>", ".py\\\", line ", "goroutine 1 [", "System.NullReferenceException", ".cs:line ",
    "#0 /", "node_modules/",
  ].map { Array($0.utf8) }

  /// The text from the first mark of a stack trace on, or `nil` when there is none.
  ///
  /// It begins at the mark, because what stands before it could be the end of a secret, which nobody would know again.
  static func excerpt(in bytes: [UInt8]) -> String? {
    // A trace stands near the beginning of an answer or in none; a large body is not searched to its end.
    let bytes = bytes.prefix(64 << 10)
    for mark in marks {
      if let start = firstIndex(of: mark, in: bytes) {
        return Visible.beginning(of: bytes[start...])
      }
    }
    return nil
  }

  private static func firstIndex(of mark: [UInt8], in bytes: ArraySlice<UInt8>) -> Int? {
    guard bytes.count >= mark.count, let first = mark.first else { return nil }
    var index = 0
    let last = bytes.count - mark.count
    while index <= last {
      if bytes[index] == first, bytes[index..<(index + mark.count)].elementsEqual(mark) { return index }
      index += 1
    }
    return nil
  }
}
