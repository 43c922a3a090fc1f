import AssayHTTP

/// What a handler answers.
package enum ServerReply: Sendable, Hashable {
  /// An answer, written as it stands: its headers in their order, `Content-Length` added where it is due and neither it
  /// nor `Transfer-Encoding` is named, the body chunked where `Transfer-Encoding: chunked` is.
  case response(Response)
  /// Bytes that are sent as they are, for planted faults; `close` ends the connection behind them.
  case raw([UInt8], close: Bool)
}
