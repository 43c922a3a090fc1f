import AssayContract
import AssayHTTP
import AssayJSON
import AssaySchema
import AssaySpec

extension FaultGenerator {
  mutating func makeBodyFaults(_ index: Int) {
    let response = endpoint.responses[index]
    let label = response.status.description
    guard let schema = response.body.schema else {
      if response.body.content == .undocumented { makeDisclosure(index, .body(Array(Self.trace.utf8))) }
      return
    }
    let bodies: [(String, String, ResponseMutation)] = [
      ("empty", "no body", .body([])),
      ("html", "an HTML page", .all([.header("Content-Type", "text/html"), .body(Array(Self.page.utf8))])),
      ("html-as-json", "an HTML page that is called JSON", .body(Array(Self.page.utf8))),
      ("null", "null", .body(Array("null".utf8))), ("array", "an array", .body(Array("[]".utf8))),
      ("string", "a string", .body(Array("\"ok\"".utf8))),
    ]
    for (name, words, edit) in bodies {
      add(
        .body, "\(label)-\(name)", "answers \(label) with \(words) as the body", response.evidence,
        .answer(response: index, edit))
    }
    for (other, spec) in endpoint.responses.enumerated()
    where spec.body.schema != nil && spec.status.isSuccess != response.status.isSuccess {
      add(
        .body, "\(label)-with-body-of-\(spec.status)", "answers \(label) with the body of \(spec.status)",
        response.evidence,
        .answer(
          response: index,
          .all([
            .other(response: other), .status(response.status.lowest, reason: ReasonPhrase.of(response.status.lowest)),
          ])))
    }
    for edit in ResponseMutation.TextEdit.allCases {
      let evidence: Evidence = edit == .duplicateKey ? .documented("RFC 8259, section 4") : response.evidence
      add(
        .json, "\(label)-\(edit.rawValue)", "answers \(label) with JSON that is broken: \(edit.rawValue)", evidence,
        .answer(response: index, .text(edit)))
    }
    for place in schema.places { makeMemberFaults(place, index, schema) }
    for echo in response.echoes {
      let other: JSONValue = schema.member(at: echo.pointer)?.allowedValues.last ?? "somebody-else"
      add(
        .echo, "\(label)\(echo.pointer)", "answers \(label) with another value than the request's at \(echo.pointer)",
        echo.evidence, .answer(response: index, .member(echo.pointer, other)))
    }
    if let place = schema.places.first(where: { $0.property.schema == .string }) {
      let way = schema.way(to: place.pointer).map { ResponseMutation.absentMember($0.pointer, $0.sample) }
      makeDisclosure(index, .all(way + [.member(place.pointer, .string(Self.trace))]))
    }
    add(
      .member, "\(label)-undocumented", "answers \(label) with a member that nobody documented",
      .assumed("A member that the document does not name."),
      .answer(response: index, .member("/assayUndocumented", "text")))
  }

  private mutating func makeDisclosure(_ index: Int, _ edit: ResponseMutation) {
    let label = endpoint.responses[index].status.description
    add(
      .disclosure, "\(label)-stack-trace", "answers \(label) with a stack trace in a text",
      .assumed("A stack trace helps an attacker and nobody else (CWE-209)."), .answer(response: index, edit))
  }

  private mutating func makeMemberFaults(_ place: MemberPlace, _ index: Int, _ schema: Schema) {
    let response = endpoint.responses[index]
    let evidence = place.property.evidence ?? response.evidence
    let label = "\(response.status)\(place.pointer)"
    let way = schema.way(to: place.pointer).map { ResponseMutation.absentMember($0.pointer, $0.sample) }
    func change(_ value: JSONValue?) -> Fault.Action {
      .answer(
        response: index, way.isEmpty ? .member(place.pointer, value) : .all(way + [.member(place.pointer, value)]))
    }
    switch place.property.presence {
    case .required:
      add(.member, "\(label)-missing", "answers \(response.status) without \(place.pointer)", evidence, change(nil))
    case .optional: break
    case .exactlyWhen:
      add(.conditional, "\(label)-missing", "leaves \(place.pointer) out when it is due", evidence, change(nil))
      add(
        .conditional, "\(label)-always", "gives \(place.pointer) when it is not due", evidence,
        change(place.property.schema.sample))
    }
    if !place.property.schema.types.contains(.null) {
      add(.member, "\(label)-null", "answers \(response.status) with null as \(place.pointer)", evidence, change(.null))
    }
    for (name, value) in Self.wrongValues(place.property.schema) {
      add(
        .member, "\(label)=\(name)", "answers \(response.status) with \(name) as \(place.pointer)", evidence,
        change(value))
    }
  }

  /// Values that a schema refuses, named by what they are.
  static func wrongValues(_ schema: Schema) -> [(String, JSONValue)] {
    var found: [(String, JSONValue)] = []
    let types = schema.types
    if types.isDisjoint(with: .string) { found.append(("digits", "7")) }
    if types.isDisjoint(with: .number) { found += [("integer", 7), ("number", .number(JSONNumber(lexeme: "7.5")!))] }
    if types.contains(.integer), !types.isSuperset(of: .number) {
      found.append(("fraction", .number(JSONNumber(lexeme: "1.5")!)))
      found.append(("large-fraction", .number(JSONNumber(lexeme: "4503599627370497.5")!)))
    }
    if !types.contains(.boolean) { found.append(("boolean", true)) }
    if !types.contains(.array) { found.append(("array", [])) }
    if !types.contains(.object) { found.append(("object", [:])) }
    switch schema.format {
    case .some(.int32): found.append(("beyond-int32", .number(JSONNumber(lexeme: "2147483648")!)))
    case .some(.int64): found.append(("beyond-int64", .number(JSONNumber(lexeme: "9223372036854775808")!)))
    case .some: found.append(("no-format", "no such format"))
    case .none: break
    }
    if !schema.allowedValues.isEmpty, types.contains(.string) { found.append(("outside", "outside")) }
    for assertion in schema.assertions {
      switch assertion {
      case .additionalProperties(let value):
        for (name, wrong) in wrongValues(value) { found.append(("entry-\(name)", ["additionalProp1": wrong])) }
      case .items(let items):
        for (name, wrong) in wrongValues(items) { found.append(("item-\(name)", [wrong])) }
      case .minimum(let bound):
        if let edge = bound.int64 { found.append(("below-minimum", .number(JSONNumber(edge &- 1)))) }
      case .maximum(let bound):
        if let edge = bound.int64 { found.append(("above-maximum", .number(JSONNumber(edge &+ 1)))) }
      case .maxLength(let count): found.append(("too-long", .string(String(repeating: "a", count: count + 1))))
      case .minLength(let count) where count > 0: found.append(("empty", ""))
      default: continue
      }
    }
    // What the schema takes after all, such as an object for a map, is no fault.
    guard let compiled = try? CompiledSchema(schema) else { return [] }
    return found.filter { !compiled.accepts($0.1) }
  }

  private static let page = "<!DOCTYPE html><html><body><h1>Bad Gateway</h1></body></html>"
  private static let trace = "java.lang.NullPointerException\n\tat com.example.Codes.send(Codes.java:42)"
}
