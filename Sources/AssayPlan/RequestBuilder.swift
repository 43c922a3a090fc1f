import AssayContract
import AssayHTTP
import AssayJSON
import AssaySchema
import AssaySpec

/// A request that can still be changed part by part, before it is written as bytes.
struct RequestBuilder {
  enum BuilderBody {
    case none
    case json(JSONValue)
    /// Bytes as they are, for a body that is no JSON or whose spelling matters.
    case raw([UInt8])
  }

  var path: [String: String] = [:] { didSet { target = nil } }
  /// The path parameters of which every byte is percent-encoded.
  var encodedPath: Set<String> = [] { didSet { target = nil } }
  var query: [(name: String, value: String)] = [] { didSet { target = nil } }
  /// The request target that path and query give, once it was written: most cases of an endpoint share theirs.
  private var target: String?
  var headers: HeaderFields = [:]
  var body: BuilderBody = .none
  /// The states that the values in it are in.
  var given: [StateCondition] = []
  /// The fixtures that the run has no value for; the mock's values stand in their place, and the case is not sent.
  var missing: [Fixture] = []
  /// For each placeholder in it, by variable, a value of the same shape as the secret.
  var hidden: [String: Placeholder.Value] = [:]

  /// The JSON body; setting it replaces whatever body there was.
  var json: JSONValue? {
    get { if case .json(let value) = body { value } else { nil } }
    set { body = newValue.map { .json($0) } ?? .none }
  }

  /// Writes the request target, for this request and for those that are made from it.
  mutating func writeTarget(for endpoint: Endpoint) { target = writtenTarget(for: endpoint) }

  private func writtenTarget(for endpoint: Endpoint) -> String {
    var target = endpoint.path.expand(encodingAllOf: encodedPath) { path[$0] ?? "" }
    for (index, pair) in query.enumerated() {
      target +=
        (index == 0 ? "?" : "&") + PercentEncoding.encodeQuery(pair.name) + "="
        + PercentEncoding.encodeQuery(pair.value)
    }
    return target
  }

  func request(for endpoint: Endpoint) -> Request {
    let bytes: [UInt8]? =
      switch body {
      // A POST without content says so (RFC 9110, section 8.6).
      case .none: endpoint.method == .get || endpoint.method == .head ? nil : []
      case .json(let value): endpoint.body.codec?.encode(value) ?? value.serializedBytes()
      case .raw(let bytes): bytes
      }
    return Request(endpoint.method, target ?? writtenTarget(for: endpoint), headers: headers, body: bytes)
  }

  /// Leaves out what stands at a place; a parameter in the path stays, empty.
  mutating func remove(at location: Location) {
    switch location {
    case .path(let name): path[name] = ""
    case .query(let name): query.removeAll { $0.name == name }
    case .header(let name): headers.removeAll(named: name)
    case .body(let pointer): json?.remove(at: pointer)
    }
  }

  /// Whether anything stands at a place.
  func holds(_ location: Location) -> Bool {
    switch location {
    case .path(let name): path[name] != nil
    case .query(let name): query.contains { $0.name == name }
    case .header(let name): headers.contains(name)
    case .body(let pointer): json?[pointer] != nil
    }
  }

  /// Puts a value at a place, in the text or JSON form that the place wants.
  mutating func set(_ value: JSONValue, at location: Location) {
    switch location {
    case .path(let name): path[name] = Parameter.text(of: value)
    case .query(let name):
      query.removeAll { $0.name == name }
      query.append((name, Parameter.text(of: value)))
    case .header(let name): headers.set(name, Parameter.text(of: value))
    case .body(let pointer):
      var body = json ?? .object(JSONObject([]))
      body.set(value, at: pointer)
      json = body
    }
  }
}
