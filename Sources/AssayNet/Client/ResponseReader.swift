import AssayHTTP
import AssaySystem
import Synchronization

/// Reads one response from a stream before a deadline, and records every protocol violation.
final class ResponseReader {
  /// A head that was read and consumed.
  struct Head {
    var status: StatusLine
    var section: FieldSection
  }

  /// Why there is no head.
  enum Stop: Error {
    case garbled(String)
    case unanswered(TransportError.Kind, String)
  }

  /// How much of a body is read before it counts as large.
  private static let largeBody = 1 << 20
  /// The memory that the large bodies of all connections share until they are judged.
  private static let memory = MemoryBudget(bytes: 64 << 20)

  let queue: ByteQueue
  /// The share of that memory that the current body holds.
  private var share: MemoryBudget.Share?
  /// How long the current response waited for that memory, in nanoseconds; not counted toward the time limit.
  private(set) var waited: Int64 = 0
  /// The share of the previous response, which may still be being judged.
  private weak var lastShare: MemoryBudget.Share?
  private let isCancelled = Atomic(false)
  /// When the first byte of the current response came, in nanoseconds of the monotonic clock.
  private(set) var firstByteTime: Int64?
  private(set) var interim: [InterimResponse] = []
  private let limits: HTTPLimits
  private var collector = HeadCollector()
  private var pendingHead: Head?
  private var faults: [FramingError] = []

  init(_ limits: HTTPLimits) {
    self.limits = limits
    queue = ByteQueue(capacity: limits.head + (16 << 10))
  }

  /// Resets the reader for the next response.
  func reset() {
    queue.removeAll()
    firstByteTime = nil
    interim = []
    collector = HeadCollector()
    pendingHead = nil
    faults = []
    share = nil
    waited = 0
  }

  /// Passes the body's share of the memory to the caller.
  func takeShare() -> MemoryBudget.Share? {
    defer { share = nil }
    return share
  }

  /// Ends a wait for memory and prevents further ones, from any thread.
  func cancel() {
    isCancelled.store(true, ordering: .relaxed)
    Self.memory.wakeAll()
  }

  /// Reads what comes while the request is still being sent; `true` when the final response has begun.
  func readEarlyHead(from stream: some ByteStream, deadline: Int64) throws(Stop) -> Bool {
    let head = try readHead(from: stream, deadline: deadline)
    if try isInterim(head) { return false }
    pendingHead = head
    return true
  }

  /// Reads the response; `keepsConnection` says whether another request may follow on the stream.
  func read(
    from stream: some ByteStream, isHead: Bool, deadline: Int64
  ) -> (outcome: Outcome, keepsConnection: Bool) {
    var head: Head
    do throws(Stop) {
      head = if let pendingHead { pendingHead } else { try readHead(from: stream, deadline: deadline) }
      while try isInterim(head) { head = try readHead(from: stream, deadline: deadline) }
    } catch {
      return (outcome(of: error), false)
    }
    var response = Response(
      head.status.status, reason: head.status.reason, headers: head.section.headers, version: head.status.version)
    response.interim = interim
    faults += head.section.faults
    if let fault = head.status.fault { faults.append(fault) }
    let framing = MessageFraming(response.headers)
    let length = BodyLength(
      status: response.status, version: response.version, framing, toHead: isHead, noting: &faults)
    readBody(length, of: &response, from: stream, deadline: deadline)
    if faults.isEmpty || queue.isEmpty == false { lookForStrayBytes(length, response.status, stream, deadline) }
    response.faults = faults
    // HTTP/1.0 closes by default, later versions keep the connection by default (RFC 9112, section 9.3).
    let stays = response.version == "HTTP/1.0" ? framing.keepsAlive && !framing.closes : !framing.closes
    let keeps = stays && faults.isEmpty && length != .untilEnd && response.status != 101
    return (.answered(response), keeps)
  }

  func outcome(of stop: Stop) -> Outcome {
    switch stop {
    case .garbled(let reason): .garbled(MalformedResponse(reason: reason, excerpt: Array(queue.bytes.prefix(1024))))
    case .unanswered(let kind, let message): .unanswered(TransportError(kind, message))
    }
  }

  // MARK: Head

  private static let protocolName = Array("HTTP/".utf8)

