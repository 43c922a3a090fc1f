import AssayHTTP
import AssayJSON
import AssaySpec

/// JSON (RFC 8259), as `application/json` or a type that ends in `+json`.
struct JSONCodec: BodyCodec {
  func problem(withMediaType text: String) -> String? {
    let type = MediaType(parsing: text)
    if let type, type.isJSON || type.hasJSONSuffix { return nil }
    return "is JSON as \"\(text)\": name application/json or a type that ends in +json"
  }

  func encode(_ value: JSONValue) -> [UInt8] { value.serializedBytes() }

  func decode(_ bytes: [UInt8]) throws(BodyError) -> JSONDocument {
    do throws(JSONError) {
      return try JSONDocument(parsing: bytes)
    } catch {
      throw BodyError(reason: .of(error.kind), message: "the body is no JSON: \(error.message)")
    }
  }

  func broken(_ value: JSONValue) -> [BrokenBody] {
    let wholes: [(name: String, summary: String, value: JSONValue)] = [
      ("null", "with null as the body", .null), ("array", "with an empty array as the body", []),
      ("string", "with a string as the body", "text"), ("number", "with a number as the body", 1),
      ("boolean", "with true as the body", true),
    ]
    var bodies = [BrokenBody(name: "blank", summary: "with a body of blanks", bytes: Array("  ".utf8))]
    for whole in wholes {
      let type = whole.name == "number" ? "integer" : whole.name
      bodies.append(
        BrokenBody(
          name: whole.name, summary: whole.summary, bytes: encode(whole.value),
          fault: ("\(whole.name)-body", .type(type))))
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
    // In a member of its own: a broken declared member would be refused for what it says, too.
    let invalid = Array(bytes.dropLast()) + Array(",\"assay\":\"".utf8) + [0xFF] + Array("\"}".utf8)
    add(
      "invalid-utf8", "with a byte in its body that is no UTF-8", invalid, .invalidUTF8, undocumented: "invalid UTF-8")
    return bodies
  }

  func spellings(_ value: JSONValue) -> (bodies: [BodySpelling], evidence: Evidence) {
    var bodies: [BodySpelling] = []
    if case .object(let object) = value, object.count > 1 {
      let reversed = JSONValue.object(JSONObject(object.reversed().map { ($0.key, $0.value) }))
      bodies.append(
        BodySpelling(name: "key-order", summary: "with the members in another order", bytes: encode(reversed)))
    }
    let padded = Array(" \r\n\t".utf8) + value.serializedBytes(pretty: true) + Array("\n ".utf8)
    bodies.append(
      BodySpelling(name: "whitespace", summary: "with white space wherever JSON allows it", bytes: padded))
    // A placeholder must stay as the runner knows it.
    let escaped = Array(value.withEscapes(keeping: Placeholder.isWhole).utf8)
    bodies.append(
      BodySpelling(name: "escapes", summary: "with every character of its strings escaped", bytes: escaped))
    return (
      bodies, .documented("Insignificant whitespace is allowed; an object is unordered", at: "RFC 8259")
    )
  }
}
