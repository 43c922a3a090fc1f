import AssayHTTP
import AssayJSON
import AssaySchema
import AssaySpec

/// A value of a response that a later step of the same case uses.
package indirect enum Capture: Sendable, Hashable {
  /// A value of the JSON body that is neither null nor an empty text.
  case body(JSONPointer)
  case header(String)
  /// The target of a link of this relation in a `Link` header (RFC 8288).
  case link(String)
  /// A value of the last item of an array, while a boolean of the body is true.
  case lastItem(JSONPointer, of: JSONPointer, more: JSONPointer)
  /// The greatest of the values in the items of an array, or the least.
  case extreme(JSONPointer, of: JSONPointer, Relation.Bound)
  /// No value, but an array that has at least so many items.
  case full(JSONPointer, Int)
  /// The code that the request made the provider send.
  case code
  /// The first part of a value's text that a regular expression matches.
  case part(String, of: Capture)

  /// The value, or `nil` when the response has none.
  ///
  /// - Parameter code: The code that arrived after the request.
  package func value(in response: Response, code: String? = nil) -> JSONValue? {
    switch self {
    case .code: return code.map { .string($0) }
    case .part(let pattern, let whole):
      guard let value = whole.value(in: response, code: code), let pattern = try? TextPattern(pattern) else {
        return nil
      }
      return pattern.firstMatch(in: Parameter.text(of: value)).map { .string($0) }
    case .header(let name): return response.headers[name].map { .string($0) }
    case .link(let relation):
      let links = response.headers.values(named: "Link").joined(separator: ", ")
      return Self.target(of: relation, in: links).map { .string($0) }
    case .body(let pointer):
      let value = Self.json(response)?[pointer]
      return value == .null || value == "" ? nil : value
    case .lastItem(let value, let items, let more):
      guard let body = Self.json(response), body[more] == true, case .array(let all)? = body[items] else { return nil }
      return all.last?[value]
    case .extreme(let key, let items, let bound):
      guard case .array(let all)? = Self.json(response)?[items] else { return nil }
      return all.lazy.compactMap { $0[key] }.reduce(nil) { found, value in
        guard let found else { return value == .null ? nil : value }
        guard let order = value.order(to: found, areTimes: true) else { return found }
        return (bound == .lower ? order > 0 : order < 0) ? value : found
      }
    case .full(let items, let count):
      guard case .array(let all)? = Self.json(response)?[items], all.count >= count else { return nil }
      return true
    }
  }

  /// What it takes, for readers.
  package var words: String {
    switch self {
    case .body(let pointer): "\(pointer)"
    case .header(let name): "header \(name)"
    case .link(let relation): "the link \(relation)"
    case .lastItem(let id, let items, let more): "\(id) of the last item of \(items), while \(more) is true"
    case .extreme(let key, let items, let bound):
      "the \(bound == .lower ? "greatest" : "least") \(key) in \(items == .root ? "the body" : "\(items)")"
    case .full(let items, let count): "at least \(count) items in \(items)"
    case .code: "the code that was sent"
    case .part(let pattern, let whole): "\(pattern) in \(whole.words)"
    }
  }

  package static func json(_ response: Response) -> JSONValue? { try? JSONDocument(parsing: response.body).value }

  /// The target of the first link with a relation: `<https://…?page=2>; rel="next"`.
  private static func target(of relation: String, in text: String) -> String? {
    var rest = text[...]
    while let open = rest.firstIndex(of: "<"), let close = rest[open...].firstIndex(of: ">") {
      let target = rest[rest.index(after: open)..<close]
      rest = rest[rest.index(after: close)...]
      // The parameters go on to the next link.
      let parameters = rest.prefix { $0 != "<" }
      for parameter in parameters.split(whereSeparator: { $0 == ";" || $0 == "," }) {
        let parts = parameter.split(separator: "=", maxSplits: 1).map { $0.filter { $0 != " " && $0 != "\"" } }
        let names = parameter.split(separator: "=", maxSplits: 1).last?.split { $0 == " " || $0 == "\"" } ?? []
        if parts.count == 2, parts[0].equalsIgnoringASCIICase("rel"), names.contains(where: { $0 == relation }) {
          return String(target)
        }
      }
      rest = rest[parameters.endIndex...]
    }
    return nil
  }
}

