/// The limits of size and time for one client of the server.
package struct ServerLimits: Sendable, Hashable {
  /// Bytes of a request's head; beyond it 431 (RFC 6585, section 5).
  package var head = 64 << 10
  /// Bytes of a request's target; beyond it 414.
  package var target = 16 << 10
  /// Header lines of a request, and of its trailers; beyond it 431.
  package var fields = 256
  /// Bytes of a request's body after removing chunked framing; beyond it 413.
  package var body = 16 << 20
  /// Bytes of all incomplete bodies together; beyond it the largest is refused with 503.
  package var unfinishedBodies = 64 << 20
  /// Concurrent connections; one more replaces the one whose last request is the oldest.
  package var connections = 1024
  /// How long a connection may stay silent between requests.
  package var idleTime = Duration.seconds(60)
  /// How long a head may take from its first byte; then 408.
  package var headTime = Duration.seconds(10)
  /// How long a body may take from the end of its head; then 408.
  package var bodyTime = Duration.seconds(30)
  /// How long a client may accept no byte of a response.
  package var writeTime = Duration.seconds(30)

  package static let `default` = ServerLimits()
}
