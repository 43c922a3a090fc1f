import AssayHTTP
import AssaySchema

/// A request as a sample of the provider's document sends it.
///
/// Its case, `example/<name>`, sends what the sample prints; what is left out here is as the contract declares it.
public struct RequestSample: Sendable, Hashable {
  package var name: String
  package var target: String?
  package var headers: HeaderFields?
  package var body: String?
  package var evidence: Evidence

  /// A request that the document prints.
  ///
  /// - Parameters:
  ///   - name: What the document calls it, of the characters that a case id may have: `curl`.
  ///   - target: The target as printed, before a fixture replaces any of it; without it the path and its examples.
  ///   - headers: The headers as printed, in their order; `<token>` stands where the credential goes. Without them those that
  ///     the contract declares.
  ///   - body: The body as printed, letter by letter; without it the first example of the request body.
  ///   - quote: Where the document prints it.
  ///   - file: Where the sample stands, for findings and annotations.
  ///   - line: The line in that file.
  public init(
    _ name: String, target: String? = nil, headers: HeaderFields? = nil, body: String? = nil, quote: Evidence,
    file: String = #filePath, line: Int = #line
  ) {
    self.name = name
    self.target = target
    self.headers = headers
    self.body = body
    evidence = quote.standing(at: "Request Samples › \(name)", SourceLine(file, line))
  }
}
