import AssayHTTP
import AssayJSON
import AssaySchema
import AssaySpec

/// Bytes of any media type: a string with one character from U+0000 to U+00FF for each.
struct BytesCodec: BodyCodec {
  var name: String { "binary" }
  var rule: String { "bytes" }
  var keepsTypes: Bool { false }
  var mayBeMarkup: Bool { true }

  func problem(withMediaType text: String) -> String? {
    MediaType(parsing: text) == nil ? "has \"\(text)\", which is no media type" : nil
  }

  func encode(_ value: JSONValue) -> [UInt8] { Parameter.text(of: value).isomorphicBytes }

  func decode(_ bytes: [UInt8], contentType: String?, as schema: Schema) throws(BodyError) -> JSONDocument {
    JSONDocument(.scalar(.string(String(isomorphic: bytes)), at: 0), in: bytes)
  }

  func reading(of value: JSONValue, at pointer: JSONPointer, as schema: Schema) -> JSONValue? {
    guard case .string(let text) = value, text.unicodeScalars.allSatisfy({ $0.value < 256 }) else { return nil }
    return value
  }

  func broken(_ value: JSONValue, _ schema: Schema) -> [BrokenBody] { wrongWholes(like: value, schema) }
}
