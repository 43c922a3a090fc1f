import AssaySystem
import Synchronization

/// A TCP or unix socket as a stream.
final class SocketStream: ByteStream {
  private let descriptor: Descriptor
  /// How long a read may block, in milliseconds.
  private static let patience = 100
  // Closing and cancelling exclude each other, so that `cancel` never uses a descriptor that was closed and reused.
  private let isOpen = Mutex(true)

  /// Starts to connect; `finishConnecting` waits for it, and `cancel` ends the wait.
  init(connectingTo address: SocketAddress) throws(SystemError) {
    descriptor = try Sockets.startConnecting(to: address)
    if address.port != nil { Sockets.sendAtOnce(descriptor) }
  }

  deinit { close() }

  /// Waits until the connection is established: `nil` on success, else the error number (`timedOut` after the
  /// deadline).
  func finishConnecting(deadline: Int64) -> (timedOut: Bool, code: Int32)? {
    if PollSet.wait(for: .writable, on: descriptor, until: deadline).isEmpty { return (true, 0) }
    let code = Sockets.takeError(descriptor)
    if code != 0 { return (false, code) }
    Sockets.letWait(descriptor, milliseconds: Self.patience)
    return nil
  }

  func read(into block: UnsafeMutableRawBufferPointer, deadline: Int64) -> StreamRead {
    // While the deadline is far, a blocking read saves a system call.
    if deadline &- SystemClock.monotonicNanoseconds() > Int64(Self.patience) * 1_000_000 {
      switch Sockets.receiveWaiting(descriptor, into: block) {
      case .moved(let count): return .moved(count)
      case .wouldBlock: break
      case .end: return .end
      case .failed(let code): return .failed(SystemError.text(of: code))
      }
    }
    while true {
      // Waits first, because a response takes longer than a call, so an immediate read would rarely succeed.
      let waited = !PollSet.wait(for: .readable, on: descriptor, until: deadline).isEmpty
      switch readNow(into: block) {
      case .nothing where waited: continue
      case let result: return result
      }
    }
  }

  func readNow(into block: UnsafeMutableRawBufferPointer) -> StreamRead {
    switch Sockets.receive(descriptor, into: block) {
    case .moved(let count): .moved(count)
    case .wouldBlock: .nothing
    case .end: .end
    case .failed(let code): .failed(SystemError.text(of: code))
    }
  }

  func write(_ block: UnsafeRawBufferPointer, deadline: Int64, stopsWhenReadable: Bool) -> StreamWrite {
    var sent = 0
    while sent < block.count {
      switch Sockets.send(descriptor, UnsafeRawBufferPointer(rebasing: block[sent...])) {
      case .moved(let count): sent += count
      case .wouldBlock, .end:
        let events: PollEvents = stopsWhenReadable ? [.readable, .writable] : .writable
        let seen = PollSet.wait(for: events, on: descriptor, until: deadline)
        if seen.isEmpty { return .timedOut(sent: sent) }
        if stopsWhenReadable, seen.contains(.readable) { return .readable(sent: sent) }
      case .failed(let code): return .failed(SystemError.text(of: code), sent: sent)
      }
    }
    return .done
  }

  func cancel() { isOpen.withLock { if $0 { Sockets.shutDown(descriptor) } } }

  func close() {
    isOpen.withLock { isOpen in
      if isOpen { Sockets.close(descriptor) }
      isOpen = false
    }
  }
}
