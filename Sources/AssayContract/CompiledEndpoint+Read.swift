import AssayHTTP
import AssayJSON
import AssaySchema
import AssaySpec

extension CompiledEndpoint {
  /// Reads a request; `nil` when its method or path is another endpoint's.
  ///
  /// - Parameters:
  ///   - credentials: The texts of the valid credentials, encoded, in the order of the endpoint's schemes; one that is
  ///     not there or `nil` accepts any that is well-formed.
  ///   - explaining: Whether every problem is reported with its text; else a body with problems has one without.
  package func read(_ request: Request, credentials: [String?], explaining: Bool = true) -> RequestValidation? {
    guard request.method == endpoint.method else { return nil }
    guard let target = targetTexts(request.target) else { return nil }
    var reading = RequestValidation()
    if hasAlternatives { reading.accept = request.headers["Accept"] }
    reading.target = request.target
    checkCredentials(request, target.query, credentials, &reading)
    checkParameters(request, target, &reading)
    checkBody(request, explaining, &reading)
    if !endpoint.dependencies.isEmpty { checkDependencies(&reading) }
    return reading
  }

  /// The texts of the path's parameters, still encoded, and the query; `nil` when the path is another endpoint's.
  private func targetTexts(_ target: String) -> (path: [String], query: String)? {
    var target = target
    return target.withUTF8 { bytes in
      var end = 0
      while end < bytes.count, bytes[end] != UInt8(ascii: "?") { end &+= 1 }
      let path = UnsafeBufferPointer(rebasing: bytes[..<end])
      guard let ranges = endpoint.path.ranges(in: path) else { return nil }
      return (
        ranges.map { String(decoding: path[$0], as: UTF8.self) },
        end < bytes.count ? String(decoding: bytes[(end + 1)...], as: UTF8.self) : ""
      )
    }
  }

  /// Looks for the first set of credentials that the request has; without one, reports what is wrong with the set that it
  /// comes closest to.
  private func checkCredentials(
    _ request: Request, _ query: String, _ expected: [String?], _ reading: inout RequestValidation
  ) {
    if let onlyScheme {
      if let problem = problem(of: onlyScheme, request, query, expected.first ?? nil) {
        reading.problems.append(problem)
      } else {
        reading.alternative = 0
      }
      return
    }
    let security = endpoint.security
    let schemes = security.schemes
    if schemes.isEmpty { return }
    let problems = schemes.indices.map { index in
      problem(of: schemes[index], request, query, index < expected.count ? expected[index] : nil)
    }
    reading.alternative = security.alternatives.firstIndex { alternative in
      alternative.allSatisfy { problems[$0] == nil }
        && (!alternative.isEmpty || !refusesWrongCredentials || problems.allSatisfy { $0?.reason.isMissing ?? true })
    }
    guard reading.alternative == nil else { return }
    // First the set with the most credentials, then the one that lacks the fewest.
    func rank(_ alternative: [Int]) -> (present: Int, absent: Int) {
      let absent = alternative.count { problems[$0]?.reason.isAbsence ?? false }
      return (absent - alternative.filter { schemes[$0].location != nil }.count, absent)
    }
    let closest = security.alternatives.filter { !$0.isEmpty }.min { rank($0) < rank($1) } ?? []
    reading.problems += closest.compactMap { problems[$0] }
  }

  private func problem(
    of scheme: any CredentialScheme, _ request: Request, _ query: String, _ expected: String?
  ) -> RequestProblem? {
    guard let location = scheme.location else { return nil }
    if let expected, location == .header("Authorization"), request.headers.holdOnly(expected, for: "Authorization") {
      return nil
    }
    let texts =
      switch location {
      case .header(let name): request.headers.values(named: name)
      case .query(let name): PercentEncoding.queryValue(of: name, in: query[...]).map { [$0] } ?? []
      case .cookie(let name): request.headers.cookies(named: name)
      case .path, .body: [String]()
      }
    let problem: CredentialProblem? =
      switch texts.count {
      case 0: CredentialProblem(.missing, "\(location.name) is missing")
      case 1: scheme.problem(with: texts[0], expected: expected)
      default: CredentialProblem(.malformed, "\(location.name) came more than once")
      }
    return problem.map {
      RequestProblem(kind: .unauthenticated, location: location, reason: .credential($0.kind), message: $0.message)
    }
  }

