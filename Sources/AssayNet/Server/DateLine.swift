import AssaySystem

/// The line `Date` of answers (RFC 9110, section 6.6.1), renewed every second.
final class DateLine {
  private let clock: @Sendable () -> Int64
  private var second: Int64?
  private(set) var bytes: [UInt8] = []

  /// - Parameter clock: seconds since 1970.
  init(_ clock: @escaping @Sendable () -> Int64) { self.clock = clock }

  func refresh() {
    let now = clock()
    if now == second { return }
    second = now
    bytes = Array("Date: \(Timestamp(seconds: now).httpDate)\r\n".utf8)
  }
}
