import AssayJSON
import AssaySchema

/// One documented answer of an endpoint: its status, its body, and what brings it about.
public struct ResponseSpec: Sendable, Hashable {
  public var status: StatusRange
  public var description: String
  public var body: Body
  /// Response headers that the document promises.
  public var headers: [ResponseHeader]
  /// What elicits this answer; the planner asks for it, the mock gives it, the coverage table counts it.
  public var triggers: [ResponseTrigger]
  /// Values of the answer that must repeat values of the request.
  public var echoes: [EchoedValue]
  /// Whether the document calls this answer passing, so that the caller should try again.
  public var isTransient: Bool
  public var evidence: Evidence

  public init(
    _ status: StatusRange, _ body: Body, when triggers: [ResponseTrigger], _ description: String = "",
    headers: [ResponseHeader] = [], echoes: [EchoedValue] = [], isTransient: Bool = false, evidence: Evidence
  ) {
    self.status = status
    self.description = description
    self.body = body
    self.headers = headers
    self.triggers = triggers
    self.echoes = echoes
    self.isTransient = isTransient
    self.evidence = evidence
  }
}

/// A header that a documented answer carries.
public struct ResponseHeader: Sendable, Hashable {
  public var name: String
  public var schema: Schema
  public var isRequired: Bool
  public var evidence: Evidence

  public init(_ name: String, _ schema: Schema, required: Bool, evidence: Evidence) {
    self.name = name
    self.schema = schema
    self.isRequired = required
    self.evidence = evidence
  }
}

extension ResponseHeader {
  /// What HTTP gives some headers, whatever else a document says of them.
  private static let usual = [
    "content-length": "0", "date": "Thu, 01 Jan 1970 00:00:00 GMT",
    "www-authenticate": "Bearer",
  ]

  /// A text that is made to satisfy the schema; the caller must check.
  ///
  /// - Parameter mediaType: that of the answer's body.
  public func sample(mediaType: String) -> String {
    let name = name.lowercased()
    let usual = name == "content-type" ? mediaType : Self.usual[name]
    if let usual, let compiled = try? CompiledSchema(schema),
      compiled.accepts(Parameter.value(of: usual, for: schema))
    {
      return usual
    }
    return Parameter.text(of: schema.sample)
  }
}

/// A value of the answer that must equal a value of the request.
public struct EchoedValue: Sendable, Hashable {
  public var pointer: JSONPointer
  public var location: Location
  public var evidence: Evidence

  public init(_ pointer: JSONPointer, of location: Location, evidence: Evidence) {
    self.pointer = pointer
    self.location = location
    self.evidence = evidence
  }
}
