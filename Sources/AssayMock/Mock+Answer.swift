import AssayContract
import AssayHTTP
import AssayJSON
import AssaySpec

extension Mock.Contract {
  /// The documented response to an invalid request, by the first problem of the request.
  func answer(toInvalid reading: RequestValidation) -> (response: Int, responseTrigger: Int)? {
    guard let problem = reading.problems.first(where: { $0.kind == .invalid }) else { return nil }
    // Of responses that are equally close, wrong values bring the last and all else the first: 422 and 400, as a rule.
    let isAboutValue = [.format, .range, .enum].contains(problem.mistake)
    var closest: (response: Int, responseTrigger: Int)?
    var most = -1
    for (index, response) in endpoint.responses.enumerated() {
      for (position, responseTrigger) in response.triggers.enumerated() {
        guard let closeness = responseTrigger.closeness(to: problem.mistake, at: problem.location),
          closeness > most || closeness == most && isAboutValue
        else { continue }
        most = closeness
        closest = (index, position)
      }
    }
    return closest
  }

  /// The documented response to a request without a valid credential, by the first problem of its credentials.
  func answer(toUnauthenticated reading: RequestValidation) -> (response: Int, responseTrigger: Int)? {
    var usual: (response: Int, responseTrigger: Int)?
    for (index, response) in endpoint.responses.enumerated() {
      for (position, responseTrigger) in response.triggers.enumerated()
      where responseTrigger.trigger == .unauthenticated {
        let problems = responseTrigger.problems
        if problems.isEmpty { usual = usual ?? (index, position) }
        if reading.credentialProblem.map(problems.contains) ?? false { return (index, position) }
      }
    }
    return usual
  }

  /// A documented response to a valid request, with its conditions.
  struct CandidateResponse: Sendable {
    var response: Int
    var responseTrigger: Int
    var settings: [FieldValue]
    /// `nil` for a state that the provider does not declare: the response is then never given.
    var given: [Given]?
  }

  /// A state, where a request names its subject (indices in `subjects`), and whether it must hold.
  struct Given: Sendable {
    var state: String
    var subjects: [Int]
    var holds: Bool
  }

  /// The responses in order of precedence: errors of a state, successes of a state, then other successes.
  static func choices(of endpoint: Endpoint, _ provider: Provider) -> [CandidateResponse] {
    func choices(_ isFitting: (ResponseSpec, ResponseTrigger) -> Bool) -> [CandidateResponse] {
      endpoint.responses.enumerated().flatMap { index, response in
        response.triggers.enumerated().compactMap { position, responseTrigger in
          guard isFitting(response, responseTrigger) else { return nil }
          let given = responseTrigger.given.map { condition in
            provider.state(condition.state).map { state in
              Given(
                state: state.id,
                subjects: endpoint.bindings.indices.filter { endpoint.bindings[$0].subject == state.subject },
                holds: condition.holds)
            }
          }
          return CandidateResponse(
            response: index, responseTrigger: position, settings: responseTrigger.settings,
            given: given.contains { $0 == nil } ? nil : given.compactMap { $0 })
        }
      }
    }
    return choices { $0.status.isError && $1.trigger == .state }
      + choices { !$0.status.isError && $1.trigger == .state }
      + choices { $1.trigger == .validRequest }
  }

  /// The response to a valid request: the first candidate whose conditions hold, or else a success.
  func answer(toValid reading: RequestValidation, _ state: MockState) -> (response: Int, responseTrigger: Int)? {
    let states = subjects.map { state.states(at: $0, of: reading) }
    for index in choices.indices {
      guard let given = choices[index].given else { continue }
      let fits =
        choices[index].settings.allSatisfy { reading[$0.location] == $0.value }
        && given.allSatisfy { holds($0, states) == $0.holds }
      if fits { return (choices[index].response, choices[index].responseTrigger) }
    }
    return success(for: reading)
  }

  private func holds(_ given: Given, _ states: [[String]]) -> Bool {
    given.subjects.contains { states[$0].contains(given.state) }
  }

  /// The success whose field values the request has, whatever the states, or else the first success.
  func success(for reading: RequestValidation) -> (response: Int, responseTrigger: Int)? {
    var fallback: (Int, Int)?
    for (index, response) in endpoint.responses.enumerated() {
      for (position, responseTrigger) in response.triggers.enumerated() where responseTrigger.trigger == .validRequest {
        if settingsMatch(responseTrigger, reading) { return (index, position) }
        fallback = fallback ?? (index, position)
      }
    }
    return fallback
  }

  private func settingsMatch(_ responseTrigger: ResponseTrigger, _ reading: RequestValidation) -> Bool {
    responseTrigger.settings.allSatisfy { reading[$0.location] == $0.value }
  }

  /// The response to a conditional request, when the validator is that of the response it would otherwise get.
  func unchanged(
    _ answer: (response: Int, responseTrigger: Int), _ request: Request
  ) -> (response: Int, responseTrigger: Int)? {
    guard let notModified else { return nil }
    let isMatch = [("ETag", "If-None-Match"), ("Last-Modified", "If-Modified-Since")].contains { validator, condition in
      headers[answer.response][validator] != nil && headers[answer.response][validator] == request.headers[condition]
    }
    return isMatch ? notModified : nil
  }

