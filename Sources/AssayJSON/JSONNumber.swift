/// A JSON number: its text letter by letter, and exact arithmetic by value.
///
/// Equality, order and hash are by value (`1.0 == 1e0 == 1`, `-0 == 0`), computed on decimal digits, never through a
/// binary float. Exponents beyond ±10^18 count as that.
public struct JSONNumber: Sendable {
  /// The number as it was written, in the grammar of RFC 8259, section 6.
  public let lexeme: String

  /// An integer.
  public init(_ value: Int64) { lexeme = String(value) }
  /// An integer.
  public init(_ value: Int) { lexeme = String(value) }

  /// A number of this text, or `nil` when the text is not in the number grammar of RFC 8259, section 6.
  public init?(lexeme: String) {
    var text = lexeme
    let isNumber = text.withUTF8 { bytes in
      var reader = JSONReader(bytes, limits: .default)
      return (try? reader.readNumber()) != nil && reader.position == bytes.count
    }
    guard isNumber else { return nil }
    self.lexeme = lexeme
  }

  /// A number of a text that a reader has already checked.
  package init(checked lexeme: String) { self.lexeme = lexeme }

  /// Whether the value has no fraction: 1.0 and 1E400 are integers, 1.5 is not.
  public var isInteger: Bool { JSONDecimal(lexeme).exponent >= 0 }

  /// The value, when it is an integer from -2^63 to 2^63 - 1.
  public var int64: Int64? { JSONDecimal(lexeme).int64 }

  /// The value, when it is an integer from -2^31 to 2^31 - 1.
  public var int32: Int32? { int64.flatMap(Int32.init(exactly:)) }

  /// Whether the value is an integer times the divisor, exactly; never for a divisor of zero.
  public func isMultiple(of divisor: JSONNumber) -> Bool {
    JSONDecimal(lexeme).isMultiple(of: JSONDecimal(divisor.lexeme))
  }
}

extension JSONNumber: Hashable, Comparable {
  public static func == (left: JSONNumber, right: JSONNumber) -> Bool {
    left.lexeme.utf8.elementsEqual(right.lexeme.utf8) || JSONDecimal(left.lexeme) == JSONDecimal(right.lexeme)
  }

  public static func < (left: JSONNumber, right: JSONNumber) -> Bool {
    JSONDecimal(left.lexeme) < JSONDecimal(right.lexeme)
  }

  public func hash(into hasher: inout Hasher) { hasher.combine(JSONDecimal(lexeme)) }
}

extension JSONNumber: ExpressibleByIntegerLiteral, CustomStringConvertible {
  public init(integerLiteral value: Int64) { self.init(value) }
  public var description: String { lexeme }
}
