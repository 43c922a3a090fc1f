import AssayHTTP
import AssaySystem
import Synchronization

/// Turns an origin into addresses without waiting longer than a deadline.
enum Resolver {
  /// The addresses of an origin in the order to try them.
  static func addresses(
    of origin: Origin, deadline: Int64, isCancelled: borrowing Atomic<Bool>
  ) throws(TransportError) -> [SocketAddress] {
    if origin.scheme == .unix {
      guard let address = SocketAddress(unixPath: origin.host) else {
        throw TransportError(
          .connectFailed, "The socket path \(origin.host) cannot be used: it is empty or longer than about 100 bytes.")
      }
      return [address]
    }
    if let literal = try? SocketAddress.resolve(origin.host, port: origin.port, numericOnly: true) { return literal }
    let search: Search
    do throws(SystemError) { search = try Search(origin.host, origin.port) } catch {
      throw TransportError(.unavailable, error.description)
    }
    while true {
      if isCancelled.load(ordering: .relaxed) { throw TransportError(.cancelled, "The exchange was cancelled.") }
      switch search.result {
      case .success(let addresses)?: return addresses
      case .failure(let error)?:
        throw TransportError(
          .nameNotResolved, "\(origin.host) has no address: \(error.reason). Check the name and this machine's network."
        )
      case nil: break
      }
      let now = SystemClock.monotonicNanoseconds()
      if now >= deadline {
        throw TransportError(.connectTimedOut, "The deadline passed while looking for the address of \(origin.host).")
      }
      _ = PollSet.wait(for: .readable, on: search.done.readEnd, until: min(deadline, now &+ 20_000_000))
    }
  }

  /// A lookup on a separate thread, which is abandoned when it takes too long, because the system's has no deadline.
  private final class Search: Sendable {
    let done: WakePipe
    private let state = Mutex<Result<[SocketAddress], ResolveError>?>(nil)

    init(_ host: String, _ port: Int) throws(SystemError) {
      done = try WakePipe()
      try Threads.start(stackSize: 1 << 20) { [self] in
        let result: Result<[SocketAddress], ResolveError>
        do throws(ResolveError) { result = .success(try SocketAddress.resolve(host, port: port)) } catch {
          result = .failure(error)
        }
        state.withLock { $0 = result }
        done.wake()
      }.detach()
    }

    var result: Result<[SocketAddress], ResolveError>? { state.withLock { $0 } }
  }
}
