import AssayJSON
import AssaySchema
import AssaySpec

extension ResponseHeader {
  /// What HTTP gives some headers, whatever else a document says of them.
  private static let usual = [
    "content-length": "0", "date": "Thu, 01 Jan 1970 00:00:00 GMT",
    "www-authenticate": "Bearer",
  ]

  /// A text that is made to satisfy the schema; the caller must check.
  ///
  /// - Parameter mediaType: The media type of the response's body.
  package func sample(mediaType: String) -> String {
    let name = name.lowercased()
    let usual = name == "content-type" ? mediaType : Self.usual[name]
    if let usual, let compiled = try? CompiledSchema(schema),
      compiled.accepts(Parameter.value(of: usual, for: schema))
    {
      return usual
    }
    return Parameter.text(of: schema.sample)
  }
}
