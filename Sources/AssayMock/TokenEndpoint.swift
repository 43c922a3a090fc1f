import AssayContract
import AssayHTTP
import AssayJSON
import AssaySpec

/// A token endpoint of the mock (RFC 6749, sections 4.4 and 5).
struct TokenEndpoint: Sendable {
  let path: String
  let grant: ClientCredentials
  let id: String
  let secret: String

  init(_ grant: ClientCredentials, id: String, secret: String) {
    self.grant = grant
    self.id = id
    self.secret = secret
    path = grant.tokenPath
  }

  func answer(_ request: Request) -> Response {
    guard request.method == .post else { return Self.refusal(405, "invalid_request", "Allow", "POST") }
    let type = request.headers["Content-Type"].flatMap(MediaType.init(parsing:))?.essence
    let form = String(decoding: request.body ?? [], as: UTF8.self)
    func value(_ name: String) -> String? { PercentEncoding.formValue(of: name, in: form) }
    guard type == "application/x-www-form-urlencoded", let kind = value("grant_type") else {
      return Self.refusal(400, "invalid_request")
    }
    guard isClient(request, value) else {
      return Self.refusal(401, "invalid_client", "WWW-Authenticate", "Basic realm=\"token\"")
    }
    if kind != "client_credentials" { return Self.refusal(400, "unsupported_grant_type") }
    let scopes = value("scope").map { $0.split(separator: " ").map(String.init) } ?? grant.scopes
    guard Set(scopes).isSubset(of: grant.scopes) else { return Self.refusal(400, "invalid_scope") }
    return Self.response(
      200,
      ["access_token": .string(grant.mockToken), "token_type": "Bearer", "expires_in": 3600])
  }

  /// Whether the client shows its id and secret where the contract says.
  private func isClient(_ request: Request, _ value: (String) -> String?) -> Bool {
    if grant.isInBody { return value("client_id") == id && value("client_secret") == secret }
    func pair(_ text: (String) -> String) -> String {
      "Basic " + Base64.encode(Array("\(text(id)):\(text(secret))".utf8))
    }
    let given = request.headers["Authorization"]
    // Id and secret are encoded first (RFC 6749, section 2.3.1), which few clients know.
    return given == pair(PercentEncoding.encodeQuery) || given == pair { $0 }
  }

  private static func refusal(_ status: Int, _ error: String, _ name: String? = nil, _ value: String = "") -> Response {
    var response = response(status, ["error": .string(error)])
    if let name { response.headers.append(name, value) }
    return response
  }

  private static func response(_ status: Int, _ body: JSONValue) -> Response {
    Response(
      status, reason: ReasonPhrase.of(status),
      headers: ["Content-Type": "application/json", "Cache-Control": "no-store"], body: body.serializedBytes())
  }
}