  private func checkParameters(
    _ request: Request, _ target: (path: [String], query: String), _ reading: inout RequestValidation
  ) {
    reading.parameters.reserveCapacity(parameterRules.count)
    for (index, rule) in parameterRules.enumerated() {
      func report(_ reason: RequestProblem.Reason, _ message: String) {
        reading.problems.append(
          RequestProblem(kind: .invalid, location: rule.location, reason: reason, message: message))
      }
      let text: String? =
        switch rule.location {
        case .path: rule.segment.map { PercentEncoding.decode(target.path[$0]) }
        case .header(let name): request.headers[name]
        case .query(let name): PercentEncoding.queryValue(of: name, in: target.query[...])
        case .cookie(let name): request.headers.cookies(named: name).first
        case .body: nil
        }
      let value: JSONValue
      if rule.isStructured, text?.isEmpty != true || rule.location.kind == .query {
        guard let structure = endpoint.parameters[index].structure(text: text, query: target.query) else {
          if rule.isRequired { report(.missing, "\(rule.location) is missing") }
          continue
        }
        value = structure
      } else {
        guard let text else {
          if rule.isRequired { report(.missing, "\(rule.location) is missing") }
          continue
        }
        if text.isEmpty, rule.readsEmptyAsMissing {
          report(.empty, "\(rule.location) is empty")
          continue
        }
        if rule.isAnyText {
          reading.parameters.append((rule.location, .string(text)))
          continue
        }
        value = Parameter.value(of: text, for: parameters[index].schema)
      }
      let schema = parameters[index]
      reading.parameters.append((rule.location, value))
      if schema.accept(bytes: value.serializedBytes()) == .valid { continue }
      if let violation = schema.violations(of: value).first(where: { !$0.isUndocumentedMember }) {
        report(
          .of(violation.validationError, value),
          "\(rule.location): expected \(violation.expected), found \(violation.validationError.found)")
      }
    }
  }

  private func checkBody(_ request: Request, _ explaining: Bool, _ reading: inout RequestValidation) {
    guard let first = body else { return }
    let bytes = request.body ?? []
    if bytes.isEmpty, first.body.isOptional { return }
    var body = first
    func report(_ location: Location, _ reason: RequestProblem.Reason, _ message: @autoclosure () -> String) {
      reading.problems.append(
        RequestProblem(kind: .invalid, location: location, reason: reason, message: explaining ? message() : ""))
    }
    if !request.headers.holdOnly(first.body.mediaType, for: "Content-Type") {
      let contentType = request.headers["Content-Type"]
      if let named = first.alternative(of: contentType) {
        body = named
      } else if isMediaTypeDocumented {
        // Only a documented media type is a reason to refuse: a tool may have added the header of a sample.
        let isMissing = contentType.flatMap(MediaType.init(parsing:)) == nil
        report(
          .header("Content-Type"), isMissing ? .missing : .contentType, "Content-Type is not \(first.body.mediaTypes)")
      }
    }
    if bytes.isEmpty, !body.mayBeEmpty { return report(.body(.root), .missing, "the body is missing") }
    let document: JSONDocument
    do throws(BodyError) {
      document = try body.decode(bytes, contentType: request.headers["Content-Type"])
    } catch {
      return report(.body(.root), error.reason, "the body is no \(body.codec.name): \(error.message)")
    }
    reading.document = document
    if body.acceptsFilled(bytes) { return }
    let violations = body.filled.violations(in: document).filter { !$0.isUndocumentedMember }
    if !explaining, !violations.isEmpty { return report(.body(.root), .other, "") }
    for duplicate in document.duplicateKeys {
      report(
        .body(duplicate.pointer.appending(duplicate.key)), .duplicate,
        "the member \(duplicate.key) stands more than once")
    }
    for violation in violations {
      let location = Location.body(violation.pointer)
      let reason = RequestProblem.Reason.of(violation.validationError, document.node(at: violation.pointer)?.value)
      report(
        location, reason,
        reason == .empty
          ? "\(location) is empty"
          : "\(location): expected \(violation.expected), found \(violation.validationError.found)")
    }
  }
}

extension RequestProblem.Reason {
  /// The reason behind a mismatch of a value that was found.
  static func of(_ validationError: ValidationError, _ value: JSONValue?) -> RequestProblem.Reason {
    if value == .string("") { return .empty }
    return switch validationError {
    case .wrongType(_, let found): found.typeName == "number" ? .type("number") : .type(found.typeName)
    case .notAnInteger: .type("fraction")
    case .missingMember, .conditionalMemberMissing, .dependentMemberMissing: .missing
    case .notAmong: .outside
    case .format: if case .number(let number)? = value { number < 0 ? .below : .above } else { .format }
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
