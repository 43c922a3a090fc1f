/// What an expectation stands on: the provider's words, a sample of the provider's, or a reading of ours.
///
/// The level decides what a broken expectation is worth: a promise that was documented or shown by a sample fails the
/// case, an assumption warns (and fails only a strict run).
public struct Evidence: Sendable, Hashable {
  public enum Level: String, Sendable, Hashable, CaseIterable {
    /// The provider's document says so.
    case documented
    /// Only a sample or an example in the provider's document shows it.
    case sample
    /// The document is silent; this is our reading.
    case assumed
  }

  public var level: Level
  /// Where the document says so (a heading path such as `Responses › 400`), or why we read it so.
  public var place: String
  /// The provider's own words, letter by letter, where they are short enough to quote.
  public var quote: String?

  public init(_ level: Level, _ place: String, quote: String? = nil) {
    self.level = level
    self.place = place
    self.quote = quote
  }

  /// The provider's document says so, at this place.
  public static func documented(_ place: String, _ quote: String? = nil) -> Evidence {
    Evidence(.documented, place, quote: quote)
  }

  /// Only a sample shows it, at this place.
  public static func sample(_ place: String, _ quote: String? = nil) -> Evidence {
    Evidence(.sample, place, quote: quote)
  }

  /// Our reading, for this reason.
  public static func assumed(_ reason: String) -> Evidence { Evidence(.assumed, reason) }
}

extension Evidence {
  /// Whether this stands on no more than the other: an assumption on less than a sample, a sample on less than a text.
  public func isNoStronger(than other: Evidence) -> Bool {
    let order = Level.allCases
    return order.firstIndex(of: level)! >= order.firstIndex(of: other.level)!
  }
}
