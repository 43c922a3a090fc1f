import AssayHTTP
import AssaySystem

/// Reads requests from a connection incrementally, and refuses what does not conform to RFC 9112.
struct RequestReader {
  /// A refused request: the status of the response, and the reason.
  struct Refusal: Error, Hashable {
    var status: Int
    var reason: String

    init(_ status: Int, _ reason: String) {
      self.status = status
      self.reason = reason
    }
  }

  struct Incoming {
    var request: Request
    /// The connection ends after the response, because the client asked for it or speaks HTTP/1.0.
    var closes: Bool
    /// The client speaks HTTP/1.0, which has no interim responses and closes connections by default.
    var isHTTP10: Bool
  }

  enum Phase {
    /// Between requests, before the first byte of the next one.
    case idle
    case head
    case body
  }

  private enum Body {
    case fixed(Int)
    case chunked(ChunkedDecoder)
  }

  private(set) var phase = Phase.idle
  /// The size of an incomplete body.
  var heldBytes: Int { incoming?.request.body?.count ?? 0 }
  /// The client waits for `100 Continue` before it sends the body. The caller resets this.
  var awaitsContinue = false
  private let limits: ServerLimits
  private var collector = HeadCollector()
  private var method = Method.get
  private var target = ""
  private var isHTTP10 = false
  private var incoming: Incoming?
  private var body = Body.fixed(0)

  init(_ limits: ServerLimits) { self.limits = limits }

  /// Consumes bytes and returns the next request; `nil` when more bytes are needed.
  mutating func next(_ queue: ByteQueue) throws(Refusal) -> Incoming? {
    if incoming == nil {
      if queue.isEmpty { return nil }
      phase = .head
      guard try readHead(queue) else { return nil }
      phase = .body
    }
    guard try readBody(queue) else { return nil }
    defer {
      incoming = nil
      phase = .idle
      awaitsContinue = false
    }
    return incoming
  }

  // MARK: Head

  private mutating func readHead(_ queue: ByteQueue) throws(Refusal) -> Bool {
    while true {
      switch collector.advance(queue, limit: limits.head, fields: limits.fields) {
      case .needMore: return false
      case .startLine(let line, let endsBare):
        if endsBare { throw Refusal(400, "The request line ends with LF alone.") }
        try readRequestLine(line)
      case .complete:
        let section = collector.section
        queue.consume(collector.length)
        collector = HeadCollector()
        if let fault = section.faults.first { throw Refusal(400, Self.sentence(for: fault)) }
        try beginBody(section.headers)
        return true
      case .tooLarge:
        throw collector.hasStartLine
          ? Refusal(431, "The head is larger than \(limits.head) bytes.")
          : Refusal(414, "The request line is larger than \(limits.head) bytes.")
      case .tooManyFields: throw Refusal(431, "More than \(limits.fields) header lines.")
      }
    }
  }

  /// Parses `GET /path HTTP/1.1` (RFC 9112, section 3), with one space between the parts.
  private mutating func readRequestLine(_ line: UnsafeRawBufferPointer) throws(Refusal) {
    guard let first = ByteScan.firstOffset(of: 0x20, in: line), first > 0,
      let second = ByteScan.firstOffset(of: 0x20, in: line, from: first + 1), second > first + 1
    else { throw Refusal(400, "The request line is not a method, a target and a version.") }
    for index in 0..<first where !ByteClass.isToken(line[index]) {
      throw Refusal(400, "The method has a byte that none may have.")
    }
    let version = UnsafeRawBufferPointer(rebasing: line[(second + 1)...])
    guard version.count == 8, version.starts(with: "HTTP/".utf8), ByteClass.isDigit(version[5]),
      version[6] == UInt8(ascii: "."), ByteClass.isDigit(version[7])
    else { throw Refusal(400, "The version is not HTTP/ with two digits.") }
    guard version[5] == UInt8(ascii: "1") else { throw Refusal(505, "Only HTTP/1.x is spoken here.") }
    isHTTP10 = version[7] == UInt8(ascii: "0")
    let path = UnsafeRawBufferPointer(rebasing: line[(first + 1)..<second])
    if path.count > limits.target { throw Refusal(414, "The target is longer than \(limits.target) bytes.") }
    for byte in path where byte < 0x21 || byte > 0x7E {
      throw Refusal(400, "The target has a byte that none may have.")
    }
    let methodBytes = UnsafeRawBufferPointer(rebasing: line[..<first])
    method = Method(String(decoding: methodBytes, as: UTF8.self))
    let isPlain = path[0] == UInt8(ascii: "/") || path.elementsEqual("*".utf8) || method.rawValue == "CONNECT"
    target = isPlain ? String(decoding: path, as: UTF8.self) : try originForm(ofAbsolute: path)
  }

