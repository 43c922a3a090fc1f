import AssayJSON
import AssaySchema

/// What values of a successful response have to do with each other, or with values of the request.
///
///     relations: [
///       .atMost("/data", .query("per_page"), quote: "per_page: results per page"),
///       .sorted("/data", by: "/created", .descending, quote: "newest first"),
///     ]
///
/// A relation is checked wherever a response has the values that it names.
public struct Relation: Sendable, Hashable {
  /// The order of a list.
  public enum Order: String, Sendable, Hashable {
    /// The least value first.
    case ascending
    /// The greatest value first.
    case descending
  }

  package enum Bound: String, Sendable, Hashable {
    case lower
    case upper
  }

  package enum Rule: Sendable, Hashable {
    /// The array has no more items than a value of the request says.
    case atMost(JSONPointer, Location)
    case sorted(JSONPointer, by: JSONPointer, Order)
    /// The values in the items of an array add up to another value.
    case sum(JSONPointer, of: JSONPointer, equals: JSONPointer)
    case notBefore(JSONPointer, JSONPointer)
    /// A value is not before one of the request, or not after it.
    case bounded(JSONPointer, Bound, Location)
    /// A value repeats one of the request.
    case equal(JSONPointer, Location)
  }

  package var rule: Rule
  /// The array for each of whose items the relation holds; `nil` for the body as a whole.
  package var items: JSONPointer?
  /// Values that the request must have; without them the relation need not hold.
  package var conditions: [FieldValue] = []
  package var evidence: Evidence

  private init(
    _ rule: Rule, in items: JSONPointer? = nil, _ quote: Evidence, _ source: SourceLine
  ) {
    self.rule = rule
    self.items = items
    evidence = quote.standing(at: "Relations", source)
  }

  /// At most as many items as a value of the request says, or the default of its parameter.
  ///
  /// - Parameters:
  ///   - items: The array.
  ///   - limit: Where the request says how many: `.query("per_page")`.
  public static func atMost(
    _ items: JSONPointer, _ limit: Location, quote: Evidence,
    file: String = #filePath, line: Int = #line
  ) -> Relation {
    Relation(.atMost(items, limit), quote, SourceLine(file, line))
  }

  /// The items of an array are in the order of a value in them: of a number, a time, or a text.
  ///
  /// - Parameters:
  ///   - items: The array.
  ///   - key: The value, from the item on.
  public static func sorted(
    _ items: JSONPointer, by key: JSONPointer, _ order: Order = .ascending, quote: Evidence,
    file: String = #filePath, line: Int = #line
  ) -> Relation {
    Relation(.sorted(items, by: key, order), quote, SourceLine(file, line))
  }

  /// The values in the items of an array add up to another value of the body, exactly.
  ///
  /// - Parameters:
  ///   - items: The array.
  ///   - part: The value that is added up, from the item on.
  ///   - total: The sum.
  public static func sum(
    _ items: JSONPointer, of part: JSONPointer, equals total: JSONPointer, quote: Evidence,
    file: String = #filePath, line: Int = #line
  ) -> Relation {
    Relation(.sum(items, of: part, equals: total), quote, SourceLine(file, line))
  }

  /// A date or time, or a number, that is not before another one.
  ///
  /// - Parameter items: The array in each of whose items both are; without it they are in the body.
  public static func notBefore(
    _ later: JSONPointer, _ earlier: JSONPointer, in items: JSONPointer? = nil, quote: Evidence,
    file: String = #filePath, line: Int = #line
  ) -> Relation {
    Relation(.notBefore(later, earlier), in: items, quote, SourceLine(file, line))
  }

  /// A date or time, or a number, that is not before one of the request, where the request has it: `since`, `min_amount`.
  ///
  /// A case requests a list, and then the same with the greatest value in it, so that most of the items must be left out.
  ///
  /// - Parameters:
  ///   - location: Where the request has the other one: `.query("since")`.
  ///   - items: The array in each of whose items it is; without it, it is in the body.
  public static func notBefore(
    _ value: JSONPointer, request location: Location, in items: JSONPointer? = nil, quote: Evidence,
    file: String = #filePath, line: Int = #line
  ) -> Relation {
    Relation(.bounded(value, .lower, location), in: items, quote, SourceLine(file, line))
  }

  /// A date or time, or a number, that is not after one of the request, where the request has it: `until`, `max_amount`.
  ///
  /// - Parameters:
  ///   - location: Where the request has the other one: `.query("since")`.
  ///   - items: The array in each of whose items it is; without it, it is in the body.
  public static func notAfter(
    _ value: JSONPointer, request location: Location, in items: JSONPointer? = nil, quote: Evidence,
    file: String = #filePath, line: Int = #line
  ) -> Relation {
    Relation(.bounded(value, .upper, location), in: items, quote, SourceLine(file, line))
  }

  /// A value that equals one of the request, where the request has it: an id, or what a list is filtered by.
  ///
  /// - Parameter items: The array in each of whose items it is; without it, it is in the body.
  public static func equal(
    _ value: JSONPointer, _ location: Location, in items: JSONPointer? = nil, quote: Evidence,
    file: String = #filePath, line: Int = #line
  ) -> Relation {
    Relation(.equal(value, location), in: items, quote, SourceLine(file, line))
  }

  /// The same relation, which holds only for requests that have these values: `.when([.query("sort"): "created"])`.
  public func when(_ conditions: KeyValuePairs<Location, JSONValue>) -> Relation {
    var relation = self
    relation.conditions += conditions.map(FieldValue.init)
    return relation
  }
}
