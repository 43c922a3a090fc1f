extension Format {
  /// A time of day with its offset, such as `08:30:00Z` (RFC 3339).
  public static let time = Format(
    "time", example: "08:30:00Z", boundaries: ["00:00:00Z", "23:59:59.999+23:59"],
    counterexamples: [
      ("no-offset", "08:30:00", "without an offset"), ("no-such-hour", "24:00:00Z", "with 24 as the hour"),
      ("no-seconds", "08:30Z", "without seconds"), ("twelve-hours", "08:30:00 PM", "on a clock of twelve hours"),
    ]
  ) { text in
    var scanner = ByteScanner(text)
    return scanner.time() != nil && scanner.isAtEnd
  }
}
