import AssaySchema

/// A header that signs the request with HMAC-SHA256: what is signed, in which order, with which fixture's value as key.
///
/// The header is sent only when the run has every fixture that it needs.
public struct HeaderSignature: Sendable, Hashable {
  public enum Part: Sendable, Hashable {
    /// The value of a fixture.
    case fixture(String)
    /// A value of the request itself.
    case request(Location)
    /// As many characters of a fixture's value, from the place that the digits of a value of the request add up to,
    /// modulo ten.
    case seed(fixture: String, length: Int, digitsOf: Location)
  }

  public var header: String
  public var key: String
  public var parts: [Part]
  public var evidence: Evidence

  public init(_ header: String, key: String, parts: [Part], evidence: Evidence) {
    self.header = header
    self.key = key
    self.parts = parts
    self.evidence = evidence
  }

  /// The fixtures whose values it needs.
  public var fixtures: [String] {
    [key]
      + parts.compactMap { part in
        switch part {
        case .fixture(let name), .seed(let name, _, _): name
        case .request: nil
        }
      }
  }

  /// What stands in the header until the request leaves.
  public static let placeholder = "${ASSAY_SIGNATURE}"
}