  private func readHead(from stream: some ByteStream, deadline: Int64) throws(Stop) -> Head {
    collector = HeadCollector()
    var status: StatusLine?
    while true {
      // Checked before the first line, so that the result does not depend on how the bytes arrive.
      if status == nil, !beginsLikeHTTP {
        switch HTTP2.looksLikeFrame(queue.bytes) {
        case true?: throw .unanswered(.otherProtocol, HTTP2.advice)
        case false?: throw .garbled("The answer does not start with HTTP/1.x.")
        case nil:
          try fillHead(from: stream, deadline: deadline)
          continue
        }
      }
      switch collector.advance(queue, limit: limits.head, fields: limits.fields) {
      case .needMore: try fillHead(from: stream, deadline: deadline)
      case .startLine(let line, let endsBare):
        do throws(StatusLine.Unreadable) { status = try StatusLine(line) } catch { throw .garbled(error.reason) }
        if endsBare { faults.append(.bareLineFeed(line: line.excerpt)) }
        if collector.emptyLines > 0 {
          faults.append(.invalidStatusLine(line.excerpt, reason: "an empty line stands before it"))
        }
      case .complete:
        queue.consume(collector.length)
        return Head(status: status!, section: collector.section)
      case .tooLarge: throw .garbled("The head of the answer is larger than \(limits.head) bytes.")
      case .tooManyFields: throw .garbled("The head of the answer has more than \(limits.fields) header lines.")
      }
    }
  }

  /// Whether the bytes so far can become a status line. This avoids waiting for a peer of another protocol.
  private var beginsLikeHTTP: Bool {
    // Bytes beyond the limit of a head are ignored.
    let bytes = queue.prefix(min(queue.count, limits.head))
    if bytes.starts(with: Self.protocolName) { return true }
    var start = 0
    while start < bytes.count, bytes[start] == 0x0D || bytes[start] == 0x0A { start += 1 }
    let first = UnsafeRawBufferPointer(rebasing: bytes[start...].prefix(5))
    return zip(first, Self.protocolName).allSatisfy { $0 == $1 || $0 == $1 | 0x20 }
  }

  /// Reads more bytes, but none after the deadline, even if a peer always has some ready.
  private func read(from stream: some ByteStream, deadline: Int64) -> StreamRead {
    let deadline = deadline &+ waited
    if SystemClock.monotonicNanoseconds() >= deadline { return .nothing }
    return stream.read(into: queue.room(), deadline: deadline)
  }

  private func fillHead(from stream: some ByteStream, deadline: Int64) throws(Stop) {
    let before = interim.isEmpty ? "" : " (after \(interim.count) interim answers)"
    let hadBytes = !queue.isEmpty
    switch read(from: stream, deadline: deadline) {
    case .moved(let count):
      queue.commit(count)
      if firstByteTime == nil { firstByteTime = SystemClock.monotonicNanoseconds() }
    case .nothing where hadBytes: throw .garbled("The deadline passed inside the head of the answer.")
    case .nothing: throw .unanswered(.timedOut, "The deadline passed before an answer came\(before).")
    case .end where hadBytes: throw .garbled("The connection ended inside the head of the answer.")
    case .end: throw .unanswered(.closedBeforeAnswer, "The connection was closed before an answer came\(before).")
    case .failed(let words) where hadBytes:
      throw .garbled("The connection failed inside the head of the answer: \(words).")
    case .failed(let words):
      throw .unanswered(.closedBeforeAnswer, "The connection failed before an answer came\(before): \(words).")
    }
  }

  /// Records an interim head. 101 is final, because what follows it is not HTTP.
  private func isInterim(_ head: Head) throws(Stop) -> Bool {
    let status = head.status.status
    guard (100...199).contains(status), status != 101 else { return false }
    if interim.count >= limits.interim { throw .garbled("More than \(limits.interim) interim answers came.") }
    interim.append(InterimResponse(status, reason: head.status.reason, headers: head.section.headers))
    faults += head.section.faults
    if let fault = head.status.fault { faults.append(fault) }
    faults += BodyLength.forbidden(in: status, MessageFraming(head.section.headers))
    return true
  }

  // MARK: Body

  private func readBody(
    _ length: BodyLength, of response: inout Response, from stream: some ByteStream, deadline: Int64
  ) {
    switch length {
    case .none: break
    case .fixed(let length): readFixed(length, into: &response.body, from: stream, deadline: deadline)
    case .chunked: readChunked(&response, from: stream, deadline: deadline)
    case .untilEnd: readUntilEnd(into: &response.body, from: stream, deadline: deadline, isPatient: true)
    case .unknown: readUntilEnd(into: &response.body, from: stream, deadline: deadline, isPatient: false)
    }
  }

  /// Moves bytes from the queue to the body, up to `length` in total and never beyond the limit.
  private func take(upTo length: Int, into body: inout [UInt8]) {
    let count = min(queue.count, min(length, limits.body) - body.count)
    if count == 0 { return }
    body.append(contentsOf: queue.prefix(count))
    queue.consume(count)
  }

