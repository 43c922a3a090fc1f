extension Format {
  /// The name of a host such as `api.example.com` (RFC 1123); labels that begin with `xn--` must be valid (RFC 5891).
  public static let hostname = Format(
    "hostname", example: "api.example.com", boundaries: ["a", String(repeating: "a", count: 63) + ".example"],
    counterexamples: [
      ("underscore", "my_host.example.com", "with an underscore"),
      ("hyphen", "-host.example.com", "begins with a hyphen"),
      ("empty-label", "host..example.com", "with nothing between two dots"),
      ("with-port", "example.com:443", "with a port"),
      ("too-long", String(repeating: "a", count: 64) + ".example", "with a label of 64 characters"),
      ("url", "https://example.com", "a URL"),
    ]
  ) { $0.count <= 253 && isHostname($0[...]) && DomainName.hasValidLabels($0) }

  /// The name of a host in any script, such as `例え.jp` (RFC 5890).
  public static let idnHostname = Format(
    "idn-hostname", example: "例え.jp", boundaries: ["a", "xn--r8jz45g.jp"],
    counterexamples: [
      ("symbol", "♥.jp", "with a symbol"), ("hyphen", "-例え.jp", "begins with a hyphen"),
      ("empty-label", "例え..jp", "with nothing between two dots"),
    ]
  ) { DomainName.isInternational($0) }

  /// Labels of at most 63 letters, digits and inner hyphens (RFC 1123, section 2.1).
  static func isHostname(_ text: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
    var length = 0
    var last = UInt8(ascii: "-")
    for byte in text {
      if byte == UInt8(ascii: ".") {
        if length == 0 || last == UInt8(ascii: "-") { return false }
        length = 0
      } else {
        let isHyphen = byte == UInt8(ascii: "-")
        guard byte.isLetterOrDigit || isHyphen, !(isHyphen && length == 0), length < 63 else { return false }
        length += 1
      }
      last = byte
    }
    return length > 0 && last != UInt8(ascii: "-")
  }
}
