import AssayPlatform

/// The address of a socket: IPv4 or IPv6 with a port, or the path of a unix socket.
package struct SocketAddress: Sendable, Hashable, CustomStringConvertible {
  /// The system's `sockaddr`, byte for byte.
  let bytes: [UInt8]
  let family: Int32

  init(bytes: [UInt8], family: Int32) {
    self.bytes = bytes
    self.family = family
  }

  /// A unix socket; `nil` when the path is empty, holds NUL or is longer than the system allows (about 100 bytes).
  package init?(unixPath: String) {
    let path = Array(unixPath.utf8)
    var address = sockaddr_un()
    let room = MemoryLayout.size(ofValue: address.sun_path)
    guard !path.isEmpty, path.count < room, !path.contains(0) else { return nil }
    address.sun_family = sa_family_t(AF_UNIX)
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path) }
    #if canImport(Darwin)
      address.sun_len = UInt8(MemoryLayout<sockaddr_un>.size)
    #endif
    bytes = withUnsafeBytes(of: address) { Array($0) }
    family = AF_UNIX
  }

  /// Resolves a name or a numeric address. The order is that in which the system wants the addresses tried.
  ///
  /// Blocks during the network lookup, which no deadline bounds.
  /// - Parameter numericOnly: Accepts numeric addresses only and does no lookup.
  package static func resolve(
    _ host: String, port: Int, numericOnly: Bool = false
  ) throws(ResolveError) -> [SocketAddress] {
    var hints = addrinfo()
    hints.ai_family = AF_UNSPEC
    hints.ai_socktype = Sockets.stream
    hints.ai_flags = Int32(AI_NUMERICSERV) | (numericOnly ? Int32(AI_NUMERICHOST) : 0)
    var list: UnsafeMutablePointer<addrinfo>?
    let code = getaddrinfo(host, String(port), &hints, &list)
    guard code == 0 else { throw ResolveError(host: host, reason: String(cString: gai_strerror(code))) }
    defer { freeaddrinfo(list) }
    var addresses: [SocketAddress] = []
    var next = list
    while let entry = next {
      if let address = entry.pointee.ai_addr {
        let bytes = UnsafeRawBufferPointer(start: address, count: Int(entry.pointee.ai_addrlen))
        addresses.append(SocketAddress(bytes: Array(bytes), family: entry.pointee.ai_family))
      }
      next = entry.pointee.ai_next
    }
    return addresses
  }

  var isIPv6: Bool { family == AF_INET6 }

  /// The port of an IPv4 or IPv6 address; `nil` for a unix socket.
  package var port: Int? {
    // `sin_port` and `sin6_port` have the same offset, and are big-endian.
    guard family != AF_UNIX, bytes.count >= 4 else { return nil }
    return Int(bytes[2]) << 8 | Int(bytes[3])
  }

  /// The address as text: `127.0.0.1:8080`, `[::1]:8080`, `unix:/tmp/socket`.
  package var description: String {
    if family == AF_UNIX {
      return "unix:" + String(decoding: bytes.dropFirst(2).prefix { $0 != 0 }, as: UTF8.self)
    }
    var host = [CChar](repeating: 0, count: 64)
    let code = withPointer { pointer, length in
      getnameinfo(pointer, length, &host, socklen_t(host.count), nil, 0, NI_NUMERICHOST)
    }
    guard code == 0 else { return "an address" }
    let text = String(decoding: host.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    return (family == AF_INET6 ? "[\(text)]" : text) + ":\(port ?? 0)"
  }

  func withPointer<R>(_ body: (UnsafePointer<sockaddr>, socklen_t) -> R) -> R {
    // Copied to a `sockaddr_storage`, because the bytes of an array need not be aligned as a `sockaddr`.
    var storage = sockaddr_storage()
    withUnsafeMutableBytes(of: &storage) { $0.copyBytes(from: bytes.prefix($0.count)) }
    return withUnsafePointer(to: &storage) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { body($0, socklen_t(bytes.count)) }
    }
  }
}

/// A host name that could not be resolved.
package struct ResolveError: Error, Sendable, Hashable {
  package var host: String
  /// The system's message.
  package var reason: String
}
