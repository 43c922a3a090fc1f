import AssaySchema

/// What a document says of a message body.
public struct Body: Sendable, Hashable {
  package enum Content: Sendable, Hashable {
    /// There is no body.
    case none
    /// There may be a body, and the document does not say which.
    case undocumented
    /// JSON that satisfies this schema.
    case json(Schema)
  }

  package var content: Content
  package var examples: [Example]
  /// The media type of a JSON body: `application/json`, or one that ends in `+json`.
  package var mediaType: String
  /// The evidence for the media type; `nil` when there is no body or the document does not describe it.
  package var mediaTypeEvidence: Evidence?

  package init(
    _ content: Content, examples: [Example] = [], mediaType: String = "application/json",
    mediaTypeEvidence: Evidence? = nil
  ) {
    self.content = content
    self.examples = examples
    self.mediaType = mediaType
    self.mediaTypeEvidence = mediaTypeEvidence
  }

  /// No body.
  public static let empty = Body(.none)

  /// A body, or none, of which the document says nothing.
  public static let undocumented = Body(.undocumented)

  /// A JSON object with these members.
  ///
  /// - Parameters:
  ///   - mediaType: `application/json`, or a type that ends in `+json`, such as `application/problem+json`.
  ///   - example: The JSON texts that the document prints, letter by letter; the first is what requests are made from.
  ///   - mediaTypeQuote: What the document says of the media type.
  public static func json(
    _ properties: [Property], as mediaType: String = "application/json", example examples: Example...,
    mediaTypeQuote: Evidence = .documented()
  ) -> Body {
    Body(.json(.object(properties)), examples: examples, mediaType: mediaType, mediaTypeEvidence: mediaTypeQuote)
  }

  /// JSON of any schema; the parameters are those of ``json(_:as:example:mediaTypeQuote:)``.
  public static func json(
    schema: Schema, as mediaType: String = "application/json", example examples: Example...,
    mediaTypeQuote: Evidence = .documented()
  ) -> Body {
    Body(.json(schema), examples: examples, mediaType: mediaType, mediaTypeEvidence: mediaTypeQuote)
  }

  package var schema: Schema? {
    if case .json(let schema) = content { schema } else { nil }
  }
}

extension Body {
  /// This body with its evidence placed below a heading.
  func standing(at place: String) -> Body {
    var body = self
    body.mediaTypeEvidence = mediaTypeEvidence?.standing(at: "\(place) › Content-Type")
    if case .json(let schema) = content { body.content = .json(schema.standing(at: place)) }
    return body
  }
}
