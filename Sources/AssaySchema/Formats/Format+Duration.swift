extension Format {
  /// A length of time such as `P1DT12H` (ISO 8601, in the grammar of RFC 3339, appendix A).
  public static let duration = Format(
    "duration", example: "P1DT12H", boundaries: ["PT0S", "P1Y2M3DT4H5M6S", "P2W"],
    counterexamples: [
      ("no-p", "1DT12H", "without the P"), ("no-parts", "P", "with nothing after the P"),
      ("no-time", "P1DT", "with nothing after the T"), ("other-order", "P2D1Y", "with days before years"),
      ("weeks-and-days", "P1W1D", "with weeks and days"), ("words", "1 day", "in words"),
    ]
  ) { text in
    var scanner = ByteScanner(text)
    guard scanner.take("P") else { return false }
    guard let first = scanner.parts("YMD", or: "W") else { return false }
    if scanner.take("T") { return scanner.parts("HMS")?.isEmpty == false && first != "W" && scanner.isAtEnd }
    return !first.isEmpty && scanner.isAtEnd
  }
}

extension ByteScanner {
  /// Reads numbers, each with one of these units after it, none left out between two; `nil` when one has no unit.
  fileprivate mutating func parts(_ units: String, or alone: Unicode.Scalar? = nil) -> String? {
    var found = ""
    while takeDigits() > 0 {
      if let alone, found.isEmpty, take(alone) { return String(alone) }
      guard let unit = units.unicodeScalars.first(where: { take($0) }) else { return nil }
      found.unicodeScalars.append(unit)
    }
    return units.contains(found) || found.isEmpty ? found : nil
  }
}
