import AssayHTTP
import AssaySystem
import CCurl
import Synchronization

/// A TLS connection, or a tunnel through a proxy, that libcurl made and that carries our own HTTP/1.1.
final class CurlStream: ByteStream, @unchecked Sendable {
  // Unchecked: the handle is for one thread at a time but in `cancel`, which `isOpen` guards against `close`.
  private let handle: OpaquePointer
  private var descriptor = Descriptor(-1)
  private let isOpen = Mutex(true)

  /// Opens libcurl when that has not been done; fails as `unavailable` when it is not on this machine.
  init() throws(TransportError) {
    guard ccurl_load() == Int32(CCURL_OK) else {
      throw TransportError(
        .unavailable,
        "https and proxies need libcurl 4, which could not be opened (\(String(cString: ccurl_load_error()))). "
          + "Install it (Debian, Ubuntu: apt-get install libcurl4; Fedora: dnf install libcurl; "
          + "Alpine: apk add libcurl); http targets work without it.")
    }
    guard let handle = ccurl_create() else {
      throw TransportError(.unavailable, "libcurl has no memory for another connection.")
    }
    self.handle = handle
  }

  deinit { close() }

  /// The version that libcurl and its TLS library tell of themselves; `nil` when there is none on this machine.
  static var libraryVersion: String? { ccurl_version().map { String(cString: $0) } }

  /// Connects to `url` (scheme, host and port) and gives how long the phases took.
  func connect(to url: String, _ options: TLSOptions, deadline: Int64) throws(TransportError) -> Timings {
    let left = (deadline - SystemClock.monotonicNanoseconds() + 999_999) / 1_000_000
    if left <= 0 { throw TransportError(.timedOut, "The deadline passed before \(url) was asked to connect.") }
    var times = ccurl_times()
    var code: Int32 = 0
    withOptionalCString(url) { url in
      withOptionalCString(options.caFile) { caFile in
        withOptionalCString(options.certificate) { certificate in
          withOptionalCString(options.key) { key in
            withOptionalCString(options.proxy) { proxy in
              var plain = ccurl_options(
                url: url, ca_file: caFile, certificate: certificate, key: key, proxy: proxy,
                insecure: options.insecure ? 1 : 0, timeout_ms: Int(clamping: left))
              code = ccurl_connect(handle, &plain, &times)
            }
          }
        }
      }
    }
    guard code == Int32(CCURL_OK) else { throw error(code, url, options) }
    descriptor = Descriptor(ccurl_socket(handle))
    let resolve = Duration.microseconds(times.resolved)
    let connect = Duration.microseconds(max(0, times.connected - times.resolved))
    let tls = times.secured > 0 ? Duration.microseconds(max(0, times.secured - times.connected)) : nil
    return Timings(resolve: resolve, connect: connect, tls: tls)
  }

  func read(into block: UnsafeMutableRawBufferPointer, deadline: Int64) -> StreamRead {
    while true {
      // Reads first: libcurl may hold decrypted bytes that the socket knows nothing of.
      switch readNow(into: block) {
      case .nothing:
        if PollSet.wait(for: .readable, on: descriptor, until: deadline).isEmpty { return .nothing }
      case let result: return result
      }
    }
  }

  func readNow(into block: UnsafeMutableRawBufferPointer) -> StreamRead {
    var count = 0
    let code = ccurl_receive(handle, block.baseAddress, block.count, &count)
    switch code {
    case Int32(CCURL_OK): return count == 0 ? .end : .moved(count)
    case Int32(CCURL_AGAIN): return .nothing
    default: return .failed(words(code))
    }
  }

  func write(_ block: UnsafeRawBufferPointer, deadline: Int64, stopsWhenReadable: Bool) -> StreamWrite {
    var sent = 0
    while sent < block.count {
      var count = 0
      let code = ccurl_send(handle, block.baseAddress! + sent, block.count - sent, &count)
      sent += count
      if code == Int32(CCURL_AGAIN) {
        // Readable is no sign of an answer here (TLS has messages of its own), so only the room to write counts.
        if PollSet.wait(for: .writable, on: descriptor, until: deadline).isEmpty { return .timedOut(sent: sent) }
      } else if code != Int32(CCURL_OK) {
        return .failed(words(code), sent: sent)
      } else if sent < block.count, SystemClock.monotonicNanoseconds() >= deadline {
        return .timedOut(sent: sent)
      }
    }
    return .done
  }

  func cancel() { isOpen.withLock { if $0 { ccurl_cancel(handle) } } }

  func close() {
    isOpen.withLock { isOpen in
      if isOpen { ccurl_destroy(handle) }
      isOpen = false
    }
  }

  private func words(_ code: Int32) -> String {
    let own = String(cString: ccurl_error(handle))
    return own.isEmpty ? String(cString: ccurl_text(code)) : own
  }

  private func error(_ code: Int32, _ url: String, _ options: TLSOptions) -> TransportError {
    let words = words(code)
    // libcurl's CURLcode: the numbers are part of its stable interface.
    switch code {
    case 5, 97:
      return TransportError(.proxyFailed, "The proxy \(options.proxy ?? "") cannot be used: \(words).")
    case 6: return TransportError(.nameNotResolved, "\(url) has no address: \(words).")
    case 28: return TransportError(.timedOut, "The deadline passed while connecting to \(url): \(words).")
    case 35, 51, 53, 54, 58, 59, 60, 64, 66, 77, 80, 82, 83, 90, 91, 98:
      return TransportError(.tlsFailed, "TLS with \(url) failed: \(words).\(tlsAdvice(code))")
    case 4, 27, 48: return TransportError(.unavailable, "libcurl cannot connect to \(url): \(words).")
    case 42: return TransportError(.cancelled, "Connecting to \(url) was cancelled.")
    case 56 where options.proxy != nil:
      // A proxy that answers CONNECT with anything but 2xx.
      return TransportError(.proxyFailed, "The proxy \(options.proxy ?? "") did not open a tunnel: \(words).")
    default: return TransportError(.connectFailed, "Cannot connect to \(url): \(words).")
    }
  }

  private func tlsAdvice(_ code: Int32) -> String {
    switch code {
    case 51, 60: " Name the certificate to trust, when this server is meant to have one of its own."
    case 58: " Check the file of the client's certificate and of its key."
    case 77: " Check the file of the certificates to trust."
    default: ""
    }
  }
}

private func withOptionalCString(_ text: String?, _ body: (UnsafePointer<CChar>?) -> Void) {
  if let text { text.withCString { body($0) } } else { body(nil) }
}
