import AssayContract
import AssayHTTP
import AssayJSON
import AssayPlan
import AssaySchema
import AssaySpec

extension Judge {
  /// How many violations of one kind are told of one answer: who sees a hundred knows, and a body may hold a million.
  static let maxReported = 100

  /// What is wrong with the body of an answer that the document describes at this index.
  func bodyViolations(
    in response: Response, _ index: Int, _ expectation: Expectation, isExpected: Bool
  ) -> [Violation] {
    // Looked at where something is wrong, and not copied for the many answers where nothing is.
    var spec: ResponseSpec { endpoint.responses[index] }
    // A body that was cut has no shape to judge: the framing fault is the root.
    if response.faults.contains(where: \.cutsBody) { return [] }
    switch endpoint.responses[index].body.content {
    case .undocumented: return disclosures(in: response, nil)
    case .none:
      guard !response.body.isEmpty else { return [] }
      return [
        Violation(.bodyForbidden(byteCount: response.body.count), at: .body, evidence: spec.evidence)
      ]
    case .json: break
    }
    if response.body.isEmpty { return [Violation(.bodyMissing, at: .body, evidence: spec.evidence)] }
    if let coding = Self.contentCoding(of: response) {
      return [Violation(.contentCoding(coding), at: .header("Content-Encoding"), evidence: spec.evidence)]
    }
    if let markup = Self.markup(in: response) {
      return [Violation(.markup(excerpt: markup), at: .body, evidence: spec.body.mediaTypeEvidence ?? spec.evidence)]
    }
    var violations = contentTypeViolations(in: response, index)
    // Most answers keep their contract: one pass without a tree says so, and only for the others is everything looked at.
    let echoes = isExpected && (200..<300).contains(response.status) ? expectation.echoes : []
    if echoes.isEmpty, contract.responses[index]?.accept(bytes: response.body) == .valid {
      return violations + disclosures(in: response, nil)
    }
    let document: JSONDocument
    do {
      document = try JSONDocument(parsing: response.body)
    } catch {
      violations.append(
        Violation(.malformedJSON(error), at: .value(.root, error.location), evidence: spec.evidence))
      return violations
    }
    for duplicate in document.duplicateKeys(atMost: Self.maxReported) {
      let pointer = duplicate.pointer.appending(duplicate.key)
      violations.append(
        Violation(
          .duplicateKey(duplicate.key), at: .value(pointer, duplicate.location),
          evidence: .documented("RFC 8259, section 4", "The names within an object SHOULD be unique.")))
    }
    let shape = schemaViolations(in: document, response, index)
    violations += shape
    if document.duplicateKeyCount > Self.maxReported {
      violations.append(
        Violation(
          .more(count: document.duplicateKeyCount - Self.maxReported), at: .body, evidence: spec.evidence,
          severity: .warning))
    }
    if isExpected { violations += echoViolations(in: document, expectation, response.status, besides: shape) }
    violations += disclosures(in: response, document)
    return violations
  }

  private func schemaViolations(in document: JSONDocument, _ response: Response, _ index: Int) -> [Violation] {
    guard let schema = contract.responses[index] else { return [] }
    let spec = endpoint.responses[index]
    let (found, more) = schema.violations(in: document, atMost: Self.maxReported)
    if found.contains(where: { !$0.isUndocumentedMember }), let other = answerThatFits(document, besides: index) {
      return [
        Violation(
          .bodyOfAnotherAnswer(status: response.status, looksLike: other.status), at: .body, evidence: spec.evidence)
      ]
    }
    let omitted =
      more == 0 ? [] : [Violation(.more(count: more), at: .body, evidence: spec.evidence, severity: .warning)]
    return found.map { violation in
      Violation(
        .schema(violation.validationError), at: .value(violation.pointer, violation.location),
        evidence: violation.evidence ?? spec.evidence,
        severity: violation.isUndocumentedMember ? .warning : nil)
    } + omitted
  }

