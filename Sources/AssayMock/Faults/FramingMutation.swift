import AssayHTTP

/// A violation of HTTP's framing, as bytes for a socket and as the errors that a client reports for them.
package enum FramingMutation: String, Sendable, Hashable, CaseIterable {
  /// The connection ends before the announced length.
  case cutShort
  /// A chunk size is not a number.
  case badChunk
  /// The last chunk is missing.
  case noLastChunk
  case twoLengths
  case lengthAndChunks
  case lengthNoNumber
  case strayBytes
  /// A body after a status that has none.
  case bodyWhereNone
  case headerWithoutColon
  case notHTTP

  /// Whether the mutation can be applied to a response.
  func fits(_ response: Response) -> Bool {
    switch self {
    case .bodyWhereNone: response.status == 204 || response.status == 304
    case .strayBytes, .headerWithoutColon, .notHTTP: true
    default: !response.body.isEmpty
    }
  }

  /// What a client makes of the bytes.
  func outcome(_ response: Response) -> Outcome {
    var response = response
    let length = response.body.count
    switch self {
    case .cutShort:
      response.faults = [.truncatedBody(expected: length + 10, received: length)]
    case .badChunk:
      response.body = []
      response.faults = [.badChunk(offset: 0, detail: "the size line is \"zz\"")]
    case .noLastChunk: response.faults = [.truncatedChunks(received: length)]
    case .twoLengths: response.faults = [.conflictingContentLength(["\(length)", "\(length + 1)"])]
    case .lengthAndChunks:
      response.faults = [.bothLengths(contentLength: "\(length)", transferEncoding: "chunked")]
    case .lengthNoNumber: response.faults = [.invalidContentLength("many")]
    case .strayBytes: response.faults = [.dataAfterEnd(count: 5)]
    case .bodyWhereNone: response.faults = [.bodyNotAllowed(detail: "12 bytes after the head")]
    case .headerWithoutColon: response.faults = [.invalidHeaderLine("no colon here", reason: "no colon")]
    case .notHTTP: return .garbled(MalformedResponse(reason: "not HTTP", excerpt: Array("SSH-2.0".utf8)))
    }
    return .answered(response)
  }

  /// The mutated response as bytes; the connection must be closed after them.
  package func bytes(_ response: Response) -> [UInt8] {
    let body = response.body
    var head = "HTTP/1.1 \(response.status) \(response.reason)\r\n"
    for header in response.headers { head += "\(header.name): \(header.value)\r\n" }
    func message(_ fields: String, _ content: [UInt8]) -> [UInt8] {
      Array((head + fields + "\r\n").utf8) + content
    }
    let size = String(body.count, radix: 16)
    let chunk = Array("\(size)\r\n".utf8) + body + Array("\r\n".utf8)
    let end = Array("0\r\n\r\n".utf8)
    let hasNoBody = response.status == 204 || response.status == 304
    let length = hasNoBody ? "" : "Content-Length: \(body.count)\r\n"
    switch self {
    case .cutShort: return message("Content-Length: \(body.count + 10)\r\n", body)
    case .badChunk: return message("Transfer-Encoding: chunked\r\n", Array("zz\r\n".utf8) + body)
    case .noLastChunk: return message("Transfer-Encoding: chunked\r\n", chunk)
    case .twoLengths:
      return message("Content-Length: \(body.count)\r\nContent-Length: \(body.count + 1)\r\n", body)
    case .lengthAndChunks:
      return message("Content-Length: \(body.count)\r\nTransfer-Encoding: chunked\r\n", chunk + end)
    case .lengthNoNumber: return message("Content-Length: many\r\n", body)
    case .strayBytes: return message(length, body + Array("stray".utf8))
    case .bodyWhereNone: return message("Content-Length: 12\r\n", Array("{\"ok\": true}".utf8))
    case .headerWithoutColon: return message("no colon here\r\n" + length, body)
    case .notHTTP: return Array("SSH-2.0-OpenSSH_9.2\r\n".utf8)
    }
  }
}

/// The reply of a mock or a mutant: a response, how its framing is broken, and its delay.
package struct MockReply: Sendable, Hashable {
  package var response: Response
  package var framing: FramingMutation?
  package var delayMilliseconds = 0

  package init(_ response: Response) { self.response = response }

  /// What a client makes of the reply.
  package var outcome: Outcome { framing?.outcome(response) ?? .answered(response) }
}
