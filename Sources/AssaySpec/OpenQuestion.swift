/// A place where a document contradicts itself, says nothing or shows something odd, and how the contract reads it.
public struct OpenQuestion: Sendable, Hashable {
  package enum Kind: String, Sendable, Hashable {
    /// Two places of the document cannot both be right.
    case contradiction
    /// The document does not say.
    case silence
    /// A sample shows something that can hardly be meant.
    case oddity
  }

  package var kind: Kind
  /// Where in the document.
  package var place: String
  /// What is unclear, in one sentence.
  package var question: String
  /// The readings that the document allows; none when they are plain from the question.
  package var readings: [String]
  /// The reading that the contract takes, and why.
  package var assumed: String

  package init(_ kind: Kind, at place: String, _ question: String, readings: [String], assumed: String) {
    self.kind = kind
    self.place = place
    self.question = question
    self.readings = readings
    self.assumed = assumed
  }

  /// Two places of the document cannot both be right.
  ///
  /// - Parameters:
  ///   - place: Where in the document, as a path of headings: `Responses › 404`.
  ///   - question: What is unclear, in one sentence.
  ///   - readings: The readings that the document allows, two or more; none when they are plain from the question.
  ///   - assumed: The reading that the contract takes, and why.
  public static func contradiction(
    _ place: String, _ question: String, readings: [String] = [], assumed: String
  ) -> OpenQuestion {
    OpenQuestion(.contradiction, at: place, question, readings: readings, assumed: assumed)
  }

  /// The document does not say; the parameters are those of ``contradiction(_:_:readings:assumed:)``.
  public static func silence(
    _ place: String, _ question: String, readings: [String] = [], assumed: String
  ) -> OpenQuestion {
    OpenQuestion(.silence, at: place, question, readings: readings, assumed: assumed)
  }

  /// A sample shows something that can hardly be meant; the parameters are those of
  /// ``contradiction(_:_:readings:assumed:)``.
  public static func oddity(
    _ place: String, _ question: String, readings: [String] = [], assumed: String
  ) -> OpenQuestion {
    OpenQuestion(.oddity, at: place, question, readings: readings, assumed: assumed)
  }
}
