import AssaySchema

/// What a document says of a message body.
public struct Body: Sendable, Hashable {
  package enum Content: Sendable, Hashable {
    /// There is no body.
    case none
    /// There may be a body, and the document does not say which.
    case undocumented
    /// A value of this schema, written in this encoding.
    case described(Encoding, Schema)
  }

  /// How the bytes of a body stand for a JSON value; each has a codec in `AssayContract`.
  package enum Encoding: Sendable, Hashable {
    case json
    case text
    case bytes
    case multipart([Part])
    /// A form whose arrays have a style; some members may have another.
    case form(FormStyle, [String: FormStyle])
  }

  package var content: Content
  package var examples: [Example]
  /// The media type of a described body.
  package var mediaType: String
  /// The evidence for the media type; `nil` when there is no body or the document does not describe it.
  package var mediaTypeEvidence: Evidence?
  /// Bodies of other media types that may stand in its place.
  package var others: [Body] = []
  /// Whether a request may have no body at all.
  package var isOptional = false

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
  ///   - file: Where the body stands, for findings and annotations.
  ///   - line: The line in that file.
  public static func json(
    _ properties: [Property], as mediaType: String = "application/json", example examples: Example...,
    mediaTypeQuote: Evidence = .documented(), file: String = #filePath, line: Int = #line
  ) -> Body {
    Body(.described(.json, .object(properties)), examples, mediaType, mediaTypeQuote, SourceLine(file, line))
  }

  /// JSON of any schema; the parameters are those of ``json(_:as:example:mediaTypeQuote:file:line:)``.
  public static func json(
    schema: Schema, as mediaType: String = "application/json", example examples: Example...,
    mediaTypeQuote: Evidence = .documented(), file: String = #filePath, line: Int = #line
  ) -> Body {
    Body(.described(.json, schema), examples, mediaType, mediaTypeQuote, SourceLine(file, line))
  }

  /// A form (`application/x-www-form-urlencoded`) with these members, whose values are read as their schemas say.
  ///
  /// - Parameters:
  ///   - style: How arrays are written.
  ///   - styles: How the arrays of some members are written, by the name of the member.
  ///   - example: The forms that the document prints, letter by letter: `To=%2B15017122661&Channel=sms`.
  ///   - mediaTypeQuote: What the document says of the media type.
  ///   - file: Where the body stands, for findings and annotations.
  ///   - line: The line in that file.
  public static func form(
    _ properties: [Property], style: FormStyle = .repeated, styles: [String: FormStyle] = [:],
    example examples: Example..., mediaTypeQuote: Evidence = .documented(), file: String = #filePath, line: Int = #line
  ) -> Body {
    Body(
      .described(.form(style, styles), .object(properties)), examples, "application/x-www-form-urlencoded",
      mediaTypeQuote, SourceLine(file, line))
  }

  /// A text.
  ///
  /// - Parameters:
  ///   - schema: What the text is: a string, or a number or a boolean that is written as text.
  ///   - mediaType: `text/plain`, or another type of text.
  ///   - example: The texts that the document prints, letter by letter; the first is what requests are made from.
  ///   - mediaTypeQuote: What the document says of the media type.
  ///   - file: Where the body stands, for findings and annotations.
  ///   - line: The line in that file.
  public static func text(
    _ schema: Schema = .string, as mediaType: String = "text/plain", example examples: Example...,
    mediaTypeQuote: Evidence = .documented(), file: String = #filePath, line: Int = #line
  ) -> Body {
    Body(.described(.text, schema), examples, mediaType, mediaTypeQuote, SourceLine(file, line))
  }

  /// Bytes of any other media type, such as `application/pdf`.
  ///
  /// - Parameters:
  ///   - minLength: The least number of bytes.
  ///   - maxLength: The greatest number of bytes.
  ///   - startsWith: The first bytes.
  ///   - mediaTypeQuote: What the document says of the media type.
  ///   - file: Where the body stands, for findings and annotations.
  ///   - line: The line in that file.
  public static func bytes(
    as mediaType: String, minLength: Int = 1, maxLength: Int? = nil, startsWith: [UInt8] = [],
    mediaTypeQuote: Evidence = .documented(), file: String = #filePath, line: Int = #line
  ) -> Body {
    let schema = Schema.bytes(minLength: minLength, maxLength: maxLength, startsWith: startsWith)
    return Body(.described(.bytes, schema), [], mediaType, mediaTypeQuote, SourceLine(file, line))
  }

  /// Parts (`multipart/form-data`), as a browser sends a form with files.
  ///
  /// - Parameters:
  ///   - example: The values of the parts, as the text of a JSON object.
  ///   - mediaTypeQuote: What the document says of the media type.
  ///   - file: Where the body stands, for findings and annotations.
  ///   - line: The line in that file.
  public static func multipart(
    _ parts: [Part], example examples: Example..., mediaTypeQuote: Evidence = .documented(), file: String = #filePath,
    line: Int = #line
  ) -> Body {
    Body(
      .described(.multipart(parts), .object(parts.map(\.property))), examples, "multipart/form-data", mediaTypeQuote,
      SourceLine(file, line))
  }

  /// One of several bodies, by their media types; requests are made from the first, and every other is sent once.
  ///
  /// A response is checked as its `Content-Type` says; where there are several, each is asked for with `Accept`.
  public static func oneOf(_ first: Body, _ others: Body...) -> Body {
    var body = first
    body.others += others
    body.isOptional = first.isOptional || others.contains(where: \.isOptional)
    return body
  }

  /// This body, or none: a request may leave it out, and `Content-Type` with it.
  public var optional: Body {
    var body = self
    body.isOptional = true
    return body
  }

  private init(
    _ content: Content, _ examples: [Example], _ mediaType: String, _ mediaTypeQuote: Evidence, _ source: SourceLine
  ) {
    self.init(content, examples: examples, mediaType: mediaType, mediaTypeEvidence: mediaTypeQuote)
    mediaTypeEvidence?.source = source
  }

  /// Where a described body stands in the contract's source.
  package var source: SourceLine { mediaTypeEvidence?.source ?? .unknown }

  package var schema: Schema? {
    if case .described(_, let schema) = content { schema } else { nil }
  }

  /// Each body by itself, the first one first.
  package var alternatives: [Body] {
    var first = self
    first.others = []
    return [first] + others
  }

  package var encoding: Encoding? {
    if case .described(let encoding, _) = content { encoding } else { nil }
  }
}

extension Body {
  /// This body as requests have it: without read-only members.
  var forRequests: Body { mapping(\.forRequests) }
  /// This body as responses have it: write-only members must not be there.
  var forResponses: Body { mapping(\.forResponses) }

  private func mapping(_ change: (Schema) -> Schema) -> Body {
    var body = self
    if case .described(let encoding, let schema) = content { body.content = .described(encoding, change(schema)) }
    body.others = others.map { $0.mapping(change) }
    return body
  }

  /// This body with its evidence placed below a heading.
  func standing(at place: String, _ source: SourceLine = .unknown) -> Body {
    var body = self
    body.mediaTypeEvidence = mediaTypeEvidence?.standing(at: "\(place) › Content-Type", source)
    if case .described(let encoding, let schema) = content {
      body.content = .described(encoding, schema.standing(at: place))
    }
    body.others = others.map { $0.standing(at: place, source) }
    return body
  }
}
