import AssayContract
import AssayJSON
import AssaySpec

/// The shape of an endpoint's error bodies, taken from a documented one.
struct ErrorShape: Sendable {
  private let spec: Body
  private let body: JSONValue
  /// The member that holds the message.
  private let member: JSONPointer?

  /// Uses an error of this endpoint, or else of another one of the provider; `nil` when none has a documented body.
  init?(of endpoint: Endpoint, _ provider: Provider) {
    let errors = ([endpoint] + provider.endpoints).lazy.flatMap(\.responses).filter { $0.status.isError }
    guard let error = errors.first(where: { $0.body.schema != nil && !$0.triggers.isEmpty && !Self.namesStatus($0) }),
      let schema = error.body.schema, let body = Mock.body(of: error, error.triggers[0])
    else { return nil }
    self.body = body
    spec = error.body
    let names = ["message", "detail", "error_description", "error", "title"]
    member = names.first { schema.property($0)?.schema == .string && body[$0] != nil }.map { JSONPointer([$0]) }
  }

  /// Whether a body fixes the status that it repeats, so that it fits no other response.
  private static func namesStatus(_ error: ResponseSpec) -> Bool {
    error.body.schema?.properties.contains { $0.schema.allowedValues.contains { $0.typeName == "integer" } } ?? false
  }

  /// The media type and the body of an error with this message.
  func body(saying words: String) -> (contentType: String, bytes: [UInt8]) {
    var body = body
    if let member { body.set(.string(words), at: member) }
    return (spec.contentType, spec.codec?.encode(body) ?? [])
  }
}
