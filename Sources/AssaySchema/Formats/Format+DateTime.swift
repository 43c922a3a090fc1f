extension Format {
  /// A point in time with its offset, as RFC 3339 writes it.
  public static let dateTime = Format("date-time", example: "2026-01-01T00:00:00Z", accepts: isDateTime)

  /// RFC 3339, section 5.6: a full date, `T`, a time with seconds, and `Z` or an offset, letters in either case.
  ///
  /// A second of 60 is possible only at the end of a minute that is 23:59 in UTC (section 5.7).
  private static func isDateTime(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    func number(_ start: Int, _ count: Int) -> Int? {
      guard start + count <= text.count else { return nil }
      var value = 0
      for index in start..<start + count {
        let digit = text[index] &- 0x30
        guard digit < 10 else { return nil }
        value = value * 10 + Int(digit)
      }
      return value
    }
    func has(_ sign: Unicode.Scalar, at index: Int) -> Bool { index < text.count && text[index] == UInt8(ascii: sign) }
    guard let year = number(0, 4), has("-", at: 4), let month = number(5, 2), has("-", at: 7),
      let day = number(8, 2), has("T", at: 10) || has("t", at: 10), let hour = number(11, 2), has(":", at: 13),
      let minute = number(14, 2), has(":", at: 16), let second = number(17, 2),
      1...12 ~= month, 1...days(inMonth: month, year: year) ~= day, hour < 24, minute < 60, second <= 60
    else { return false }
    var position = 19
    if has(".", at: position) {
      let start = position + 1
      position = start
      while number(position, 1) != nil { position += 1 }
      if position == start { return false }
    }
    var offset = 0
    if has("Z", at: position) || has("z", at: position) {
      position += 1
    } else {
      guard has("+", at: position) || has("-", at: position), let hours = number(position + 1, 2),
        has(":", at: position + 3), let minutes = number(position + 4, 2), hours < 24, minutes < 60
      else { return false }
      offset = (hours * 60 + minutes) * (has("-", at: position) ? -1 : 1)
      position += 6
    }
    guard position == text.count else { return false }
    let minuteOfDay = (hour * 60 + minute - offset + 2 * 1440) % 1440
    return second < 60 || minuteOfDay == 1439
  }

  private static func days(inMonth month: Int, year: Int) -> Int {
    switch month {
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }
}
