import AssayContract
import AssayHTTP
import AssayJSON
import AssayJudge
import AssayPlan
import AssaySpec

extension CaseRecord {
  /// The record of a case that was run.
  ///
  /// Everything that is passed in has been redacted.
  ///
  /// - Parameters:
  ///   - file: The endpoint's source file.
  ///   - all: The exchanges of the attempt that was judged.
  ///   - target: How curl reaches the target.
  ///   - index: The index of the case in its suite of the whole plan.
  package init(
    _ testCase: TestCase, in file: String, _ verdict: Verdict, _ all: [Exchange] = [], expectsSuccess: Bool = false,
    retried: [Int] = [], duration: Duration = .zero, target: CurlLine.Destination, index: Int
  ) {
    let exchanges = testCase.kind == .scenario ? all.filter { !$0.isOmitted } : all
    self.init(
      id: testCase.id, kind: testCase.kind.rawValue, summary: testCase.summary, index: index, outcome: verdict.outcome,
      expectsSuccess: expectsSuccess, microseconds: Self.microseconds(duration),
      reason: verdict.reason.map { TextSanitizer.text($0, limit: 400) }, skip: verdict.skip,
      steps: exchanges.map { StepRecord(status: $0.status, microseconds: Self.microseconds($0.timings.total)) },
      retried: retried)
    // A case that simply passed or was skipped has nothing more to say, and there may be a million of them.
    if verdict.outcome == .skipped || verdict.outcome == .passed && verdict.violations.isEmpty { return }
    // Failures first, so that the cut takes warnings; reports list them in the order of the response.
    let isShort = verdict.violations.count <= Self.maxViolations
    let shown = isShort ? verdict.violations : verdict.failures + verdict.warnings
    let responses = exchanges.compactMap(\.response)
    violations = shown.prefix(Self.maxViolations).enumerated().map { number, violation in
      if number >= Self.maxExcerpts { return ViolationRecord(violation, of: file, in: nil) }
      let attempt = (violation.attempt ?? 1) - 1
      return ViolationRecord(violation, of: file, in: responses.indices.contains(attempt) ? responses[attempt] : nil)
    }
    furtherViolations = verdict.violations.count - violations.count
    for case .garbled(let response) in exchanges.map(\.outcome) {
      guard let number = violations.firstIndex(where: { $0.code == "not-http" }) else { break }
      violations[number].excerpt = ShownBody.beginning(of: response.excerpt, limit: 400).joined(separator: "\n")
    }
    fingerprint = verdict.outcome == .failed ? verdict.fingerprint : nil
    // What was not sent can still be repeated.
    if steps.isEmpty { steps = [StepRecord()] }
    for index in steps.indices {
      let request = exchanges.indices.contains(index) ? exchanges[index].request : testCase.steps[index].request
      steps[index].request = RequestRecord(request, target, case: testCase.id)
      steps[index].answer = exchanges.indices.contains(index) ? exchanges[index].response.map(AnswerRecord.init) : nil
    }
    if breaksRun { fullText = AttachmentText.text(of: self, responses) }
  }

  private static func microseconds(_ duration: Duration) -> Int64 {
    min(maxMicroseconds, duration.microseconds)
  }
}

extension RequestRecord {
  init(_ request: Request, _ target: CurlLine.Destination, case id: String) {
    let curl = CurlLine.text(for: request, target: target)
    self.init(
      method: request.method.rawValue, target: TextSanitizer.text(request.target, limit: 2000),
      headers: AnswerRecord.headers(of: request.headers),
      body: ShownBody.beginning(of: request.body ?? [], limit: AnswerRecord.maxBodyBytes).joined(separator: "\n"),
      bodyBytes: request.body?.count ?? 0,
      curl: curl.utf8.count <= 16_384
        ? curl : "(the request is too long for a line: assay show '\(id)' prints it)")
  }
}

extension ViolationRecord {
  init(_ violation: Violation, of file: String, in response: Response?) {
    self.init(
      code: violation.code, severity: violation.severity, place: TextSanitizer.text(violation.whereabouts, limit: 400),
      expected: TextSanitizer.text(violation.expected, limit: 400),
      found: TextSanitizer.text(violation.found, limit: 400),
      evidence: violation.evidence.level.rawValue, promise: TextSanitizer.text(violation.promise, limit: 1000))
    let source = violation.evidence.source
    if source.line > 0 {
      contractLine = source.line
      if source.file != file { contractFile = SourcePath.relative(source.file, folder: "") }
    }
    guard case .value(let pointer, let location) = violation.place else { return }
    self.pointer = TextSanitizer.text(pointer.description, limit: 400)
    line = location.line
    column = location.column
    excerpt = response.flatMap { response in
      ShownBody.lines(at: pointer, location, in: response.body, contentType: response.headers["Content-Type"])
    }?.joined(separator: "\n")
  }
}

extension AnswerRecord {
  init(_ response: Response) {
    let shown = min(response.body.count, Self.maxBodyBytes)
    self.init(
      version: TextSanitizer.text(response.version), status: response.status,
      reason: TextSanitizer.text(response.reason),
      headers: Self.headers(of: response.headers),
      body: ShownBody.beginning(of: response.body, limit: shown).joined(separator: "\n"),
      bodyBytes: response.body.count + response.droppedBodyBytes, shownBytes: shown)
  }

  static func headers(of fields: HeaderFields) -> [Header] {
    fields.prefix(maxHeaders).map {
      Header(name: TextSanitizer.text($0.name), value: TextSanitizer.text($0.value, limit: 400))
    }
  }
}

extension Verdict {
  /// What broke: the fingerprints of the failures, or of the warnings that broke a strict run.
  var fingerprint: String {
    let marks = (failures.isEmpty ? warnings : failures).map(\.fingerprint)
    var hash = StableHash()
    for mark in Set(marks).sorted(by: { $0.utf8.lexicographicallyPrecedes($1.utf8) }) { hash.add(mark) }
    return hash.hex
  }
}