  /// Waits for memory before a body becomes large, so that many connections use no more memory than one.
  private func makeRoom(in body: inout [UInt8], upTo length: Int = .max) {
    guard share == nil, body.count >= Self.largeBody else { return }
    let length = min(length, limits.body)
    let start = SystemClock.monotonicNanoseconds()
    // A thread that holds a share must not wait for another, or threads could wait for each other.
    let hasShare = lastShare != nil
    share = Self.memory.take(length) { hasShare || isCancelled.load(ordering: .relaxed) }
    lastShare = share
    waited = SystemClock.monotonicNanoseconds() &- start
    body.reserveCapacity(length)
  }

  private func readFixed(_ length: Int, into body: inout [UInt8], from stream: some ByteStream, deadline: Int64) {
    // At most a megabyte is reserved for a length that is only announced.
    body.reserveCapacity(min(length, limits.body, 1 << 20))
    while true {
      take(upTo: length, into: &body)
      if body.count == length { return }
      if body.count == limits.body {
        faults.append(.bodyTooLarge(limit: limits.body))
        return queue.removeAll()
      }
      makeRoom(in: &body, upTo: length)
      switch read(from: stream, deadline: deadline) {
      case .moved(let count): queue.commit(count)
      case .nothing: return faults.append(.bodyTimedOut(received: body.count))
      case .end, .failed: return faults.append(.truncatedBody(expected: length, received: body.count))
      }
    }
  }

  private func readChunked(_ response: inout Response, from stream: some ByteStream, deadline: Int64) {
    var decoder = ChunkedDecoder()
    defer {
      faults += decoder.faults + decoder.trailers.faults
      response.trailers = decoder.trailers.headers
    }
    while true {
      switch decoder.advance(
        queue, into: &response.body, bodyLimit: limits.body, trailerLimit: limits.trailers, fieldLimit: limits.fields)
      {
      case .complete: return
      case .tooLarge:
        faults.append(.bodyTooLarge(limit: limits.body))
        return queue.removeAll()
      case .failed(let fault):
        faults.append(fault)
        return queue.removeAll()
      case .needMore: makeRoom(in: &response.body)
      }
      switch read(from: stream, deadline: deadline) {
      case .moved(let count): queue.commit(count)
      case .nothing: return faults.append(.bodyTimedOut(received: response.body.count))
      case .end, .failed: return faults.append(.truncatedChunks(received: response.body.count))
      }
    }
  }

  /// Reads until the connection ends. An impatient read also ends when nothing comes for 50 ms.
  private func readUntilEnd(
    into body: inout [UInt8], from stream: some ByteStream, deadline: Int64, isPatient: Bool
  ) {
    while true {
      take(upTo: .max, into: &body)
      if !queue.isEmpty {
        faults.append(.bodyTooLarge(limit: limits.body))
        return queue.removeAll()
      }
      makeRoom(in: &body)
      let pause = SystemClock.monotonicNanoseconds() + 50_000_000
      switch read(from: stream, deadline: isPatient ? deadline : min(deadline, pause)) {
      case .moved(let count): queue.commit(count)
      case .nothing:
        if isPatient { faults.append(.bodyTimedOut(received: body.count)) }
        return
      case .end:
        if isPatient, stream.lacksCloseNotify { faults.append(.missingCloseNotify(received: body.count)) }
        return
      case .failed:
        if isPatient {
          faults.append(
            stream.lacksCloseNotify ? .missingCloseNotify(received: body.count) : .resetInBody(received: body.count))
        }
        return
      }
    }
  }

  /// Records bytes after the end of the response: those that came with it, and those that come right after it.
  private func lookForStrayBytes(
    _ length: BodyLength, _ status: Int, _ stream: some ByteStream, _ deadline: Int64
  ) {
    if length == .untilEnd || length == .unknown || status == 101 { return }
    if queue.isEmpty {
      let wait = length == .none ? limits.strayWait.clampedNanoseconds : 0
      let room = queue.room()
      let result =
        wait > 0
        ? stream.read(into: room, deadline: min(deadline, SystemClock.monotonicNanoseconds() + wait))
        : stream.readNow(into: room)
      if case .moved(let count) = result { queue.commit(count) }
    }
    if queue.isEmpty { return }
    faults.append(
      length == .none
        ? .bodyNotAllowed(detail: "\(queue.count) bytes came after the head") : .dataAfterEnd(count: queue.count))
    queue.removeAll()
  }
}
