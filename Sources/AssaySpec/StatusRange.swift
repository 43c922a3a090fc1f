/// The status codes that one documented answer stands for: one code, or a range such as 5xx.
public struct StatusRange: Sendable, Hashable, ExpressibleByIntegerLiteral, CustomStringConvertible {
  public let lowest: Int
  public let highest: Int

  public init(integerLiteral value: Int) { self.init(value, value) }
  public init(_ lowest: Int, _ highest: Int) {
    self.lowest = lowest
    self.highest = highest
  }

  public static let clientError = StatusRange(400, 499)
  public static let serverError = StatusRange(500, 599)

  public func contains(_ status: Int) -> Bool { lowest <= status && status <= highest }
  public var isExact: Bool { lowest == highest }
  public var isSuccess: Bool { lowest >= 200 && highest < 300 }
  public var isError: Bool { lowest >= 400 }

  /// `200`, or `5xx` for a whole class.
  public var description: String {
    if isExact { return String(lowest) }
    return lowest % 100 == 0 && highest == lowest + 99 ? "\(lowest / 100)xx" : "\(lowest)-\(highest)"
  }
}
