extension Duration {
  /// Seconds with three decimals and a dot, whatever the locale.
  package var secondsText: String {
    let (whole, fraction) = components
    let digits = String(fraction / 1_000_000_000_000_000)
    return "\(whole)." + String(repeating: "0", count: 3 - digits.count) + digits
  }
}
