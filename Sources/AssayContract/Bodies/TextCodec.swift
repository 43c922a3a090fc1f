import AssayHTTP
import AssayJSON
import AssaySchema
import AssaySpec

/// Text of any media type: one value, read as its schema says.
struct TextCodec: BodyCodec {
  var name: String { "text" }
  var rule: String { "text in UTF-8 or ISO-8859" }
  var keepsTypes: Bool { false }
  var mayBeMarkup: Bool { true }

  func problem(withMediaType text: String) -> String? {
    MediaType(parsing: text)?.type == "text" ? nil : "is text as \"\(text)\": name a type such as text/plain"
  }

  func encode(_ value: JSONValue) -> [UInt8] { Array(Parameter.text(of: value).utf8) }

  func decode(_ bytes: [UInt8], contentType: String?, as schema: Schema) throws(BodyError) -> JSONDocument {
    let charset = contentType.flatMap(MediaType.init(parsing:))?["charset"]?.lowercased() ?? "utf-8"
    func fail(_ reason: RequestProblem.Reason, _ message: String) -> BodyError {
      BodyError(
        reason: reason, message: message, location: JSONLocation(line: 1, column: 1, offset: 0), lasting: message)
    }
    let text: String?
    switch charset {
    case "utf-8", "us-ascii": text = String(validating: bytes, as: UTF8.self)
    case _ where charset.hasPrefix("iso-8859-") || charset.hasPrefix("windows-125"): text = String(isomorphic: bytes)
    default: throw fail(.broken("charset"), "the charset \(charset.prefix(40))")
    }
    guard let text else { throw fail(.invalidUTF8, "bytes that are no UTF-8") }
    return JSONDocument(.scalar(schema.value(of: text), at: 0), in: bytes)
  }

  func reading(of value: JSONValue, at pointer: JSONPointer, as schema: Schema) -> JSONValue? {
    switch value {
    case .null, .array, .object: nil
    case .boolean, .number, .string: schema.value(of: Parameter.text(of: value))
    }
  }

  func broken(_ value: JSONValue, _ schema: Schema) -> [BrokenBody] {
    let bytes = encode(value)
    return wrongWholes(like: value, schema) + [
      BrokenBody(
        name: "invalid-utf8", summary: "with a byte in its body that is no UTF-8", bytes: bytes + [0xFF],
        fault: ("invalid-utf8", .invalidUTF8), undocumented: "invalid UTF-8"),
      BrokenBody(
        name: "charset", summary: "in an unknown charset", bytes: bytes, parameters: "; charset=x-assay",
        fault: ("charset", .broken("charset")), undocumented: "an unknown charset"),
    ]
  }

  func spellings(_ value: JSONValue) -> [BodySpelling] {
    [
      BodySpelling(
        name: "charset", summary: "with a charset in its Content-Type", what: "a charset in Content-Type",
        bytes: encode(value), parameters: "; charset=utf-8", evidence: .documented(at: "RFC 2046, section 4.1.2"))
    ]
  }

  func uses(_ spelling: String, _ bytes: [UInt8], contentType: String) -> Bool {
    spelling == "charset" && contentType.contains("charset")
  }
}
