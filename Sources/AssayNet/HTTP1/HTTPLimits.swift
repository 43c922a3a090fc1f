/// How much of a response is read, so that no peer can fill the memory. Beyond it a response is truncated or malformed.
package struct HTTPLimits: Sendable, Hashable {
  /// Bytes of one head: the status line and the header lines with their line ends.
  package var head = 64 << 10
  /// Header lines of one head, and of the trailers.
  package var fields = 256
  /// Interim (1xx) responses before the final one.
  package var interim = 100
  /// Bytes of the body after removing chunked framing; the rest is not read.
  package var body = 16 << 20
  /// Bytes of the trailers.
  package var trailers = 16 << 10
  /// How long to look for stray bytes after a response that must not have a body (to HEAD, 204, 304).
  ///
  /// A peer that wrongly sends a body there often sends it in a second packet. With 0 only bytes already received
  /// count.
  package var strayWait = Duration.milliseconds(1)

  package static let `default` = HTTPLimits()
}
