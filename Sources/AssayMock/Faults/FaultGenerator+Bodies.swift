import AssayContract
import AssayHTTP
import AssayJSON
import AssaySchema
import AssaySpec

extension FaultGenerator {
  mutating func makeBodyFaults(_ index: Int) {
    let response = endpoint.responses[index]
    let label = self.label(index)
    guard let schema = response.body.schema, let codec = response.body.codec else {
      if response.body.content == .undocumented { makeDisclosure(index, .body(Array(Self.trace.utf8))) }
      return
    }
    let page = ResponseMutation.body(Array(Self.page.utf8))
    var bodies = [("html", "an HTML page", ResponseMutation.all([.header("Content-Type", "text/html"), page]))]
    if !response.body.mayBeEmpty { bodies.insert(("empty", "no body", .body([])), at: 0) }
    if !codec.mayBeMarkup {
      bodies.append(("html-as-\(codec.name.lowercased())", "an HTML page that is called \(codec.name)", page))
    }
    for (name, words, edit) in bodies {
      add(
        .body, "\(label)-\(name)", "answers \(label) with \(words) as the body", response.evidence,
        .answer(response: index, edit))
    }
    for (other, spec) in endpoint.responses.enumerated()
    where spec.body.schema != nil && spec.status.isSuccess != response.status.isSuccess && differs(spec, from: schema) {
      // Where nothing is required, the other body has undocumented members, and breaks nothing else.
      let evidence = accepts(spec.body.sample, schema) ? .assumed("A body of other members.") : response.evidence
      add(
        .body, "\(label)-with-body-of-\(spec.status)", "answers \(label) with the body of \(spec.status)", evidence,
        .answer(
          response: index,
          .all([
            .other(response: other), .status(response.status.lowest, reason: ReasonPhrase.of(response.status.lowest)),
          ])))
    }
    for broken in codec.broken(response.body.sample ?? .null, schema) {
      if case .type = broken.fault?.reason, accepts(try? JSONDocument(parsing: broken.bytes).value, schema) { continue }
      let evidence: Evidence =
        broken.fault?.reason == .duplicate ? .documented(at: "RFC 8259, section 4") : response.evidence
      add(
        .json, "\(label)-\(broken.name)", "answers \(label) \(broken.summary)", evidence,
        .answer(response: index, .broken(broken.name)))
    }
    for place in schema.places { makeMemberFaults(place, index, schema) }
    for echo in response.echoes {
      let other: JSONValue = schema.member(at: echo.pointer)?.allowedValues.last { $0 != .null } ?? "somebody-else"
      add(
        .echo, "\(label)\(echo.pointer)", "answers \(label) with another value than the request's at \(echo.pointer)",
        echo.evidence, .answer(response: index, .member(echo.pointer, other)))
    }
    if let place = schema.places.first(where: { $0.property.schema == .string }) {
      let way = place.way(in: schema).map(ResponseMutation.open)
      makeDisclosure(index, .all(way + [.member(place.pointer, .string(Self.trace))]))
    }
    guard schema.types.contains(.object) else { return }
    add(
      .member, "\(label)-undocumented", "answers \(label) with an undocumented member",
      .assumed("A member that the document does not name."),
      .answer(response: index, .member("/assayUndocumented", "text")))
  }

  /// Whether the body of another response is none of this schema, which may take any text.
  private func differs(_ other: ResponseSpec, from schema: Schema) -> Bool {
    guard let sample = other.body.sample, let compiled = try? CompiledSchema(schema) else { return true }
    return !compiled.violations(of: sample).isEmpty
  }

  private func accepts(_ value: JSONValue?, _ schema: Schema) -> Bool {
    value.flatMap { value in (try? CompiledSchema(schema))?.accepts(value) } ?? false
  }

  private mutating func makeDisclosure(_ index: Int, _ edit: ResponseMutation) {
    let label = self.label(index)
    add(
      .disclosure, "\(label)-stack-trace", "answers \(label) with a stack trace in a text",
      .assumed("A stack trace gives an attacker information (CWE-209)."), .answer(response: index, edit))
  }

  private mutating func makeMemberFaults(_ place: MemberPlace, _ index: Int, _ schema: Schema) {
    let response = endpoint.responses[index]
    let evidence = place.property.evidence ?? response.evidence
    let kinds = place.kinds.map { "\($0.name):" }.joined()
    let label = "\(self.label(index))\(kinds)\(place.pointer)"
    let way = place.way(in: schema).map(ResponseMutation.open)
    func change(_ value: JSONValue?) -> Fault.Action {
      .answer(
        response: index, way.isEmpty ? .member(place.pointer, value) : .all(way + [.member(place.pointer, value)]))
    }
    switch place.property.presence {
    case .required:
      add(.member, "\(label)-missing", "answers \(response.status) without \(place.pointer)", evidence, change(nil))
    case .optional: break
    case .forbidden:
      return add(
        .member, "\(label)-given", "answers \(response.status) with the write-only \(place.words)", evidence,
        change(place.property.schema.sample))
    case .exactlyWhen:
      add(.conditional, "\(label)-missing", "leaves \(place.pointer) out when it is due", evidence, change(nil))
      add(
        .conditional, "\(label)-always", "gives \(place.pointer) when it is not due", evidence,
        change(place.property.schema.sample))
    }
    let holdsNull = response.body.canHold(.null, at: place.pointer, as: place.property.schema)
    if !place.property.schema.types.contains(.null), holdsNull {
      add(.member, "\(label)-null", "answers \(response.status) with null as \(place.pointer)", evidence, change(.null))
    }
    for wrong in response.body.wrongTypes(of: place) + response.body.wrongValues(of: place) {
      guard let name = wrong.fault else { continue }
      add(
        .member, "\(label)=\(name)", "answers \(response.status) with \(name) as \(place.pointer)", evidence,
        change(wrong.value))
    }
  }

  private static let page = "<!DOCTYPE html><html><body><h1>Bad Gateway</h1></body></html>"
  private static let trace = "java.lang.NullPointerException\n\tat com.example.Codes.send(Codes.java:42)"
}
