import AssayHTTP

/// Where the body of a response ends (RFC 9112, section 6.3).
enum BodyLength: Equatable {
  case none
  case fixed(Int)
  case chunked
  /// The body lasts until the connection ends.
  case untilEnd
  /// The fields give no usable length; what comes right after the head is read.
  case unknown

  /// Decides by status, method and fields, and records violations.
  init(
    status: Int, version: String, _ framing: MessageFraming, toHead isHead: Bool,
    noting faults: inout [FramingError]
  ) {
    switch framing.contentLength {
    case .repeated(let texts, _): faults.append(.repeatedContentLength(texts))
    case .conflicting(let texts, _): faults.append(.conflictingContentLength(texts))
    case .invalid(let text): faults.append(.invalidContentLength(text))
    case .none, .length: break
    }
    if case .other(let text, _) = framing.transferEncoding { faults.append(.unsupportedTransferEncoding(text)) }
    if let encoding = framing.transferEncodingText {
      if let length = framing.contentLengthText {
        faults.append(.bothLengths(contentLength: length, transferEncoding: encoding))
      }
      if version == "HTTP/1.0" { faults.append(.unsupportedTransferEncoding("\(encoding) in HTTP/1.0")) }
    }
    if status == 101 || status == 204 {
      faults += Self.forbidden(in: status, framing)
      self = .none
      return
    }
    if isHead || status == 304 {
      self = .none
      return
    }
    self =
      switch (framing.transferEncoding, framing.contentLength) {
      case (.chunked, _), (.other(_, endsChunked: true), _): .chunked
      case (.other, _), (.none, .none): .untilEnd
      // Of contradicting lengths the smallest is used, so that no bytes are awaited in vain.
      case (.none, .length(let length)), (.none, .repeated(_, let length)),
        (.none, .conflicting(_, smallest: let length)):
        .fixed(length)
      case (.none, .invalid): .unknown
      }
  }

  /// The lengths given in a 1xx or 204, which may have none (RFC 9110, section 8.6; RFC 9112, section 6.1).
  static func forbidden(in status: Int, _ framing: MessageFraming) -> [FramingError] {
    var faults: [FramingError] = []
    if let length = framing.contentLengthText {
      faults.append(.bodyNotAllowed(detail: "Content-Length: \(length) in a \(status)"))
    }
    if let encoding = framing.transferEncodingText {
      faults.append(.bodyNotAllowed(detail: "Transfer-Encoding: \(encoding) in a \(status)"))
    }
    return faults
  }
}
