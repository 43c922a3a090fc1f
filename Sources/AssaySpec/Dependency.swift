import AssaySchema

/// Which optional values of a request must, or must not, come together.
///
///     dependencies: [
///       .exactlyOne(of: "/email", "/phone", quote: "Give either an e-mail address or a phone number."),
///       .atMostOne(of: .query("starting_after"), .query("ending_before"), quote: "…"),
///     ]
///
/// Values are parameters and members of the body. A rule about members of one object holds where that object is there.
public struct Dependency: Sendable, Hashable {
  package enum Rule: String, Sendable, Hashable {
    case atLeastOne = "at-least-one"
    case exactlyOne = "exactly-one"
    case atMostOne = "at-most-one"
    case allOrNone = "all-or-none"
    /// The first requires all others.
    case requires
  }

  package var rule: Rule
  package var locations: [Location]
  package var evidence: Evidence

  package init(_ rule: Rule, _ locations: [Location], _ quote: Evidence) {
    self.rule = rule
    self.locations = locations
    evidence = quote.standing(at: "Dependencies")
  }

  /// One or more of these values must be there: JSON Schema's `anyOf` of `required`.
  public static func atLeastOne(of locations: Location..., quote: Evidence) -> Dependency {
    Dependency(.atLeastOne, locations, quote)
  }

  /// One of these values must be there, and no other of them: JSON Schema's `oneOf` of `required`.
  public static func exactlyOne(of locations: Location..., quote: Evidence) -> Dependency {
    Dependency(.exactlyOne, locations, quote)
  }

  /// No two of these values may be there: JSON Schema's `not` of `required`.
  public static func atMostOne(of locations: Location..., quote: Evidence) -> Dependency {
    Dependency(.atMostOne, locations, quote)
  }

  /// These values come together or not at all.
  public static func allOrNone(of locations: Location..., quote: Evidence) -> Dependency {
    Dependency(.allOrNone, locations, quote)
  }

  /// Where the first value is, the others must be: JSON Schema's `dependentRequired`.
  public static func when(_ location: Location, requires others: Location..., quote: Evidence) -> Dependency {
    Dependency(.requires, [location] + others, quote)
  }
}
