import AssayHTTP
import AssaySystem
import Synchronization

/// A connection to one origin that sends requests unchanged and reports responses unchanged.
///
/// `send` blocks its thread and may be called by one thread at a time. It follows no redirects, keeps no cookies, and
/// adds only `Host` and `Content-Length` where they are required and not given.
///
/// A server may close a kept connection at any moment (RFC 9112, section 9.6), without saying whether it has read the
/// request. So only repeatable requests use kept connections. Any other request gets a new connection and is never sent
/// twice.
package final class HTTPConnection: Transport, @unchecked Sendable {
  // Unchecked: everything but `shared` is used only by the sending thread.
  private struct Shared {
    var isCancelled = false
    var stream: (any ByteStream)?
  }

  package let origin: Origin
  private let isOwnServer: Bool
  private let tls: TLSOptions
  private let reader: ResponseReader
  private var encoder: RequestEncoder
  private var idle: (any ByteStream)?
  private let shared = Mutex(Shared())
  private let isCancelled = Atomic(false)

  /// - Parameter isOwnServer: The server runs in this process, so every request counts as repeatable.
  package init(
    _ origin: Origin, limits: HTTPLimits = .default, tls: TLSOptions = TLSOptions(), isOwnServer: Bool = false
  ) {
    self.origin = origin
    self.isOwnServer = isOwnServer
    self.tls = tls
    reader = ResponseReader(limits)
    encoder = RequestEncoder(origin)
  }

  deinit { close() }

  /// Sends the request and waits for the response. `timeout` limits everything together.
  package func send(_ request: Request, timeout: Duration, isRepeatable: Bool) -> Exchange {
    let start = SystemClock.monotonicNanoseconds()
    let deadline = start &+ timeout.clampedNanoseconds
    var timings = Timings()
    var outcome: Outcome
    do throws(TransportError) {
      if isCancelled.load(ordering: .relaxed) { throw Self.cancelled }
      try encoder.encode(request)
      let keeps = isRepeatable || isOwnServer
      // A server that serves one connection at a time must not wait for an unused one.
      if !keeps { close() }
      if let kept = takeIdle() {
        outcome = exchange(request, kept, deadline, keeps: true, &timings)
        if wasUnheard(outcome) {
          outcome = exchange(request, try open(deadline: deadline, &timings), deadline, keeps: true, &timings)
        }
      } else {
        outcome = exchange(request, try open(deadline: deadline, &timings), deadline, keeps: keeps, &timings)
      }
      // Also when a response has begun, because cancelling may have truncated it.
      if isCancelled.load(ordering: .relaxed) { outcome = .unanswered(Self.cancelled) }
    } catch {
      outcome = .unanswered(error)
    }
    timings.total = .nanoseconds(SystemClock.monotonicNanoseconds() &- start &- reader.waited)
    return Exchange(request: request, outcome: outcome, timings: timings, memory: reader.takeShare())
  }

  /// Ends the current `send` at once, from any thread. Every later `send` fails with `cancelled`.
  ///
  /// Only a name lookup cannot be ended at once; it is abandoned within 20 ms.
  package func cancel() {
    isCancelled.store(true, ordering: .relaxed)
    reader.cancel()
    shared.withLock { shared in
      shared.isCancelled = true
      shared.stream?.cancel()
    }
  }

  /// Closes the kept connection, if there is one; a later `send` opens another.
  package func close() {
    if let idle { drop(idle) }
  }

  private static var cancelled: TransportError { TransportError(.cancelled, "The exchange was cancelled.") }

  // MARK: One exchange

  private func exchange(
    _ request: Request, _ stream: any ByteStream, _ deadline: Int64, keeps: Bool, _ timings: inout Timings
  ) -> Outcome {
    let sendTime = SystemClock.monotonicNanoseconds()
    reader.reset()
    var wasSent = false
    var answer: (outcome: Outcome, keepsConnection: Bool)
    do throws(ResponseReader.Stop) {
      wasSent = try write(request, stream, deadline)
      answer = reader.read(from: stream, isHead: request.method == .head, deadline: deadline)
    } catch {
      answer = (reader.outcome(of: error), false)
    }
    if let first = reader.firstByteTime { timings.firstByte = .nanoseconds(first &- sendTime) }
    answer.outcome = stream.explained(answer.outcome)
    if keeps, answer.keepsConnection, wasSent, encoder.isSelfDelimiting, !encoder.closes {
      idle = stream
    } else {
      drop(stream)
    }
    return answer.outcome
  }

  /// Whether the connection ended before the first byte of a response.
  private func wasUnheard(_ outcome: Outcome) -> Bool {
    guard case .unanswered(let error) = outcome, !isCancelled.load(ordering: .relaxed) else { return false }
    return reader.firstByteTime == nil && [.closedBeforeAnswer, .sendFailed].contains(error.kind)
  }

  /// Sends head and body; `false` when a response came first, so that the rest was not sent.
  private func write(
    _ request: Request, _ stream: some ByteStream, _ deadline: Int64
  ) throws(ResponseReader.Stop) -> Bool {
    var isComplete = try writeBlock(encoder.bytes, stream, deadline)
    if isComplete, !encoder.holdsBody, let body = request.body {
      isComplete = try writeBlock(body, stream, deadline)
    }
    return isComplete
  }

  private func writeBlock(
    _ bytes: [UInt8], _ stream: some ByteStream, _ deadline: Int64
  ) throws(ResponseReader.Stop) -> Bool {
    var offset = 0
    while true {
      let result = bytes.withUnsafeBytes {
        stream.write(UnsafeRawBufferPointer(rebasing: $0[offset...]), deadline: deadline, stopsWhenReadable: true)
      }
      switch result {
      case .done: return true
      case .timedOut(let sent):
        throw .unanswered(.timedOut, "The deadline passed after \(offset + sent) of \(bytes.count) bytes were sent.")
      case .readable(let sent):
        offset += sent
        if try reader.readEarlyHead(from: stream, deadline: deadline) { return false }
      case .failed(let words, let sent):
        // A peer may respond early and close the connection, so that the rest cannot be sent.
        do throws(ResponseReader.Stop) {
          while try !reader.readEarlyHead(from: stream, deadline: deadline) {}
          return false
        } catch {
          if case .garbled = error { throw error }
          throw .unanswered(
            .sendFailed, "The request broke off after \(offset + sent) of \(bytes.count) bytes: \(words).")
        }
      }
    }
  }

  // MARK: Connections

  /// The kept connection, unless it has ended or unexpected bytes came.
  private func takeIdle() -> (any ByteStream)? {
    guard let stream = idle else { return nil }
    idle = nil
    if case .nothing = stream.readNow(into: reader.queue.room()) { return stream }
    drop(stream)
    return nil
  }

  private func drop(_ stream: any ByteStream) {
    idle = nil
    shared.withLock { if $0.stream === stream { $0.stream = nil } }
    stream.close()
  }

  /// Lets `cancel` reach a stream, before it first waits.
  private func install(_ stream: any ByteStream) throws(TransportError) {
    let isCancelled = shared.withLock { shared in
      if !shared.isCancelled { shared.stream = stream }
      return shared.isCancelled
    }
    if isCancelled {
      stream.close()
      throw Self.cancelled
    }
  }

  private func open(deadline: Int64, _ timings: inout Timings) throws(TransportError) -> any ByteStream {
    if origin.scheme == .https || (tls.proxy != nil && origin.scheme == .http) {
      let stream = try CurlStream()
      try install(stream)
      do throws(TransportError) {
        timings = try stream.connect(to: origin.authorityURL, tls, deadline: deadline)
      } catch {
        drop(stream)
        throw isCancelled.load(ordering: .relaxed) ? Self.cancelled : error
      }
      return stream
    }
    let start = SystemClock.monotonicNanoseconds()
    let addresses = try Resolver.addresses(of: origin, deadline: deadline, isCancelled: isCancelled)
    let resolved = SystemClock.monotonicNanoseconds()
    if origin.scheme != .unix { timings.resolve = .nanoseconds(resolved &- start) }
    var failure = TransportError(.connectFailed, "\(origin) has no address.")
    for (index, address) in addresses.enumerated() {
      do throws(TransportError) {
        let stream = try connect(to: address, left: addresses.count - index, deadline: deadline)
        timings.connect = .nanoseconds(SystemClock.monotonicNanoseconds() &- resolved)
        return stream
      } catch {
        if error.kind == .cancelled { throw error }
        failure = error
      }
    }
    throw failure
  }

  /// Connects to one of several addresses, each of which gets a share of the remaining time.
  private func connect(to address: SocketAddress, left: Int, deadline: Int64) throws(TransportError) -> SocketStream {
    let now = SystemClock.monotonicNanoseconds()
    let stream: SocketStream
    do throws(SystemError) { stream = try SocketStream(connectingTo: address) } catch {
      throw TransportError(error.isShortage ? .unavailable : .connectFailed, error.description)
    }
    try install(stream)
    guard let failure = stream.finishConnecting(deadline: now &+ (deadline &- now) / Int64(left)) else { return stream }
    drop(stream)
    if isCancelled.load(ordering: .relaxed) { throw Self.cancelled }
    if failure.timedOut {
      throw TransportError(.connectTimedOut, "The deadline passed while connecting to \(address).")
    }
    let error = SystemError(operation: "connect to", path: address.description, code: failure.code)
    throw TransportError(.connectFailed, error.description)
  }
}
