import AssayJSON

extension Format {
  /// A JSON pointer such as `/orders/0/id` (RFC 6901).
  public static let jsonPointer = Format(
    "json-pointer", example: "/orders/0/id", boundaries: ["/", "/a~1b/~0"],
    counterexamples: [
      ("no-slash", "orders/0", "without a slash at its beginning"),
      ("tilde", "/a~2", "with an escape that means nothing"),
      ("fragment", "#/orders", "as the fragment of a URI"),
    ]
  ) { JSONPointer(parsing: String(decoding: $0, as: UTF8.self)) != nil }

  /// A JSON pointer from another place: `1/id` (draft-bhutton-relative-json-pointer).
  public static let relativeJSONPointer = Format(
    "relative-json-pointer", example: "1/id", boundaries: ["0", "0#", "12/a~1b"],
    counterexamples: [
      ("pointer", "/id", "without a number"), ("leading-zero", "01/id", "with a leading zero"),
      ("sign", "-1/id", "with a negative number"),
    ]
  ) { text in
    var scanner = ByteScanner(text)
    func number(_ scanner: inout ByteScanner) -> Bool {
      scanner.next == UInt8(ascii: "0") ? scanner.takeDigits() == 1 : scanner.takeDigits() > 0
    }
    guard number(&scanner) else { return false }
    if scanner.take("+") || scanner.take("-"), !number(&scanner) { return false }
    if scanner.take("#") { return scanner.isAtEnd }
    return JSONPointer(parsing: String(decoding: scanner.rest, as: UTF8.self)) != nil
  }
}
