import AssaySchema

/// A body as the provider's document prints it, letter by letter.
///
/// A string literal is an example without a name of its own. An example of a request is also sent as it is printed, as the
/// case `example/<name>` of its endpoint.
public struct Example: Sendable, Hashable, ExpressibleByStringLiteral {
  /// Of the characters that a case id may have: `body` where the document gives none.
  package var name: String
  package var text: String
  /// What says that this is a request, or a response, of the provider's own.
  package var evidence: Evidence

  /// An example with a name, which stands in messages and, for a request, in the id of its case.
  ///
  /// - Parameter quote: Where the document prints it, if that is not the section of the body.
  public init(_ name: String, _ text: String, quote: Evidence = .documented()) {
    self.name = name
    self.text = text
    evidence = quote
  }

  /// An example named `body`.
  public init(stringLiteral text: String) { self.init("body", text) }
}
