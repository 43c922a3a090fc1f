import AssayHTTP
@testable import AssayNet
import AssaySpec
import AssaySpecs

/// The server's reader of requests: the first two bytes say where the rest is cut into pieces.
///
/// However the bytes come, the same requests are read and the same refusal is given.
enum FuzzedRequest: Fuzzed {
  static var seeds: [[UInt8]] { (own + contracts).map { [0, 1] + Array($0.utf8) } }

  /// The requests that the contracts' documents print.
  private static var contracts: [String] {
    Catalog.all.endpoints.flatMap { endpoint in
      endpoint.samples.map { sample in
        let fields = (sample.headers ?? [:]).map { "\($0.name): \($0.value)\r\n" }.joined()
        let body = sample.body ?? ""
        return "\(endpoint.method) \(sample.target ?? endpoint.path.description) HTTP/1.1\r\nHost: a\r\n\(fields)"
          + "Content-Length: \(body.utf8.count)\r\n\r\n\(body)"
      }
    }
  }

  private static let own = [
    "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n40\r\n\(String(repeating: "x", count: 64))\r\n1f\r\n"
      + "\(String(repeating: "y", count: 31))\r\n0\r\n\r\n",
    "GET /path?q=1 HTTP/1.1\r\nHost: a\r\nAccept: */*\r\n\r\n",
    "POST /v2/card/1/passcode/sms/send HTTP/1.1\r\nHost: a:80\r\nContent-Length: 11\r\nExpect: 100-continue\r\n\r\n{\"a\":\"bcd\"}GET / HTTP/1.1\r\nHost: a\r\n\r\n",
    "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n5;name=value\r\nabcde\r\nA \r\n0123456789\r\n0\r\nTrailer: t\r\n\r\nGET",
    "\r\nPUT http://a/ HTTP/1.0\r\nConnection: keep-alive\r\nContent-Length: 0\r\n\r\nOPTIONS * HTTP/1.1\r\nhost: b\r\nConnection: close, x\r\n\r\n",
    "GET / HTTP/1.1\nHost: a\nX : y\n folded\n\n", "GET / HTTP/2.0\r\n\r\n", "GET  / HTTP/1.1\r\n",
    "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5, 5\r\nContent-Length: 6\r\nTransfer-Encoding: gzip, chunked\r\n\r\n",
    "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n2\nab\n0\nt: \u{1}\n bare\n\n",
  ]

  /// Small, so that they are met.
  private static let limits = ServerLimits(head: 512, target: 64, fields: 8, body: 96)

  private struct Reading: Equatable {
    var requests: [Request] = []
    var closings: [Bool] = []
    var refusal: RequestReader.Refusal?
    var phase: RequestReader.Phase?
    var awaitsContinue = false
  }

  static func feed(_ bytes: [UInt8]) {
    let message = Array(bytes.dropFirst(2))
    let whole = read(message) { _ in message.count }
    check(whole)
    let each = read(message) { _ in 1 }
    check(each == whole, "another reading byte by byte: \(each) is not \(whole)")
    var state = bytes.prefix(2).reduce(7 as UInt32) { $0 << 8 | UInt32($1) }
    let cut = read(message) { _ in
      state = state &* 1_664_525 &+ 1_013_904_223
      return 1 + Int(state >> 24) % 40
    }
    check(cut == whole, "another reading in pieces: \(cut) is not \(whole)")
  }

  private static func read(_ bytes: [UInt8], piece: (Int) -> Int) -> Reading {
    let queue = ByteQueue(capacity: limits.head + (16 << 10))
    var reader = RequestReader(limits)
    var reading = Reading()
    var position = 0
    do throws(RequestReader.Refusal) {
      repeat {
        position += queue.take(bytes[position...].prefix(max(1, piece(position))))
        while let incoming = try reader.next(queue) {
          reading.requests.append(incoming.request)
          reading.closings.append(incoming.closes)
        }
      } while position < bytes.count
    } catch {
      reading.refusal = error
      return reading
    }
    reading.phase = reader.phase
    reading.awaitsContinue = reader.awaitsContinue
    return reading
  }

  private static func check(_ reading: Reading) {
    for request in reading.requests {
      check(!request.method.rawValue.isEmpty, "no method")
      check(request.target.utf8.allSatisfy { 0x21...0x7E ~= $0 }, "a target with \(request.target.debugDescription)")
      check(request.target.utf8.count <= limits.target, "a target of \(request.target.utf8.count) bytes")
      check((request.body ?? []).count <= limits.body, "a body of \(request.body?.count ?? 0) bytes")
      check(request.headers.count <= limits.fields, "\(request.headers.count) header fields")
      for field in request.headers {
        let bytes = (field.name + field.value).unicodeScalars
        check(
          !field.name.isEmpty && bytes.allSatisfy { $0 == "\t" || 0x20...0x7E ~= $0.value || $0.value > 0x7F },
          "\(field)")
      }
    }
    if let refusal = reading.refusal {
      check(400...505 ~= refusal.status && refusal.reason.hasSuffix("."), "\(refusal)")
    }
  }

  private static func check(_ condition: Bool, _ message: @autoclosure () -> String) {
    AssayFuzz.check(condition, message())
  }
}

extension ByteQueue {
  /// Puts bytes in, as many as there is room for, and says how many.
  func take(_ bytes: ArraySlice<UInt8>) -> Int {
    let room = room()
    let count = min(room.count, bytes.count)
    UnsafeMutableRawBufferPointer(rebasing: room[..<count]).copyBytes(from: bytes.prefix(count))
    commit(count)
    return count
  }
}
