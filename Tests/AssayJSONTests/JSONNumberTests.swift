import AssayJSON
import Testing

struct JSONNumberTests {
  static func number(_ lexeme: String) -> JSONNumber { JSONNumber(lexeme: lexeme)! }

  @Test(arguments: [
    "", "-", "01", "+1", "1.", ".5", "1e", "1e+", "0x1", "1_0", " 1", "1 ", "--1", "1.2.3", "NaN", "١",
  ])
  func `what is not in the grammar is no number`(text: String) {
    #expect(JSONNumber(lexeme: text) == nil)
  }

  @Test(arguments: [
    ("0", "-0"), ("1", "1.0"), ("100", "1e2"), ("100", "10E+1"), ("0.5", "5e-1"), ("1e400", "10e399"),
    ("0", "0e99999999999999999999999"), ("9223372036854775808", "9223372036854775.808e3"),
  ])
  func `numbers are equal by value`(left: String, right: String) {
    #expect(Self.number(left) == Self.number(right))
    #expect(Self.number(left).hashValue == Self.number(right).hashValue)
    #expect(Self.number(left).lexeme == left)
  }

  @Test func `numbers are ordered by exact value whatever their exponents`() {
    let ordered = [
      "-1e999999999999", "-1e400", "-9007199254740993", "-9007199254740992", "-1.5", "-1", "-1e-400", "0", "1e-500",
      "1e-400", "0.1", "0.10000000000000000001", "1", "1.5", "9", "10", "9007199254740992", "9007199254740993", "1e400",
      "1.1e400", "1e999999999999",
    ].map(Self.number)
    for (index, number) in ordered.enumerated() {
      for (other, second) in ordered.enumerated() {
        #expect((number < second) == (index < other), "\(number) < \(second)")
        #expect((number == second) == (index == other), "\(number) == \(second)")
      }
    }
  }

  @Test(arguments: [
    ("1.0", true), ("1e2", true), ("-0", true), ("1E400", true), ("1.50e1", true), ("0.0", true), ("0e-5", true),
    ("4503599627370497.5", false), ("1e-1", false), ("1.5", false), ("1e-999999999999", false),
  ])
  func `a number without a fraction is an integer`(lexeme: String, isInteger: Bool) {
    #expect(Self.number(lexeme).isInteger == isInteger)
    #expect(JSONValue.number(Self.number(lexeme)).typeName == (isInteger ? "integer" : "number"))
  }

  @Test(
    arguments: [
      ("9223372036854775807", Int64.max), ("-9223372036854775808", Int64.min), ("1e2", 100), ("-0", 0), ("12.0", 12),
      ("9223372036854775808", nil), ("-9223372036854775809", nil), ("1e19", nil), ("1e400", nil), ("0.5", nil),
      ("18446744073709551616", nil), ("922337203685477580.7e1", Int64.max),
    ] as [(String, Int64?)])
  func `an int64 is had only of an integer in range`(lexeme: String, expected: Int64?) {
    #expect(Self.number(lexeme).int64 == expected)
  }

  @Test func `an int32 is had only of an integer in range`() {
    #expect(Self.number("2147483647").int32 == .max)
    #expect(Self.number("2147483648").int32 == nil)
    #expect(Self.number("-2147483648").int32 == .min)
    #expect(Self.number("1.0").int32 == 1)
  }

  @Test(arguments: [
    ("0.0075", "0.0001", true), ("0.00751", "0.0001", false), ("1e308", "0.5", true), ("4.5", "1.5", true),
    ("35", "1.5", false), ("1e400", "3", false), ("3e400", "3", true), ("1e400", "1024", true), ("0", "7", true),
    ("7", "0", false), ("-14", "7", true), ("1e1000000000000", "5e-324", true), ("1", "1e5", false),
    ("246913578024691357802469135780", "123456789012345678901234567890", true),
    ("246913578024691357802469135781", "123456789012345678901234567890", false),
    ("1e60", "1606938044258990275541962092341162602522202993782792835301376", false),
    ("1e200", "1606938044258990275541962092341162602522202993782792835301376", true),
  ])
  func `multiples are exact`(number: String, divisor: String, expected: Bool) {
    #expect(Self.number(number).isMultiple(of: Self.number(divisor)) == expected)
  }
}
