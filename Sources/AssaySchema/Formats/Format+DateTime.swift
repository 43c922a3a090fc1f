extension Format {
  /// A point in time with its offset, as RFC 3339 writes it.
  public static let dateTime = Format("date-time", example: "2026-01-01T00:00:00Z") { isDateTime($0) }

  /// RFC 3339, section 5.6: a full date, `T`, and a full time; letters in either case.
  private static func isDateTime(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    var scanner = ByteScanner(text)
    return scanner.date() != nil && (scanner.take("T") || scanner.take("t")) && scanner.time() != nil && scanner.isAtEnd
  }
}

extension ByteScanner {
  /// Reads a full date (RFC 3339, section 5.6) and returns its number, which grows by one each day.
  mutating func date() -> Int? {
    guard let year = number(4), take("-"), let month = number(2), take("-"), let day = number(2), 1...12 ~= month
    else { return nil }
    let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    let lengths = (31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
    let length = withUnsafeBytes(of: lengths) { $0.bindMemory(to: Int.self)[month - 1] }
    guard 1...length ~= day else { return nil }
    // Years that begin with March have the leap day at their end.
    let (shifted, since) = month > 2 ? (year, month - 3) : (year - 1, month + 9)
    return 365 * shifted + shifted / 4 - shifted / 100 + shifted / 400 + (153 * since + 2) / 5 + day
  }

  /// Reads a full time (RFC 3339, section 5.6) and returns its nanoseconds since midnight in UTC.
  ///
  /// A second of 60 is possible only at the end of a minute that is 23:59 in UTC (section 5.7).
  mutating func time() -> Int? {
    guard let hour = number(2), take(":"), let minute = number(2), take(":"), let second = number(2), hour < 24,
      minute < 60, second <= 60
    else { return nil }
    var nanoseconds = 0
    if take(".") {
      var unit = 1_000_000_000
      while let digit = number(1) {
        unit /= 10
        nanoseconds += digit * unit
      }
      if unit == 1_000_000_000 { return nil }
    }
    var offset = 0
    if !take("Z"), !take("z") {
      let sign = next == UInt8(ascii: "-") ? -1 : 1
      guard take("+") || take("-"), let hours = number(2), take(":"), let minutes = number(2), hours < 24, minutes < 60
      else { return nil }
      offset = sign * (hours * 60 + minutes)
    }
    let minuteOfDay = hour * 60 + minute - offset
    guard second < 60 || (minuteOfDay + 2 * 1440) % 1440 == 1439 else { return nil }
    return (minuteOfDay * 60 + second) * 1_000_000_000 + nanoseconds
  }
}
