import AssayContract
import AssayHTTP
import AssayJSON
import AssaySpec
import Synchronization

/// The access tokens of a run: each is obtained when the first request needs it, and again when it has expired.
package final class AccessTokens: Sendable {
  /// Why there is no token.
  struct Failure: Error {
    /// What happened and what to do, in one sentence.
    var message: String
  }

  private struct Token {
    var text: String
    /// The moment, on the environment's clock, from which it is not sent any more; `nil` when nothing says.
    var end: Duration?
  }

  private struct State {
    /// By variable. A failure is kept too: each token is asked for once.
    var tokens: [String: Result<Token, Failure>] = [:]
    /// Every token that was issued, for redaction.
    var issued: [String: String] = [:]
    var redactor: Redactor?
  }

  private let state = Mutex(State())
  private let secrets: Secrets
  private let configuration: Runner.Configuration
  private let environment: RunEnvironment
  private let endpoint: @Sendable (ClientCredentials) -> (target: any Target, path: String)

  /// - Parameter endpoint: Where the tokens of a grant come from.
  package init(
    secrets: Secrets, configuration: Runner.Configuration, environment: RunEnvironment,
    endpoint: @escaping @Sendable (ClientCredentials) -> (target: any Target, path: String)
  ) {
    self.secrets = secrets
    self.configuration = configuration
    self.environment = environment
    self.endpoint = endpoint
  }

  /// The token of a grant. One thread obtains it while the others wait.
  func token(of grant: ClientCredentials) throws(Failure) -> String {
    let result = state.withLock { state -> Result<Token, Failure> in
      if let known = state.tokens[grant.variable] {
        guard case .success(let token) = known, let end = token.end, environment.now() >= end else { return known }
      }
      let result = obtain(grant)
      state.tokens[grant.variable] = result
      if case .success(let token) = result, !state.issued.values.contains(token.text) {
        let number = state.issued.keys.count { $0.hasPrefix(grant.variable) }
        state.issued[grant.variable + (number == 0 ? "" : "_\(number + 1)")] = token.text
        state.redactor = nil
      }
      return result
    }
    return try result.get().text
  }

  /// Forgets a token that the provider calls expired, unless another thread has already obtained another.
  func discard(_ text: String, of grant: ClientCredentials) {
    state.withLock { state in
      if case .success(let token)? = state.tokens[grant.variable], token.text == text {
        state.tokens[grant.variable] = nil
      }
    }
  }

  /// A redactor that also knows the tokens.
  func redactor(_ redactor: Redactor) -> Redactor {
    state.withLock { state in
      if state.issued.isEmpty { return redactor }
      let known = state.redactor ?? redactor.adding(state.issued)
      state.redactor = known
      return known
    }
  }

  // MARK: The token request (RFC 6749, section 4.4)

  private func obtain(_ grant: ClientCredentials) -> Result<Token, Failure> {
    let (target, path) = endpoint(grant)
    do throws(Failure) {
      return .success(try token(in: try response(to: try request(for: grant, path), at: target)))
    } catch {
      let variables = grant.fixtures.map { Fixture.environmentName(of: $0.name) }.joined(separator: " and ")
      return .failure(
        Failure(
          message:
            "no access token from \(target.name)\(path): \(error.message); check \(variables) and the token endpoint"))
    }
  }

  private func request(for grant: ClientCredentials, _ path: String) throws(Failure) -> Request {
    for fixture in [grant.id, grant.secret] {
      let variable = Fixture.environmentName(of: fixture)
      if let text = secrets.byName[variable], Placeholder.firstVariable(in: Array(text.utf8)) == nil { continue }
      throw Failure(message: "\(variable) has no value")
    }
    func value(_ fixture: String) -> String { secrets.byName[Fixture.environmentName(of: fixture)] ?? "" }
    var form = [("grant_type", "client_credentials")]
    if !grant.scopes.isEmpty { form.append(("scope", grant.scopes.joined(separator: " "))) }
    var headers: HeaderFields = ["Accept": "application/json"]
    let id = PercentEncoding.encodeQuery(value(grant.id))
    let secret = PercentEncoding.encodeQuery(value(grant.secret))
    if grant.isInBody {
      form += [("client_id", value(grant.id)), ("client_secret", value(grant.secret))]
    } else {
      headers.append("Authorization", "Basic " + Base64.encode(Array("\(id):\(secret)".utf8)))
    }
    headers.append("Content-Type", "application/x-www-form-urlencoded")
    let text = form.map { "\($0)=\(PercentEncoding.encodeQuery($1))" }.joined(separator: "&")
    return Request(.post, path, headers: headers, body: Array(text.utf8))
  }

  /// Sends the request, and again where nothing was reached or the endpoint fails or throttles.
  private func response(to request: Request, at target: any Target) throws(Failure) -> Response {
    let transport = target.connect()
    var attempt = 0
    while true {
      let limit = environment.remaining(configuration.timeout)
      let exchange = transport.send(request, timeout: limit, isRepeatable: false)
      if attempt < configuration.retries,
        exchange.isConnectionRefused || exchange.status.map({ $0 == 429 || $0 >= 500 }) ?? false
      {
        let asked = exchange.response?.headers["Retry-After"]
          .flatMap { RetryAfter.seconds($0, now: environment.wallClock()) }.map { Duration.seconds(min($0, 1_000_000)) }
        let wait = asked ?? configuration.backoff * (1 << min(attempt, 16))
        attempt += 1
        if wait <= configuration.maxWait, environment.pause(wait) == nil { continue }
      }
      switch exchange.outcome {
      case .answered(let response): return response
      case .garbled(let malformed): throw Failure(message: malformed.reason)
      case .unanswered(let error): throw Failure(message: error.message)
      }
    }
  }

  private func token(in response: Response) throws(Failure) -> Token {
    let body = (try? JSONDocument(parsing: response.body))?.value
    guard response.status == 200 else {
      // Only the code: a description may repeat what was sent.
      let code = body?["error"].flatMap { if case .string(let text) = $0 { text } else { nil } }
        .flatMap { $0.count <= 40 && $0.utf8.allSatisfy { 0x61...0x7A ~= $0 || $0 == 0x5F } ? " \($0)" : nil }
      throw Failure(message: "it answered \(response.status)\(code ?? "")")
    }
    guard case .string(let text)? = body?["access_token"], !text.isEmpty, text.utf8.allSatisfy({ 0x21...0x7E ~= $0 })
    else { throw Failure(message: "it answered 200 without an access_token") }
    if case .string(let type)? = body?["token_type"], type.lowercased() != "bearer" {
      throw Failure(message: "it issued a token that is no Bearer token")
    }
    var end: Duration?
    if let seconds = body?["expires_in"].map(Parameter.text).flatMap(Double.init), (0...1e9).contains(seconds) {
      // A little early, for the way to the provider.
      end = environment.now() + .seconds(max(1, seconds - min(30, seconds / 10)))
    }
    return Token(text: text, end: end)
  }
}

extension Exchange {
  /// Whether the response says that the access token has expired (RFC 6750, section 3.1).
  var saysTokenExpired: Bool {
    guard let response, response.status == 401 else { return false }
    let challenges = response.headers.values(named: "WWW-Authenticate").joined(separator: ", ").lowercased()
    if challenges.contains("invalid_token") || challenges.contains("expired") { return true }
    return String(decoding: response.body.prefix(4096), as: UTF8.self).lowercased().contains("expired")
  }
}
