import AssaySystem

/// Reads a head line by line out of a queue, as far as its bytes have come; client and server share it.
///
/// Offsets count from the start of the queue, which is not consumed before the head is complete: so the first bytes are
/// still there for an excerpt when something turns out to be wrong.
struct HeadCollector {
  enum Step {
    /// More bytes are needed.
    case needMore
    /// The first line that is not empty, without its end; valid until the queue is changed.
    case startLine(UnsafeRawBufferPointer, endsBare: Bool)
    /// The empty line that ends the head was read; `length` bytes make the head.
    case complete
    case tooLarge
    case tooManyFields
  }

  var section = FieldSection()
  /// Bytes of the head up to and including the last line read.
  private(set) var length = 0
  /// Empty lines before the start line, which RFC 9112, section 2.2 lets a server ignore.
  private(set) var emptyLines = 0
  private var searched = 0
  private(set) var hasStartLine = false

  /// Reads on; to be called again after `startLine`, and after `needMore` with more bytes.
  mutating func advance(_ queue: ByteQueue, limit: Int, fields: Int) -> Step {
    let bytes = queue.bytes
    while true {
      guard let feed = ByteScan.firstOffset(of: 0x0A, in: bytes, from: max(searched, length)) else {
        searched = bytes.count
        return bytes.count >= limit ? .tooLarge : .needMore
      }
      guard feed < limit else { return .tooLarge }
      let hasReturn = feed > length && bytes[feed - 1] == 0x0D
      let line = UnsafeRawBufferPointer(rebasing: bytes[length..<(hasReturn ? feed - 1 : feed)])
      length = feed + 1
      if !line.isEmpty, hasStartLine {
        if section.lineCount >= fields { return .tooManyFields }
        section.add(line, endsBare: !hasReturn)
      } else if !line.isEmpty {
        hasStartLine = true
        return .startLine(line, endsBare: !hasReturn)
      } else if hasStartLine {
        if !hasReturn { section.faults.append(.bareLineFeed(line: "")) }
        return .complete
      } else {
        emptyLines += 1
      }
    }
  }
}
