extension Format {
  /// An e-mail address.
  public static let email = Format("email", example: "someone@example.com") { isEmail($0, isInternational: false) }

  /// An e-mail address whose parts may be in any script (RFC 6531).
  public static let idnEmail = Format(
    "idn-email", example: "имя@example.com", boundaries: ["someone@example.com"],
    counterexamples: [
      ("no-at", "имя.example.com", "without the @"), ("no-domain", "имя@", "with no domain"),
      ("blank", "имя имя@example.com", "with a blank"),
    ]
  ) { isEmail($0, isInternational: true) }

  /// RFC 5321, section 4.1.2, `Mailbox`: a dot-string or a quoted string, `@`, a domain or an address in brackets.
  ///
  /// - Parameter isInternational: Whether more than ASCII is allowed (RFC 6531, section 3.3).
  private static func isEmail(_ text: UnsafeBufferPointer<UInt8>, isInternational: Bool) -> Bool {
    // A quoted local part may hold `@`; a domain may not.
    guard let at = text.lastIndex(of: UInt8(ascii: "@")) else { return false }
    let local = text[..<at]
    let domain = text[(at + 1)...]
    // RFC 5321, sections 4.5.3.1.1 and 4.5.3.1.2.
    guard 1...64 ~= local.count, 1...255 ~= domain.count else { return false }
    let isLocal =
      local.first == UInt8(ascii: "\"") ? isQuoted(local, isInternational) : isDotString(local, isInternational)
    if !isLocal || domain.first == UInt8(ascii: "[") { return isLocal && isLiteral(domain) }
    return isInternational ? DomainName.isInternational(UnsafeBufferPointer(rebasing: domain)) : isHostname(domain)
  }

  private static func isDotString(_ text: Slice<UnsafeBufferPointer<UInt8>>, _ isInternational: Bool) -> Bool {
    var isAtomEmpty = true
    for byte in text {
      if byte == UInt8(ascii: ".") {
        if isAtomEmpty { return false }
        isAtomEmpty = true
      } else {
        guard byte.isLetterOrDigit || isAtomSign(byte) || (isInternational && byte >= 0x80) else { return false }
        isAtomEmpty = false
      }
    }
    return !isAtomEmpty
  }

  /// RFC 5322, section 3.2.3, `atext` without letters and digits.
  private static func isAtomSign(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x21, 0x23...0x27, 0x2A, 0x2B, 0x2D, 0x2F, 0x3D, 0x3F, 0x5E...0x60, 0x7B...0x7E: true
    default: false
    }
  }

  private static func isQuoted(_ text: Slice<UnsafeBufferPointer<UInt8>>, _ isInternational: Bool) -> Bool {
    guard text.count >= 3, text.last == UInt8(ascii: "\"") else { return false }
    var isEscaped = false
    for byte in text.dropFirst().dropLast() {
      guard 0x20...0x7E ~= byte || (isInternational && byte >= 0x80) else { return false }
      if isEscaped {
        isEscaped = false
      } else if byte == UInt8(ascii: "\\") {
        isEscaped = true
      } else if byte == UInt8(ascii: "\"") {
        return false
      }
    }
    return !isEscaped
  }

  private static func isLiteral(_ text: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
    guard text.count > 2, text.last == UInt8(ascii: "]") else { return false }
    let address = text.dropFirst().dropLast()
    if address.count > 5, address.prefix(5).elementsEqual("IPv6:".utf8) {
      return InternetAddress.isIPv6(address.dropFirst(5))
    }
    return InternetAddress.isIPv4(address)
  }
}
