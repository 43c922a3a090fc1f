extension Format {
  /// An absolute URI.
  public static let uri = Format("uri", example: "https://example.com/") { isURI($0, needsScheme: true) }

  /// A URI, or one relative to another: `/orders/7` (RFC 3986).
  public static let uriReference = Format(
    "uri-reference", example: "/orders/7", boundaries: ["https://example.com/", "?page=2"],
    counterexamples: [
      ("blank", "/orders/7 a", "with a blank"), ("backslash", "\\\\host\\share", "with backslashes"),
      ("percent", "/%zz", "with a percent sign that begins no triplet"),
    ]
  ) { isURI($0, needsScheme: false) }

  /// An absolute URI that may have characters of any script (RFC 3987).
  public static let iri = Format(
    "iri", example: "https://example.com/é", boundaries: ["https://example.com/"],
    counterexamples: [("relative", "/é", "without a scheme"), ("blank", "https://example.com/é é", "with a blank")]
  ) { isURI($0, needsScheme: true, isInternational: true) }

  /// An IRI, or one relative to another (RFC 3987).
  public static let iriReference = Format(
    "iri-reference", example: "/é", boundaries: ["https://example.com/é"],
    counterexamples: [("blank", "/é é", "with a blank"), ("backslash", "\\é", "with a backslash")]
  ) { isURI($0, needsScheme: false, isInternational: true) }

  /// RFC 3986, section 3: a scheme, then what the generic syntax allows; or a relative reference (section 4.2).
  private static func isURI(
    _ text: UnsafeBufferPointer<UInt8>, needsScheme: Bool, isInternational: Bool = false
  ) -> Bool {
    func areCharacters(_ text: Slice<UnsafeBufferPointer<UInt8>>, besides signs: StaticString) -> Bool {
      self.areCharacters(text, besides: signs, isInternational)
    }
    var rest = text[...]
    if let colon = text.firstIndex(of: UInt8(ascii: ":")), isScheme(text[..<colon]) {
      rest = text[(colon + 1)...]
    } else if needsScheme
      || text.prefix(while: { $0 != UInt8(ascii: "/") && $0 != UInt8(ascii: "?") && $0 != UInt8(ascii: "#") }).contains(
        UInt8(ascii: ":"))
    {
      return false
    }
    for sign in ["#", "?"] as [Unicode.Scalar] {
      guard let mark = rest.firstIndex(of: UInt8(ascii: sign)) else { continue }
      guard areCharacters(rest[(mark + 1)...], besides: "/?:@") else { return false }
      rest = rest[..<mark]
    }
    guard rest.starts(with: "//".utf8) else { return areCharacters(rest, besides: "/:@") }
    rest = rest.dropFirst(2)
    let path = rest.firstIndex(of: UInt8(ascii: "/")) ?? rest.endIndex
    return isAuthority(rest[..<path], isInternational) && areCharacters(rest[path...], besides: "/:@")
  }

  private static func isScheme(_ text: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
    guard let first = text.first, first.isLetterOrDigit, !first.isDigit else { return false }
    return text.allSatisfy {
      $0.isLetterOrDigit || $0 == UInt8(ascii: "+") || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: ".")
    }
  }

  private static func isAuthority(_ text: Slice<UnsafeBufferPointer<UInt8>>, _ isInternational: Bool) -> Bool {
    var host = text
    if let at = text.firstIndex(of: UInt8(ascii: "@")) {
      guard areCharacters(text[..<at], besides: ":", isInternational) else { return false }
      host = text[(at + 1)...]
    }
    let isLiteral = host.first == UInt8(ascii: "[")
    let end = isLiteral ? host.firstIndex(of: UInt8(ascii: "]")).map { $0 + 1 } : host.firstIndex(of: UInt8(ascii: ":"))
    if isLiteral && end == nil { return false }
    let name = host[..<(end ?? host.endIndex)]
    let port = host[(end ?? host.endIndex)...]
    if let colon = port.first {
      guard colon == UInt8(ascii: ":"), port.dropFirst().allSatisfy(\.isDigit) else { return false }
    }
    guard isLiteral else { return areCharacters(name, besides: "", isInternational) }
    let address = name.dropFirst().dropLast()
    return InternetAddress.isIPv6(address) || isFutureAddress(address)
  }

  /// `v` and a hexadecimal version, a dot, and what that version will mean (RFC 3986, section 3.2.2).
  private static func isFutureAddress(_ text: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
    guard let first = text.first, first | 0x20 == UInt8(ascii: "v"), let dot = text.firstIndex(of: UInt8(ascii: "."))
    else { return false }
    let version = text[(text.startIndex + 1)..<dot]
    let rest = text[(dot + 1)...]
    return !version.isEmpty && version.allSatisfy(\.isHexadecimalDigit) && !rest.isEmpty
      && !rest.contains(UInt8(ascii: "%")) && areCharacters(rest, besides: ":", false)
  }

  /// Whether all are unreserved, sub-delimiters, percent triplets or one of these besides.
  private static func areCharacters(
    _ text: Slice<UnsafeBufferPointer<UInt8>>, besides signs: StaticString, _ isInternational: Bool
  ) -> Bool {
    var position = text.startIndex
    while position < text.endIndex {
      let byte = text[position]
      if byte == UInt8(ascii: "%") {
        guard position + 2 < text.endIndex, text[position + 1].isHexadecimalDigit, text[position + 2].isHexadecimalDigit
        else { return false }
        position += 3
        continue
      }
      let isAllowed =
        byte.isLetterOrDigit || (isInternational && byte >= 0x80) || uriSigns.contains(UInt32(byte))
        || UnsafeBufferPointer(start: signs.utf8Start, count: signs.utf8CodeUnitCount).contains(byte)
      guard isAllowed else { return false }
      position += 1
    }
    return true
  }

  /// Unreserved signs and sub-delimiters (RFC 3986, sections 2.2 and 2.3).
  private static let uriSigns = ScalarSet("-._~!$&'()*+,;=".unicodeScalars.map { $0.value...$0.value })
}
