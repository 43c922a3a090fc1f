/// The status codes of one documented response: one code, a range such as 5xx, or every other (`default`).
public struct StatusRange: Sendable, Hashable, ExpressibleByIntegerLiteral, CustomStringConvertible {
  package let lowest: Int
  package let highest: Int
  /// Whether it is OpenAPI's `default`. It contains no status itself: it has those that no other response has.
  package let isDefault: Bool

  /// One status code.
  public init(integerLiteral value: Int) { self.init(value, value) }

  /// The status codes from `lowest` to `highest`, both included.
  public init(_ lowest: Int, _ highest: Int) {
    self.init(lowest, highest, isDefault: false)
  }

  private init(_ lowest: Int, _ highest: Int, isDefault: Bool) {
    self.lowest = lowest
    self.highest = highest
    self.isDefault = isDefault
  }

  /// 400 to 499.
  public static let clientError = StatusRange(400, 499)
  /// 500 to 599.
  public static let serverError = StatusRange(500, 599)
  /// Any status that no other response of the endpoint has, as OpenAPI's `default`. A request that triggers it is refused.
  public static let `default` = StatusRange(400, 599, isDefault: true)

  package func contains(_ status: Int) -> Bool { !isDefault && lowest <= status && status <= highest }
  package var isExact: Bool { lowest == highest }
  package var isSuccess: Bool { lowest >= 200 && highest < 300 }
  package var isError: Bool { lowest >= 400 }
  package var isRedirect: Bool { lowest >= 300 && highest < 400 }

  /// `200`, or `5xx` for a whole class.
  public var description: String {
    if isDefault { return "default" }
    if isExact { return String(lowest) }
    return lowest % 100 == 0 && highest == lowest + 99 ? "\(lowest / 100)xx" : "\(lowest)-\(highest)"
  }
}
