/// A numeric address, or a network of them in CIDR notation: `127.0.0.1`, `10.0.0.0/8`, `fd00::/8`.
package struct SocketNetwork: Sendable, Hashable {
  private var address: [UInt8]
  private var bits: Int

  /// The loopback addresses (RFC 1122, section 3.2.1.3; RFC 4291, section 2.5.3).
  package static let loopback = [SocketNetwork("127.0.0.0/8")!, SocketNetwork("::1")!]

  /// Parses the text; `nil` when it is something else, such as a host name.
  package init?(_ text: String) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count <= 2, let address = Self.bytes(of: String(parts[0])) else { return nil }
    self.address = address
    bits = address.count * 8
    if parts.count == 2 {
      guard let length = Int(parts[1]), (0...bits).contains(length) else { return nil }
      bits = length
    }
  }

  /// Whether a numeric address is in the network; a host name never is.
  package func contains(_ host: String) -> Bool {
    guard let other = Self.bytes(of: host), other.count == address.count else { return false }
    for index in 0..<bits where (address[index / 8] ^ other[index / 8]) & (0x80 >> UInt8(index % 8)) != 0 {
      return false
    }
    return true
  }

  /// The 4 or 16 bytes of a numeric address.
  private static func bytes(of text: String) -> [UInt8]? {
    guard let address = try? SocketAddress.resolve(text, port: 1, numericOnly: true).first else { return nil }
    // `sockaddr_in` has its address at offset 4, `sockaddr_in6` at 8.
    return address.isIPv6 ? Array(address.bytes[8..<24]) : Array(address.bytes[4..<8])
  }
}
