import AssayContract
import AssayHTTP
import AssayJSON
import AssayJudge
import AssayPlan
import AssaySpec

/// Takes secrets out of everything that a report, a journal or a console could show: once, before any of them sees it.
///
/// Three ways, each of which would miss what the others find: by value (every secret of the run), by key (what is called a
/// token, a code, a phone) and by pattern (JWT, card number, phone number). Each is applied to the bytes as they stand, and
/// again to what their escapes stand for, level by level; what is found is taken out of the bytes as they stand.
package final class Redactor: Sendable {
  /// What stands in the place of what was taken out.
  package static let mark = "[redacted]"

  /// How many bytes of an answer's body are kept for reports.
  static let maxKept = 65_536

  /// How many levels of escapes are decoded, as of JSON within JSON.
  static let maxLayers = 4

  private let values: SecretMatcher
  private let keys: KeyRedactor
  private let prefilter: RedactionPrefilter

  /// `secrets` are the values by the name of the variable that holds them; `keys` are names that specs mark as secret.
  package init(secrets: [String: String], keys: [String] = []) {
    values = SecretMatcher(secrets: secrets)
    self.keys = KeyRedactor(also: keys)
    prefilter = RedactionPrefilter(values, self.keys)
  }

  /// A text of ours that may quote the provider: an error message, a reason.
  package func text(_ text: String) -> String {
    if text.isEmpty { return text }
    let utf8 = Array(text.utf8)
    if utf8.withUnsafeBytes({ prefilter.passes($0) }) { return text }
    return String(decoding: redact(utf8, .text), as: UTF8.self)
  }

  /// A text of ours that quotes nobody but the user.
  package func ownText(_ text: String) -> String {
    if values.isEmpty { return text }
    let utf8 = Array(text.utf8)
    if utf8.withUnsafeBytes({ prefilter.passesValues($0) }) { return text }
    return String(decoding: redact(utf8, .own), as: UTF8.self)
  }

  /// A request as planned: only the values that the user gave can be sensitive in it, all else stands in the contract.
  package func request(_ request: Request) -> Request {
    if values.isEmpty || isFree(request) { return request }
    var redacted = request
    redacted.target = ownText(request.target)
    redacted.headers = HeaderFields()
    redacted.headers.reserve(bytes: 64 * request.headers.count, fields: request.headers.count)
    request.headers.forEachRaw { name, value in
      redacted.headers.append(name: name, value: redact(Array(value), .own))
    }
    redacted.body = request.body.map { redact($0, .own) }
    return redacted
  }

  /// Whether none of the user's values is in a request.
  private func isFree(_ request: Request) -> Bool {
    var isFree = request.body?.withUnsafeBytes { prefilter.passesValues($0) } ?? true
    request.headers.forEachRaw { name, value in isFree = isFree && prefilter.passesValues(value) }
    return isFree && Array(request.target.utf8).withUnsafeBytes { prefilter.passesValues($0) }
  }

  /// A case as planned: the words are the contract's, its values may be the user's.
  package func testCase(_ testCase: consuming TestCase) -> TestCase {
    if values.isEmpty { return testCase }
    for index in testCase.steps.indices { testCase.steps[index].request = request(testCase.steps[index].request) }
    testCase.summary = ownText(testCase.summary)
    return testCase
  }

  /// A response: everything in it is the provider's.
  package func response(_ response: Response) -> Response {
    if isClean(response) { return response }
    var redacted = response
    // A report shows the beginning of a long body. More of it is looked at, and its end is dropped after that, so that
    // nothing hides across the cut.
    let margin = max(4096, 12 * values.longest)
    let isCut = response.body.count > Self.maxKept + margin
    redacted.body = Array(response.body.prefix(Self.maxKept + margin))
    redacted.reason = text(response.reason)
    redacted.headers = fields(response.headers)
    redacted.trailers = fields(response.trailers)
    redacted.interim = response.interim.map {
      InterimResponse($0.status, reason: text($0.reason), headers: fields($0.headers))
    }
    redacted.body = Array(
      redact(redacted.body, .body).dropLast(isCut ? margin : 0).prefix(Self.maxKept))
    redacted.droppedBodyBytes = max(0, response.body.count - Self.maxKept)
    return redacted
  }

  package func exchanges(_ exchanges: [Exchange]) -> [Exchange] {
    exchanges.allSatisfy(isClean) ? exchanges : exchanges.map { exchange($0) }
  }

  private func isClean(_ exchange: Exchange) -> Bool {
    guard case .answered(let response) = exchange.outcome else { return false }
    return (values.isEmpty || isFree(exchange.request)) && isClean(response)
  }

  package func exchange(_ exchange: Exchange) -> Exchange {
    var redacted = exchange
    // Of a large body only the beginning is kept.
    redacted.memory = nil
    redacted.request = request(exchange.request)
    switch exchange.outcome {
    case .answered(let answer): redacted.outcome = .answered(response(answer))
    case .garbled(let malformed):
      redacted.outcome = .garbled(
        MalformedResponse(reason: text(malformed.reason), excerpt: redactCut(malformed.excerpt)))
    case .unanswered(let error): redacted.outcome = .unanswered(TransportError(error.kind, text(error.message)))
    }
    return redacted
  }

  /// The verdict with every text redacted.
  package func verdict(_ verdict: Verdict) -> Verdict {
    if verdict.reason == nil, verdict.violations.isEmpty { return verdict }
    var redacted = verdict
    redacted.reason = verdict.reason.map { text($0) }
    redacted.violations = verdict.violations.map { violation($0) }
    return redacted
  }

  /// The verdict on a case that was not sent: its reason can quote only the user.
  package func verdict(skipped reason: SkipReason) -> Verdict {
    Verdict(skipped: SkipReason(reason.kind, ownText(reason.text)))
  }

  private func violation(_ violation: Violation) -> Violation {
    var redacted = violation
    var expected = text(violation.expected)
    var found = text(violation.found)
    switch violation.place {
    case .value(let whole, let location):
      // A key may be as long as a body; its beginning names it.
      let pointer = JSONPointer(whole.tokens.map { Self.shortened($0) })
      redacted.place = .value(JSONPointer(pointer.tokens.map { text($0) }), location)
      if let key = pointer.tokens.last, keys.isSensitive(key) {
        found = Self.mark
        if violation.echoed != nil { expected = Self.mark }
      }
    case .header(let name):
      redacted.place = .header(text(name))
      if keys.isSensitive(name) { found = Self.mark }
    default: break
    }
    redacted.expected = expected
    redacted.found = found
    redacted.lasting = text(violation.lasting)
    return redacted
  }

  private static func shortened(_ key: String) -> String {
    key.utf8.count <= 1024 ? key : String(key.unicodeScalars.prefix(256)) + "…"
  }

  /// Whether nothing of an answer is to be taken out, which is so of most: it is then kept as it is, uncopied.
  private func isClean(_ response: Response) -> Bool {
    response.body.count <= Self.maxKept && response.interim.isEmpty && isClean(response.headers)
      && isClean(response.trailers) && response.body.withUnsafeBytes { prefilter.passes($0, isBody: true) }
      && (response.reason == "OK" || text(response.reason) == response.reason)
  }

  private func isClean(_ fields: HeaderFields) -> Bool {
    var isClean = true
    fields.forEachRaw { name, value in
      isClean =
        isClean && !keys.isSensitive(name) && prefilter.passesValues(name)
        && prefilter.passes(value)
    }
    return isClean
  }

  private func fields(_ fields: HeaderFields) -> HeaderFields {
    if isClean(fields) { return fields }
    var redacted = HeaderFields()
    redacted.reserve(bytes: 64 * fields.count, fields: fields.count)
    fields.forEachRaw { name, value in
      let isSensitive = keys.isSensitive(name)
      redacted.append(
        name: redact(Array(name), .own), value: isSensitive ? Redaction.mark : redact(Array(value), .text))
    }
    return redacted
  }

  /// What is looked for in bytes.
  enum Scope {
    /// Values only, for a text of ours that can quote only the user.
    case own
    /// Values, pairs and patterns.
    case text
    /// Members of JSON as well.
    case body
  }

  /// Redacts without asking the prefilter.
  func redact(_ bytes: [UInt8], _ scope: Scope) -> [UInt8] {
    var found: [Redaction] = []
    var text = DecodedText(bytes)
    for _ in 0...Self.maxLayers {
      if scope == .body { keys.findMembers(in: text, &found) }
      // Before pairs and patterns: where two find the same part, the first decides the replacement.
      values.find(in: text, &found)
      if scope != .own {
        keys.findPairs(in: text, &found)
        PatternRedactor.find(in: text, &found)
      }
      guard let decoded = text.decodingEscapes() else { break }
      text = decoded
    }
    return Redaction.apply(found, to: bytes)
  }

  /// Bytes that were cut at an arbitrary place, so that they may end with the beginning of a secret.
  private func redactCut(_ bytes: [UInt8]) -> [UInt8] {
    let redacted = redact(bytes + DecodedText.cutMark, .body)
    return redacted.suffix(3) == DecodedText.cutMark[...] ? redacted.dropLast(3) : redacted
  }
}
