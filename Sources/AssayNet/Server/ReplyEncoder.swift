import AssayHTTP

/// Encodes responses into the bytes to send.
enum ReplyEncoder {
  /// Appends a response. Returns whether the connection ends after it.
  ///
  /// - Parameters:
  ///   - closes: The client asked to end the connection; `Connection: close` is added if it is not there.
  ///   - isHTTP10: The client gets no interim responses, but `Connection: keep-alive` when the connection is kept
  ///     (RFC 9112, section 9.3).
  ///   - date: The line to add to a response without `Date`.
  static func append(
    _ response: Response, toHead isHead: Bool, closes: Bool, isHTTP10: Bool = false, date: [UInt8],
    into bytes: inout [UInt8]
  ) -> Bool {
    for interim in response.interim where !isHTTP10 {
      appendStatus("HTTP/1.1", interim.status, interim.reason, into: &bytes)
      append(interim.headers, into: &bytes)
      bytes.appendLineEnd()
    }
    let framing = MessageFraming(response.headers)
    let status = response.status
    let mayHaveBody = status >= 200 && status != 204 && status != 304
    appendStatus(response.version, status, response.reason, into: &bytes)
    append(response.headers, into: &bytes)
    if !framing.hasDate { bytes.append(contentsOf: date) }
    var isChunked = false
    if case .chunked = framing.transferEncoding { isChunked = true }
    if framing.contentLengthText == nil, framing.transferEncodingText == nil, mayHaveBody {
      bytes.append(isomorphic: "Content-Length: ")
      append(response.body.count, into: &bytes)
      bytes.appendLineEnd()
    }
    if closes, !framing.closes { bytes.append(isomorphic: "Connection: close\r\n") }
    if isHTTP10, !closes, !framing.closes { bytes.append(isomorphic: "Connection: keep-alive\r\n") }
    bytes.appendLineEnd()
    if mayHaveBody, !isHead {
      if isChunked {
        appendChunked(response, into: &bytes)
      } else {
        bytes.append(contentsOf: response.body)
      }
    }
    return closes || framing.closes
  }

  /// Appends the response to a refused request; the connection ends after it.
  static func append(_ refusal: RequestReader.Refusal, date: [UInt8], into bytes: inout [UInt8]) {
    let response = Response(
      refusal.status, reason: reason(of: refusal.status), headers: ["Content-Type": "text/plain"],
      body: Array((refusal.reason + "\n").utf8))
    _ = append(response, toHead: false, closes: true, date: date, into: &bytes)
  }

  static let goOn = Array("HTTP/1.1 100 Continue\r\n\r\n".utf8)

  private static func appendChunked(_ response: Response, into bytes: inout [UInt8]) {
    if !response.body.isEmpty {
      bytes.append(isomorphic: String(response.body.count, radix: 16))
      bytes.appendLineEnd()
      bytes.append(contentsOf: response.body)
      bytes.appendLineEnd()
    }
    bytes.append(isomorphic: "0\r\n")
    append(response.trailers, into: &bytes)
    bytes.appendLineEnd()
  }

  private static func appendStatus(_ version: String, _ status: Int, _ reason: String, into bytes: inout [UInt8]) {
    bytes.append(isomorphic: version)
    bytes.append(0x20)
    append(status, into: &bytes)
    bytes.append(0x20)
    bytes.append(isomorphic: reason)
    bytes.appendLineEnd()
  }

  private static func append(_ headers: HeaderFields, into bytes: inout [UInt8]) {
    headers.forEachRaw { name, value in bytes.appendField(name, value) }
  }

  private static func append(_ number: Int, into bytes: inout [UInt8]) {
    if number >= 10 { append(number / 10, into: &bytes) }
    bytes.append(UInt8(ascii: "0") &+ UInt8(truncatingIfNeeded: number % 10))
  }

  private static func reason(of status: Int) -> String {
    switch status {
    case 400: "Bad Request"
    case 408: "Request Timeout"
    case 413: "Content Too Large"
    case 414: "URI Too Long"
    case 417: "Expectation Failed"
    case 431: "Request Header Fields Too Large"
    case 501: "Not Implemented"
    case 503: "Service Unavailable"
    case 505: "HTTP Version Not Supported"
    default: "Error"
    }
  }
}
