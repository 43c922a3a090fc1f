import AssaySchema

/// Something that is true of a subject, such as a user or a phone number, and changes the provider's responses.
///
///     static let userVerified = ProviderState(
///       "user-verified", of: user, "the user's phone number is already verified", quote: "…")
public struct ProviderState: Sendable, Hashable {
  package var id: String
  /// What it is true of: the name of the ordinary fixture.
  package var subject: String
  package var description: String
  package var evidence: Evidence

  /// A state of a subject.
  ///
  /// - Parameters:
  ///   - id: A short name, unique within its provider, that stands in case ids.
  ///   - subject: The ordinary fixture of what it is true of.
  ///   - description: The state in words that follow "given that".
  ///   - quote: What the document says of it.
  ///   - file: Where the state stands, for findings.
  ///   - line: The line in that file.
  public init(
    _ id: String, of subject: Fixture, _ description: String, quote: Evidence, file: String = #filePath,
    line: Int = #line
  ) {
    self.id = id
    self.subject = subject.subject
    self.description = description
    evidence = quote.standing(at: "States › \(id)", SourceLine(file, line))
  }
}

/// Whether a state must hold, or must not, for a response to come.
package struct StateCondition: Sendable, Hashable {
  /// The state's id.
  package var state: String
  package var holds: Bool

  package static func holds(_ state: ProviderState) -> StateCondition {
    StateCondition(state: state.id, holds: true)
  }
  package static func not(_ state: ProviderState) -> StateCondition {
    StateCondition(state: state.id, holds: false)
  }
}