  /// A documented answer of the opposite kind whose shape the body has to the letter.
  private func answerThatFits(_ document: JSONDocument, besides index: Int) -> ResponseSpec? {
    let wantsSuccess = endpoint.responses[index].status.isError
    for (other, spec) in endpoint.responses.enumerated() where other != index && spec.status.isSuccess == wantsSuccess {
      if let schema = contract.responses[other], schema.violations(in: document, atMost: 1).reported.isEmpty {
        return spec
      }
    }
    return nil
  }

  private func echoViolations(
    in document: JSONDocument, _ expectation: Expectation, _ status: Int, besides shape: [Violation]
  ) -> [Violation] {
    guard (200..<300).contains(status) else { return [] }
    return expectation.echoes.compactMap { echo in
      // A missing or mistyped member, or a value that may never stand there, is the schema's violation alone.
      guard let node = document.node(at: echo.pointer), node.value.typeName == echo.value.typeName,
        node.value != echo.value, !shape.contains(where: { $0.place == .value(echo.pointer, node.location) })
      else { return nil }
      return Violation(
        .echo(expected: echo.value, found: node.value, location: echo.location),
        at: .value(echo.pointer, node.location), evidence: echo.evidence)
    }
  }

  private func contentTypeViolations(in response: Response, _ index: Int) -> [Violation] {
    let expected = endpoint.responses[index].body.mediaType
    if response.headers.holdOnly(expected, for: "Content-Type") { return [] }
    let values = response.headers.values(named: "Content-Type")
    let evidence = endpoint.responses[index].body.mediaTypeEvidence ?? endpoint.responses[index].evidence
    guard let value = values.first else {
      return [Violation(.contentTypeMissing(expected: expected), at: .header("Content-Type"), evidence: evidence)]
    }
    guard values.count == 1, let type = MediaType(parsing: value) else {
      let text = values.joined(separator: ", ")
      return [
        Violation(.contentTypeIllFormed(text, expected: expected), at: .header("Content-Type"), evidence: evidence)
      ]
    }
    if type.essence == MediaType(parsing: expected)?.essence { return [] }
    return [Violation(.contentTypeWrong(value, expected: expected), at: .header("Content-Type"), evidence: evidence)]
  }

  /// The content coding of a body (RFC 9110, section 8.4), named or not; `nil` for a body as it is.
  private static func contentCoding(of response: Response) -> String? {
    if response.headers.contains("Content-Encoding") {
      let named = response.headers.values(named: "Content-Encoding").joined(separator: ", ")
      if !named.isEmpty, !named.equalsIgnoringASCIICase("identity") { return named }
    }
    // Every member of a gzip file begins so (RFC 1952, section 2.3.1), and no JSON text does.
    return response.body.starts(with: [0x1F, 0x8B]) ? "gzip, which no Content-Encoding names" : nil
  }

  /// The beginning of a body that is markup and not JSON.
  private static func markup(in response: Response) -> String? {
    let start = response.body.drop { $0 == 0x20 || (0x09...0x0D).contains($0) }
    guard start.first == UInt8(ascii: "<") else { return nil }
    return TextSanitizer.beginning(of: start)
  }

  /// Texts that show the inside of the server to the caller.
  private func disclosures(in response: Response, _ document: JSONDocument?) -> [Violation] {
    guard let excerpt = StackTrace.excerpt(in: response.body) else { return [] }
    return [
      Violation(
        .stackTrace(excerpt: excerpt), at: .body,
        evidence: .assumed("A stack trace helps an attacker and nobody else (CWE-209)."), severity: .warning)
    ]
  }
}

extension FramingError {
  /// Whether the body is not whole.
  var cutsBody: Bool {
    switch self {
    case .truncatedBody, .truncatedChunks, .resetInBody, .missingCloseNotify, .badChunk, .bodyTimedOut,
      .bodyTooLarge, .unsupportedTransferEncoding:
      true
    default: false
    }
  }
}