  /// - Parameter fault: How a mutant breaks the paging of a list.
  func make(
    _ index: Int, _ responseTrigger: Int, _ reading: RequestValidation, paging fault: PagingFault? = nil
  ) -> Response {
    if let ready = answers[index][responseTrigger] { return ready }
    var spec = endpoint.responses[index]
    if spec.body.content == .undocumented {
      var response = Self.answer(spec, endpoint.mockStatus(index, responseTrigger), headers[index], body: nil)
      setUndocumentedBody(of: &response, reading.problems.first?.message ?? spec.description)
      return response
    }
    var body = kinds[index].choice(for: reading) ?? bodies[index][responseTrigger] ?? .null
    if !spec.body.others.isEmpty {
      let preferred = spec.body.preferred(by: reading.accept)
      if preferred.mediaType != spec.body.mediaType { body = preferred.sample ?? .null }
      spec.body = preferred
    }
    for echo in spec.echoes {
      if let value = reading[echo.location] { body.set(value, at: echo.pointer) }
    }
    var headers = headers[index]
    if spec.status.isSuccess { completeLists(of: &body, &headers, index, reading, fault) }
    let deprecated = deprecated.filter { reading[$0] != nil }.map(\.description)
    if !deprecated.isEmpty {
      headers.append("Warning", "299 - \"deprecated: \(deprecated.joined(separator: ", "))\"")
    }
    return Self.answer(spec, endpoint.mockStatus(index, responseTrigger), headers, body: body)
  }

  /// A response with a status that the contract does not document.
  func undocumented(_ status: Int, _ reading: RequestValidation) -> Response {
    var response = Response(status, reason: ReasonPhrase.of(status))
    if status == 401 { response.headers.append("WWW-Authenticate", Self.challenge(of: endpoint, provider)) }
    setUndocumentedBody(of: &response, reading.problems.first?.message ?? "the contract documents no answer to this")
    return response
  }

  /// Sets a body in the shape of the provider's other errors, with this message, or else of RFC 9457.
  private func setUndocumentedBody(of response: inout Response, _ words: String) {
    if response.status >= 400, let errorShape {
      let body = errorShape.body(saying: words)
      response.headers.set("Content-Type", body.contentType)
      response.body = body.bytes
    } else {
      response.headers.set("Content-Type", "application/problem+json")
      response.body = Mock.problem(response.status, response.reason, words).body
    }
    Self.correctLength(of: &response)
  }

  /// The challenge that a 401 must contain (RFC 9110, section 11.6.1).
  private static func challenge(of endpoint: Endpoint, _ provider: Provider) -> String {
    let challenges = endpoint.security.schemes.map { $0.challenge(realm: provider.id) }
    return challenges.isEmpty ? "Bearer realm=\"\(provider.id)\"" : challenges.joined(separator: ", ")
  }

  /// The documented headers of a response, and the challenge of a 401.
  static func headers(of spec: ResponseSpec, _ endpoint: Endpoint, _ provider: Provider) -> HeaderFields {
    var headers: HeaderFields = [:]
    for header in spec.headers {
      headers.append(header.name, header.sample(mediaType: spec.body.contentType))
    }
    if spec.status == 401, !headers.contains("WWW-Authenticate") {
      headers.append("WWW-Authenticate", challenge(of: endpoint, provider))
    }
    return headers
  }

  /// A documented response with this status, these headers and this body.
  static func answer(_ spec: ResponseSpec, _ status: Int, _ headers: HeaderFields, body: JSONValue?) -> Response {
    var response = Response(status, reason: ReasonPhrase.of(status), headers: headers)
    if let codec = spec.body.codec {
      if !headers.contains("Content-Type") { response.headers.append("Content-Type", spec.body.contentType) }
      response.body = codec.encode(body ?? .null)
    }
    correctLength(of: &response)
    return response
  }

  /// A documented `Content-Length` has no sample; it is the length of the body.
  private static func correctLength(of response: inout Response) {
    guard response.headers.contains("Content-Length") else { return }
    response.headers.set("Content-Length", String(response.body.count))
  }
}

extension Endpoint {
  /// The status that the mock gives a response: any of a range, 503 for a transient failure, and for `default` one that
  /// fits the trigger and that no other response has.
  func mockStatus(_ index: Int, _ responseTrigger: Int) -> Int {
    let status = responses[index].status
    guard status.isDefault else { return status.isExact ? status.lowest : status.contains(503) ? 503 : status.lowest }
    let fitting =
      switch responses[index].triggers[responseTrigger].trigger {
      case .unauthenticated: [401, 403]
      case .state: [409, 404, 422]
      case .invalidRequest, .validRequest, .notModified, .code: [400, 422]
      case .nothing: [500, 503]
      }
    return (fitting + [400, 418, 451]).first { response(to: $0) == index } ?? 499
  }
}
