import AssayContract
import AssayHTTP
import AssayJSON
import AssaySchema
import AssaySpec

extension FaultGenerator {
  mutating func makeAnswerFaults() {
    for index in endpoint.responses.indices {
      guard let triggered = triggers(index) else { continue }
      makeStatusFaults(index, triggered)
      makeFramingFaults(index)
      makeHeaderFaults(index)
      makeBodyFaults(index)
    }
    makeRepetitionFaults()
  }

  private mutating func makeStatusFaults(_ index: Int, _ triggered: Evidence) {
    let response = endpoint.responses[index]
    let label = self.label(index)
    if !response.status.isRedirect {
      add(
        .status, "\(label)-redirects", "redirects instead of answering \(label)", .documented(at: "Responses"),
        .answer(
          response: index, .all([.status(302, reason: "Found"), .header("Location", "https://elsewhere.example/")])))
    }
    add(
      .status, "\(label)-fails", "answers 500 instead of \(label)", .documented(at: "Responses"),
      .answer(response: index, .status(500, reason: "Internal Server Error")))
    // Where it is only assumed that this answer comes, another refusal is as good.
    guard triggered.level != .assumed else { return }
    let undocumented = (response.status.isSuccess ? [202, 206, 207] : [418, 451, 423]).first { status in
      endpoint.response(to: status) == nil
    }
    if let undocumented {
      add(
        .status, "\(label)-as-\(undocumented)", "answers \(undocumented), which is not documented, instead of \(label)",
        triggered, .answer(response: index, .status(undocumented, reason: ReasonPhrase.of(undocumented))))
    }
    for (other, spec) in endpoint.responses.enumerated()
    where other != index && spec.status.isExact && spec.status.isError && spec.status.lowest < 500
      // A throttle is no breach of the contract.
      && spec.status != 429 && spec.status != response.status && !isAsGood(other, as: index)
    {
      let kind: Fault.Kind = response.status.isSuccess ? .refuses : .status
      add(
        kind, "\(label)-as-\(spec.status)", "answers \(spec.status) whenever \(label) is due", triggered,
        .answer(response: index, .other(response: other)))
    }
    makeSharedStatusFaults(index)
    if response.triggers.contains(where: { $0.trigger == .notModified }),
      let success = endpoint.responses.firstIndex(where: { $0.status.isSuccess })
    {
      add(
        .status, "\(label)-as-\(self.label(success))", "ignores If-None-Match and If-Modified-Since", triggered,
        .answer(response: index, .other(response: success)))
    }
  }

  /// Another response with the same status, whose body this one's schema does not accept.
  private mutating func makeSharedStatusFaults(_ index: Int) {
    let response = endpoint.responses[index]
    guard let schema = response.body.schema, let compiled = try? CompiledSchema(schema) else { return }
    for (other, spec) in endpoint.responses.enumerated() where other != index && spec.status == response.status {
      guard let trigger = spec.triggers.first, let body = Mock.body(of: spec, trigger),
        compiled.violations(of: body).contains(where: { !$0.isUndocumentedMember })
      else { continue }
      add(
        .body, "\(label(index))-with-body-of-\(label(other))",
        "answers \(label(index)) with the body of another \(spec.status)", response.evidence,
        .answer(response: index, .other(response: other)))
    }
  }

  /// Whether another answer is as good wherever one is due: both are declared for the same invalid requests, or all of
  /// those are wrong in the path, which may then name no resource.
  private func isAsGood(_ other: Int, as index: Int) -> Bool {
    let due = endpoint.responses[index].triggers
    guard due.allSatisfy({ $0.trigger == .invalidRequest }) else { return false }
    let others = endpoint.responses[other].triggers.filter { $0.trigger == .invalidRequest }
    if due.allSatisfy({ one in others.contains { $0.places == one.places && $0.mistakes == one.mistakes } }) {
      return true
    }
    return endpoint.responses[other].status == 404 && due.allSatisfy(\.places.isEmpty)
      && endpoint.body.schema == nil && endpoint.parameters.allSatisfy { $0.location.kind == .path }
  }

