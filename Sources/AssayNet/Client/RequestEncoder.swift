import AssayHTTP

/// Encodes a request exactly as given, after checking that a peer cannot read it as two requests.
struct RequestEncoder {
  /// A larger body is sent in a call of its own instead of being copied behind the head.
  static let inlineBody = 64 << 10

  /// The head, and the body when it is small.
  private(set) var bytes: [UInt8] = []
  /// Whether the body is already in `bytes`.
  private(set) var holdsBody = false
  /// Whether the length of the request is known to the peer, so that another can follow on the connection.
  private(set) var isSelfDelimiting = true
  /// The request asks for the connection to be closed.
  private(set) var closes = false
  private let prefix: [UInt8]
  private let hostLine: [UInt8]

  init(_ origin: Origin) {
    prefix = Array(origin.basePath.utf8)
    hostLine = Array("Host: \(origin.hostHeader)\r\n".utf8)
    bytes.reserveCapacity(1 << 12)
  }

  /// Encodes into `bytes`, adding `Host` first and `Content-Length` last where they are required and not given.
  ///
  /// Refuses what a peer could read in another way: CR, LF and NUL in a value, other than token characters in a method
  /// or a name (RFC 9110, sections 5.1, 5.5 and 9.1), spaces and controls in the target.
  mutating func encode(_ request: Request) throws(TransportError) {
    bytes.removeAll(keepingCapacity: true)
    try appendRequestLine(request)
    let framing = MessageFraming(request.headers)
    if framing.hostCount == 0 {
      // An origin built in code may contain anything.
      guard hostLine.dropLast(2).allSatisfy({ $0 >= 0x20 && $0 != 0x7F }) else {
        throw Self.refusal("the host of the target has a control character")
      }
      bytes.append(contentsOf: hostLine)
    }
    try append(request.headers)
    var announced = 0
    switch (framing.contentLength, framing.transferEncoding) {
    case (.none, .none):
      if let body = request.body {
        bytes.append(contentsOf: "Content-Length: ".utf8)
        bytes.append(contentsOf: String(body.count).utf8)
        bytes.appendLineEnd()
        announced = body.count
      }
    case (.length(let length), .none): announced = length
    default: announced = -1
    }
    bytes.appendLineEnd()
    isSelfDelimiting = announced == request.body?.count ?? 0
    closes = framing.closes
    holdsBody = true
    if let body = request.body {
      holdsBody = body.count <= Self.inlineBody
      if holdsBody { bytes.append(contentsOf: body) }
    }
  }

  private mutating func appendRequestLine(_ request: Request) throws(TransportError) {
    let start = bytes.count
    bytes.append(isomorphic: request.method.rawValue)
    if bytes.count == start { throw Self.refusal("the method is empty") }
    for byte in bytes where !ByteClass.isToken(byte) {
      throw Self.refusal("the method \"\(Self.shown(request.method.rawValue))\" has \(Self.name(of: byte))")
    }
    bytes.append(0x20)
    let targetStart = bytes.count
    // The base path does not apply to the asterisk form and the absolute form (RFC 9112, section 3.2).
    if request.target.utf8.first == UInt8(ascii: "/") { bytes.append(contentsOf: prefix) }
    bytes.append(isomorphic: request.target)
    if bytes.count == targetStart { throw Self.refusal("the target is empty (the shortest is \"/\")") }
    for byte in bytes[targetStart...] where byte <= 0x20 || byte == 0x7F {
      throw Self.refusal("the target \"\(Self.shown(request.target))\" has \(Self.name(of: byte)); write it with %")
    }
    bytes.append(contentsOf: " HTTP/1.1\r\n".utf8)
  }

  private mutating func append(_ headers: HeaderFields) throws(TransportError) {
    var refusal: TransportError?
    headers.forEachRaw { name, value in
      if refusal != nil { return }
      for byte in name where !ByteClass.isToken(byte) && refusal == nil {
        refusal = Self.refusal("the header name \"\(Self.shown(name.excerpt))\" has \(Self.name(of: byte))")
      }
      if name.isEmpty { refusal = Self.refusal("a header has no name") }
      for byte in value where (byte == 0x0D || byte == 0x0A || byte == 0) && refusal == nil {
        refusal = Self.refusal("the value of the header \(name.excerpt) has \(Self.name(of: byte))")
      }
      bytes.appendField(name, value)
    }
    if let refusal { throw refusal }
  }

  private static func refusal(_ reason: String) -> TransportError {
    TransportError(.refusedToSend, "Nothing was sent: \(reason).")
  }

  private static func name(of byte: UInt8) -> String {
    switch byte {
    case 0x0D: "a carriage return (CR)"
    case 0x0A: "a line feed (LF)"
    case 0x00: "a NUL byte"
    case 0x20: "a space"
    case 0x09: "a tab"
    case 0x21...0x7E: "the character \(Character(Unicode.Scalar(byte)))"
    default: "the byte 0x\(String(byte, radix: 16, uppercase: true))"
    }
  }

  /// The text for a message, with control characters as `?`.
  private static func shown(_ text: String) -> String {
    String(String.UnicodeScalarView(text.unicodeScalars.prefix(80).map { $0.value < 0x20 ? "?" : $0 }))
  }
}
