import AssayHTTP
import AssaySystem

/// The server's thread: waits for events and lets the connections proceed.
struct ServerLoop {
  /// How long no connection is accepted after descriptors ran out.
  private static let pause: Int64 = 50_000_000
  /// The indices in the poll set; the connections follow.
  private static let wakePlace = 0
  private static let listenerPlace = 1
  private static let firstPlace = 2

  private let listener: Descriptor
  private let wake: WakePipe
  private let limits: ServerLimits
  private let date: DateLine
  private let handler: @Sendable (Request) -> ServerReply
  private var set = PollSet()
  private var connections: [ServerConnection] = []
  private var acceptsAgainAt: Int64 = 0
  /// Bytes of all incomplete bodies.
  private var heldBytes = 0

  init(
    _ listener: Descriptor, _ wake: WakePipe, _ limits: ServerLimits, _ date: DateLine,
    _ handler: @escaping @Sendable (Request) -> ServerReply
  ) {
    self.listener = listener
    self.wake = wake
    self.limits = limits
    self.date = date
    self.handler = handler
    set.append(wake.readEnd, .readable)
    set.append(listener, .readable)
  }

  /// Serves until it must stop, then closes everything.
  mutating func run(until shouldStop: () -> Bool) {
    var now = SystemClock.monotonicNanoseconds()
    while !shouldStop() {
      prepare(now)
      _ = set.wait(milliseconds: timeout(now))
      now = SystemClock.monotonicNanoseconds()
      if !set.seen(at: Self.wakePlace).isEmpty { continue }
      date.refresh()
      let hasNew = !set.seen(at: Self.listenerPlace).isEmpty
      proceed(now)
      // Last, because a new connection has no entry in what was polled.
      if hasNew { accept(now) }
    }
    for connection in connections { Sockets.close(connection.socket) }
    Sockets.close(listener)
  }

  private mutating func prepare(_ now: Int64) {
    set.setEvents(now >= acceptsAgainAt ? .readable : [], at: Self.listenerPlace)
    for (index, connection) in connections.enumerated() {
      set.setEvents(connection.events, at: index + Self.firstPlace)
    }
  }

  /// Milliseconds until the first deadline, rounded up; -1 for none.
  private func timeout(_ now: Int64) -> Int32 {
    var first = acceptsAgainAt > now ? acceptsAgainAt : Int64.max
    for connection in connections { first = min(first, connection.deadline) }
    if first == .max { return -1 }
    return Int32(clamping: (max(0, first &- now) &+ 999_999) / 1_000_000)
  }

  private mutating func proceed(_ now: Int64) {
    // From the end, because removing one moves the last to its index.
    for index in connections.indices.reversed() {
      let connection = connections[index]
      let seen = set.seen(at: index + Self.firstPlace)
      if seen.isEmpty, connection.deadline > now { continue }
      heldBytes -= connection.heldBytes
      if !seen.isEmpty { connection.proceed(seen, now: now) }
      if !connection.isOver, connection.deadline <= now { connection.expire(now: now) }
      heldBytes += connection.heldBytes
      if connection.isOver { remove(index) }
    }
    while heldBytes > limits.unfinishedBodies,
      let largest = connections.indices.max(by: { connections[$0].heldBytes < connections[$1].heldBytes })
    {
      heldBytes -= connections[largest].heldBytes
      connections[largest].refuse(503, "The bodies that have not come in full are too large together.", now: now)
      if connections[largest].isOver { remove(largest) }
    }
  }

  private mutating func remove(_ index: Int) {
    heldBytes -= connections[index].heldBytes
    Sockets.close(connections[index].socket)
    connections.swapAt(index, connections.count - 1)
    connections.removeLast()
    set.swapRemove(at: index + Self.firstPlace)
    acceptsAgainAt = 0
  }

  private mutating func accept(_ now: Int64) {
    // Only some at once, so that each is read from before it can be closed to make room.
    var wasShort = false
    for _ in 0...limits.connections / 4 {
      do throws(SystemError) {
        guard let socket = try Sockets.accept(listener) else { return }
        if connections.count >= limits.connections { removeIdlest() }
        Sockets.sendAtOnce(socket)
        connections.append(ServerConnection(socket, limits, date, now: now, handler: handler))
        set.append(socket, .readable)
        wasShort = false
      } catch {
        // Descriptors ran out. If closing a connection does not help, the client waits in the system's queue.
        if wasShort || connections.isEmpty {
          acceptsAgainAt = now &+ Self.pause
          return
        }
        wasShort = true
        removeIdlest()
      }
    }
  }

  /// Closes the connection whose last request is the oldest, so that idle and half-open ones keep no client out.
  private mutating func removeIdlest() {
    let idlest = connections.indices.min { connections[$0].lastAsked < connections[$1].lastAsked }
    if let idlest { remove(idlest) }
  }
}
