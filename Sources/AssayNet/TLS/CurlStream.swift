import AssayHTTP
import AssaySystem
import CCurl
import Synchronization

/// A TLS connection or a proxy tunnel by libcurl, which carries our own HTTP/1.1.
final class CurlStream: ByteStream, @unchecked Sendable {
  // Unchecked: one thread at a time uses the handle, except for `cancel`, which `isOpen` guards against `close`.
  private let handle: OpaquePointer
  private var descriptor = Descriptor(-1)
  private let isOpen = Mutex(true)
  private var url = ""
  private var options = TLSOptions()
  private var lastFailure: (code: Int32, words: String)?
  private var hasAnswered = false

  /// Loads libcurl unless it is loaded. Fails with `unavailable` when it is not installed.
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

  /// A plain target behind a proxy has no TLS.
  var lacksCloseNotify: Bool {
    url.hasPrefix("https:") && (lastFailure != nil || ccurl_lacks_close_notify(handle) == 1)
  }

  /// Connects to `url` (scheme, host and port) and returns how long the phases took.
  func connect(to url: String, _ options: TLSOptions, deadline: Int64) throws(TransportError) -> Timings {
    self.url = url
    self.options = options
    let left = (deadline - SystemClock.monotonicNanoseconds() + 999_999) / 1_000_000
    if left <= 0 { throw TransportError(.connectTimedOut, "The deadline passed before \(url) was asked to connect.") }
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
    guard code == Int32(CCURL_OK) else { throw error(code) }
    descriptor = Descriptor(ccurl_socket(handle))
    let resolve = Duration.microseconds(times.resolved)
    let connect = Duration.microseconds(max(0, times.connected - times.resolved))
    let tls = times.secured > 0 ? Duration.microseconds(max(0, times.secured - times.connected)) : nil
    return Timings(resolve: resolve, connect: connect, tls: tls)
  }

  func read(into block: UnsafeMutableRawBufferPointer, deadline: Int64) -> StreamRead {
    while true {
      // Reads first, because libcurl may hold decrypted bytes.
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
        // A readable socket does not mean a response here, because TLS has its own messages.
        if PollSet.wait(for: .writable, on: descriptor, until: deadline).isEmpty { return .timedOut(sent: sent) }
      } else if code != Int32(CCURL_OK) {
        return .failed(words(code), sent: sent)
      } else if sent < block.count, SystemClock.monotonicNanoseconds() >= deadline {
        return .timedOut(sent: sent)
      }
    }
    return .done
  }

  private var asksForCertificate: Bool { ccurl_asks_certificate(handle) == 1 }

  /// Recognizes servers that check the client's certificate only after the handshake (TLS 1.3, nginx).
  func explained(_ outcome: Outcome) -> Outcome {
    switch outcome {
    case .unanswered(let error) where [.closedBeforeAnswer, .sendFailed].contains(error.kind) && !hasAnswered:
      let words = lastFailure?.words ?? error.message
      let failure = lastFailure.map { self.failure($0.code, $0.words) } ?? .other
      if failure != .other { return .unanswered(failure.error(url, options, words: words)) }
      // A reset may discard the alert that gives the reason.
      guard asksForCertificate, options.certificate == nil else { return outcome }
      return .unanswered(TLSFailure.certificateMissing.error(url, options, words: words))
    case .answered(let response):
      hasAnswered = true
      guard asksForCertificate, Self.refusesCertificate(response) else { return outcome }
      let failure = options.certificate == nil ? TLSFailure.certificateMissing : .certificateRefused
      return .unanswered(failure.error(url, options, words: "it answered \(response.status) \(response.reason)"))
    default: return outcome
    }
  }

  /// Whether a response is nginx's own 400 about the client's certificate.
  private static func refusesCertificate(_ response: Response) -> Bool {
    let page = String(decoding: response.body.prefix(1024), as: UTF8.self)
    return response.status == 400
      && (page.contains("No required SSL certificate was sent") || page.contains("The SSL certificate error"))
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
    let words = own.isEmpty ? String(cString: ccurl_text(code)) : own
    lastFailure = (code, words)
    return words
  }

  private func failure(_ code: Int32, _ words: String) -> TLSFailure {
    TLSFailure(
      code: code, verifyResult: Int(ccurl_verify_result(handle)), words: words,
      asksForCertificate: asksForCertificate, hasCertificate: options.certificate != nil)
  }

  private func error(_ code: Int32) -> TransportError {
    let words = words(code)
    let proxy = options.proxy.map(Origin.withoutUserInfo) ?? ""
    // The numbers of CURLcode are part of libcurl's stable interface.
    switch code {
    case 5, 97: return TransportError(.proxyFailed, "The proxy \(proxy) cannot be used: \(words).")
    case 6: return TransportError(.nameNotResolved, "\(url) has no address: \(words).")
    case 7 where options.proxy != nil:
      return TransportError(.proxyFailed, "The proxy \(proxy) cannot be reached: \(words).")
    case 28: return TransportError(.connectTimedOut, "The deadline passed while connecting to \(url): \(words).")
    case 35, 51, 53, 54, 58, 59, 60, 64, 66, 77, 80, 82, 83, 90, 91, 98:
      return failure(code, words).error(url, options, words: words)
    case 4, 27, 48: return TransportError(.unavailable, "libcurl cannot connect to \(url): \(words).")
    case 42: return TransportError(.cancelled, "Connecting to \(url) was cancelled.")
    case 56 where options.proxy != nil:
      // The proxy did not respond to CONNECT with 2xx.
      let advice =
        words.contains("407")
        ? " It wants a user and a password: set HTTPS_PROXY=http://USER:PASSWORD@HOST:PORT and give --proxy env." : ""
      return TransportError(.proxyFailed, "The proxy \(proxy) did not open a tunnel: \(words).\(advice)")
    default: return TransportError(.connectFailed, "Cannot connect to \(url): \(words).")
    }
  }
}

private func withOptionalCString(_ text: String?, _ body: (UnsafePointer<CChar>?) -> Void) {
  if let text { text.withCString { body($0) } } else { body(nil) }
}
