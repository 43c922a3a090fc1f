extension Format {
  /// An e-mail address.
  public static let email = Format("email", example: "someone@example.com", accepts: isEmail)

  /// RFC 5321, section 4.1.2, `Mailbox`: a dot-string or a quoted string, `@`, a domain or an address in brackets.
  private static func isEmail(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    // A quoted local part may hold `@`; a domain may not.
    guard let at = text.lastIndex(of: UInt8(ascii: "@")) else { return false }
    let local = text[..<at]
    let domain = text[(at + 1)...]
    // RFC 5321, sections 4.5.3.1.1 and 4.5.3.1.2.
    guard 1...64 ~= local.count, 1...255 ~= domain.count else { return false }
    let isLocal = local.first == UInt8(ascii: "\"") ? isQuoted(local) : isDotString(local)
    return isLocal && (domain.first == UInt8(ascii: "[") ? isLiteral(domain) : isDomain(domain))
  }

  private static func isDotString(_ text: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
    var isAtomEmpty = true
    for byte in text {
      if byte == UInt8(ascii: ".") {
        if isAtomEmpty { return false }
        isAtomEmpty = true
      } else {
        guard byte.isLetterOrDigit || isAtomSign(byte) else { return false }
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

  private static func isQuoted(_ text: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
    guard text.count >= 3, text.last == UInt8(ascii: "\"") else { return false }
    var isEscaped = false
    for byte in text.dropFirst().dropLast() {
      guard 0x20...0x7E ~= byte else { return false }
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

  /// Labels of at most 63 letters, digits and inner hyphens (RFC 1123, section 2.1).
  private static func isDomain(_ text: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
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
