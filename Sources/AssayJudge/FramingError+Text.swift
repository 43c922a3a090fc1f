import AssayHTTP

extension FramingError {
  var code: String {
    switch self {
    case .truncatedBody, .truncatedChunks, .resetInBody, .missingCloseNotify: "truncated"
    case .badChunk: "bad-chunk"
    case .repeatedContentLength, .conflictingContentLength, .invalidContentLength: "content-length"
    case .bothLengths: "both-lengths"
    case .unsupportedTransferEncoding: "transfer-encoding"
    case .bodyNotAllowed: "body-forbidden"
    case .dataAfterEnd: "data-after-end"
    case .forbiddenTrailer: "bad-trailer"
    case .obsoleteFolding, .bareLineFeed, .invalidHeaderLine, .invalidStatusLine: "bad-head"
    case .bodyTimedOut: "body-timed-out"
    case .bodyTooLarge: "body-too-large"
    }
  }

  var expected: String {
    switch self {
    case .truncatedBody(let expected, _): "\(expected) bytes, as Content-Length says"
    case .truncatedChunks: "a last chunk of size 0"
    case .resetInBody: "the whole body"
    case .missingCloseNotify: "close_notify of TLS behind a body that ends with the connection"
    case .badChunk: "chunks as RFC 9112, section 7.1 frames them"
    case .repeatedContentLength, .conflictingContentLength: "one Content-Length"
    case .invalidContentLength: "a decimal number as Content-Length"
    case .bothLengths: "Content-Length or Transfer-Encoding, not both"
    case .unsupportedTransferEncoding: "no transfer coding but chunked"
    case .bodyNotAllowed: "no body"
    case .dataAfterEnd: "nothing after the end of the answer"
    case .forbiddenTrailer: "trailers that say nothing of the framing"
    case .obsoleteFolding: "each header field on one line"
    case .bareLineFeed: "lines that end with CR LF"
    case .invalidHeaderLine: "a header field (name: value)"
    case .invalidStatusLine: "a status line as RFC 9112, section 4 writes it"
    case .bodyTimedOut: "the whole body within the time limit"
    case .bodyTooLarge(let limit): "a body of at most \(limit) bytes"
    }
  }

  var found: String {
    switch self {
    case .truncatedBody(_, let received): "the end of the connection after \(received)"
    case .truncatedChunks(let received): "the end of the connection after \(received) bytes of chunks"
    case .resetInBody(let received): "a reset of the connection after \(received) bytes"
    case .missingCloseNotify(let received): "the end of the connection after \(received) bytes, without close_notify"
    case .badChunk(let offset, let detail): "\(TextSanitizer.text(detail)), after \(offset) bytes"
    case .repeatedContentLength(let values), .conflictingContentLength(let values):
      TextSanitizer.text(values.joined(separator: " and "))
    case .invalidContentLength(let text), .unsupportedTransferEncoding(let text): TextSanitizer.text(text)
    case .bothLengths(let length, let encoding):
      TextSanitizer.text("Content-Length \(length) and Transfer-Encoding \(encoding)")
    case .bodyNotAllowed(let detail): TextSanitizer.text(detail)
    case .dataAfterEnd(let count): "\(count) bytes more"
    case .forbiddenTrailer(let name): "\(name) among the trailers"
    case .obsoleteFolding(let name): "\(TextSanitizer.text(name)) folded over several lines"
    case .bareLineFeed(let line): "a bare LF after \(TextSanitizer.text(line))"
    case .invalidHeaderLine(let line, let reason), .invalidStatusLine(let line, let reason):
      "\(TextSanitizer.text(line)): \(TextSanitizer.text(reason))"
    case .bodyTimedOut(let received): "\(received) bytes when the time was up"
    case .bodyTooLarge: "more"
    }
  }
}
