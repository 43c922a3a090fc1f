import AssaySystem

/// The loopback addresses of this machine.
package enum Loopback {
  /// Whether `::1` can be listened at.
  package static let hasIPv6: Bool = {
    guard let address = try? SocketAddress.resolve("::1", port: 0).first,
      let listener = try? Sockets.listen(at: address)
    else { return false }
    Sockets.close(listener)
    return true
  }()
}
