import AssayJSON
import AssaySpec

/// Percent-encoding of URI parts (RFC 3986, section 2.1).
///
/// A ``Placeholder`` is left as it is: its value is encoded when it takes the placeholder's place.
package enum PercentEncoding {
  /// Encodes a value for one path segment: all but the unreserved characters and `:@!$&'()*+,;=` is encoded.
  package static func encodeSegment(_ text: String) -> String { encode(text, kept: "-._~:@!$&'()*+,;=") }

  /// Encodes a value for a query component: all but the unreserved characters is encoded.
  package static func encodeQuery(_ text: String) -> String { encode(text, kept: "-._~") }

  /// Encodes a value for a cookie: what a cookie cannot hold is encoded (RFC 6265, section 4.1.1).
  package static func encodeCookie(_ text: String) -> String { encode(text, kept: "!#$%&'()*+-./:<=>?@[]^_`{|}~") }

  /// Encodes every byte, whether it needs it or not, a placeholder's too.
  package static func encodeAll(_ text: String) -> String { text.utf8.map(triplet).joined() }

  /// Decodes `%XX`; a percent sign that starts no such triplet stays as it is.
  package static func decode(_ text: some StringProtocol) -> String {
    guard text.utf8.contains(0x25) else { return String(text) }
    let bytes = Array(text.utf8)
    var decoded: [UInt8] = []
    var index = 0
    while index < bytes.count {
      if bytes[index] == 0x25, index + 2 < bytes.count,
        let high = JSONString.hexadecimal(bytes[index + 1]), let low = JSONString.hexadecimal(bytes[index + 2])
      {
        decoded.append(UInt8(high << 4 | low))
        index += 3
      } else {
        decoded.append(bytes[index])
        index += 1
      }
    }
    return String(decoding: decoded, as: UTF8.self)
  }

  /// The decoded value of the first query parameter of this name, empty when it has none; `nil` when there is no such.
  package static func queryValue(of name: String, in query: Substring) -> String? {
    for pair in query.split(separator: "&") {
      let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      if decode(parts[0]) == name { return parts.count == 2 ? decode(parts[1]) : "" }
    }
    return nil
  }

  /// The decoded value of the first pair of this name in a form, in which `+` is a blank; `nil` when there is none.
  package static func formValue(of name: String, in form: String) -> String? {
    queryValue(of: name, in: form.replacing("+", with: "%20")[...])
  }

  private static func encode(_ text: String, kept: String) -> String {
    func isKept(_ byte: UInt8) -> Bool {
      switch byte {
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
      default: kept.utf8.contains(byte)
      }
    }
    if text.utf8.allSatisfy(isKept) { return text }
    let bytes = Array(text.utf8)
    var encoded = ""
    var index = 0
    while index < bytes.count {
      if bytes[index] == UInt8(ascii: "$"), let length = Placeholder.length(in: bytes, at: index) {
        encoded += String(decoding: bytes[index..<index + length], as: UTF8.self)
        index += length
      } else {
        encoded += isKept(bytes[index]) ? String(Unicode.Scalar(bytes[index])) : triplet(bytes[index])
        index += 1
      }
    }
    return encoded
  }

  private static func triplet(_ byte: UInt8) -> String {
    let digits = String(byte, radix: 16, uppercase: true)
    return "%" + (byte < 16 ? "0" : "") + digits
  }
}
