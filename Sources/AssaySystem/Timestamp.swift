/// A point in time, counted in UTC since 1970 without leap seconds (POSIX time).
package struct Timestamp: Sendable, Hashable, Comparable, CustomStringConvertible {
  /// Whole seconds since 1970-01-01T00:00:00Z; negative before it.
  package var seconds: Int64
  /// The fraction, 0 to 999 999 999.
  package var nanoseconds: Int32

  package init(seconds: Int64, nanoseconds: Int32 = 0) {
    self.seconds = seconds
    self.nanoseconds = nanoseconds
  }

  package static func < (left: Timestamp, right: Timestamp) -> Bool {
    (left.seconds, left.nanoseconds) < (right.seconds, right.nanoseconds)
  }

  /// The moment as ISO 8601 in UTC to the second: `2026-11-20T23:45:01Z` (RFC 3339, section 5.6).
  package var iso8601: String { isoDate + "T" + isoTime + "Z" }

  /// The day in UTC: `2026-11-20`.
  package var isoDate: String {
    let (year, month, day) = Self.civil(daysSince1970: daysSince1970)
    let sign = year < 0 ? "-" : ""
    return sign + Self.padded(abs(year), 4) + "-" + Self.padded(month, 2) + "-" + Self.padded(day, 2)
  }

  /// The moment as HTTP writes it, to the second: `Sun, 06 Nov 1994 08:49:37 GMT` (RFC 9110, section 5.6.7).
  package var httpDate: String {
    let (year, month, day) = Self.civil(daysSince1970: daysSince1970)
    // 1970 began on a Thursday.
    let weekday = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"][Int((daysSince1970 % 7 + 7) % 7)]
    let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
    return "\(weekday), \(Self.padded(day, 2)) \(months[Int(month) - 1]) \(Self.padded(year, 4)) \(isoTime) GMT"
  }

  package var description: String { iso8601 }

  /// Whole days since 1970-01-01, rounded toward the past.
  package var daysSince1970: Int64 {
    seconds >= 0 ? seconds / 86_400 : (seconds - 86_399) / 86_400
  }

  private var isoTime: String {
    let second = seconds - daysSince1970 * 86_400
    return Self.padded(second / 3600, 2) + ":" + Self.padded(second / 60 % 60, 2) + ":" + Self.padded(second % 60, 2)
  }

  /// Year, month and day of a day count in the proleptic Gregorian calendar.
  ///
  /// Counts years from 1 March, so that the leap day is the last of a year, in eras of 400 years (146 097 days).
  static func civil(daysSince1970 days: Int64) -> (year: Int64, month: Int64, day: Int64) {
    let shifted = days + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let monthFromMarch = (5 * dayOfYear + 2) / 153
    let day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
    let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
    let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    return (year, month, day)
  }

  private static func padded(_ number: Int64, _ width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
  }
}
