/// The status codes that one documented response stands for: one code, or a range such as 5xx.
public struct StatusRange: Sendable, Hashable, ExpressibleByIntegerLiteral, CustomStringConvertible {
  package let lowest: Int
  package let highest: Int

  /// One status code.
  public init(integerLiteral value: Int) { self.init(value, value) }

  /// The status codes from `lowest` to `highest`, both included.
  public init(_ lowest: Int, _ highest: Int) {
    self.lowest = lowest
    self.highest = highest
  }

  /// 400 to 499.
  public static let clientError = StatusRange(400, 499)
  /// 500 to 599.
  public static let serverError = StatusRange(500, 599)

  package func contains(_ status: Int) -> Bool { lowest <= status && status <= highest }
  package var isExact: Bool { lowest == highest }
  package var isSuccess: Bool { lowest >= 200 && highest < 300 }
  package var isError: Bool { lowest >= 400 }

  /// `200`, or `5xx` for a whole class.
  public var description: String {
    if isExact { return String(lowest) }
    return lowest % 100 == 0 && highest == lowest + 99 ? "\(lowest / 100)xx" : "\(lowest)-\(highest)"
  }
}
