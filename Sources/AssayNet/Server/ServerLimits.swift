/// The limits of size and time for one client of the server.
package struct ServerLimits: Sendable, Hashable {
  /// Bytes of a request's head; beyond it 431 (RFC 6585, section 5).
  package var head: Int
  /// Bytes of a request's target; beyond it 414.
  package var target: Int
  /// Header lines of a request, and of its trailers; beyond it 431.
  package var fields: Int
  /// Bytes of a request's body after removing chunked framing; beyond it 413.
  package var body: Int
  /// Bytes of all incomplete bodies together; beyond it the largest is refused with 503.
  package var unfinishedBodies: Int
  /// Concurrent connections; one more replaces the one whose last request is the oldest.
  package var connections: Int
  /// How long a connection may stay silent between requests.
  package var idleTime: Duration
  /// How long a head may take from its first byte; then 408.
  package var headTime: Duration
  /// How long a body may take from the end of its head; then 408.
  package var bodyTime: Duration
  /// How long a client may accept no byte of a response.
  package var writeTime: Duration

  package init(
    head: Int = 64 << 10, target: Int = 16 << 10, fields: Int = 256, body: Int = 16 << 20,
    unfinishedBodies: Int = 64 << 20, connections: Int = 1024, idleTime: Duration = .seconds(60),
    headTime: Duration = .seconds(10), bodyTime: Duration = .seconds(30),
    writeTime: Duration = .seconds(30)
  ) {
    self.head = head
    self.target = target
    self.fields = fields
    self.body = body
    self.unfinishedBodies = unfinishedBodies
    self.connections = connections
    self.idleTime = idleTime
    self.headTime = headTime
    self.bodyTime = bodyTime
    self.writeTime = writeTime
  }
}
