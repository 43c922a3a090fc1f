import AssaySchema

/// A header that signs the request with HMAC-SHA256, in hexadecimal.
///
/// The header is sent only when the run has every fixture that it needs.
public struct HeaderSignature: Sendable, Hashable {
  /// A part of the text that is signed.
  public enum Part: Sendable, Hashable {
    /// The value of a fixture.
    case fixture(Fixture)
    /// A value of the request itself.
    case request(Location)
    /// A piece of a fixture's value, of this many characters.
    ///
    /// It begins at the sum of the digits of a value of the request, modulo ten.
    case seed(Fixture, length: Int, digitsOf: Location)
  }

  package var header: String
  package var key: Fixture
  package var parts: [Part]
  package var evidence: Evidence

  /// A signature of these parts, one after the other, in a header.
  ///
  /// - Parameters:
  ///   - key: The secret key.
  ///   - quote: What the document says of it.
  ///   - file: Where the signature stands, for findings and annotations.
  ///   - line: The line in that file.
  public init(
    _ header: String, key: Fixture, parts: [Part], quote: Evidence, file: String = #filePath, line: Int = #line
  ) {
    self.header = header
    self.key = key
    self.parts = parts
    evidence = quote.standing(at: "Headers › \(header)", SourceLine(file, line))
  }
}
