import AssayHTTP
import AssaySystem

/// Decodes the chunked framing of a body incrementally (RFC 9112, section 7.1).
///
/// Violations with a clear meaning (a bare LF, spaces after a size) are recorded; others make it fail. The client
/// reports both, the server refuses both.
struct ChunkedDecoder {
  enum Step {
    case needMore
    case complete
    /// The framing cannot be followed any further.
    case failed(FramingError)
    /// The body reached its limit and was truncated.
    case tooLarge
  }

  private enum State {
    case size
    case data(Int)
    case dataEnd
    case trailers
    case complete
  }

  /// The longest size line: at most 16 digits and extensions.
  private static let longestLine = 4096
  /// The limit of all extensions together, so that a peer cannot send a megabyte of them for each byte of body.
  private static let maxExtensions = 64 << 10
  private static let maxFaults = 16

  private(set) var trailers = FieldSection()
  private(set) var faults: [FramingError] = []
  private var state = State.size
  private var extensions = 0
  private var trailerBytes = 0

  /// Consumes bytes of the queue and appends those of the body.
  mutating func advance(
    _ queue: ByteQueue, into body: inout [UInt8], bodyLimit: Int, trailerLimit: Int, fieldLimit: Int
  ) -> Step {
    while true {
      switch state {
      case .size:
        // Decided by the first byte alone, so that the result does not depend on how the bytes arrive.
        if let first = queue.bytes.first, ByteClass.hexValue(first) == nil {
          return failure(body, "no size: it begins with \(queue.prefix(1).excerpt)")
        }
        let line = nextLine(queue)
        if (line.map { $0.length - 1 } ?? queue.count) > Self.longestLine {
          return failure(body, "the size line is too long")
        }
        guard let line else { return .needMore }
        let (size, problem) = self.size(of: line.content, body.count)
        if line.endsBare { note(.bareLineFeed(line: line.content.excerpt)) }
        queue.consume(line.length)
        guard let size else { return failure(body, problem) }
        if extensions > Self.maxExtensions { return failure(body, "too many bytes of chunk extensions") }
        state = size == 0 ? .trailers : .data(size)
      case .data(let left):
        let count = min(left, queue.count, bodyLimit - body.count)
        if count > 0 {
          body.append(contentsOf: queue.prefix(count))
          queue.consume(count)
        }
        state = count == left ? .dataEnd : .data(left - count)
        if count == left { continue }
        return body.count >= bodyLimit ? .tooLarge : .needMore
      case .dataEnd:
        guard let first = queue.bytes.first else { return .needMore }
        if first == 0x0A {
          note(.bareLineFeed(line: "(end of a chunk)"))
          queue.consume(1)
        } else {
          if first != 0x0D { return failure(body, "the chunk does not end where its size says") }
          if queue.count < 2 { return .needMore }
          if queue.bytes[1] != 0x0A { return failure(body, "the chunk does not end where its size says") }
          queue.consume(2)
        }
        state = .size
      case .trailers:
        let line = nextLine(queue)
        // The line feed itself does not count, so that the result does not depend on how the bytes arrive.
        if trailerBytes + (line.map { $0.length - 1 } ?? queue.count) > trailerLimit {
          return failure(body, "the trailers are larger than \(trailerLimit) bytes")
        }
        guard let line else { return .needMore }
        trailerBytes += line.length
        defer { queue.consume(line.length) }
        if line.content.isEmpty {
          if line.endsBare { trailers.faults.append(.bareLineFeed(line: "")) }
          for name in ["Content-Length", "Transfer-Encoding"] where trailers.headers.contains(name) {
            trailers.faults.append(.forbiddenTrailer(name: name))
          }
          state = .complete
          return .complete
        }
        if trailers.lineCount >= fieldLimit {
          return failure(body, "the trailers have more than \(fieldLimit) lines")
        }
        trailers.add(line.content, endsBare: line.endsBare)
      case .complete:
        return .complete
      }
    }
  }

  /// Records one of the first few violations; a body of a million chunks may have one in each.
  private mutating func note(_ fault: FramingError) {
    if faults.count < Self.maxFaults { faults.append(fault) }
  }

  private func failure(_ body: [UInt8], _ detail: String) -> Step {
    .failed(.badChunk(offset: body.count, detail: detail))
  }

  private func nextLine(
    _ queue: ByteQueue
  ) -> (content: UnsafeRawBufferPointer, endsBare: Bool, length: Int)? {
    let bytes = queue.bytes
    guard let feed = ByteScan.firstOffset(of: 0x0A, in: bytes) else { return nil }
    let hasReturn = feed > 0 && bytes[feed - 1] == 0x0D
    return (UnsafeRawBufferPointer(rebasing: bytes[..<(hasReturn ? feed - 1 : feed)]), !hasReturn, feed + 1)
  }

  /// The size in a size line, or what is wrong with it.
  private mutating func size(of line: UnsafeRawBufferPointer, _ offset: Int) -> (size: Int?, problem: String) {
    var size = 0
    var index = 0
    while index < line.count, let digit = ByteClass.hexValue(line[index]) {
      if size > Int.max >> 5 { return (nil, "the size \(line.excerpt) is beyond all bounds") }
      size = size << 4 | digit
      index += 1
    }
    // The digits of the size do not count as an extension, but many leading zeros do.
    extensions += line.count - min(index, 16)
    let rest = UnsafeRawBufferPointer(rebasing: line[index...]).trimmed
    if let first = rest.first {
      if first != UInt8(ascii: ";") { return (nil, "not a size: \(line.excerpt)") }
      for byte in rest where ByteClass.isForbiddenInValue(byte) { return (nil, "a control byte in an extension") }
    } else if index < line.count {
      note(.badChunk(offset: offset, detail: "white space after the size"))
    }
    return (size, "")
  }
}
