import AssayContract
import AssayHTTP
import AssayJSON
import AssaySpec

extension RequestPredicate {
  /// Whether the predicate holds for a valid request.
  func holds(_ request: Request, _ decision: Mock.Decision) -> Bool {
    let body = request.body ?? []
    switch self {
    case .any: return true
    case .lacks(let location): return decision.reading[location] == nil
    case .has(let location): return decision.reading[location] != nil
    case .value(let location, let text): return decision.reading[location].map(Parameter.text) == text
    case .keyOrder:
      let declared = decision.contract.endpoint.body.schema?.properties.map(\.name) ?? []
      guard case .object(let object)? = decision.reading[.body(.root)] else { return false }
      // The order of the document's example counts as the usual one.
      let order = object.map(\.key).filter(declared.contains)
      let usual = decision.contract.usualOrder.filter(order.contains)
      return order != usual
    case .whitespace: return body.first == 0x20
    case .escapes: return body.starts(with: Array("{\"\\u".utf8))
    case .charset: return request.headers["Content-Type"]?.contains("charset") ?? false
    case .percentEncoding: return request.target.contains("%")
    case .emptyHeader(let name): return request.headers[name] == ""
    case .noContentType: return !request.headers.contains("Content-Type")
    }
  }
}

extension Mock.Contract {
  /// The members of the body in the order of the document's example.
  var usualOrder: [String] {
    guard let example = endpoint.body.examples.first, let json = try? JSONValue(parsing: example.json),
      case .object(let object) = json
    else { return endpoint.body.schema?.properties.map(\.name) ?? [] }
    return object.map(\.key)
  }
}

extension ToleratedDeviation {
  /// What is tolerated, as a summary of the fault says it.
  var words: String {
    switch self {
    case .addsPlus: "no plus"
    case .dropsLetters: "letters"
    case .allowsLeadingZero: "a leading zero"
    case .allowsLong: "16 digits or more"
    case .allowsShort: "one digit or none"
    case .dropsBlanks: "blanks"
    case .dropsPunctuation: "punctuation"
    case .dropsLineFeed: "a line feed at the end"
    case .readsOtherDigits: "digits that are not ASCII"
    case .ignoresCase: "another case"
    case .takesAny: "a value that is none of the enum's"
    }
  }

  /// Whether an invalid value is wrong only in the tolerated way.
  func covers(_ value: JSONValue?, at location: Location, _ contract: Mock.Contract) -> Bool {
    if self == .ignoresCase || self == .takesAny {
      return (self == .ignoresCase) == differsInCase(value, location, contract)
    }
    guard case .string(let text)? = value else { return false }
    let scalars = text.unicodeScalars
    let digits = scalars.filter { $0.isASCII && $0.properties.numericType == .decimal }
    let hasPlus = scalars.first == "+"
    switch self {
    case .addsPlus: return !hasPlus && digits.count == scalars.count && !scalars.isEmpty
    case .dropsLetters: return hasPlus && scalars.contains { ("A"..."Z").contains($0) || ("a"..."z").contains($0) }
    case .allowsLeadingZero: return hasPlus && digits.count == scalars.count - 1 && digits.first == "0"
    case .allowsLong: return hasPlus && digits.count == scalars.count - 1 && digits.count > 15
    case .allowsShort: return hasPlus && digits.count == scalars.count - 1 && digits.count < 2
    case .dropsBlanks: return hasPlus && scalars.contains(" ")
    case .dropsPunctuation: return hasPlus && scalars.contains("-")
    case .dropsLineFeed: return scalars.last == "\n"
    case .readsOtherDigits: return scalars.contains { !$0.isASCII && $0.properties.numericType == .decimal }
    case .ignoresCase, .takesAny: return false
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
