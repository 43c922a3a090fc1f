import AssayJSON
import AssaySchema

/// How a provider says "not now" in its own way, beside 429 and 503 with `Retry-After`.
public struct ThrottleSignal: Sendable, Hashable {
  package var status: Int
  /// Where the body holds the code.
  package var pointer: JSONPointer
  package var codes: [JSONValue]
  package var waitSeconds: Int?
  package var evidence: Evidence

  /// A response with this status whose body has one of these codes at a pointer.
  ///
  /// - Parameters:
  ///   - waitSeconds: How long the provider asks to wait where its response does not say, in seconds.
  ///   - quote: What the document says of it.
  public init(
    _ status: Int, at pointer: JSONPointer, codes: [JSONValue], waitSeconds: Int? = nil, quote: Evidence
  ) {
    self.status = status
    self.pointer = pointer
    self.codes = codes
    self.waitSeconds = waitSeconds
    evidence = quote.standing(at: "Throttling")
  }
}