  /// The path of an absolute target, which every server must accept (RFC 9112, section 3.2.2).
  private func originForm(ofAbsolute target: UnsafeRawBufferPointer) throws(Refusal) -> String {
    let schemes: [StaticString] = ["http://", "https://"]
    let scheme = schemes.first { scheme in
      let length = scheme.utf8CodeUnitCount
      return target.count >= length && UnsafeRawBufferPointer(rebasing: target[..<length]).isName(scheme)
    }
    guard let scheme else { throw Refusal(400, "The target is neither a path nor an absolute URL.") }
    let rest = target[scheme.utf8CodeUnitCount...]
    let end = rest.firstIndex { $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: "?") } ?? rest.endIndex
    let host = UnsafeRawBufferPointer(rebasing: rest[..<end])
    guard !host.isEmpty, HostField.isWellFormed(host) else { throw Refusal(400, "The host of the target is none.") }
    let path = String(decoding: rest[end...], as: UTF8.self)
    if path.isEmpty, method == .options { return "*" }
    return path.hasPrefix("/") ? path : "/" + path
  }

  private mutating func beginBody(_ headers: HeaderFields) throws(Refusal) {
    let framing = MessageFraming(headers)
    if framing.hostCount > 1 { throw Refusal(400, "Host came more than once.") }
    if framing.hostCount == 0, !isHTTP10 { throw Refusal(400, "Host is missing.") }
    if framing.hasBadHost { throw Refusal(400, "Host is not a host and a port.") }
    if framing.expectsOther { throw Refusal(417, "Only 100-continue can be expected.") }
    let closes = framing.closes || isHTTP10 && !framing.keepsAlive
    incoming = Incoming(request: Request(method, target, headers: headers), closes: closes, isHTTP10: isHTTP10)
    switch framing.transferEncoding {
    case .none: break
    case .other(let text, let endsChunked):
      // RFC 9112, sections 6.1 and 6.3: an unknown coding is 501, one whose end cannot be found 400.
      throw endsChunked
        ? Refusal(501, "The transfer coding \(text) is not known.") : Refusal(400, "The body's end cannot be found.")
    case .chunked:
      if isHTTP10 { throw Refusal(400, "HTTP/1.0 has no Transfer-Encoding.") }
      if framing.contentLengthText != nil { throw Refusal(400, "Content-Length and Transfer-Encoding both came.") }
      body = .chunked(ChunkedDecoder())
      incoming?.request.body = []
      awaitsContinue = framing.expectsContinue
      return
    }
    switch framing.contentLength {
    case .none: body = .fixed(0)
    case .length(let length):
      if length > limits.body { throw Refusal(413, "The body is larger than \(limits.body) bytes.") }
      body = .fixed(length)
      incoming?.request.body = []
      incoming?.request.body?.reserveCapacity(min(length, 1 << 16))
      awaitsContinue = framing.expectsContinue && !isHTTP10 && length > 0
    case .repeated, .conflicting: throw Refusal(400, "Content-Length came more than once.")
    case .invalid: throw Refusal(400, "Content-Length is not a number.")
    }
  }

  // MARK: Body

  private mutating func readBody(_ queue: ByteQueue) throws(Refusal) -> Bool {
    switch body {
    case .fixed(0): return true
    case .fixed(let left):
      let count = min(left, queue.count)
      incoming?.request.body?.append(contentsOf: queue.prefix(count))
      queue.consume(count)
      body = .fixed(left - count)
      return count == left
    case .chunked(var decoder):
      var bytes = incoming?.request.body ?? []
      incoming?.request.body = nil
      let step = decoder.advance(
        queue, into: &bytes, bodyLimit: limits.body, trailerLimit: limits.head, fieldLimit: limits.fields)
      incoming?.request.body = bytes
      body = .chunked(decoder)
      if let fault = decoder.faults.first ?? decoder.trailers.faults.first {
        throw Refusal(400, Self.sentence(for: fault))
      }
      switch step {
      case .needMore: return false
      case .complete: return true
      case .tooLarge: throw Refusal(413, "The body is larger than \(limits.body) bytes.")
      case .failed(let fault): throw Refusal(400, Self.sentence(for: fault))
      }
    }
  }

  private static func sentence(for fault: FramingError) -> String {
    switch fault {
    case .badChunk(_, let detail): "The chunked body is broken: \(detail)."
    case .obsoleteFolding: "A header line is folded."
    case .bareLineFeed: "A line ends with LF alone."
    case .forbiddenTrailer(let name): "\(name) stands among the trailers."
    case .invalidHeaderLine(_, let reason): "A header line is wrong: \(reason)."
    default: "The request is malformed."
    }
  }
}
