import AssayHTTP

/// The reply of a handler.
package enum ServerReply: Sendable, Hashable {
  /// A response, sent unchanged but for `Content-Length`, which is added where it is required and neither it nor
  /// `Transfer-Encoding` is given. The body is chunked with `Transfer-Encoding: chunked`.
  case response(Response)
  /// Raw bytes, for broken framing; `close` ends the connection after them.
  case raw([UInt8], close: Bool)
}
