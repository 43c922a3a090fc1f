import AssayJSON
import AssaySchema

/// A case of your own beside those that are derived: a request with a name, and the response that it must bring.
///
///     CustomCase("unknown-filter", setting: [.query("status"): "lost"], expects: 400, quote: "400 for an unknown status")
///
/// The request is an ordinary valid one with the changes that the case names. Its id is `<endpoint>/custom/<name>`.
public struct CustomCase: Sendable, Hashable {
  package var name: String
  package var summary: String
  package var given: [StateCondition]
  package var settings: [FieldValue]
  package var omissions: [Location]
  /// The body as it is sent, instead of the declared one.
  package var body: String?
  package var status: StatusRange
  package var evidence: Evidence

  /// A case.
  ///
  /// - Parameters:
  ///   - name: The last part of the case's id, unique in the endpoint.
  ///   - summary: What is sent, in words that follow "a request"; without it the name is used.
  ///   - states: The provider states that the request is made in.
  ///   - settings: Values that the request has: `[.query("status"): "lost"]`.
  ///   - omissions: What the request leaves out.
  ///   - body: A body as it is sent, instead of the declared one.
  ///   - status: The documented response that must come.
  ///   - quote: What says that it must come.
  ///   - file: Where the case stands, for findings and annotations.
  ///   - line: The line in that file.
  public init(
    _ name: String, _ summary: String? = nil, in states: [ProviderState] = [],
    setting settings: KeyValuePairs<Location, JSONValue> = [:], omitting omissions: [Location] = [],
    body: String? = nil, expects status: StatusRange, quote: Evidence, file: String = #filePath,
    line: Int = #line
  ) {
    self.name = name
    self.summary = summary ?? "of the contract's own case \(name)"
    given = states.map(StateCondition.holds)
    self.settings = settings.map(FieldValue.init)
    self.omissions = omissions
    self.body = body
    self.status = status
    evidence = quote.standing(at: "Cases › \(name)", SourceLine(file, line))
  }
}
