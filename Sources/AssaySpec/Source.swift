import AssaySchema

/// Where a contract was read: the provider's document, its address, its own date and the day it was read.
public struct Source: Sendable, Hashable {
  public var title: String
  public var url: String
  /// The document's own version or date, when it has one.
  public var revision: String?
  /// The day the document was read, as `yyyy-mm-dd`.
  public var retrieved: String

  public init(title: String, url: String, revision: String? = nil, retrieved: String) {
    self.title = title
    self.url = url
    self.revision = revision
    self.retrieved = retrieved
  }

  public static func document(_ title: String, url: String, revision: String? = nil, retrieved: String) -> Source {
    Source(title: title, url: url, revision: revision, retrieved: retrieved)
  }
}

/// A place where a document contradicts itself, says nothing or shows something odd, and how the spec reads it.
public struct OpenQuestion: Sendable, Hashable {
  public enum Kind: String, Sendable, Hashable {
    /// Two places of the document cannot both be right.
    case contradiction
    /// The document does not say.
    case silence
    /// A sample shows something that can hardly be meant.
    case oddity
  }

  public var kind: Kind
  /// Where in the document.
  public var place: String
  /// What is unclear, in one sentence.
  public var question: String
  /// The readings that the document allows.
  public var readings: [String]
  /// The reading that this spec takes, and why.
  public var chosen: String

  public init(_ kind: Kind, at place: String, _ question: String, readings: [String], chosen: String) {
    self.kind = kind
    self.place = place
    self.question = question
    self.readings = readings
    self.chosen = chosen
  }
}

/// Something that the document states and that no exchange with this endpoint alone can show.
public struct Note: Sendable, Hashable {
  public var text: String
  public var evidence: Evidence

  public init(_ text: String, _ evidence: Evidence) {
    self.text = text
    self.evidence = evidence
  }
}
