import AssayContract
import AssayHTTP
import AssayJSON
import AssaySchema
import AssaySpec

extension OpenAPIReader {
  mutating func readResponses(_ operation: Operation, hasSecurity: Bool, isRefusable: Bool) throws(OpenAPIError)
    -> [ResponseSpec]
  {
    guard let list = try operation.place.object("responses"), !list.members.isEmpty else {
      throw operation.place.error("the operation has no responses: there is nothing to check")
    }
    let statuses = list.members.map(\.key)
    let success = statuses.first { $0.hasPrefix("2") } ?? statuses.first { $0.hasPrefix("3") && $0 != "304" }
    let successes = statuses.filter { $0.hasPrefix("2") }
    let hasOneSuccess = successes.count < 2
    if !hasOneSuccess {
      ask(
        .silence, list, "There are several successes: \(successes.joined(separator: ", ")).",
        "A request brings the first; another one warns.")
    }
    let invalid = statuses.filter { $0 == "400" || $0 == "422" }
    let unauthenticated = statuses.contains("401") ? "401" : statuses.contains("403") ? "403" : nil
    var specs: [ResponseSpec] = []
    for (status, declared) in list.members {
      let place = try files.resolve(declared)
      guard place.isObject else { throw place.error("a response is an object, found \(place.node.kind.rawValue)") }
      guard let range = Self.range(of: status) else {
        throw declared.error("\"\(status)\" is no status: write 200, 2XX or default")
      }
      var triggers: [ResponseTrigger] = []
      if status == success {
        let reading = declared.assumed("The document does not say which of its successes a request brings.")
        triggers.append(hasOneSuccess ? .validRequest : .validRequest(quote: reading))
      } else if isRefusable,
        invalid.contains(status) || invalid.isEmpty && (status.uppercased() == "4XX" || status == "default")
      {
        triggers.append(
          .invalidRequest(quote: declared.assumed("\(declared.name) does not say which request brings it.")))
      }
      if hasSecurity,
        status == unauthenticated || unauthenticated == nil && (status.uppercased() == "4XX" || status == "default")
      {
        triggers.append(
          .unauthenticated(
            quote: status == "401" ? nil : declared.assumed("\(declared.name) does not say which request brings it.")))
      }
      if triggers.isEmpty { triggers.append(.nothing("The document does not say which request brings it.")) }
      specs.append(try response(range, place, declared, triggers))
    }
    guard success == nil else { return specs }
    // A document that describes only errors, or everything as `default`.
    let fallback = list["default"]
    ask(
      .silence, list, "No success is described.",
      fallback == nil ? "Any success will do." : "A success is as default says.")
    let body = try fallback.map { (place) throws(OpenAPIError) in
      try response(StatusRange(200, 299), files.resolve(place), place, [.validRequest])
    }
    return [
      body
        ?? ResponseSpec(
          StatusRange(200, 299), .undocumented, when: [.validRequest],
          quote: list.assumed("The document describes no success."), source: list.source)
    ] + specs
  }

  private static func range(of status: String) -> StatusRange? {
    if status == "default" { return .default }
    if status.count == 3, status.uppercased().hasSuffix("XX"), let first = status.first?.wholeNumberValue,
      1...5 ~= first
    {
      return StatusRange(first * 100, first * 100 + 99)
    }
    guard status.utf8.count == 3, let number = Int(status), 100...599 ~= number else { return nil }
    return StatusRange(number, number)
  }

  private mutating func response(
    _ status: StatusRange, _ place: Place, _ declared: Place, _ triggers: [ResponseTrigger]
  ) throws(OpenAPIError) -> ResponseSpec {
    var body = Body.undocumented
    if let content = try place.object("content"), !content.members.isEmpty {
      if status == 204 || status == 304 {
        ask(.contradiction, content, "HTTP allows no body with the status \(status).", "There is none.")
      } else {
        body = try self.body(content, isRequest: false)
      }
    }
    if status == 204 || status == 304 { body = .empty }
    if let links = place["links"], !links.members.isEmpty {
      ask(.silence, links, "A link leads to another operation.", "It is not followed.")
    }
    let description = try place.text("description") ?? ""
    return ResponseSpec(
      status, body, when: triggers, description: description, headers: try headers(place),
      quote: place.evidence, source: declared.source)
  }

  private mutating func headers(_ response: Place) throws(OpenAPIError) -> [ResponseHeader] {
    var headers: [ResponseHeader] = []
    for (name, declared) in try response.object("headers")?.members ?? [] {
      if name.lowercased() == "content-type" { continue }
      let place = try files.resolve(declared)
      var schema = Schema.string
      if let described = place["schema"] { schema = try usable(try schemas.schema(described), described) }
      if schema.types == .object || schema.types == .array {
        ask(.silence, place, "A contract cannot express an array or an object in a header.", "It is any text.")
        schema = .string
      }
      var example = (place["example"] ?? place["schema"]?["example"]).map { Parameter.text(of: $0.value) }
      if let text = example, !schema.accepts(Parameter.value(of: text, for: schema)) {
        ask(.contradiction, place, "The example of the header does not satisfy its schema.", "The schema counts.")
        example = nil
      }
      headers.append(
        ResponseHeader(
          name, schema, required: try place.flag("required") ?? false, example: example, quote: place.evidence))
    }
    return headers
  }
}
