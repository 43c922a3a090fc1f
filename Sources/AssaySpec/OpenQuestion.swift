import AssaySchema

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
  /// Where the question stands in the contract's source.
  package var source: SourceLine

  package init(
    _ kind: Kind, at place: String, _ question: String, readings: [String], assumed: String,
    source: SourceLine = .unknown
  ) {
    self.kind = kind
    self.place = place
    self.question = question
    self.readings = readings
    self.assumed = assumed
    self.source = source
  }

  /// Two places of the document cannot both be right.
  ///
  /// - Parameters:
  ///   - place: Where in the document, as a path of headings: `Responses › 404`.
  ///   - question: What is unclear, in one sentence.
  ///   - readings: The readings that the document allows, two or more; none when they are plain from the question.
  ///   - assumed: The reading that the contract takes, and why.
  ///   - file: Where the question stands, for findings.
  ///   - line: The line in that file.
  public static func contradiction(
    _ place: String, _ question: String, readings: [String] = [], assumed: String,
    file: String = #filePath, line: Int = #line
  ) -> OpenQuestion {
    OpenQuestion(
      .contradiction, at: place, question, readings: readings, assumed: assumed, source: SourceLine(file, line))
  }

  /// The document does not say; the parameters are those of ``contradiction(_:_:readings:assumed:file:line:)``.
  public static func silence(
    _ place: String, _ question: String, readings: [String] = [], assumed: String,
    file: String = #filePath, line: Int = #line
  ) -> OpenQuestion {
    OpenQuestion(.silence, at: place, question, readings: readings, assumed: assumed, source: SourceLine(file, line))
  }

  /// A sample shows something that can hardly be meant; the parameters are those of
  /// ``contradiction(_:_:readings:assumed:file:line:)``.
  public static func oddity(
    _ place: String, _ question: String, readings: [String] = [], assumed: String,
    file: String = #filePath, line: Int = #line
  ) -> OpenQuestion {
    OpenQuestion(.oddity, at: place, question, readings: readings, assumed: assumed, source: SourceLine(file, line))
  }
}
