import AssayJSON
import AssaySchema

/// How a long list comes in pages, one response each.
///
///     paging: .cursor("/next", into: .query("cursor"), items: "/data", size: .query("limit"), quote: "…")
///
/// Cases follow the pages until the last one, or ``maxPages`` of them: small ones, and the largest. Another one requests
/// the first page again, so that it is certain whether an item of the second page has moved or comes twice.
public struct Paging: Sendable, Hashable {
  package enum Style: Sendable, Hashable {
    /// A `Link` header with `rel="next"` (RFC 8288).
    case link
    /// The URL of the next page in the body; the last page has none.
    case nextURL(JSONPointer)
    /// A value of the body that the next request has; the last page has none.
    case cursor(JSONPointer, into: Location)
    /// The id of the last item is what the next request has, while a member says that there is more.
    case lastItem(JSONPointer, into: Location, more: JSONPointer)
    /// The number of the page, from 1.
    case page(Location)
    /// The number of items to leave out.
    case offset(Location)
  }

  package var style: Style
  /// The array of the items; of the body itself when it is the root.
  package var items: JSONPointer
  /// Where a request says how many items a page has.
  package var size: Location?
  /// The most items that a page may have, where the parameter's schema does not say it.
  package var maxSize: Int?
  /// What identifies an item, from the item on; no two pages may have one with the same.
  package var id: JSONPointer?
  package var evidence: Evidence

  private init(
    _ style: Style, _ items: JSONPointer, _ size: Location?, _ maxSize: Int?, _ id: JSONPointer?, _ quote: Evidence,
    _ source: SourceLine
  ) {
    self.style = style
    self.items = items
    self.size = size
    self.maxSize = maxSize
    self.id = id
    evidence = quote.standing(at: "Paging", source)
  }

  /// How many pages a case follows.
  package static let maxPages = 5

  /// A `Link` header with `rel="next"` names the next page (RFC 8288); the last page has none.
  ///
  /// - Parameters:
  ///   - items: The array of the items; the root when the body is the array.
  ///   - size: Where a request says how many items a page has.
  ///   - maxSize: The most items that a page may have; without it the maximum of the parameter's schema.
  ///   - id: What identifies an item, from the item on; no item may come on two pages.
  public static func link(
    items: JSONPointer, size: Location? = nil, maxSize: Int? = nil, id: JSONPointer? = nil, quote: Evidence,
    file: String = #filePath, line: Int = #line
  ) -> Paging {
    Paging(.link, items, size, maxSize, id, quote, SourceLine(file, line))
  }

  /// The URL of the next page in the body; on the last page it is absent, null or empty.
  ///
  /// - Parameter url: The URL in the body. Only its path and query are used: requests go to the run's target.
  public static func nextURL(
    _ url: JSONPointer, items: JSONPointer, size: Location? = nil, maxSize: Int? = nil, id: JSONPointer? = nil,
    quote: Evidence, file: String = #filePath, line: Int = #line
  ) -> Paging {
    Paging(.nextURL(url), items, size, maxSize, id, quote, SourceLine(file, line))
  }

  /// A cursor in the body, which the next request repeats; on the last page it is absent, null or empty.
  ///
  /// - Parameters:
  ///   - cursor: The cursor in the body.
  ///   - location: Where the next request has it.
  public static func cursor(
    _ cursor: JSONPointer, into location: Location, items: JSONPointer, size: Location? = nil, maxSize: Int? = nil,
    id: JSONPointer? = nil, quote: Evidence, file: String = #filePath, line: Int = #line
  ) -> Paging {
    Paging(.cursor(cursor, into: location), items, size, maxSize, id, quote, SourceLine(file, line))
  }

  /// The id of the last item, which the next request names, while a boolean of the body says that there is more.
  ///
  /// - Parameters:
  ///   - location: Where the next request has the id.
  ///   - more: The boolean in the body.
  public static func lastItem(
    _ id: JSONPointer, into location: Location, more: JSONPointer, items: JSONPointer, size: Location? = nil,
    maxSize: Int? = nil, quote: Evidence, file: String = #filePath, line: Int = #line
  ) -> Paging {
    Paging(.lastItem(id, into: location, more: more), items, size, maxSize, id, quote, SourceLine(file, line))
  }

  /// Pages by their numbers, from 1; a page with fewer items than requested is the last.
  public static func page(
    _ location: Location, items: JSONPointer, size: Location, maxSize: Int? = nil, id: JSONPointer? = nil,
    quote: Evidence, file: String = #filePath, line: Int = #line
  ) -> Paging {
    Paging(.page(location), items, size, maxSize, id, quote, SourceLine(file, line))
  }

  /// Pages by the number of items before them; a page with fewer items than requested is the last.
  public static func offset(
    _ location: Location, items: JSONPointer, size: Location, maxSize: Int? = nil, id: JSONPointer? = nil,
    quote: Evidence, file: String = #filePath, line: Int = #line
  ) -> Paging {
    Paging(.offset(location), items, size, maxSize, id, quote, SourceLine(file, line))
  }
}
