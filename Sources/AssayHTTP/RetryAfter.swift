/// The value of a `Retry-After` field (RFC 9110, section 10.2.3).
public enum RetryAfter {
  /// The seconds to wait, never negative; `nil` when the text is neither seconds nor an HTTP date.
  public static func seconds(_ text: String, now: Int64) -> Int64? {
    let text = text.trimmingBlanks
    if !text.isEmpty, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) { return Int64(text) ?? .max }
    return date(text, now: now).map { max(0, $0 - now) }
  }

  /// Seconds since 1970 of a date in one of the three forms of RFC 9110, section 5.6.7:
  /// `Sun, 06 Nov 1994 08:49:37 GMT`, `Sunday, 06-Nov-94 08:49:37 GMT` and `Sun Nov  6 08:49:37 1994`.
  static func date(_ text: String, now: Int64) -> Int64? {
    let words = text.split { $0 == " " || $0 == "-" }.map(String.init)
    switch words.count {
    case 6 where words[5] == "GMT" && words[3].utf8.count == 4:
      return date(day: words[1], month: words[2], year: Int64(words[3]), time: words[4])
    case 6 where words[5] == "GMT" && words[3].utf8.count == 2:
      // The latest year with these last digits that is at most 50 years ahead.
      let latest = 1970 + now / 31_556_952 + 50
      let year = Int64(words[3]).map { latest - (latest - $0) % 100 }
      return date(day: words[1], month: words[2], year: year, time: words[4])
    case 5: return date(day: words[2], month: words[1], year: Int64(words[4]), time: words[3])
    default: return nil
    }
  }

  private static func date(day: String, month: String, year: Int64?, time: String) -> Int64? {
    let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
    let time = time.split(separator: ":").compactMap { Int64($0) }
    guard let day = Int64(day), let month = months.firstIndex(of: month), let year, time.count == 3,
      (1...31).contains(day), (1970...9999).contains(year), (0..<24).contains(time[0]), (0..<60).contains(time[1]),
      (0...60).contains(time[2])
    else { return nil }
    // Days since 1970 of a civil date, with years that begin in March.
    let m = Int64(month + 1)
    let y = m <= 2 ? year - 1 : year
    let era = y / 400
    let yearOfEra = y - era * 400
    let dayOfYear = (153 * (m + (m > 2 ? -3 : 9)) + 2) / 5 + day - 1
    let days = era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    return days * 86_400 + time[0] * 3600 + time[1] * 60 + time[2]
  }
}

extension String {
  fileprivate var trimmingBlanks: String {
    var rest = self[...]
    while rest.first == " " || rest.first == "\t" { rest.removeFirst() }
    while rest.last == " " || rest.last == "\t" { rest.removeLast() }
    return String(rest)
  }
}
