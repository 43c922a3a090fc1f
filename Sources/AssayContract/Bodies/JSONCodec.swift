import AssayHTTP
import AssayJSON
import AssaySchema
import AssaySpec

/// JSON (RFC 8259), as `application/json` or a type that ends in `+json`.
struct JSONCodec: BodyCodec {
  var name: String { "JSON" }
  var rule: String { "well-formed JSON (RFC 8259)" }
  var placeholders: Placeholder.Spelling { \.json }

  func problem(withMediaType text: String) -> String? {
    let type = MediaType(parsing: text)
    if let type, type.isJSON || type.hasJSONSuffix { return nil }
    return "is JSON as \"\(text)\": name application/json or a type that ends in +json"
  }

  func encode(_ value: JSONValue) -> [UInt8] { value.serializedBytes() }

  func decode(_ bytes: [UInt8], contentType: String?, as schema: Schema) throws(BodyError) -> JSONDocument {
    do throws(JSONError) {
      return try JSONDocument(parsing: bytes)
    } catch {
      throw BodyError(
        reason: .of(error.kind), message: error.message, location: error.location, lasting: error.kind.rawValue)
    }
  }

  func broken(_ value: JSONValue, _ schema: Schema) -> [BrokenBody] {
    let wholes: [(name: String, summary: String, value: JSONValue)] = [
      ("null", "with null as the body", .null), ("array", "with an empty array as the body", []),
      ("string", "with a string as the body", "text"), ("number", "with a number as the body", 1),
      ("boolean", "with true as the body", true),
    ]
    var bodies = [
      BrokenBody(name: "blank", summary: "with a body of blanks", bytes: Array("  ".utf8), mayStandForNone: true)
    ]
    let compiled = schema.types == .object ? nil : try? CompiledSchema(schema)
    for whole in wholes where compiled?.accepts(whole.value) != true {
      let type = whole.name == "number" ? "integer" : whole.name
      bodies.append(
        BrokenBody(
          name: whole.name, summary: whole.summary, bytes: encode(whole.value),
          fault: ("\(whole.name)-body", .type(type)), mayStandForNone: whole.value == .null))
    }
    let bytes = encode(value)
    func add(
      _ name: String, _ summary: String, _ bytes: [UInt8], _ reason: RequestProblem.Reason,
      at pointer: JSONPointer = .root, undocumented: String? = nil
    ) {
      bodies.append(
        BrokenBody(
          name: name, summary: summary, bytes: bytes, fault: (name, reason), pointer: pointer,
          undocumented: undocumented))
    }
    add("truncated", "with a body that ends too early", Array(bytes.dropLast()), .truncated)
    add("malformed", "with single quotes in its JSON", Array(#"{'a': 1}"#.utf8), .malformed)
    add("trailing-bytes", "with text after the JSON of its body", bytes + Array(" x".utf8), .trailingBytes)
    add(
      "byte-order-mark", "with a byte order mark before its body", [0xEF, 0xBB, 0xBF] + bytes, .byteOrderMark,
      undocumented: "a byte order mark")
    guard case .object(let object) = value else { return bodies }
    if let first = object.first {
      let other = encode(.object(JSONObject([(first.key, .string("another value"))])))
      add(
        "duplicate-key", "with the member \(first.key) twice, with different values",
        Array(other.dropLast()) + Array(",".utf8) + Array(bytes.dropFirst()), .duplicate, at: JSONPointer([first.key]),
        undocumented: "a repeated member")
    }
    // In an undeclared member: a declared one would also be refused for its value.
    let invalid = Array(bytes.dropLast()) + Array(",\"assay\":\"".utf8) + [0xFF] + Array("\"}".utf8)
    add(
      "invalid-utf8", "with a byte in its body that is no UTF-8", invalid, .invalidUTF8, undocumented: "invalid UTF-8")
    return bodies
  }

  func spellings(_ value: JSONValue) -> [BodySpelling] {
    var bodies: [BodySpelling] = []
    func add(
      _ name: String, _ summary: String, refusing what: String, _ bytes: [UInt8], _ parameters: String? = nil,
      _ evidence: Evidence = .documented(
        "Insignificant whitespace is allowed; an object is unordered", at: "RFC 8259")
    ) {
      bodies.append(
        BodySpelling(
          name: name, summary: summary, what: what, bytes: bytes, parameters: parameters, evidence: evidence))
    }
    if case .object(let object) = value, object.count > 1 {
      let reversed = JSONValue.object(JSONObject(object.reversed().map { ($0.key, $0.value) }))
      add("key-order", "with the members in another order", refusing: "members in another order", encode(reversed))
    }
    add(
      "whitespace", "with white space wherever JSON allows it", refusing: "white space in JSON",
      Array(" \r\n\t".utf8) + value.serializedBytes(pretty: true) + Array("\n ".utf8))
    // Placeholders stay unchanged, so that the runner finds them.
    add(
      "escapes", "with every character of its strings escaped", refusing: "escapes in JSON",
      Array(value.withEscapes(keeping: Placeholder.isWhole).utf8))
    add(
      "charset", "with a charset in its Content-Type", refusing: "a charset in Content-Type", encode(value),
      "; charset=utf-8", .assumed("Common clients name the charset, though RFC 8259 gives application/json none."))
    return bodies
  }

  func uses(_ spelling: String, _ bytes: [UInt8], contentType: String) -> Bool {
    switch spelling {
    case "charset": contentType.contains("charset")
    case "whitespace": bytes.first == 0x20
    case "escapes": bytes.starts(with: "{\"\\u".utf8)
    default: false
    }
  }
}
