import AssayJSON
import AssaySchema

/// What a document promises of the response to a repeated request: the body of the first one again.
///
///     repeatedResponse: RepeatedResponse(except: "/request_id", quote: "returns the same result")
public struct RepeatedResponse: Sendable, Hashable {
  /// The values that may differ, each with all that is in it.
  package var varying: [JSONPointer]
  package var evidence: Evidence

  /// The same response again.
  ///
  /// - Parameters:
  ///   - varying: Values of the body that may differ, such as the id of a request.
  ///   - quote: What the document says of it.
  public init(except varying: JSONPointer..., quote: Evidence) {
    self.varying = varying
    evidence = quote.standing(at: "Idempotency")
  }
}
