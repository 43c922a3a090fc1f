import AssayHTTP

/// Writes answers behind one another into the bytes that are to be sent.
enum ReplyEncoder {
  /// Appends an answer; `true` when the connection ends behind it.
  ///
  /// - Parameters:
  ///   - closes: The client wants the connection to end; `Connection: close` is added where none is named.
  ///   - isHTTP10: The client gets no interim answers, but `Connection: keep-alive` when the connection is kept
  ///     (RFC 9112, section 9.3).
  ///   - date: The line that is added where the answer names no `Date`.
  static func append(
    _ response: Response, toHead isHead: Bool, closes: Bool, isHTTP10: Bool = false, date: [UInt8],
    into bytes: inout [UInt8]
  ) -> Bool {
    for interim in response.interim where !isHTTP10 {
      appendStatus("HTTP/1.1", interim.status, interim.reason, into: &bytes)
      append(interim.headers, into: &bytes)
      appendLineEnd(&bytes)
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
      append("Content-Length: ", into: &bytes)
      append(response.body.count, into: &bytes)
      appendLineEnd(&bytes)
    }
    if closes, !framing.closes { append("Connection: close\r\n", into: &bytes) }
    if isHTTP10, !closes, !framing.closes { append("Connection: keep-alive\r\n", into: &bytes) }
    appendLineEnd(&bytes)
    if mayHaveBody, !isHead {
      if isChunked {
        appendChunked(response, into: &bytes)
      } else {
        bytes.append(contentsOf: response.body)
      }
    }
    return closes || framing.closes
  }

  /// Appends the answer to a request that was refused; the connection ends behind it.
  static func append(_ refusal: RequestReader.Refusal, date: [UInt8], into bytes: inout [UInt8]) {
    let response = Response(
      refusal.status, reason: reason(of: refusal.status), headers: ["Content-Type": "text/plain"],
      body: Array((refusal.reason + "\n").utf8))
    _ = append(response, toHead: false, closes: true, date: date, into: &bytes)
  }

  static let goOn = Array("HTTP/1.1 100 Continue\r\n\r\n".utf8)

  private static func appendChunked(_ response: Response, into bytes: inout [UInt8]) {
    if !response.body.isEmpty {
      append(String(response.body.count, radix: 16), into: &bytes)
      appendLineEnd(&bytes)
      bytes.append(contentsOf: response.body)
      appendLineEnd(&bytes)
    }
    append("0\r\n", into: &bytes)
    append(response.trailers, into: &bytes)
    appendLineEnd(&bytes)
  }

  private static func appendStatus(_ version: String, _ status: Int, _ reason: String, into bytes: inout [UInt8]) {
    append(version, into: &bytes)
    bytes.append(0x20)
    append(status, into: &bytes)
    bytes.append(0x20)
    append(reason, into: &bytes)
    appendLineEnd(&bytes)
  }

  private static func append(_ headers: HeaderFields, into bytes: inout [UInt8]) {
    headers.forEachRaw { name, value in
      bytes.append(contentsOf: name)
      bytes.append(UInt8(ascii: ":"))
      if !value.isEmpty { bytes.append(0x20) }
      bytes.append(contentsOf: value)
      appendLineEnd(&bytes)
    }
  }

  /// Text with one byte a scalar, as the message types hold it.
  private static func append(_ text: String, into bytes: inout [UInt8]) {
    let isASCII = text.utf8.withContiguousStorageIfAvailable { $0.allSatisfy { $0 < 0x80 } } ?? false
    if isASCII { bytes.append(contentsOf: text.utf8) } else { bytes.append(contentsOf: text.isomorphicBytes) }
  }

  private static func append(_ number: Int, into bytes: inout [UInt8]) {
    if number >= 10 { append(number / 10, into: &bytes) }
    bytes.append(UInt8(ascii: "0") &+ UInt8(truncatingIfNeeded: number % 10))
  }

  private static func appendLineEnd(_ bytes: inout [UInt8]) {
    bytes.append(0x0D)
    bytes.append(0x0A)
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
