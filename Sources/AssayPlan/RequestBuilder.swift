import AssayContract
import AssayHTTP
import AssayJSON
import AssaySchema
import AssaySpec

/// A request whose parts can be changed before it is encoded.
struct RequestBuilder {
  enum BuilderBody {
    case none
    /// The value that the body stands for.
    case json(JSONValue)
    /// Bytes sent unchanged: an invalid body, or one whose exact form matters.
    case raw([UInt8])
  }

  var path: [String: String] = [:] { didSet { target = nil } }
  /// The path parameters that are percent-encoded throughout.
  var encodedPath: Set<String> = [] { didSet { target = nil } }
  var query: [(name: String, value: JSONValue)] = [] { didSet { target = nil } }
  var cookies: [(name: String, value: String)] = []
  /// The encoded request target, kept because most cases of an endpoint share it.
  private var target: String?
  var headers: HeaderFields = [:]
  var body: BuilderBody = .none
  /// The alternative of the endpoint's body that this body is, where it is not the first.
  var encodedAs: Body?
  /// The states in which the provider must be.
  var given: [StateCondition] = []
  /// The fixtures without a value in this run; the mock's values replace them, and the case is skipped.
  var missing: [Fixture] = []
  /// A value of the secret's shape for each placeholder, by variable.
  var hidden: [String: Placeholder.Value] = [:]

  /// The value that the body stands for; setting it replaces whatever body there was.
  var json: JSONValue? {
    get { if case .json(let value) = body { value } else { nil } }
    set { body = newValue.map { .json($0) } ?? .none }
  }

  /// Writes the request target, for this request and for those that are made from it.
  mutating func writeTarget(for endpoint: Endpoint) { target = writtenTarget(for: endpoint) }

  private func writtenTarget(for endpoint: Endpoint) -> String {
    var target = endpoint.path.expand(encodingAllOf: encodedPath) { path[$0] ?? "" }
    var separator = "?"
    for (name, value) in query {
      var pairs = PercentEncoding.encodeQuery(name) + "=" + PercentEncoding.encodeQuery(Parameter.text(of: value))
      if value.typeName == "array" || value.typeName == "object", let own = endpoint.parameter(at: .query(name)) {
        pairs = own.queryText(of: value)
      }
      // An empty array is not there.
      if pairs.isEmpty { continue }
      target += separator + pairs
      separator = "&"
    }
    return target
  }

  func request(for endpoint: Endpoint) -> Request {
    let bytes: [UInt8]? =
      switch body {
      // A POST without content says so (RFC 9110, section 8.6).
      case .none: endpoint.method == .get || endpoint.method == .head ? nil : []
      case .json(let value): (encodedAs ?? endpoint.body).codec?.encode(value) ?? value.serializedBytes()
      case .raw(let bytes): bytes
      }
    var headers = headers
    if !cookies.isEmpty {
      let pairs = cookies.map { "\($0.name)=\(PercentEncoding.encodeCookie($0.value))" }
      headers.append("Cookie", pairs.joined(separator: "; "))
    }
    return Request(endpoint.method, target ?? writtenTarget(for: endpoint), headers: headers, body: bytes)
  }

  /// Removes the value at a location; a path parameter becomes empty.
  mutating func remove(at location: Location) {
    switch location {
    case .path(let name): path[name] = ""
    case .query(let name): query.removeAll { $0.name == name }
    case .header(let name): headers.removeAll(named: name)
    case .cookie(let name): cookies.removeAll { $0.name == name }
    case .body(let pointer): json?.remove(at: pointer)
    }
  }

  /// Whether there is a value at a location.
  func holds(_ location: Location) -> Bool {
    switch location {
    case .path(let name): path[name] != nil
    case .query(let name): query.contains { $0.name == name }
    case .header(let name): headers.contains(name)
    case .cookie(let name): cookies.contains { $0.name == name }
    case .body(let pointer): json?[pointer] != nil
    }
  }

  /// Sets a value at a location, as text or as JSON.
  mutating func set(_ value: JSONValue, at location: Location) {
    switch location {
    case .path(let name): path[name] = Parameter.plainText(of: value)
    case .query(let name):
      query.removeAll { $0.name == name }
      query.append((name, value))
    case .header(let name): headers.set(name, Parameter.plainText(of: value))
    case .cookie(let name):
      cookies.removeAll { $0.name == name }
      cookies.append((name, Parameter.plainText(of: value)))
    case .body(let pointer):
      var body = json ?? .object(JSONObject([]))
      body.set(value, at: pointer)
      json = body
    }
  }
}
