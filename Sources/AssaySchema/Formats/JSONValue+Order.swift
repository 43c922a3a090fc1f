import AssayJSON

extension JSONValue {
  /// How this value is ordered to another: below 0 when it comes before, above 0 when after.
  ///
  /// Numbers are ordered by value, dates and times by the moment, other texts by their scalars.
  /// - Returns: `nil` where there is no order, and for texts that another order of letters would put the other way.
  package func order(to other: JSONValue, areTimes: Bool = false) -> Int? {
    switch (self, other) {
    case (.number(let left), .number(let right)): return left == right ? 0 : left < right ? -1 : 1
    case (.string(let left), .string(let right)):
      if let left = Format.moment(left), let right = Format.moment(right) {
        return left == right ? 0 : left < right ? -1 : 1
      }
      if areTimes { return nil }
      let order = Self.order(left, right)
      return order == Self.order(left.lowercased(), right.lowercased()) ? order : nil
    default: return nil
    }
  }

  private static func order(_ left: String, _ right: String) -> Int {
    if left.utf8.elementsEqual(right.utf8) { return 0 }
    return left.utf8.lexicographicallyPrecedes(right.utf8) ? -1 : 1
  }
}

extension Format {
  /// The day and the nanosecond in it that a date, or a date with a time, stands for; `nil` for another text.
  fileprivate static func moment(_ text: String) -> (day: Int, nanosecond: Int)? {
    Array(text.utf8).withUnsafeBufferPointer { bytes in
      var scanner = ByteScanner(bytes)
      guard let day = scanner.date() else { return nil }
      if scanner.isAtEnd { return (day, 0) }
      guard scanner.take("T") || scanner.take("t"), let time = scanner.time(), scanner.isAtEnd else { return nil }
      let nanoseconds = 86_400_000_000_000
      let rest = (time % nanoseconds + nanoseconds) % nanoseconds
      return (day + (time - rest) / nanoseconds, rest)
    }
  }
}
