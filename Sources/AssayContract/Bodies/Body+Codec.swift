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
    let candidates = [("text", "text/plain"), ("octet-stream", "application/octet-stream"), ("xml", "application/xml")]
    return candidates.first { candidate in !alternatives.contains { $0.mediaType == candidate.1 } } ?? candidates[0]
  }

  /// The alternative of the media type that a message names; `nil` when none has it.
  package func alternative(of contentType: String?) -> Body? {
    guard !others.isEmpty, let type = contentType.flatMap(MediaType.init(parsing:)) else { return nil }
    return alternatives.first { MediaType(parsing: $0.mediaType)?.essence == type.essence }
  }

  /// The alternative that an `Accept` field prefers (RFC 9110, section 12.5.1); the first where it wants none of them.
  package func preferred(by accept: String?) -> Body { AcceptedTypes(accept).preferred(among: alternatives) }

  /// The media types of all alternatives, for texts.
  package var mediaTypes: String { alternatives.map(\.mediaType).joined(separator: " or ") }

  /// How the value of a placeholder is written inside the body of a request.
  package func placeholders(of request: Request) -> Placeholder.Spelling {
    (alternative(of: request.headers["Content-Type"]) ?? self).codec?.placeholders ?? \.json
  }

  /// The value of the first example, or else a sample; `nil` where no body is described.
  package var sample: JSONValue? { example ?? schema?.sample }

  /// The values of the examples that can be read.
  package var exampleValues: [JSONValue] { examples.compactMap { value(of: $0.text) } }

  /// The value of the first example, when it can be read.
  package var example: JSONValue? { examples.first.flatMap { value(of: $0.text) } }

  /// The value of a body that the document prints; `nil` when it cannot be read.
  package func value(of text: String) -> JSONValue? { document(of: Array(text.utf8), contentType: nil)?.value }

  /// The value of a message's body; `nil` when it cannot be read, or none is described.
  package func document(of bytes: [UInt8], contentType: String?) -> JSONDocument? {
    let body = alternative(of: contentType) ?? self
    guard case .described(let encoding, let schema) = body.content else { return nil }
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

  /// Why it is only assumed that a broken body is refused; `nil` where the document says so.
  package func assumption(of broken: BrokenBody) -> Evidence? {
    let what = broken.undocumented ?? (isOptional && broken.mayStandForNone ? "a body that may stand for none" : nil)
    return what.map { .assumed("The document does not say that \($0) is refused.") }
  }

  /// Whether a message without a body is valid: an optional one, or a form without members.
  package var mayBeEmpty: Bool {
    if isOptional { return true }
    guard let schema, let document = document(of: [], contentType: contentType) else { return false }
    return (try? CompiledSchema(schema))?.accepts(document) ?? false
  }
}
