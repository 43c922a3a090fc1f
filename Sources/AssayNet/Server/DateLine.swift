import AssaySystem

/// The `Date` line of responses (RFC 9110, section 6.6.1), updated every second.
final class DateLine {
  private let clock: @Sendable () -> Int64
  private var second: Int64?
  private(set) var bytes: [UInt8] = []

  /// - Parameter clock: Seconds since 1970.
  init(_ clock: @escaping @Sendable () -> Int64) { self.clock = clock }

  func refresh() {
    let now = clock()
    if now == second { return }
    second = now
    bytes = Array("Date: \(Timestamp(seconds: now).httpDate)\r\n".utf8)
  }
}
