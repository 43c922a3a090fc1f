import AssayPlatform

/// Thin, typed calls on sockets. Sockets are closed on exec and raise no SIGPIPE; only `receiveWaiting` blocks.
package enum Sockets {
  #if canImport(Glibc)
    static let stream = Int32(SOCK_STREAM.rawValue)
  #else
    static let stream = SOCK_STREAM
  #endif

  private static let atOnce = Int32(MSG_DONTWAIT)
  #if canImport(Darwin)
    // Darwin has no MSG_NOSIGNAL; `prepare` sets SO_NOSIGPIPE instead.
    private static let sendFlags = atOnce
  #else
    private static let sendFlags = atOnce | Int32(MSG_NOSIGNAL)
  #endif

  /// Starts to connect. The socket becomes writable when that is done; `takeError` then gives the result.
  package static func startConnecting(to address: SocketAddress) throws(SystemError) -> Descriptor {
    let socket = try open(for: address)
    let code = address.withPointer { pointer, length in connect(socket.number, pointer, length) == 0 ? 0 : errno }
    // After EINTR, connecting continues in the background.
    if code == 0 || code == EINPROGRESS || code == EINTR { return socket }
    close(socket)
    throw SystemError(operation: "connect to", path: address.description, code: code)
  }

  /// Listens at an address; the file of a unix socket must not exist yet.
  package static func listen(at address: SocketAddress, backlog: Int = 1024) throws(SystemError) -> Descriptor {
    let socket = try open(for: address)
    set(socket, SOL_SOCKET, SO_REUSEADDR, 1)
    let bound = address.withPointer { pointer, length in bind(socket.number, pointer, length) }
    if bound == 0, systemListen(socket.number, Int32(backlog)) == 0 { return socket }
    let code = errno
    close(socket)
    throw SystemError(operation: "listen at", path: address.description, code: code)
  }

  /// Accepts a waiting connection; `nil` when there is none.
  package static func accept(_ listener: Descriptor) throws(SystemError) -> Descriptor? {
    while true {
      let number = systemAccept(listener.number)
      if number >= 0 {
        let socket = Descriptor(number)
        prepare(socket)
        return socket
      }
      switch errno {
      case EINTR, ECONNABORTED: continue
      case EAGAIN: return nil
      case let code: throw SystemError(operation: "accept", path: "a connection", code: code)
      }
    }
  }

  /// The pending error of a socket, which is the result of connecting; 0 for none.
  package static func takeError(_ socket: Descriptor) -> Int32 {
    var code: Int32 = 0
    var length = socklen_t(MemoryLayout<Int32>.size)
    return getsockopt(socket.number, SOL_SOCKET, SO_ERROR, &code, &length) == 0 ? code : errno
  }

  /// The address a socket is bound to.
  package static func localAddress(_ socket: Descriptor) throws(SystemError) -> SocketAddress {
    var storage = sockaddr_storage()
    var length = socklen_t(MemoryLayout<sockaddr_storage>.size)
    let result = withUnsafeMutablePointer(to: &storage) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { getsockname(socket.number, $0, &length) }
    }
    guard result == 0 else { throw SystemError(operation: "name", path: "a socket", code: errno) }
    let bytes = withUnsafeBytes(of: storage) { Array($0.prefix(Int(length))) }
    return SocketAddress(bytes: bytes, family: Int32(storage.ss_family))
  }

  /// Sends small pieces without delay (TCP_NODELAY). It has no effect on a unix socket.
  package static func sendAtOnce(_ socket: Descriptor) { set(socket, Int32(IPPROTO_TCP), TCP_NODELAY, 1) }

  package static func receive(_ socket: Descriptor, into block: UnsafeMutableRawBufferPointer) -> IOResult {
    while true {
      let count = recv(socket.number, block.baseAddress, block.count, atOnce)
      if count > 0 { return .moved(count) }
      if count == 0 { return .end }
      let code = errno
      if code == EAGAIN { return .wouldBlock }
      if code != EINTR { return .failed(code) }
    }
  }

  /// Lets `receiveWaiting` block on a connected socket, at most this long.
  package static func letWait(_ socket: Descriptor, milliseconds: Int) {
    var limit = timeval(tv_sec: .init(milliseconds / 1000), tv_usec: .init(milliseconds % 1000 * 1000))
    let isSet = setsockopt(socket.number, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size)) == 0
    // Without the limit a wait could last forever, so the socket then stays non-blocking.
    if isSet { _ = fcntl(socket.number, F_SETFL, fcntl(socket.number, F_GETFL, 0) & ~O_NONBLOCK) }
  }

  /// Receives bytes, blocking as long as `letWait` allows: one system call where polling first needs two.
  ///
  /// Returns `wouldBlock` when nothing came or a signal ended the wait.
  package static func receiveWaiting(_ socket: Descriptor, into block: UnsafeMutableRawBufferPointer) -> IOResult {
    let count = recv(socket.number, block.baseAddress, block.count, 0)
    if count > 0 { return .moved(count) }
    if count == 0 { return .end }
    let code = errno
    return code == EAGAIN || code == EINTR ? .wouldBlock : .failed(code)
  }

  package static func send(_ socket: Descriptor, _ block: UnsafeRawBufferPointer) -> IOResult {
    while true {
      let count = systemSend(socket.number, block, sendFlags)
      if count >= 0 { return .moved(count) }
      let code = errno
      if code == EAGAIN { return .wouldBlock }
      if code != EINTR { return .failed(code) }
    }
  }

  /// Ends both directions, which wakes every thread that waits on the socket.
  package static func shutDown(_ socket: Descriptor) { _ = shutdown(socket.number, Int32(SHUT_RDWR)) }

  /// Ends the sending direction; receiving continues.
  package static func endSending(_ socket: Descriptor) { _ = shutdown(socket.number, Int32(SHUT_WR)) }

  package static func close(_ descriptor: Descriptor) { systemClose(descriptor.number) }

  private static func open(for address: SocketAddress) throws(SystemError) -> Descriptor {
    let number = socket(address.family, stream, 0)
    guard number >= 0 else {
      throw SystemError(operation: "open", path: "a socket for \(address)", code: errno)
    }
    prepare(Descriptor(number))
    return Descriptor(number)
  }

  private static func prepare(_ socket: Descriptor) {
    _ = fcntl(socket.number, F_SETFD, FD_CLOEXEC)
    _ = fcntl(socket.number, F_SETFL, fcntl(socket.number, F_GETFL, 0) | O_NONBLOCK)
    #if canImport(Darwin)
      set(socket, SOL_SOCKET, SO_NOSIGPIPE, 1)
    #endif
  }

  private static func set(_ socket: Descriptor, _ level: Int32, _ option: Int32, _ value: Int32) {
    var value = value
    setsockopt(socket.number, level, option, &value, socklen_t(MemoryLayout<Int32>.size))
  }
}

// Free functions, because the methods of `Sockets` hide the C functions of the same name.
private func systemListen(_ socket: Int32, _ backlog: Int32) -> Int32 { listen(socket, backlog) }
private func systemAccept(_ socket: Int32) -> Int32 { accept(socket, nil, nil) }
private func systemSend(_ socket: Int32, _ block: UnsafeRawBufferPointer, _ flags: Int32) -> Int {
  send(socket, block.baseAddress, block.count, flags)
}
