/// A violation of the framing rules of HTTP/1.1 (RFC 9112) in a response that could still be read in part.
public enum FramingError: Sendable, Hashable {
  /// The connection ended before the announced `Content-Length`.
  case truncatedBody(expected: Int, received: Int)
  /// The connection was reset inside a body that lasts until the connection ends, so it may be incomplete.
  case resetInBody(received: Int)
  /// A TLS connection ended without `close_notify` inside a body that lasts until the connection ends, so it may
  /// have been truncated (RFC 9112, section 9.8).
  case missingCloseNotify(received: Int)
  /// The connection ended inside a chunked body.
  case truncatedChunks(received: Int)
  /// A chunk's size line or ending violates RFC 9112, section 7.1; `offset` counts the body bytes before it.
  case badChunk(offset: Int, detail: String)
  /// `Content-Length` came more than once with the same value.
  case repeatedContentLength([String])
  /// `Content-Length` came with different values.
  case conflictingContentLength([String])
  /// `Content-Length` is not a number.
  case invalidContentLength(String)
  /// `Content-Length` and `Transfer-Encoding` both came (RFC 9112, section 6.1).
  case bothLengths(contentLength: String, transferEncoding: String)
  /// The last transfer coding is not `chunked`, or there are others.
  case unsupportedTransferEncoding(String)
  /// Bytes or lengths came with a response that must not have a body (1xx, 204, 304, or to HEAD).
  case bodyNotAllowed(detail: String)
  /// Bytes came after the end of the response.
  case dataAfterEnd(count: Int)
  /// A framing field among the trailers (RFC 9110, section 6.5.1).
  case forbiddenTrailer(name: String)
  /// A header line used obsolete folding (RFC 9112, section 5.2).
  case obsoleteFolding(name: String)
  /// A line ended with LF alone.
  case bareLineFeed(line: String)
  /// A line that is not a header field, or contains a byte that is not allowed.
  case invalidHeaderLine(String, reason: String)
  /// The status line is readable but violates RFC 9112, section 4.
  case invalidStatusLine(String, reason: String)
  /// The deadline passed inside the body.
  case bodyTimedOut(received: Int)
  /// The body is larger than the limit and was truncated there.
  case bodyTooLarge(limit: Int)
}
