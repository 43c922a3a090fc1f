import AssaySchema

/// Something that the document states and that no exchange with this endpoint alone can show.
public struct Note: Sendable, Hashable {
  package var text: String
  package var evidence: Evidence

  /// A statement, and the words of the document.
  public init(_ text: String, quote: Evidence) {
    self.text = text
    evidence = quote.standing(at: "Notes")
  }
}
