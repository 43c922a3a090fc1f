import AssaySchema

/// A value of a request outside its body: in the path, the query, a header or a cookie.
public struct Parameter: Sendable, Hashable {
  /// Never in the body.
  package var location: Location
  /// What the value must be, read as the JSON value that its text stands for.
  package var schema: Schema
  package var isRequired: Bool
  package var description: String
  /// The value that the document's example shows.
  package var example: String?
  /// The value that the document calls the default.
  package var defaultValue: String?
  /// The subject whose fixture gives the value that a request has here.
  package var fixture: String?
  package var evidence: Evidence
  /// Whether the value is a secret that no report may show.
  package var isSecret = false
  /// How an array or an object is written in the query; elsewhere the items of an array stand between commas.
  package var style = FormStyle.repeated
  /// Whether only a response gives a value that the provider takes.
  package var isFromResponses = false
  /// Whether the document calls the parameter deprecated.
  package var isDeprecated = false

  /// A parameter of the path, always required.
  ///
  /// - Parameters:
  ///   - schema: What the value must be, read as the JSON value that its text stands for.
  ///   - fixture: Whose value a request has here; without it the value of the example.
  ///   - example: The value that the document shows.
  ///   - quote: What the document says of the parameter.
  ///   - file: Where the parameter stands, for findings and annotations.
  ///   - line: The line in that file.
  public static func path(
    _ name: String, _ schema: Schema, _ description: String = "", from fixture: Fixture? = nil,
    example: String? = nil, quote: Evidence = .documented(),
    file: String = #filePath, line: Int = #line
  ) -> Parameter {
    Parameter(
      location: .path(name), schema: schema, isRequired: true, description: description, example: example,
      fixture: fixture?.subject, evidence: quote.standing(at: "Path Parameters › \(name)", SourceLine(file, line)))
  }

  /// A request header.
  ///
  /// - Parameters:
  ///   - fixture: Whose value a request has here; without it the value of the example.
  ///   - example: The value that the document shows.
  ///   - defaultValue: The value that the document calls the default.
  ///   - quote: What the document says of the header.
  ///   - isSecret: Whether the value is a secret that no report may show.
  ///   - file: Where the parameter stands, for findings and annotations.
  ///   - line: The line in that file.
  public static func header(
    _ name: String, _ schema: Schema = .string, required: Bool, _ description: String = "",
    from fixture: Fixture? = nil, example: String? = nil, default defaultValue: String? = nil,
    quote: Evidence = .documented(), isSecret: Bool = false, file: String = #filePath, line: Int = #line
  ) -> Parameter {
    Parameter(
      location: .header(name), schema: schema, isRequired: required, description: description, example: example,
      defaultValue: defaultValue, fixture: fixture?.subject,
      evidence: quote.standing(at: "Headers › \(name)", SourceLine(file, line)),
      isSecret: isSecret)
  }

  /// A parameter of the query; the parameters are those of a header.
  ///
  /// An array or an object is written as `style` says: OpenAPI's `form` is `.exploded`, without `explode` `.commas`;
  /// `spaceDelimited` is `.spaces`, `pipeDelimited` is `.pipes`, and `deepObject` is `.brackets`.
  public static func query(
    _ name: String, _ schema: Schema, required: Bool, _ description: String = "", from fixture: Fixture? = nil,
    example: String? = nil, default defaultValue: String? = nil, style: FormStyle = .repeated,
    quote: Evidence = .documented(), isSecret: Bool = false, file: String = #filePath, line: Int = #line
  ) -> Parameter {
    Parameter(
      location: .query(name), schema: schema, isRequired: required, description: description, example: example,
      defaultValue: defaultValue, fixture: fixture?.subject,
      evidence: quote.standing(at: "Query Parameters › \(name)", SourceLine(file, line)), isSecret: isSecret,
      style: style)
  }

  /// A cookie; the parameters are those of a header.
  public static func cookie(
    _ name: String, _ schema: Schema = .string, required: Bool, _ description: String = "",
    from fixture: Fixture? = nil, example: String? = nil, default defaultValue: String? = nil,
    quote: Evidence = .documented(), isSecret: Bool = false, file: String = #filePath, line: Int = #line
  ) -> Parameter {
    Parameter(
      location: .cookie(name), schema: schema, isRequired: required, description: description, example: example,
      defaultValue: defaultValue, fixture: fixture?.subject,
      evidence: quote.standing(at: "Cookies › \(name)", SourceLine(file, line)),
      isSecret: isSecret)
  }

  /// This parameter, whose values only responses give, such as a page token; no request is made with one of our own.
  public var fromResponses: Parameter { with(\.isFromResponses) }

  /// This parameter, which the document calls deprecated; the mock warns of a request that has it.
  public var deprecated: Parameter { with(\.isDeprecated) }

  private func with(_ path: WritableKeyPath<Parameter, Bool>) -> Parameter {
    var parameter = self
    parameter[keyPath: path] = true
    return parameter
  }

  package var name: String { location.name }
}
