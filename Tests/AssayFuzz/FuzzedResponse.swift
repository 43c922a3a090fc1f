import AssayHTTP
@testable import AssayNet

/// The client's reader of answers: the first two bytes say what was asked and where the rest is cut into pieces.
///
/// However the bytes come, the same answer is read; only what comes after its end is a matter of the moment.
enum FuzzedResponse: Fuzzed {
  static let seeds = [
    "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Type: application/json\r\n\r\nabcde",
    "HTTP/1.1 103 Early Hints\r\nLink: a\r\n\r\nHTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3;x=y\r\nabc\r\n0\r\nT: t\r\n\r\n",
    "HTTP/1.0 404 Not Found\r\nConnection: keep-alive\r\n\r\nuntil the end",
    "HTTP/1.1 204 No Content\r\nContent-Length: 3\r\n\r\nabc",
    "http/1.1  200\nContent-Length: 3, 3\nContent-Length: 4\n folded\nno colon\n\nabc",
    "HTTP/1.1 101 Switching Protocols\r\n\r\nother",
    "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\nContent-Length: 1\r\n\r\n1 \nx\n0\n\n",
    "HTTP/1.1 200 OK\r\nContent-Length: x\r\n\r\nabc", "\0\0\u{12}\u{4}\0\0\0\0\0", "HTTP/2 200\r\n\r\n",
    "SSH-2.0-OpenSSH\r\n",
  ].map { [0, 1] + Array($0.utf8) }

  private static let limits = HTTPLimits(head: 256, fields: 6, interim: 2, body: 64, trailers: 64, strayWait: .zero)

  static func feed(_ bytes: [UInt8]) {
    let isHead = bytes.first.map { $0 & 1 == 1 } ?? false
    let message = Array(bytes.dropFirst(2))
    let whole = read(message, isHead: isHead) { message.count }
    let each = read(message, isHead: isHead) { 1 }
    check(each == whole, "another answer byte by byte: \(each) is not \(whole)")
    var state = bytes.prefix(2).reduce(7 as UInt32) { $0 << 8 | UInt32($1) }
    let cut = read(message, isHead: isHead) {
      state = state &* 1_664_525 &+ 1_013_904_223
      return 1 + Int(state >> 24) % 40
    }
    check(cut == whole, "another answer in pieces: \(cut) is not \(whole)")
  }

  private static func read(_ bytes: [UInt8], isHead: Bool, piece: @escaping () -> Int) -> Outcome {
    let reader = ResponseReader(limits)
    let stream = PieceStream(bytes, piece)
    var outcome = reader.read(from: stream, isHead: isHead, deadline: .max).outcome
    switch outcome {
    case .answered(var response):
      check(response.body.count <= limits.body, "a body of \(response.body.count) bytes")
      check(response.headers.count <= limits.fields, "\(response.headers.count) header fields")
      check(response.interim.count <= limits.interim, "\(response.interim.count) interim answers")
      response.faults.removeAll {
        switch $0 {
        case .dataAfterEnd: true
        case .bodyNotAllowed(let detail): detail.hasSuffix("came after the head")
        default: false
        }
      }
      outcome = .answered(response)
    // The excerpt is what had come.
    case .garbled(let malformed): outcome = .garbled(MalformedResponse(reason: malformed.reason, excerpt: []))
    default: break
    }
    return outcome
  }
}

/// A stream of pieces of known bytes, and then its end.
private final class PieceStream: ByteStream, @unchecked Sendable {
  private let bytes: [UInt8]
  private let piece: () -> Int
  private var position = 0

  init(_ bytes: [UInt8], _ piece: @escaping () -> Int) {
    self.bytes = bytes
    self.piece = piece
  }

  func readNow(into block: UnsafeMutableRawBufferPointer) -> StreamRead {
    check(!block.isEmpty, "reading into no room")
    let count = min(max(1, piece()), bytes.count - position, block.count)
    if count == 0 { return .end }
    UnsafeMutableRawBufferPointer(rebasing: block[..<count]).copyBytes(from: bytes[position..<position + count])
    position += count
    return .moved(count)
  }

  func read(into block: UnsafeMutableRawBufferPointer, deadline: Int64) -> StreamRead { readNow(into: block) }
  func write(_ block: UnsafeRawBufferPointer, deadline: Int64, stopsWhenReadable: Bool) -> StreamWrite { .done }
  func cancel() {}
  func close() {}
}
