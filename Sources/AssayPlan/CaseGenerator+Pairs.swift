import AssayContract
import AssayJSON
import AssaySchema
import AssaySpec

extension CaseGenerator {
  /// At most so many requests combine the values of optional parameters.
  private static let maxPairCases = 32
  /// Of each parameter at most so many values are combined, and its absence.
  private static let maxValues = 4

  /// Requests in which each two values of optional parameters meet; those that other cases combine are not repeated.
  func pairCases(_ baseline: Baseline) throws -> [TestCase] {
    let parameters = combined(baseline)
    guard parameters.count > 1 else { return [] }
    let exclusive = endpoint.dependencies.filter { $0.breaches.contains(.several) }
    var missing = Pairs(parameters.map(\.values.count)) { first, second in
      exclusive.contains { $0.excludes(parameters[first].parameter.location, parameters[second].parameter.location) }
    }
    // All absent, each alone, and all at once are cases of their own.
    missing.cover(parameters.map { _ in 0 })
    if exclusive.isEmpty { missing.cover(parameters.map { _ in 1 }) }
    for index in parameters.indices {
      for value in parameters[index].values.indices {
        missing.cover(parameters.indices.map { $0 == index ? value : 0 })
      }
    }
    var cases: [TestCase] = []
    while let choice = missing.next(), cases.count < Self.maxPairCases {
      missing.cover(choice)
      var builder = baseline.builder
      var words: [String] = []
      for (parameter, index) in zip(parameters, choice) {
        guard let value = parameter.values[index] else { continue }
        if parameter.parameter.fixture == nil {
          builder.set(value, at: parameter.parameter.location)
        } else {
          template.add(parameter.parameter.location, to: &builder)
        }
        words.append("\(parameter.parameter.name)=\(Self.label(value))")
      }
      cases.append(
        try makeCase(
          .optional, "pairs/\(words.joined(separator: ","))", "with \(words.joined(separator: " and "))", builder,
          success(baseline)))
    }
    return cases
  }

  /// The optional parameters that the ordinary request leaves out, by name, with the values that they may have.
  private func combined(_ baseline: Baseline) -> [(parameter: Parameter, values: [JSONValue?])] {
    let settings = Set(responseTriggers.flatMap(\.responseTrigger.settings).map(\.location))
    return endpoint.parameters.filter { parameter in
      !parameter.isRequired && parameter.location != endpoint.signatureLocation
        && !endpoint.isFromResponses(parameter.location) && !baseline.builder.holds(parameter.location)
        && !settings.contains(parameter.location)
        && (!parameter.isSecret || parameter.example != nil || parameter.fixture != nil)
    }.sorted { $0.location.description < $1.location.description }.map { parameter in
      var values: [JSONValue] = [template.sample(of: parameter)]
      for value in parameter.schema.choices + parameter.schema.boundaries.map(\.value)
      where parameter.fixture == nil && value != .null && !values.contains(value) {
        values.append(value)
      }
      return (parameter, [nil] + values.prefix(Self.maxValues).map(Optional.some))
    }
  }
}

/// The pairs of values of which no request has both yet. Values are indices; 0 is the absence of a parameter.
private struct Pairs {
  private struct Pair: Hashable {
    var first: Int
    var firstValue: Int
    var second: Int
    var secondValue: Int
  }

  private let counts: [Int]
  /// Whether two parameters are never sent together.
  private let excludes: (Int, Int) -> Bool
  /// In a fixed order, so that every run has the same cases.
  private var order: [Pair] = []
  private var missing: Set<Pair> = []

  init(_ counts: [Int], excluding excludes: @escaping (Int, Int) -> Bool) {
    self.counts = counts
    self.excludes = excludes
    for first in counts.indices {
      for second in counts.indices where second > first {
        for firstValue in 0..<counts[first] {
          for secondValue in 0..<counts[second] where firstValue == 0 || secondValue == 0 || !excludes(first, second) {
            order.append(Pair(first: first, firstValue: firstValue, second: second, secondValue: secondValue))
          }
        }
      }
    }
    missing = Set(order)
  }

  mutating func cover(_ choice: [Int]) {
    for first in choice.indices {
      for second in choice.indices where second > first {
        missing.remove(
          Pair(first: first, firstValue: choice[first], second: second, secondValue: choice[second]))
      }
    }
  }

  /// A choice that covers the first missing pair and, one parameter after the other, as many more as it can.
  mutating func next() -> [Int]? {
    guard let start = order.first(where: missing.contains) else { return nil }
    var choice: [Int: Int] = [start.first: start.firstValue, start.second: start.secondValue]
    for parameter in counts.indices where choice[parameter] == nil {
      func gain(_ value: Int) -> Int {
        choice.count { other, otherValue in
          missing.contains(
            other < parameter
              ? Pair(first: other, firstValue: otherValue, second: parameter, secondValue: value)
              : Pair(first: parameter, firstValue: value, second: other, secondValue: otherValue))
        }
      }
      let isExcluded = choice.contains { $0.value > 0 && excludes($0.key, parameter) }
      choice[parameter] = isExcluded ? 0 : (0..<counts[parameter]).reduce(0) { gain($1) > gain($0) ? $1 : $0 }
    }
    return counts.indices.map { choice[$0] ?? 0 }
  }
}
