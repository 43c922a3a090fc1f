extension Format {
  /// A URI with expressions in braces: `https://example.com/orders/{id}` (RFC 6570).
  public static let uriTemplate = Format(
    "uri-template", example: "https://example.com/orders/{id}", boundaries: ["{+path}", "/orders{?page,size*}"],
    counterexamples: [
      ("open-brace", "/orders/{id", "with a brace that is not closed"),
      ("no-name", "/orders/{}", "with no name in braces"),
      ("blank", "/orders /{id}", "with a blank"), ("name", "/orders/{order-id}", "with a hyphen in a name"),
    ]
  ) { isURITemplate($0) }

  private static func isURITemplate(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    var scanner = ByteScanner(text)
    while let next = scanner.next {
      if scanner.take("{") {
        for sign in "+#./;?&=,!@|".unicodeScalars where scanner.take(sign) { break }
        repeat { guard scanner.isVariable() else { return false } } while scanner.take(",")
        guard scanner.take("}") else { return false }
      } else if next == UInt8(ascii: "%") {
        guard scanner.isTriplet() else { return false }
      } else if scanner.take(while: { $0 > 0x20 && $0 != 0x7F && !#""%<>\^`{|}"#.utf8.contains($0) }) == 0 {
        return false
      }
    }
    return true
  }
}

extension ByteScanner {
  fileprivate mutating func isTriplet() -> Bool {
    guard take("%"), rest.prefix(2).count == 2, rest.prefix(2).allSatisfy(\.isHexadecimalDigit) else { return false }
    var count = 0
    return take {
      count += 1
      return count <= 2 && $0.isHexadecimalDigit
    } == 2
  }

  /// Reads a name and its modifier: `term:3`, `list*`.
  fileprivate mutating func isVariable() -> Bool {
    repeat {
      var length = 0
      while next == UInt8(ascii: "%") {
        guard isTriplet() else { return false }
        length += 1
      }
      length += take { $0.isLetterOrDigit || $0 == UInt8(ascii: "_") }
      while next == UInt8(ascii: "%") {
        guard isTriplet() else { return false }
        length += 1 + take { $0.isLetterOrDigit || $0 == UInt8(ascii: "_") }
      }
      if length == 0 { return false }
    } while take(".")
    if take("*") || !take(":") { return true }
    return next != UInt8(ascii: "0") && 1...4 ~= takeDigits()
  }
}
