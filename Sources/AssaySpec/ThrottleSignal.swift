import AssayHTTP
import AssayJSON
import AssaySchema

/// How a provider says "not now" in its own way, beside 429 and 503 with Retry-After.
public struct ThrottleSignal: Sendable, Hashable {
  public var status: Int
  /// Where the body holds the code.
  public var pointer: JSONPointer
  public var codes: [JSONValue]
  /// How long the provider asks to wait when its answer does not say, in seconds.
  public var waitSeconds: Int?
  public var evidence: Evidence

  public init(
    _ status: Int, at pointer: JSONPointer, codes: [JSONValue], waitSeconds: Int? = nil, evidence: Evidence
  ) {
    self.status = status
    self.pointer = pointer
    self.codes = codes
    self.waitSeconds = waitSeconds
    self.evidence = evidence
  }

  /// Longer bodies say something else.
  private static let maxBody = 64 << 10

  /// Whether an answer is this signal.
  public func matches(_ response: Response) -> Bool {
    guard response.status == status, response.body.count <= Self.maxBody,
      let document = try? JSONDocument(parsing: response.body),
      let node = document.node(at: pointer)
    else { return false }
    return codes.contains(node.value)
  }
}