  private mutating func makeFramingFaults(_ index: Int) {
    let response = endpoint.responses[index]
    var sample = Response(response.status.lowest)
    if response.body.content != .none { sample.body = [UInt8(ascii: "x")] }
    for trick in FramingMutation.allCases where trick.fits(sample) {
      let evidence: Evidence = trick == .bodyWhereNone ? response.evidence : .documented(at: "RFC 9112, HTTP/1.1")
      add(
        .framing, "\(label(index))-\(trick.rawValue)",
        "answers \(response.status) with broken framing: \(trick.words)",
        evidence, .answer(response: index, .wire(trick)))
    }
  }

  private mutating func makeHeaderFaults(_ index: Int) {
    let response = endpoint.responses[index]
    let label = self.label(index)
    if response.body.schema != nil {
      let evidence = response.body.mediaTypeEvidence ?? response.evidence
      let other = response.body.otherMediaType
      let types = [
        ("missing", nil), (other.name, other.type), ("ill-formed", "application json"), ("xml", "application/xml"),
        response.body.mediaType == "application/json"
          ? ("another-json", "application/problem+json") : ("plain-json", "application/json"),
      ]
      for (name, value) in types where !response.body.alternatives.contains(where: { $0.mediaType == value }) {
        add(
          .header, "\(label)-content-type-\(name)", "answers \(label) with \(value ?? "no") Content-Type", evidence,
          .answer(response: index, .header("Content-Type", value)))
      }
    }
    for header in response.headers where header.isRequired {
      add(
        .header, "\(label)-without-\(header.name)", "answers \(label) without \(header.name)", header.evidence,
        .answer(response: index, .header(header.name, nil)))
    }
    for header in response.headers {
      guard let text = header.wrongText else { continue }
      add(
        .header, "\(label)-ill-formed-\(header.name)", "answers \(label) with \(text) as \(header.name)",
        header.evidence, .answer(response: index, .header(header.name, text)))
    }
  }

  private mutating func makeRepetitionFaults() {
    if let evidence = endpoint.idempotency {
      add(
        .repetition, "second-409", "answers 409 to the same request again", evidence,
        .again(.status(409, reason: "Conflict")))
      add(.repetition, "second-refused", "refuses the same request when it comes again", evidence, .again(refusal))
    }
    if let promise = endpoint.repeatedResponse {
      let bodies = endpoint.responses.filter { $0.status.isSuccess }.compactMap(\.body.schema)
      let members = bodies.flatMap(\.properties).filter { !promise.varying.contains(JSONPointer([$0.name])) }
      for member in members where member.schema == .string || member.schema == .integer {
        let other: JSONValue = member.schema == .string ? "another value" : 424_242
        add(
          .repetition, "second-\(member.name)", "answers with another \(member.name) to the same request again",
          promise.evidence, .again(.member(JSONPointer([member.name]), other)))
      }
    }
    let forgives = endpoint.responses.contains { $0.isTransient && $0.status.contains(500) }
    if !forgives {
      add(
        .repetition, "first-fails", "answers 500 to the first of several same requests", .documented(at: "Responses"),
        .once(.status(500, reason: "Internal Server Error")))
    }
    if let budget = endpoint.latencyBudget {
      let (seconds, fraction) = budget.duration.components
      let allowed = Int(seconds) * 1000 + Int(fraction / 1_000_000_000_000_000)
      for index in endpoint.responses.indices where endpoint.responses[index].status.isSuccess {
        add(
          .latency, "slow", "takes twice as long as the declared budget", budget.evidence,
          .answer(response: index, .slow(milliseconds: allowed * 2)))
      }
    }
  }
}

extension FramingMutation {
  var words: String {
    switch self {
    case .cutShort: "the connection ends before the announced length"
    case .badChunk: "a chunk's size is no number"
    case .noLastChunk: "the last chunk never comes"
    case .twoLengths: "two lengths that differ"
    case .lengthAndChunks: "a length and chunks"
    case .lengthNoNumber: "a length that is no number"
    case .strayBytes: "bytes after the end"
    case .bodyWhereNone: "a body where none may be"
    case .headerWithoutColon: "a header line without a colon"
    case .notHTTP: "no HTTP at all"
    }
  }
}
