/// HMAC over SHA-256 (RFC 2104).
enum HMAC {
  /// The 32 bytes of HMAC-SHA256 of a message under a key of any length.
  static func sha256(key: [UInt8], _ message: [UInt8]) -> [UInt8] {
    var block = key.count > 64 ? SHA256.digest(of: key) : key
    block += [UInt8](repeating: 0, count: 64 - block.count)
    let inner = SHA256.digest(of: block.map { $0 ^ 0x36 } + message)
    return SHA256.digest(of: block.map { $0 ^ 0x5C } + inner)
  }
}
