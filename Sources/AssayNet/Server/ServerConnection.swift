import AssayHTTP
import AssaySystem

/// One client of the server: received bytes, bytes to send, and deadlines.
final class ServerConnection {
  /// With more pending output than this, the client's next requests wait.
  private static let maxPending = 256 << 10
  /// How long a refused client may still send before the connection ends, so that a reset does not discard the
  /// response.
  private static let lingerTime: Int64 = 1_000_000_000

  let socket: Descriptor
  private let limits: ServerLimits
  private let date: DateLine
  private let handler: @Sendable (Request) -> ServerReply
  private let queue: ByteQueue
  private var reader: RequestReader
  private var output: [UInt8] = []
  private var sent = 0
  private var phase = RequestReader.Phase.idle
  private var closesAfterOutput = false
  private var wasRefused = false
  private var isLingering = false
  private var peerEnded = false
  /// The connection must be closed and removed.
  private(set) var isOver = false
  /// When the client has taken too long, in nanoseconds of the monotonic clock.
  private(set) var deadline: Int64
  /// When the last request was complete, or else when the client connected, in nanoseconds of the same clock.
  private(set) var lastAsked: Int64

  init(
    _ socket: Descriptor, _ limits: ServerLimits, _ date: DateLine, now: Int64,
    handler: @escaping @Sendable (Request) -> ServerReply
  ) {
    self.socket = socket
    self.limits = limits
    self.date = date
    self.handler = handler
    queue = ByteQueue(capacity: limits.head + (16 << 10))
    reader = RequestReader(limits)
    deadline = now &+ limits.idleTime.clampedNanoseconds
    lastAsked = now
  }

  /// The size of an incomplete body.
  var heldBytes: Int { reader.heldBytes }

  private var pending: Int { output.count - sent }

  /// The events to wait for.
  var events: PollEvents {
    if isLingering { return .readable }
    if pending == 0 { return .readable }
    // Nothing is read from a client that does not read its responses, so that memory stays bounded.
    return pending > Self.maxPending || closesAfterOutput || peerEnded ? .writable : [.readable, .writable]
  }

  /// Proceeds after `poll` reported events.
  func proceed(_ seen: PollEvents, now: Int64) {
    if seen.contains(.writable) { flush(now) }
    if !isOver, seen.contains(.readable) || seen.contains(.broken) { receive(now) }
    if !isOver { work(now) }
  }

  /// Called when the deadline has passed.
  func expire(now: Int64) {
    if pending > 0 || isLingering || phase == .idle {
      isOver = true
      return
    }
    refuse(408, phase == .head ? "The head took too long." : "The body took too long.", now: now)
  }

  /// Refuses the incoming request and ends the connection.
  func refuse(_ status: Int, _ reason: String, now: Int64) {
    refuse(RequestReader.Refusal(status, reason))
    flush(now)
  }

  private func receive(_ now: Int64) {
    if isLingering { queue.removeAll() }
    let room = queue.room()
    if room.isEmpty { return }
    switch Sockets.receive(socket, into: room) {
    case .moved(let count): queue.commit(count)
    case .wouldBlock: break
    case .end:
      peerEnded = true
      if isLingering || pending == 0 && queue.isEmpty { isOver = true }
    case .failed: isOver = true
    }
  }

  /// Responds to the complete requests, in order.
  private func work(_ now: Int64) {
    if isLingering { return }
    var needsMore = false
    repeat {
      while !closesAfterOutput, !needsMore, pending <= Self.maxPending { needsMore = !answerNext(now) }
      if pending > 0 { flush(now) }
      // When everything was sent at once, the queue may hold more requests that no event will report.
    } while !isOver && !closesAfterOutput && !needsMore && pending == 0
    if peerEnded, pending == 0 { isOver = true }
    updateDeadline(now)
  }

  /// Responds to the next request; `false` when it is incomplete.
  private func answerNext(_ now: Int64) -> Bool {
    do throws(RequestReader.Refusal) {
      if let incoming = try reader.next(queue) {
        answer(incoming, now)
        return true
      }
      // Only before the first byte of the body: otherwise the client did not wait.
      if reader.awaitsContinue, queue.isEmpty { output.append(contentsOf: ReplyEncoder.goOn) }
      if reader.phase == .body { reader.awaitsContinue = false }
      return false
    } catch {
      refuse(error)
      return true
    }
  }

  private func answer(_ incoming: RequestReader.Incoming, _ now: Int64) {
    phase = .idle
    lastAsked = now
    switch handler(incoming.request) {
    case .response(let response):
      closesAfterOutput = ReplyEncoder.append(
        response, toHead: incoming.request.method == .head, closes: incoming.closes,
        isHTTP10: incoming.isHTTP10, date: date.bytes, into: &output)
    case .raw(let bytes, let close):
      output.append(contentsOf: bytes)
      closesAfterOutput = close || incoming.closes
    }
    if closesAfterOutput, pending == 0 { isOver = true }
  }

  private func refuse(_ refusal: RequestReader.Refusal) {
    ReplyEncoder.append(refusal, date: date.bytes, into: &output)
    // Nothing more is read, so the received bytes are dropped.
    reader = RequestReader(limits)
    closesAfterOutput = true
    wasRefused = true
  }

  private func flush(_ now: Int64) {
    while pending > 0 {
      let result = output.withUnsafeBytes { Sockets.send(socket, UnsafeRawBufferPointer(rebasing: $0[sent...])) }
      switch result {
      case .moved(let count):
        sent += count
        deadline = now &+ limits.writeTime.clampedNanoseconds
      case .wouldBlock, .end: return
      case .failed:
        isOver = true
        return
      }
    }
    output.removeAll(keepingCapacity: output.capacity <= Self.maxPending)
    sent = 0
    if closesAfterOutput { finish(now) }
  }

  /// Ends the connection after the last response.
  private func finish(_ now: Int64) {
    // Closing with unread bytes resets the connection, which can discard the response (RFC 9112, section 9.6).
    guard wasRefused || !queue.isEmpty, !peerEnded else {
      isOver = true
      return
    }
    Sockets.endSending(socket)
    isLingering = true
    deadline = now &+ Self.lingerTime
  }

  /// Starts the time limit of a phase when it begins; a byte now and then does not extend it.
  private func updateDeadline(_ now: Int64) {
    if isLingering || pending > 0 { return }
    guard reader.phase != phase || phase == .idle else { return }
    phase = reader.phase
    switch phase {
    case .idle: deadline = now &+ limits.idleTime.clampedNanoseconds
    case .head: deadline = now &+ limits.headTime.clampedNanoseconds
    case .body: deadline = now &+ limits.bodyTime.clampedNanoseconds
    }
  }
}
