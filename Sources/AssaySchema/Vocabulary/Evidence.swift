/// What an expectation rests on: the provider's text, a sample of the provider's, or our own reading.
///
/// The level decides how severe a broken expectation is: one that the document states or a sample shows fails the case;
/// an assumption warns, and fails only a strict run.
///
/// A string literal is a quotation of the document at the place where the element stands:
/// `quote: "Phone number in E.164 format. Required."`.
public struct Evidence: Sendable, Hashable, ExpressibleByStringLiteral {
  package enum Level: String, Sendable, Hashable, CaseIterable {
    /// The provider's document says so.
    case documented
    /// Only a sample or an example in the provider's document shows it.
    case sample
    /// The document is silent; this is our reading.
    case assumed
  }

  package var level: Level
  /// Where the document says so, such as `Responses › 400`, or why we read it so; empty for the place of the element.
  package var place: String
  /// The provider's own words, letter by letter, where they are short enough to quote.
  package var quote: String?
  /// Where the element stands in the contract's source.
  package var source = SourceLine.unknown

  package init(_ level: Level, at place: String, quote: String? = nil) {
    self.level = level
    self.place = place
    self.quote = quote
  }

  /// A quotation of the provider's document, at the place where the element stands.
  public init(stringLiteral quote: String) { self.init(.documented, at: "", quote: quote) }

  /// The provider's document says so.
  ///
  /// - Parameters:
  ///   - quote: The words of the document.
  ///   - place: The headings above them, such as `Notes`; without it the place of the element.
  public static func documented(_ quote: String? = nil, at place: String = "") -> Evidence {
    Evidence(.documented, at: place, quote: quote)
  }

  /// Only a sample or an example of the document shows it.
  ///
  /// - Parameters:
  ///   - quote: The text of the sample.
  ///   - place: The headings above it, such as `Request Sample: cURL`; without it the place of the element.
  public static func sample(_ quote: String? = nil, at place: String = "") -> Evidence {
    Evidence(.sample, at: place, quote: quote)
  }

  /// The document is silent; this is our reading, for this reason.
  public static func assumed(_ reason: String) -> Evidence { Evidence(.assumed, at: reason) }
}

extension Evidence {
  /// This evidence with the place of its element in the document, unless it names another, and in the contract's source.
  package func standing(at place: @autoclosure () -> String, _ source: SourceLine = .unknown) -> Evidence {
    var evidence = self
    if self.place.isEmpty { evidence.place = place() }
    evidence.source = self.source.or(source)
    return evidence
  }

  /// Whether this is as weak as the other or weaker: assumed is weaker than sample, sample than documented.
  package func isNoStronger(than other: Evidence) -> Bool {
    let order = Level.allCases
    return order.firstIndex(of: level)! >= order.firstIndex(of: other.level)!
  }
}
