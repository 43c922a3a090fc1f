extension Format {
  /// An absolute URI.
  public static let uri = Format("uri", example: "https://example.com/", accepts: isURI)

  /// RFC 3986, section 3: a scheme, then what the generic syntax allows; a relative reference is no URI.
  private static func isURI(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let colon = text.firstIndex(of: UInt8(ascii: ":")), isScheme(text[..<colon]) else { return false }
    var rest = text[(colon + 1)...]
    if let mark = rest.firstIndex(of: UInt8(ascii: "#")) {
      guard areCharacters(rest[(mark + 1)...], besides: "/?:@") else { return false }
      rest = rest[..<mark]
    }
    if let mark = rest.firstIndex(of: UInt8(ascii: "?")) {
      guard areCharacters(rest[(mark + 1)...], besides: "/?:@") else { return false }
      rest = rest[..<mark]
    }
    guard rest.starts(with: "//".utf8) else { return areCharacters(rest, besides: "/:@") }
    rest = rest.dropFirst(2)
    let path = rest.firstIndex(of: UInt8(ascii: "/")) ?? rest.endIndex
    return isAuthority(rest[..<path]) && areCharacters(rest[path...], besides: "/:@")
  }

  private static func isScheme(_ text: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
    guard let first = text.first, first.isLetterOrDigit, !(0x30...0x39 ~= first) else { return false }
    return text.allSatisfy {
      $0.isLetterOrDigit || $0 == UInt8(ascii: "+") || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: ".")
    }
  }

  private static func isAuthority(_ text: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
    var host = text
    if let at = text.firstIndex(of: UInt8(ascii: "@")) {
      guard areCharacters(text[..<at], besides: ":") else { return false }
      host = text[(at + 1)...]
    }
    let isLiteral = host.first == UInt8(ascii: "[")
    let end = isLiteral ? host.firstIndex(of: UInt8(ascii: "]")).map { $0 + 1 } : host.firstIndex(of: UInt8(ascii: ":"))
    if isLiteral && end == nil { return false }
    let name = host[..<(end ?? host.endIndex)]
    let port = host[(end ?? host.endIndex)...]
    if let colon = port.first {
      guard colon == UInt8(ascii: ":"), port.dropFirst().allSatisfy({ 0x30...0x39 ~= $0 }) else { return false }
    }
    guard isLiteral else { return areCharacters(name, besides: "") }
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
      && !rest.contains(UInt8(ascii: "%")) && areCharacters(rest, besides: ":")
  }

  /// Whether all are unreserved, sub-delimiters, percent triplets or one of these besides.
  private static func areCharacters(_ text: Slice<UnsafeBufferPointer<UInt8>>, besides signs: StaticString) -> Bool {
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
        byte.isLetterOrDigit || uriSigns.contains(UInt32(byte))
        || UnsafeBufferPointer(start: signs.utf8Start, count: signs.utf8CodeUnitCount).contains(byte)
      guard isAllowed else { return false }
      position += 1
    }
    return true
  }

  /// Unreserved signs and sub-delimiters (RFC 3986, sections 2.2 and 2.3).
  private static let uriSigns = ScalarSet("-._~!$&'()*+,;=".unicodeScalars.map { $0.value...$0.value })
}
