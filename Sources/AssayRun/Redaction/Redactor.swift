import AssayContract
import AssayHTTP
import AssayJSON
import AssayJudge
import AssayPlan
import AssaySpec

/// Removes secrets from everything that a report, a journal or the console may show.
///
/// It finds them by value (every secret of the run), by key (names such as token, code or phone) and by pattern (JWT,
/// card number, phone number). Each search is applied to the bytes and to their decoded escapes, level by level; what
/// is found is replaced in the original bytes.
package final class Redactor: Sendable {
  /// The replacement of a value that does not come from a variable.
  package static let mark = "[redacted]"

  /// How many bytes of a response body are kept for reports.
  static let maxKept = 65_536

  /// How many levels of escapes are decoded, such as those of JSON within JSON.
  static let maxLayers = 4

  private let secrets: [String: String]
  private let values: SecretMatcher
  private let keys: KeyRedactor
  private let prefilter: RedactionPrefilter

  /// - Parameters:
  ///   - secrets: The values by the name of the variable that holds them.
  ///   - keys: Names that contracts mark as secret.
  package init(secrets: [String: String], keys: [String] = []) {
    self.secrets = secrets
    values = SecretMatcher(secrets: secrets)
    self.keys = KeyRedactor(also: keys)
    prefilter = RedactionPrefilter(values, self.keys)
  }

  private init(_ other: Redactor, adding secrets: [String: String]) {
    self.secrets = other.secrets.merging(secrets) { $1 }
    values = SecretMatcher(secrets: self.secrets)
    keys = other.keys
    prefilter = RedactionPrefilter(values, keys)
  }

  /// A redactor that also finds these values, by the name of their variable.
  func adding(_ secrets: [String: String]) -> Redactor { Redactor(self, adding: secrets) }

  /// Redacts our own text that may quote the provider, such as an error message.
  package func text(_ text: String) -> String {
    if text.isEmpty { return text }
    let utf8 = Array(text.utf8)
    if utf8.withUnsafeBytes({ prefilter.passes($0) }) { return text }
    return String(decoding: redact(utf8, .text), as: UTF8.self)
  }

  /// Redacts our own text that may quote only the user.
  package func ownText(_ text: String) -> String {
    if values.isEmpty { return text }
    let utf8 = Array(text.utf8)
    if utf8.withUnsafeBytes({ prefilter.passesValues($0) }) { return text }
    return String(decoding: redact(utf8, .own), as: UTF8.self)
  }

  /// Redacts a planned request, in which only the user's values can be sensitive.
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

  /// Whether a request contains none of the user's values.
  private func isFree(_ request: Request) -> Bool {
    var isFree = request.body?.withUnsafeBytes { prefilter.passesValues($0) } ?? true
    request.headers.forEachRaw { name, value in isFree = isFree && prefilter.passesValues(value) }
    return isFree && Array(request.target.utf8).withUnsafeBytes { prefilter.passesValues($0) }
  }

  /// Redacts a planned case, in which only the user's values can be sensitive.
  package func testCase(_ testCase: consuming TestCase) -> TestCase {
    if values.isEmpty { return testCase }
    for index in testCase.steps.indices { testCase.steps[index].request = request(testCase.steps[index].request) }
    testCase.summary = ownText(testCase.summary)
    return testCase
  }

  /// Redacts a response.
  package func response(_ response: Response) -> Response {
    if isClean(response) { return response }
    var redacted = response
    // A report shows the beginning of a long body. More of it is searched and dropped afterwards, so that a secret
    // across the cut is found.
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
    // Only the beginning of a large body is kept.
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

  /// Redacts the verdict on a case that was not sent; its reason can quote only the user.
  package func verdict(skipped reason: SkipReason) -> Verdict {
    Verdict(skipped: SkipReason(reason.kind, ownText(reason.text)))
  }

  private func violation(_ violation: Violation) -> Violation {
    var redacted = violation
    var expected = text(violation.expected)
    var found = text(violation.found)
    switch violation.place {
    case .value(let whole, let location):
      // A key may be as long as a body, so it is shortened.
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

  /// Whether nothing in a response must be redacted, as in most; it is then kept without a copy.
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

  /// What to look for.
  enum Scope {
    /// Values only, for text that can quote only the user.
    case own
    /// Values, pairs and patterns.
    case text
    /// Members of JSON too.
    case body
  }

  /// Redacts without the prefilter.
  func redact(_ bytes: [UInt8], _ scope: Scope) -> [UInt8] {
    var found: [Redaction] = []
    var text = DecodedText(bytes)
    for _ in 0...Self.maxLayers {
      if scope == .body { keys.findMembers(in: text, &found) }
      // Before pairs and patterns, because the first to find a range decides its replacement.
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

  /// Redacts bytes that were cut anywhere, and so may end with the beginning of a secret.
  private func redactCut(_ bytes: [UInt8]) -> [UInt8] {
    let redacted = redact(bytes + DecodedText.cutMark, .body)
    return redacted.suffix(3) == DecodedText.cutMark[...] ? redacted.dropLast(3) : redacted
  }
}
