public import AssayHTTP
import AssayJSON
import AssaySchema

extension CompiledEndpoint {
  /// Reads a request; `nil` when its method or path is another endpoint's.
  ///
  /// `token` is the bearer token that is good; `nil` takes any.
  public func read(_ request: Request, token: String?) -> RequestReading? {
    let target = request.target.prefix { $0 != "?" }
    guard request.method == endpoint.method, let path = endpoint.path.match(target) else { return nil }
    let query = request.target.dropFirst(target.count + 1)
    var reading = RequestReading()
    checkCredential(request, token, &reading)
    checkParameters(request, path, query, &reading)
    checkBody(request, &reading)
    return reading
  }

  private func checkCredential(_ request: Request, _ token: String?, _ reading: inout RequestReading) {
    guard case .bearer = endpoint.security.scheme else { return }
    func refuse(_ reason: RequestProblem.Reason, _ message: String) {
      reading.problems.append(
        RequestProblem(
          kind: .unauthenticated, location: .header("Authorization"), reason: reason, message: message))
    }
    let values = request.headers.values(named: "Authorization")
    guard let value = values.first else { return refuse(.missing, "Authorization is missing") }
    guard values.count == 1 else { return refuse(.credentialShape, "Authorization came more than once") }
    let parts = value.split(separator: " ", maxSplits: 1, omittingEmptySubsequences: false)
    // The scheme's name is compared without regard to case (RFC 9110, section 11.1).
    guard String(parts[0]).equalsIgnoringASCIICase("Bearer") else {
      return refuse(.credentialScheme, "Authorization is no bearer token")
    }
    guard parts.count == 2, !parts[1].isEmpty else {
      return refuse(.credentialShape, "Authorization has no token")
    }
    if let token, !token.utf8.elementsEqual(parts[1].utf8) { refuse(.credentialUnknown, "the token is not good") }
  }

  private func checkParameters(
    _ request: Request, _ path: [String: String], _ query: Substring, _ reading: inout RequestReading
  ) {
    for (parameter, schema) in zip(endpoint.parameters, parameters) {
      func report(_ reason: RequestProblem.Reason, _ message: String) {
        reading.problems.append(
          RequestProblem(kind: .invalid, location: parameter.location, reason: reason, message: message))
      }
      let text: String? =
        switch parameter.place {
        case .path: path[parameter.name]
        case .header: request.headers[parameter.name]
        case .query: Self.queryValue(query, parameter.name)
        }
      guard let text else {
        if parameter.isRequired { report(.missing, "\(parameter.location) is missing") }
        continue
      }
      if text.isEmpty, parameter.isRequired {
        report(.empty, "\(parameter.location) is empty")
        continue
      }
      let value = Parameter.value(of: text, for: parameter.schema)
      reading.values[parameter.location] = value
      if let violation = schema.violations(of: value).first(where: { !$0.isUndocumentedMember }) {
        report(
          .of(violation.mismatch, value),
          "\(parameter.location): expected \(violation.mismatch.expected), found \(violation.mismatch.found)")
      }
    }
  }

  private static func queryValue(_ query: Substring, _ name: String) -> String? {
    for pair in query.split(separator: "&") {
      let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      if PercentEncoding.decode(parts[0]) == name { return parts.count == 2 ? PercentEncoding.decode(parts[1]) : "" }
    }
    return nil
  }

  private func checkBody(_ request: Request, _ reading: inout RequestReading) {
    guard let schema = body else { return }
    func report(_ location: Location, _ reason: RequestProblem.Reason, _ message: String) {
      reading.problems.append(
        RequestProblem(kind: .invalid, location: location, reason: reason, message: message))
    }
    // Only a documented media type is a reason to refuse: a sample's header may be its tool's doing.
    if endpoint.body.mediaTypeEvidence?.level == .documented {
      let type = request.headers["Content-Type"].flatMap(MediaType.init(parsing:))
      if type?.isJSON != true {
        report(.header("Content-Type"), type == nil ? .missing : .contentType, "Content-Type is not application/json")
      }
    }
    guard let bytes = request.body, !bytes.isEmpty else { return report(.body(.root), .missing, "the body is missing") }
    let document: JSONDocument
    do {
      document = try JSONDocument(parsing: bytes)
    } catch {
      return report(.body(.root), .of(error.kind), "the body is no JSON: \(error.message)")
    }
    for duplicate in document.duplicateKeys {
      report(
        .body(duplicate.pointer.appending(duplicate.key)), .duplicate,
        "the member \(duplicate.key) stands more than once")
    }
    Self.collect(document.value, at: .root, into: &reading.values)
    for violation in schema.violations(in: document) where !violation.isUndocumentedMember {
      let location = Location.body(violation.pointer)
      report(
        location, .of(violation.mismatch, document.value[violation.pointer]),
        "\(location): expected \(violation.mismatch.expected), found \(violation.mismatch.found)")
    }
    for property in endpoint.body.requiredStrings where document.value[property] == .string("") {
      report(.body(JSONPointer([property])), .empty, "\(property) is empty")
    }
  }

  private static func collect(_ value: JSONValue, at pointer: JSONPointer, into values: inout [Location: JSONValue]) {
    values[.body(pointer)] = value
    if case .object(let object) = value {
      for member in object { collect(member.value, at: pointer.appending(member.key), into: &values) }
    }
  }
}

extension RequestProblem.Reason {
  /// The reason behind a mismatch of a value that was found.
  static func of(_ mismatch: Mismatch, _ value: JSONValue?) -> RequestProblem.Reason {
    switch mismatch {
    case .wrongType(_, let found): found.typeName == "number" ? .type("number") : .type(found.typeName)
    case .notAnInteger: .type("fraction")
    case .missingMember, .conditionalMemberMissing, .dependentMemberMissing: .missing
    case .notAmong: value == .string("") ? .empty : .outside
    case .format(let format, _):
      switch (format, value) {
      case (.int32, .number(let number)), (.int64, .number(let number)): number < 0 ? .below : .above
      case (_, .string("")): .empty
      default: .format
      }
    case .belowMinimum, .tooShort, .tooFewItems, .tooFewMembers: .below
    case .aboveMaximum, .tooLong, .tooManyItems, .tooManyMembers: .above
    case .pattern: .format
    default: .other
    }
  }

  static func of(_ kind: JSONError.Kind) -> RequestProblem.Reason {
    switch kind {
    case .unexpectedEnd: .truncated
    case .trailingBytes: .trailingBytes
    case .byteOrderMark: .byteOrderMark
    case .invalidUTF8: .invalidUTF8
    default: .malformed
    }
  }
}

extension Body {
  /// The top-level required members that are strings and that carry something, so that an empty one is as good as none.
  var requiredStrings: [String] {
    guard let schema else { return [] }
    return schema.assertions.flatMap { assertion -> [String] in
      guard case .properties(let properties) = assertion else { return [] }
      return properties.filter { $0.presence == .required && $0.schema.types == .string }.map(\.name)
    }
  }
}