/// What a step takes from the response to an earlier one; a case ends before a step whose input is missing.
package struct StepInput: Sendable, Hashable {
  /// Where the value goes.
  package enum Destination: Sendable, Hashable {
    case location(Location)
    /// It is the address of the request.
    case target
    /// It only has to be there.
    case nowhere
  }

  /// The index of the earlier step.
  package var step: Int
  package var capture: Capture
  package var destination: Destination
  /// Which value that differs from the captured one is sent, from 1; 0 for the captured one.
  package var alteration = 0

  package init(from step: Int, _ capture: Capture, into destination: Destination) {
    self.step = step
    self.capture = capture
    self.destination = destination
  }

  /// The value and where it goes, for readers.
  package var words: String {
    let value = (alteration > 0 ? "a value other than " : "") + capture.words
    return switch destination {
    case .location(let location): "\(value), as \(location)"
    case .target: "\(value), as the address"
    case .nowhere: value
    }
  }

  /// The value that is sent, or `nil` when the response has none.
  package func value(in response: Response, code: String? = nil) -> JSONValue? {
    capture.value(in: response, code: code)?.altered(alteration)
  }

  /// The request with the value in it; `nil` where the response has none, or one that is no address.
  ///
  /// - Parameters:
  ///   - basePath: The path of the run's target, which an address repeats and a request does not.
  ///   - code: The code that arrived after the earlier step.
  package func apply(
    to request: Request, from response: Response, of endpoint: Endpoint, under basePath: String = "",
    code: String? = nil
  ) -> Request? {
    guard let value = value(in: response, code: code) else { return nil }
    switch destination {
    case .nowhere: return request
    case .location(let location): return endpoint.setting(value, at: location, in: request)
    case .target:
      var next = request
      let address = Parameter.text(of: value)
      guard let target = endpoint.target(from: address, relativeTo: request.target, under: basePath) else {
        return nil
      }
      next.target = target
      return next
    }
  }
}

extension Endpoint {
  /// The path and query of an address, without the base path of the target.
  ///
  /// Only these are used: a request never goes to the host that a response names. The path may be another than the
  /// endpoint's (GitHub's links have the number of the repository in place of its name) where nothing but reading is done.
  package func target(from address: String, relativeTo target: String, under basePath: String = "") -> String? {
    // Anything else could end the request's line.
    guard address.utf8.allSatisfy({ 0x21...0x7E ~= $0 }) else { return nil }
    var rest = address.prefix { $0 != "#" }
    if rest.hasPrefix("?") { return String(target.prefix { $0 != "?" }) + rest }
    let scheme = rest.prefix { $0 != "/" && $0 != "?" }
    if scheme.isEmpty || scheme.last == ":", rest[scheme.endIndex...].hasPrefix("//") {
      rest = rest[scheme.endIndex...].dropFirst(2).drop { $0 != "/" && $0 != "?" }
    }
    let path = rest.prefix { $0 != "?" }
    let query = rest[path.endIndex...]
    var start = path.startIndex
    while start < path.endIndex {
      if self.path.match(path[start...]) != nil { return String(path[start...] + query) }
      start = path[path.index(after: start)...].firstIndex(of: "/") ?? path.endIndex
    }
    guard path.hasPrefix("/"), method.isSafe, effects.isEmpty else { return nil }
    return String((path.hasPrefix(basePath + "/") ? path.dropFirst(basePath.count) : path) + query)
  }

  /// A request with another value at a location.
  package func setting(_ value: JSONValue, at location: Location, in request: Request) -> Request {
    var request = request
    let path = request.target.prefix { $0 != "?" }
    let query = request.target[path.endIndex...].dropFirst()
    switch location {
    case .header(let name): request.headers.set(name, Parameter.text(of: value))
    case .cookie(let name): request.headers.setCookie(name, to: Parameter.text(of: value))
    case .path(let name):
      let values = self.path.match(path) ?? [:]
      let new = self.path.expand { $0 == name ? Parameter.text(of: value) : values[$0] ?? "" }
      request.target = new + (query.isEmpty ? "" : "?" + query)
    case .query(let name):
      let others = query.split(separator: "&").filter { pair in
        PercentEncoding.decode(pair.prefix { $0 != "=" }) != name
      }
      let pair = PercentEncoding.encodeQuery(name) + "=" + PercentEncoding.encodeQuery(Parameter.text(of: value))
      request.target = String(path) + "?" + (others.map(String.init) + [pair]).joined(separator: "&")
    case .body(let pointer):
      let document = request.body.flatMap { body.document(of: $0, contentType: request.headers["Content-Type"]) }
      guard let codec = body.codec, var json = document?.value else { return request }
      json.set(value, at: pointer)
      request.body = codec.encode(json)
    }
    return request
  }
}

extension JSONValue {
  /// A value of the same form that differs from this one, another for each number from 1 to 9; itself for 0.
  fileprivate func altered(_ number: Int) -> JSONValue {
    if number == 0 { return self }
    switch self {
    case .string(let text):
      guard let last = text.utf8.last else { return .string("\(number)") }
      let (first, count): (UInt8, UInt8) =
        switch last {
        case 0x30...0x39: (0x30, 10)
        case 0x41...0x5A: (0x41, 26)
        default: (0x61, 26)
        }
      let other = first + (last >= first ? (last - first) % count + UInt8(number % 10) : UInt8(number % 10)) % count
      return .string(String(text.dropLast()) + String(UnicodeScalar(other)))
    case .number(let value):
      return Int(value.lexeme).map { .number(JSONNumber($0 + number)) } ?? .number(JSONNumber(number))
    case .boolean(let value): return .boolean(!value)
    case .null, .array, .object: return .string("\(number)")
    }
  }
}
