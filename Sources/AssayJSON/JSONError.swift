/// Why bytes are not a JSON document by RFC 8259, and where.
public struct JSONError: Error, Sendable, Hashable, CustomStringConvertible {
  /// What is wrong.
  public enum Kind: String, Sendable, Hashable, CaseIterable {
    /// The document ended too early.
    case unexpectedEnd
    /// A byte that is not allowed there.
    case unexpectedByte
    /// Something follows the document's value.
    case trailingBytes
    /// A byte order mark, which RFC 8259, section 8.1, forbids to send.
    case byteOrderMark
    /// A word that begins like `true`, `false` or `null` and is another.
    case invalidLiteral
    case invalidNumber
    case invalidEscape
    /// An escaped UTF-16 surrogate without its other half.
    case unpairedSurrogate
    /// A raw character below U+0020 in a string.
    case controlCharacter
    case invalidUTF8
    /// Deeper than ``JSONLimits/depth``.
    case tooDeep
    /// Longer than ``JSONLimits/bytes``.
    case tooLong
  }

  /// What is wrong.
  public var kind: Kind
  /// Where the reader stopped.
  public var location: JSONLocation
  /// What was wrong and what was expected, without the location.
  public var message: String

  /// An error of this kind at a location.
  public init(_ kind: Kind, _ message: String, at location: JSONLocation) {
    self.kind = kind
    self.location = location
    self.message = message
  }

  /// The offset of the byte, from 0.
  public var offset: Int { location.offset }
  /// The line, from 1.
  public var line: Int { location.line }
  /// The column in Unicode scalars, from 1.
  public var column: Int { location.column }

  /// The message after its line and column.
  public var description: String { "line \(line), column \(column): \(message)" }
}
