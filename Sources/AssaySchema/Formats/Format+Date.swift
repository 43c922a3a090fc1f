extension Format {
  /// A day such as `2026-01-31` (RFC 3339).
  public static let date = Format(
    "date", example: "2026-01-31", boundaries: ["2024-02-29", "2025-12-31"],
    counterexamples: [
      ("no-such-day", "2026-02-29", "a day that the year does not have"), ("no-hyphens", "20260131", "without hyphens"),
      ("other-order", "31-01-2026", "with the day first"), ("slashes", "2026/01/31", "with slashes"),
      ("with-time", "2026-01-31T00:00:00Z", "with a time"), ("one-digit", "2026-1-31", "with a month of one digit"),
    ]
  ) { text in
    var scanner = ByteScanner(text)
    return scanner.date() != nil && scanner.isAtEnd
  }
}
