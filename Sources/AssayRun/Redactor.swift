public import AssayHTTP
import AssayJSON
public import AssayJudge
public import AssaySpec

/// Takes secrets out of everything that a report, a journal or a console could show: once, before any of them sees it.
///
/// Three ways, each of which would miss what the others find: by value (every secret of the run, also percent-encoded, in
/// base64 and with JSON's escapes), by key (what is called a token, a code, a phone) and by shape (JWT, card number,
/// phone number).
public final class Redactor: Sendable {
  /// What stands in the place of what was taken out.
  public static let mark = "[redacted]"

  /// How many bytes of an answer's body are kept for reports.
  static let mostKept = 65_536

  private let values: ByteReplacer
  private let keys: SensitiveKeys
  private let screen: SensitiveScreen

  /// `secrets` are the values by the name of the variable that holds them; `keys` are names that specs mark as secret.
  public init(secrets: [String: String], keys: [String] = []) {
    values = ByteReplacer(secrets: secrets)
    self.keys = SensitiveKeys(also: keys)
    screen = SensitiveScreen(values, self.keys)
  }

  /// A text of ours that may quote the provider: an error message, a reason.
  public func text(_ text: String) -> String {
    if text.isEmpty { return text }
    let utf8 = Array(text.utf8)
    return utf8.withUnsafeBytes { screen.passes($0) } ? text : String(decoding: bytes(utf8), as: UTF8.self)
  }

  /// A text of ours that quotes nobody but the user.
  public func ownText(_ text: String) -> String {
    if values.isEmpty { return text }
    let utf8 = Array(text.utf8)
    return utf8.withUnsafeBytes { values.isAbsent(from: $0) }
      ? text : String(decoding: values.replace(in: utf8), as: UTF8.self)
  }

  /// A request as planned: only the values that the user gave can be sensitive in it, all else stands in the contract.
  public func request(_ request: Request) -> Request {
    if values.isEmpty || isFree(request) { return request }
    var redacted = request
    redacted.target = ownText(request.target)
    redacted.headers = HeaderFields()
    redacted.headers.reserve(bytes: 64 * request.headers.count, fields: request.headers.count)
    request.headers.forEachRaw { name, value in
      redacted.headers.append(name: name, value: values.replace(in: Array(value)))
    }
    redacted.body = request.body.map { values.replace(in: $0) }
    return redacted
  }

  /// Whether none of the user's values is in a request.
  private func isFree(_ request: Request) -> Bool {
    var isFree = request.body?.withUnsafeBytes { values.isAbsent(from: $0) } ?? true
    request.headers.forEachRaw { name, value in isFree = isFree && values.isAbsent(from: value) }
    return isFree && Array(request.target.utf8).withUnsafeBytes { values.isAbsent(from: $0) }
  }

  /// A case as planned: the words are the contract's, its values may be the user's.
  public func test(_ test: consuming Case) -> Case {
    if values.isEmpty { return test }
    test.request = request(test.request)
    test.summary = ownText(test.summary)
    return test
  }

  /// A response: everything in it is the provider's.
  public func response(_ response: Response) -> Response {
    if isClean(response) { return response }
    var redacted = response
    // A report shows the beginning of a long body. More of it is looked at, and its end is dropped after that, so that
    // nothing hides across the cut.
    let margin = max(4096, values.longest)
    let isCut = response.body.count > Self.mostKept + margin
    redacted.body = Array(response.body.prefix(Self.mostKept + margin))
    redacted.reason = text(response.reason)
    redacted.headers = fields(response.headers)
    redacted.trailers = fields(response.trailers)
    redacted.interim = response.interim.map {
      InterimResponse($0.status, reason: text($0.reason), headers: fields($0.headers))
    }
    redacted.body = Array(
      bytes(keys.redact(redacted.body)).dropLast(isCut ? margin : 0).prefix(Self.mostKept))
    redacted.droppedBodyBytes = max(0, response.body.count - Self.mostKept)
    return redacted
  }

  public func exchanges(_ exchanges: [Exchange]) -> [Exchange] {
    exchanges.allSatisfy(isClean) ? exchanges : exchanges.map { exchange($0) }
  }

  private func isClean(_ exchange: Exchange) -> Bool {
    guard case .answered(let response) = exchange.outcome else { return false }
    return (values.isEmpty || isFree(exchange.request)) && isClean(response)
  }

  public func exchange(_ exchange: Exchange) -> Exchange {
    var redacted = exchange
    redacted.request = request(exchange.request)
    switch exchange.outcome {
    case .answered(let answer): redacted.outcome = .answered(response(answer))
    case .garbled(let garble):
      redacted.outcome = .garbled(
        Garble(reason: text(garble.reason), excerpt: bytes(keys.redact(garble.excerpt), isCut: true)))
    case .unanswered(let error): redacted.outcome = .unanswered(TransportError(error.kind, text(error.message)))
    }
    return redacted
  }

  /// A verdict with its words made and redacted; nothing of the provider's values is left behind them.
  public func verdict(_ verdict: Verdict) -> Verdict {
    if verdict.reason == nil, verdict.violations.isEmpty { return verdict }
    var redacted = verdict
    redacted.reason = verdict.reason.map { text($0) }
    redacted.violations = verdict.violations.map { violation($0) }
    return redacted
  }

  /// The verdict on a case that was not sent: its reason quotes nobody but the user.
  public func verdict(skipped reason: SkipReason) -> Verdict {
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
        if case .echo = violation.cause { expected = Self.mark }
      }
    case .header(let name):
      redacted.place = .header(text(name))
      if keys.isSensitive(name) { found = Self.mark }
    default: break
    }
    redacted.cause = .rendered(
      code: violation.code, expected: expected, found: found, lasting: text(violation.cause.lasting))
    return redacted
  }

  private static func shortened(_ key: String) -> String {
    key.utf8.count <= 1024 ? key : String(key.unicodeScalars.prefix(256)) + "…"
  }

  /// Whether nothing of an answer is to be taken out, which is so of most: it is then kept as it is, uncopied.
  private func isClean(_ response: Response) -> Bool {
    response.body.count <= Self.mostKept && response.interim.isEmpty && isClean(response.headers)
      && isClean(response.trailers) && response.body.withUnsafeBytes { screen.passes($0, isBody: true) }
      && (response.reason == "OK" || text(response.reason) == response.reason)
  }

  private func isClean(_ fields: HeaderFields) -> Bool {
    var isClean = true
    fields.forEachRaw { name, value in
      isClean = isClean && !keys.isSensitive(name) && values.isAbsent(from: name) && screen.passes(value)
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
        name: values.replace(in: Array(name)), value: isSensitive ? Array(Self.mark.utf8) : bytes(Array(value)))
    }
    return redacted
  }

  /// By value, by key in what looks like `key=value`, and by shape.
  private func bytes(_ bytes: [UInt8], isCut: Bool = false) -> [UInt8] {
    SensitiveShapes.redact(keys.redactPairs(values.replace(in: bytes, isCut: isCut)))
  }
}
