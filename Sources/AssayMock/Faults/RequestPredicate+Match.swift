import AssayContract
import AssayHTTP
import AssayJSON
import AssaySpec

extension RequestPredicate {
  /// Whether the predicate holds for a valid request.
  func holds(_ request: Request, _ decision: Mock.Decision) -> Bool {
    switch self {
    case .any: return true
    case .lacks(let location): return decision.reading[location] == nil
    case .has(let location): return decision.reading[location] != nil
    case .both(let first, let second): return decision.reading[first] != nil && decision.reading[second] != nil
    case .value(let location, let text): return decision.reading[location].map(Parameter.text) == text
    case .keyOrder:
      let declared = decision.contract.endpoint.body.schema?.properties.map(\.name) ?? []
      guard case .object(let object)? = decision.reading[.body(.root)] else { return false }
      // The order of the document's example counts as the usual one.
      let order = object.map(\.key).filter(declared.contains)
      let usual = decision.contract.usualOrder.filter(order.contains)
      return order != usual
    case .field(let name, let start): return request.headers[name]?.hasPrefix(start) ?? false
    case .spelling(let name):
      let type = request.headers["Content-Type"] ?? ""
      return decision.contract.endpoint.body.codec?.uses(name, request.body ?? [], contentType: type) ?? false
    case .percentEncoding: return request.target.contains("%")
    case .emptyHeader(let name): return request.headers[name] == ""
    case .headerBeginning(let name, let text): return request.headers[name]?.hasPrefix(text) ?? false
    case .credential(let alternative): return decision.reading.alternative == alternative
    case .noContentType: return !request.headers.contains("Content-Type")
    }
  }
}

extension Mock.Contract {
  /// The members of the body in the order of the document's example.
  var usualOrder: [String] {
    guard case .object(let object)? = endpoint.body.example
    else { return endpoint.body.schema?.properties.map(\.name) ?? [] }
    return object.map(\.key)
  }
}

extension ToleratedDeviation {
  /// Whether an invalid value is wrong only in the tolerated way.
  func covers(_ value: JSONValue?, at location: Location, _ contract: Mock.Contract) -> Bool {
    switch self {
    case .ignoresCase: return differsInCase(value, location, contract)
    case .takesAny: return !differsInCase(value, location, contract)
    case .format(let format, let name):
      guard case .string(let text)? = value else { return false }
      return format.leniencies.contains { $0.name == name && $0.accepts(text) }
    }
  }

  private func differsInCase(_ value: JSONValue?, _ location: Location, _ contract: Mock.Contract) -> Bool {
    guard case .string(let text)? = value, case .body(let pointer) = location,
      let schema = contract.endpoint.body.schema?.member(at: pointer)
    else { return false }
    return schema.allowedValues.contains { allowed in
      if case .string(let other) = allowed { other.lowercased() == text.lowercased() } else { false }
    }
  }
}
