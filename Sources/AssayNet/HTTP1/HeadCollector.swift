import AssaySystem

/// Reads a head from a queue incrementally, for client and server.
///
/// Offsets count from the start of the queue. The queue is not consumed before the head is complete, so that an error
/// message can quote its first bytes.
struct HeadCollector {
  enum Step {
    /// More bytes are needed.
    case needMore
    /// The first non-empty line, without its end; valid until the queue changes.
    case startLine(UnsafeRawBufferPointer, endsBare: Bool)
    /// The empty line that ends the head was read; the head has `length` bytes.
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

  /// Continues reading. Call it again after `startLine`, and after `needMore` with more bytes.
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
