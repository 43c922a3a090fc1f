import AssayJSON

/// A named format of texts or integers; always an assertion, never a mere annotation.
///
/// The set is open. A spec declares a format of its own as a value and uses it like any other:
///
///     extension Format {
///       static let orderID = Format(
///         "order-id", example: "ord_1x", counterexamples: [("no-prefix", "1x", "without its prefix")]
///       ) { $0.starts(with: "ord_".utf8) && $0.count > 4 }
///     }
///
/// The validators, the linter, the planner and the mock read everything they need from this value.
public struct Format: Sendable {
  /// What a value must be to have the format.
  package enum Rule: Sendable {
    /// A text whose UTF-8 satisfies this function.
    case text(@Sendable (_ utf8: UnsafeBufferPointer<UInt8>) -> Bool)
    /// An integer in this range, however it is spelt.
    case integer(ClosedRange<Int64>)
  }

  /// A value that does not have the format.
  package struct Counterexample: Sendable {
    /// The last part of a case's id.
    package var label: String
    package var value: JSONValue
    /// What is wrong with it, in a few words.
    package var what: String
  }

  /// A way in which a lenient server reads a text that does not have the format, for mutants of the mock.
  package struct Leniency: Sendable {
    /// The last part of a fault's name.
    package var name: String
    /// Whether such a server takes this text.
    package var accepts: @Sendable (_ text: String) -> Bool
  }

  /// The name, as JSON Schema and OpenAPI write it: `date-time`.
  public let name: String
  package let rule: Rule
  /// A value that has the format.
  package let example: JSONValue
  /// Values at the edges of the format, the lowest first.
  package let boundaries: [JSONValue]
  package let counterexamples: [Counterexample]
  package let leniencies: [Leniency]

  /// A format of texts.
  ///
  /// - Parameters:
  ///   - example: A text that has the format.
  ///   - boundaries: The shortest and longest texts and the like that still have it.
  ///   - counterexamples: Texts that do not have it, each with a label for the case's id and what is wrong, in a few words.
  ///   - accepts: Whether a text, given as UTF-8, has the format.
  public init(
    _ name: String, example: String, boundaries: [String] = [],
    counterexamples: [(label: String, text: String, what: String)] = [],
    accepts: @escaping @Sendable (_ utf8: UnsafeBufferPointer<UInt8>) -> Bool
  ) {
    self.init(
      name, example: example, boundaries: boundaries, counterexamples: counterexamples, leniencies: [], accepts: accepts
    )
  }

  init(
    _ name: String, example: String, boundaries: [String] = [],
    counterexamples: [(label: String, text: String, what: String)] = [], leniencies: [Leniency],
    accepts: @escaping @Sendable (_ utf8: UnsafeBufferPointer<UInt8>) -> Bool
  ) {
    self.name = name
    rule = .text(accepts)
    self.example = .string(example)
    self.boundaries = boundaries.map { .string($0) }
    let wrong = counterexamples.isEmpty ? [("broken", "not \(name)", "no \(name)")] : counterexamples
    self.counterexamples = wrong.map { Counterexample(label: $0.0, value: .string($0.1), what: $0.2) }
    self.leniencies = leniencies
  }

  /// A format of integers: those in a range.
  public init(_ name: String, _ range: ClosedRange<Int64>) {
    self.name = name
    rule = .integer(range)
    let usual = JSONNumber(range.contains(1) ? 1 : range.lowerBound)
    example = .number(usual)
    // Identifiers commonly begin at 1.
    boundaries = [JSONNumber(range.lowerBound), usual, JSONNumber(range.upperBound)].map { .number($0) }
    let (lowest, highest) = (range.lowerBound, range.upperBound)
    // The next integers may be beyond 64 bits.
    let above = highest < 0 ? "\(highest + 1)" : "\(highest.magnitude + 1)"
    let below = lowest > 0 ? "\(lowest - 1)" : "-\(lowest.magnitude + 1)"
    counterexamples = [above, below].map { text in
      Counterexample(label: text, value: .number(JSONNumber(lexeme: text)!), what: "beyond \(name)")
    }
    leniencies = []
  }

  /// Whether a value has the format; true for values of another type than the format's.
  package func accepts(_ value: JSONValue) -> Bool {
    switch (rule, value) {
    case (.text(let accepts), .string(let text)): Array(text.utf8).withUnsafeBufferPointer(accepts)
    case (.integer(let range), .number(let number)): number.int64.map(range.contains) ?? false
    default: true
    }
  }

  /// Every format that is built in.
  public static let all: [Format] = [
    .int32, .int64, .e164, .email, .uuid, .uri, .dateTime, .ipv4, .date, .time, .duration, .idnEmail, .hostname,
    .idnHostname, .ipv6, .uriReference, .iri, .iriReference, .uriTemplate, .jsonPointer, .relativeJSONPointer, .regex,
    .decimal, .byte, .iban, .bic, .currency, .country, .cardNumber, .jwt, .ulid,
  ]
}

/// Formats are equal when their names are.
extension Format: Hashable {
  public static func == (left: Format, right: Format) -> Bool { left.name == right.name }
  public func hash(into hasher: inout Hasher) { hasher.combine(name) }
}
