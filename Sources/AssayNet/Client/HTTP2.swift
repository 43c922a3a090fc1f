/// Recognizes a peer that speaks HTTP/2 (RFC 9113).
enum HTTP2 {
  static let advice =
    "The server speaks HTTP/2 only, and contracts are tested over HTTP/1.1: name an address that speaks HTTP/1.1, "
    + "or put a proxy before it that does."

  private static let headerLength = 9
  private static let settings: UInt8 = 4
  private static let goAway: UInt8 = 7

  /// Whether the bytes begin with the first frame of an HTTP/2 server; `nil` when more bytes are needed.
  ///
  /// That is SETTINGS or GOAWAY on stream 0 (RFC 9113, sections 3.4 and 4.1).
  static func looksLikeFrame(_ bytes: UnsafeRawBufferPointer) -> Bool? {
    // Such a frame is shorter than 64 KiB, so the first byte of its length is 0.
    for (index, byte) in bytes.prefix(headerLength).enumerated() {
      let fits =
        switch index {
        case 0, 5...8: byte == 0
        case 3: byte == settings || byte == goAway
        case 4: byte == 0
        default: true
        }
      if !fits { return false }
    }
    return bytes.count >= headerLength ? true : nil
  }
}
