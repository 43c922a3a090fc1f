import AssayJSON

/// The numbers that bounds and steps of a schema allow, as integers scaled by a power of ten.
struct NumberRange {
  /// Where the integers are too large to be counted with, or there are no bounds.
  private(set) var isKnown = false
  private var power = 0
  private var low: Int64?
  private var high: Int64?
  private var step: Int64 = 1

  init(_ schema: Schema) {
    let isWhole = !schema.types.isSuperset(of: .number)
    // A decimal more than the bounds have always lies between two that differ.
    for power in 0...12 {
      var range = NumberRange(power: power, step: isWhole ? Self.unit(power) : 1)
      if schema.assertions.allSatisfy({ range.narrow(by: $0) }) {
        self = range
        let hasSteps = schema.assertions.contains { if case .multipleOf = $0 { true } else { false } }
        guard !isWhole, !hasSteps, power < 12 else { return }
        var finer = NumberRange(power: power + 1, step: 1)
        if schema.assertions.allSatisfy({ finer.narrow(by: $0) }) { self = finer }
        return
      }
    }
  }

  private init(power: Int, step: Int64) {
    self.power = power
    self.step = step
    isKnown = true
  }

  private static func unit(_ power: Int) -> Int64 { (0..<power).reduce(1) { value, _ in value * 10 } }

  /// False where the assertion's number has no such decimals.
  private mutating func narrow(by assertion: Schema.Assertion) -> Bool {
    func scaled(_ number: JSONNumber, _ change: (Int64) -> Void) -> Bool {
      guard let value = number.scaled(by: power), value.magnitude < 1 << 61 else { return false }
      change(value)
      return true
    }
    func raise(_ bound: Int64) { low = max(low ?? bound, bound) }
    func lower(_ bound: Int64) { high = min(high ?? bound, bound) }
    switch assertion {
    case .minimum(let bound): return scaled(bound, raise)
    case .exclusiveMinimum(let bound): return scaled(bound) { raise($0 + 1) }
    case .maximum(let bound): return scaled(bound, lower)
    case .exclusiveMaximum(let bound): return scaled(bound) { lower($0 - 1) }
    case .multipleOf(let divisor):
      return scaled(divisor) { value in
        var (left, right) = (step, value)
        while right != 0 { (left, right) = (right, left % right) }
        let (product, isTooLarge) = (step / left).multipliedReportingOverflow(by: value)
        step = isTooLarge || product > 1 << 61 ? 1 << 61 : product
      }
    case .format(let format):
      if case .integer(let range) = format.rule {
        if range.lowerBound > -1 << 61 {
          return scaled(JSONNumber(range.lowerBound), raise) && scaled(JSONNumber(range.upperBound), lower)
        }
      }
      return true
    default: return true
    }
  }

  /// The least number that is allowed, the greatest where there is no least; `nil` where there is none.
  var number: JSONNumber?? {
    guard isKnown else { return .none }
    if low == nil, high == nil { return .some(written(step)) }
    var value: Int64
    if let low {
      value = low / step * step
      if value < low { value += step }
    } else {
      value = high! / step * step
      if value > high! { value -= step }
    }
    let isInside = value >= low ?? value && value <= high ?? value
    return .some(isInside ? written(value) : nil)
  }

  private func written(_ value: Int64) -> JSONNumber { JSONNumber(value, dividedByTenTo: power) }
}
