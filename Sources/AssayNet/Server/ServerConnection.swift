import AssayHTTP
import AssaySystem

/// One client of the server: what came from it, what is to be sent to it, and how long it may take.
final class ServerConnection {
  /// More than this waiting to be sent, and the client's next requests wait as well.
  private static let maxPending = 256 << 10
  /// How long a refused client may still send before the connection ends (so that a reset does not eat the answer).
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
  /// The connection is to be closed and forgotten.
  private(set) var isOver = false
  /// When the client has taken too long, in nanoseconds of the clock that is never set.
  private(set) var deadline: Int64
  /// When the last request had come in full, or else the connection, in nanoseconds of the same clock.
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

  /// Bytes of a body that has not come in full.
  var heldBytes: Int { reader.heldBytes }

  private var pending: Int { output.count - sent }

  /// What to wait for.
  var events: PollEvents {
    if isLingering { return .readable }
    if pending == 0 { return .readable }
    // A client that is behind with reading is not read from: memory stays bounded, and TCP tells it to wait.
    return pending > Self.maxPending || closesAfterOutput || peerEnded ? .writable : [.readable, .writable]
  }

  /// Does what can be done after `poll` saw something.
  func proceed(_ seen: PollEvents, now: Int64) {
    if seen.contains(.writable) { flush(now) }
    if !isOver, seen.contains(.readable) || seen.contains(.broken) { receive(now) }
    if !isOver { work(now) }
  }

  /// Does what is due when the deadline has passed.
  func expire(now: Int64) {
    if pending > 0 || isLingering || phase == .idle {
      isOver = true
      return
    }
    refuse(408, phase == .head ? "The head took too long." : "The body took too long.", now: now)
  }

  /// Refuses the request that is coming, and ends the connection.
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

  /// Answers what has come in full, in order.
  private func work(_ now: Int64) {
    if isLingering { return }
    var needsMore = false
    repeat {
      while !closesAfterOutput, !needsMore, pending <= Self.maxPending { needsMore = !answerNext(now) }
      if pending > 0 { flush(now) }
      // Everything was taken at once: there may be more requests in the queue that no event will tell of.
    } while !isOver && !closesAfterOutput && !needsMore && pending == 0
    if peerEnded, pending == 0 { isOver = true }
    updateDeadline(now)
  }

  /// Answers the next request; `false` when it has not come in full.
  private func answerNext(_ now: Int64) -> Bool {
    do throws(RequestReader.Refusal) {
      if let incoming = try reader.next(queue) {
        answer(incoming, now)
        return true
      }
      // Only where the body has not begun to come: otherwise the client did not wait.
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
    // Nothing more is read, so the bytes that have come are dropped.
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

  /// Ends the connection behind the last answer.
  private func finish(_ now: Int64) {
    // Closing with unread bytes resets the connection, and a reset can take the answer with it (RFC 9112, section 9.6).
    guard wasRefused || !queue.isEmpty, !peerEnded else {
      isOver = true
      return
    }
    Sockets.endSending(socket)
    isLingering = true
    deadline = now &+ Self.lingerTime
  }

  /// Starts the time of a phase when it begins; a slow client gains nothing by sending a byte now and then.
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
