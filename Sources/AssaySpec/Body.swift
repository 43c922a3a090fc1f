import AssayJSON
import AssaySchema

/// What a document says of a message body.
public struct Body: Sendable, Hashable {
  public enum Content: Sendable, Hashable {
    /// There is no body.
    case none
    /// There may be a body, and the document does not say which.
    case undocumented
    /// JSON that satisfies this schema.
    case json(Schema)
  }

  public var content: Content
  public var examples: [Example]
  /// The media type of a JSON body: `application/json`, or one that ends in `+json`.
  public var mediaType: String
  /// The evidence for the media type; `nil` when there is no body or the document does not describe it.
  public var mediaTypeEvidence: Evidence?

  public init(
    _ content: Content, examples: [Example] = [], mediaType: String = Body.json, mediaTypeEvidence: Evidence? = nil
  ) {
    self.content = content
    self.examples = examples
    self.mediaType = mediaType
    self.mediaTypeEvidence = mediaTypeEvidence
  }

  /// The media type of JSON that names no other.
  public static let json = "application/json"

  public static let none = Body(.none)
  public static let undocumented = Body(.undocumented)

  /// A JSON object with these members, sent as `application/json` or as another JSON type: `application/problem+json`.
  public static func json(
    _ properties: [Property], as type: String = Body.json, examples: [Example] = [],
    mediaType: Evidence = .documented("Media type")
  ) -> Body {
    .json(.object(properties), as: type, examples: examples, mediaType: mediaType)
  }

  public static func json(
    _ schema: Schema, as type: String = Body.json, examples: [Example] = [],
    mediaType: Evidence = .documented("Media type")
  ) -> Body {
    Body(.json(schema), examples: examples, mediaType: type, mediaTypeEvidence: mediaType)
  }

  public var schema: Schema? {
    if case .json(let schema) = content { schema } else { nil }
  }
}

/// A JSON text as the provider's document prints it, letter by letter.
public struct Example: Sendable, Hashable {
  public var name: String
  public var json: String

  public init(_ name: String, _ json: String) {
    self.name = name
    self.json = json
  }
}
