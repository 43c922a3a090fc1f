import AssayJSON
import AssaySchema
import AssaySpec

extension ResponseHeader {
  /// Valid values of headers that HTTP defines.
  private static let usual = [
    "content-length": "0", "date": "Thu, 01 Jan 1970 00:00:00 GMT", "www-authenticate": "Bearer",
    "etag": "\"33a64df5\"", "last-modified": "Thu, 01 Jan 1970 00:00:00 GMT", "location": "https://example.com/1",
    "link": "<https://example.com/?page=2>; rel=\"next\"", "retry-after": "120", "set-cookie": "session=1; Path=/",
  ]

  /// A text that is made to satisfy the schema; the caller must check.
  ///
  /// - Parameter mediaType: The media type of the response's body.
  package func sample(mediaType: String) -> String {
    if let example { return example }
    let name = name.lowercased()
    let usual = name == "content-type" ? mediaType : Self.usual[name]
    if let usual, let compiled = try? CompiledSchema(schema),
      compiled.accepts(Parameter.value(of: usual, for: schema))
    {
      return usual
    }
    return Parameter.text(of: schema.sample)
  }

  /// A text of ASCII that the schema does not accept; `nil` where none is known.
  package var wrongText: String? {
    guard let compiled = try? CompiledSchema(schema) else { return nil }
    let example = example.map { Parameter.value(of: $0, for: schema) }
    let texts = ["abc"] + schema.wrongValues(like: example).map { Parameter.text(of: $0.value) }
    return texts.first { text in
      text.utf8.allSatisfy { 0x21...0x7E ~= $0 } && !compiled.accepts(Parameter.value(of: text, for: schema))
    }
  }
}
