import AssayHTTP
import AssayJSON
import AssaySchema
import AssaySpec

/// A described body with its schema compiled once.
package final class CompiledBody: Sendable {
  package let body: Body
  package let codec: any BodyCodec
  package let schema: CompiledSchema
  /// The schema with the texts that must not be empty declared so; the schema itself where there are none.
  let filled: CompiledSchema
  package let mayBeMarkup: Bool
  package let mayBeEmpty: Bool
  /// The bodies of other media types.
  package let others: [CompiledBody]
  /// Whether the bytes are the text of the value, so that the fast validator can read them.
  private let isJSON: Bool

  /// Compiles the schemas of a body; `nil` when it is not described.
  init?(_ body: Body) throws(SchemaError) {
    guard case .described(let encoding, let schema) = body.content else { return nil }
    self.body = body
    codec = encoding.codec
    self.schema = try CompiledSchema(schema)
    filled = if let schema = schema.filled { try CompiledSchema(schema) } else { self.schema }
    mayBeMarkup = codec.mayBeMarkup
    isJSON = encoding == .json
    mayBeEmpty = !isJSON && body.mayBeEmpty
    var others: [CompiledBody] = []
    for other in body.others { if let other = try CompiledBody(other) { others.append(other) } }
    self.others = others
  }

  /// The body of the media type that a message names; `nil` when there is none.
  package func alternative(of contentType: String?) -> CompiledBody? {
    guard let type = contentType.flatMap(MediaType.init(parsing:)) else { return nil }
    return ([self] + others).first { MediaType(parsing: $0.body.mediaType)?.essence == type.essence }
  }

  /// Whether one pass over the bytes shows that nothing is wrong with them; most bodies that are read are valid.
  package func accepts(_ bytes: [UInt8]) -> Bool { isJSON && schema.accept(bytes: bytes) == .valid }

  /// How well a response fits, where others have its status: 3 by media type and schema, 2 or 1 by one of them alone.
  ///
  /// Most bytes are some text: only the schema of JSON says something without the media type.
  func closeness(of response: Response) -> Int {
    if response.headers.holdOnly(body.mediaType, for: "Content-Type"), accepts(response.body) { return 3 }
    let contentType = response.headers["Content-Type"]
    guard let named = alternative(of: contentType) else { return accepts(response.body) ? 2 : 0 }
    if named.accepts(response.body) { return 3 }
    let document = try? named.decode(response.body, contentType: contentType)
    return document.map(named.schema.accepts) ?? false ? 3 : 1
  }

  /// The same, with the texts that must not be empty declared so.
  func acceptsFilled(_ bytes: [UInt8]) -> Bool { isJSON && filled.accept(bytes: bytes) == .valid }

  /// The value of a body.
  package func decode(_ bytes: [UInt8], contentType: String?) throws(BodyError) -> JSONDocument {
    try codec.decode(bytes, contentType: contentType, as: schema.schema)
  }
}
