import AssayJSON

extension Format {
  /// A JSON Web Token: a header, a payload and a signature in base64url (RFC 7519).
  ///
  /// The header must be a JSON object. The signature is not verified.
  public static let jwt = Format(
    "jwt", example: "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiI3In0.c2lnbmF0dXJl", boundaries: ["e30.e30."],
    counterexamples: [
      ("two-parts", "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiI3In0", "without a signature"),
      ("four-parts", "e30.e30.c2ln.c2ln", "with a fourth part"),
      ("no-json", "aGVsbG8.e30.c2ln", "whose header is no JSON"),
      ("no-object", "W10.e30.c2ln", "whose header is an array"), ("alphabet", "e30.e30.+/+/", "in another alphabet"),
      ("padding", "e30=.e30=.c2ln", "with padding"),
    ]
  ) { text in
    let parts = text.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false).map(base64URL)
    guard parts.count == 3, let header = parts[0], parts[1] != nil, parts[2] != nil,
      let document = try? JSONDocument(parsing: header)
    else { return false }
    return document.root.kind == .object
  }

  /// The bytes of a text in base64url without padding (RFC 7515, section 2).
  private static func base64URL(_ text: Slice<UnsafeBufferPointer<UInt8>>) -> [UInt8]? {
    var standard = ""
    for byte in text {
      switch byte {
      case UInt8(ascii: "-"): standard += "+"
      case UInt8(ascii: "_"): standard += "/"
      case _ where byte.isLetterOrDigit: standard.unicodeScalars.append(Unicode.Scalar(byte))
      default: return nil
      }
    }
    return Base64.decode(standard + String(repeating: "=", count: (4 - text.count % 4) % 4))
  }
}
