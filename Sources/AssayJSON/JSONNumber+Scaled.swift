/// Decimal arithmetic on integers of 64 bits.
extension JSONNumber {
  /// The number times a power of ten, where that is an integer of 64 bits.
  package func scaled(by power: Int) -> Int64? {
    let parts = lexeme.split { $0 == "e" || $0 == "E" }
    guard let exponent = parts.count == 1 ? 0 : Int(parts[1]), abs(exponent) < 1000 else { return nil }
    return JSONNumber(lexeme: "\(parts[0])e\(exponent + power)")?.int64
  }

  /// An integer divided by a power of ten, written without an exponent.
  package init(_ value: Int64, dividedByTenTo power: Int) {
    var digits = String(value.magnitude)
    digits = String(repeating: "0", count: max(0, power + 1 - digits.utf8.count)) + digits
    var fraction = digits.suffix(power)
    while fraction.last == "0" { fraction.removeLast() }
    let sign = value < 0 ? "-" : ""
    self.init(checked: sign + digits.dropLast(power) + (fraction.isEmpty ? "" : "." + fraction))
  }

  /// The exact sum; `nil` where it needs more than 64 bits or 12 decimals.
  package static func sum(_ numbers: [JSONNumber]) -> JSONNumber? {
    for power in 0...12 {
      let scaled = numbers.compactMap { $0.scaled(by: power) }
      guard scaled.count == numbers.count else { continue }
      var sum: Int64 = 0
      for number in scaled {
        let (next, isTooLarge) = sum.addingReportingOverflow(number)
        if isTooLarge { return nil }
        sum = next
      }
      return JSONNumber(sum, dividedByTenTo: power)
    }
    return nil
  }
}
