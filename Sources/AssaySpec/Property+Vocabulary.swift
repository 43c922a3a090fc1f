import AssayJSON
import AssaySchema

/// The members of a JSON object, as contracts declare them.
extension Property {
  /// A member that must always be there.
  ///
  /// - Parameters:
  ///   - fixture: Whose value a request has here; without it the value of the example.
  ///   - quote: What the document says of the member; without it the evidence of the body holds for it.
  ///   - isSecret: Whether the value is a secret that no report may show.
  ///   - file: Where the member stands, for findings and annotations.
  ///   - line: The line in that file.
  public static func required(
    _ name: String, _ schema: Schema, _ description: String = "", from fixture: Fixture? = nil,
    quote: Evidence? = nil, isSecret: Bool = false, file: String = #filePath, line: Int = #line
  ) -> Property {
    Property(
      name, schema, .required, description: description, fixture: fixture?.subject, evidence: quote, isSecret: isSecret,
      source: SourceLine(file, line))
  }

  /// A member that may be left out; the parameters are those of ``required(_:_:_:from:quote:isSecret:file:line:)``.
  public static func optional(
    _ name: String, _ schema: Schema, _ description: String = "", from fixture: Fixture? = nil,
    quote: Evidence? = nil, isSecret: Bool = false, file: String = #filePath, line: Int = #line
  ) -> Property {
    Property(
      name, schema, .optional, description: description, fixture: fixture?.subject, evidence: quote, isSecret: isSecret,
      source: SourceLine(file, line))
  }

  /// A member that is there exactly when its sibling has this value: `iff: "type", is: "email"`.
  public static func present(
    _ name: String, _ schema: Schema, iff sibling: String, is value: JSONValue, _ description: String = "",
    quote: Evidence? = nil, file: String = #filePath, line: Int = #line
  ) -> Property {
    Property(
      name, schema, .exactlyWhen(sibling: sibling, equals: value), description: description, evidence: quote,
      source: SourceLine(file, line))
  }
}
