import AssayHTTP
import AssayJSON
import AssaySchema
import AssaySpec

extension Body {
  /// The codec of a described body; `nil` when there is no body or its contents are not documented.
  package var codec: (any BodyCodec)? { encoding?.codec }

  /// The `Content-Type` of a described body.
  package var contentType: String { mediaType + (codec?.parameters ?? "") }

  /// A media type that the body does not have, with a name for it in a case's id.
  package var otherMediaType: (name: String, type: String) {
    encoding == .text ? ("octet-stream", "application/octet-stream") : ("text", "text/plain")
  }

  /// How the value of a placeholder is written inside a body.
  package var placeholders: Placeholder.Spelling { codec?.placeholders ?? \.json }

  /// The value of the first example, or else a sample; `nil` where no body is described.
  package var sample: JSONValue? { example ?? schema?.sample }

  /// The value of the first example, when it can be read.
  package var example: JSONValue? { examples.first.flatMap { value(of: $0.text) } }

  /// The value of a body that the document prints; `nil` when it cannot be read.
  package func value(of text: String) -> JSONValue? { document(of: Array(text.utf8), contentType: nil)?.value }

  /// The value of a message's body; `nil` when it cannot be read, or none is described.
  package func document(of bytes: [UInt8], contentType: String?) -> JSONDocument? {
    guard case .described(let encoding, let schema) = content else { return nil }
    return try? encoding.codec.decode(bytes, contentType: contentType, as: schema)
  }

  /// Whether a message with this `Content-Type` has a form as its body.
  package static func hasForm(contentType: String?) -> Bool {
    contentType.flatMap(MediaType.init(parsing:))?.essence == FormCodec.mediaType
  }

  /// The value of a body that no contract describes: JSON, or else what its media type says.
  package static func document(ofUndescribed bytes: [UInt8], contentType: String?) -> JSONDocument? {
    if let document = try? JSONDocument(parsing: bytes) { return document }
    let encodings: [Encoding] = [.text, .form(.brackets, [:])]
    guard let contentType, let type = MediaType(parsing: contentType)?.essence,
      let encoding = encodings.first(where: { $0.codec.problem(withMediaType: type) == nil })
    else { return nil }
    return try? encoding.codec.decode(bytes, contentType: contentType, as: .any)
  }

  /// Whether a message without a body stands for a value that is allowed, as that of a form without members.
  package var mayBeEmpty: Bool {
    guard let schema, let document = document(of: [], contentType: contentType) else { return false }
    return (try? CompiledSchema(schema))?.accepts(document) ?? false
  }
}
