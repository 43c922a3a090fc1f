import AssayHTTP
import Testing

@testable import AssayNet

/// What is read of the same bytes is the same, however they come: `Tests/fuzz` asks it of millions of messages, and this
/// of those that once were read in two ways.
struct PiecesTests {
  private static let chunked = "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"

  @Test(
    arguments: [
      (chunked + "xyz\r\n", "The chunked body is broken: no size: it begins with x."),
      (
        chunked + "1;" + String(repeating: "x", count: 4094) + "\r\na\r\n0\r\n\r\n",
        "The chunked body is broken: the size line is too long."
      ),
      (chunked + "1;" + String(repeating: "x", count: 4093) + "\r\na\r\n0\r\n\r\n", nil),
      (
        chunked + "0\r\nT: " + String(repeating: "1", count: 75) + "\r\n\r\n",
        "The chunked body is broken: the trailers are larger than 80 bytes."
      ),
      (chunked + "0\r\nT: " + String(repeating: "1", count: 74) + "\r\n\r\n", nil),
      (chunked + "0\r\nbad line\r\n\n", "A header line is wrong: it has no colon."),
    ] as [(String, String?)])
  func `a request is read or refused alike whole and byte by byte`(text: String, reason: String?) {
    let bytes = text.isomorphicBytes
    #expect(Self.refusal(bytes, piece: bytes.count) == reason)
    #expect(Self.refusal(bytes, piece: 1) == reason)
  }

  /// Why a request is refused; `nil` when it is read.
  private static func refusal(_ bytes: [UInt8], piece: Int) -> String? {
    var limits = ServerLimits()
    // That of the trailers too.
    limits.head = 80
    let queue = ByteQueue(capacity: 1 << 16)
    var reader = RequestReader(limits)
    for start in stride(from: 0, to: bytes.count, by: piece) {
      queue.append(bytes[start..<min(start + piece, bytes.count)])
      do throws(RequestReader.Refusal) {
        if try reader.next(queue) != nil { return nil }
      } catch {
        return error.reason
      }
    }
    return "no end"
  }

  @Test(arguments: [253, 254, 255, 256, 300]) func `empty lines up to the limit of a head are read alike`(count: Int) {
    let bytes = Array(repeating: 0x0A, count: count) + Array("HTX\n".utf8)
    let reasons = [bytes.count, 1].map { piece -> String? in
      let (outcome, _) = ResponseReader(HTTPLimits(head: 256)).read(
        from: PieceStream(bytes, piece: piece), isHead: false, deadline: .max)
      if case .garbled(let malformed) = outcome { return malformed.reason } else { return nil }
    }
    #expect(reasons[0] == reasons[1] && reasons[0] != nil, "\(reasons)")
  }

  @Test(arguments: ["\0\0\n\u{4}\0\0\0\0\0", "\0\0\u{6}\u{4}\0\0\0\0\0\0\u{3}\0\0\0\n"])
  func `another protocol is known by its bytes, whole and one by one`(text: String) {
    for piece in [text.utf8.count, 1] {
      let reader = ResponseReader(HTTPLimits())
      let (outcome, _) = reader.read(
        from: PieceStream(text.isomorphicBytes, piece: piece), isHead: false, deadline: .max)
      #expect(outcome == .unanswered(TransportError(.otherProtocol, HTTP2.advice)))
    }
  }
}

extension ByteQueue {
  fileprivate func append(_ bytes: ArraySlice<UInt8>) {
    UnsafeMutableRawBufferPointer(rebasing: room()[..<bytes.count]).copyBytes(from: bytes)
    commit(bytes.count)
  }
}

/// A stream of known bytes in pieces, and then its end.
private final class PieceStream: ByteStream, @unchecked Sendable {
  private var bytes: ArraySlice<UInt8>
  private let piece: Int

  init(_ bytes: [UInt8], piece: Int) {
    self.bytes = bytes[...]
    self.piece = piece
  }

  func readNow(into block: UnsafeMutableRawBufferPointer) -> StreamRead {
    if bytes.isEmpty { return .end }
    let next = bytes.prefix(piece)
    UnsafeMutableRawBufferPointer(rebasing: block[..<next.count]).copyBytes(from: next)
    bytes = bytes.dropFirst(next.count)
    return .moved(next.count)
  }

  func read(into block: UnsafeMutableRawBufferPointer, deadline: Int64) -> StreamRead { readNow(into: block) }
  func write(_ block: UnsafeRawBufferPointer, deadline: Int64, stopsWhenReadable: Bool) -> StreamWrite { .done }
  func cancel() {}
  func close() {}
}
