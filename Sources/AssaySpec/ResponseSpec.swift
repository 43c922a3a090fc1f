import AssayJSON
import AssaySchema

/// One documented response of an endpoint: its status, its body, and what triggers it.
///
///     ResponseSpec(404, .undocumented, when: .state(userUnknown), quote: "unknown userId")
public struct ResponseSpec: Sendable, Hashable {
  package var status: StatusRange
  package var description: String
  package var body: Body
  /// Headers that the document promises.
  package var headers: [ResponseHeader]
  /// What brings this response; the planner asks for it, the mock gives it, the coverage counts it.
  package var triggers: [ResponseTrigger]
  /// Values of the body that must repeat values of the request.
  package var echoes: [EchoedValue]
  /// What it changes at the provider, in order.
  package var transitions: [Transition]
  /// Whether the document calls this response passing, so that the caller should try again.
  package var isTransient = false
  package var evidence: Evidence

  /// A response and what triggers it.
  ///
  /// - Parameters:
  ///   - triggers: Everything that brings this response.
  ///   - transitions: What it changes at the provider, for scenarios and the mock.
  ///   - description: What it means, in the document's words or in ours.
  ///   - headers: Headers that the document promises.
  ///   - echoes: Values of the body that must repeat values of the request.
  ///   - quote: What the document says of it.
  ///   - file: Where the response stands, for findings and annotations.
  ///   - line: The line in that file.
  public init(
    _ status: StatusRange, _ body: Body, when triggers: ResponseTrigger..., then transitions: Transition...,
    description: String = "", headers: [ResponseHeader] = [], echoes: [EchoedValue] = [], quote: Evidence,
    file: String = #filePath, line: Int = #line
  ) {
    self.init(
      status, body, when: triggers, then: transitions, description: description, headers: headers, echoes: echoes,
      quote: quote, source: SourceLine(file, line))
  }

  package init(
    _ status: StatusRange, _ body: Body, when triggers: [ResponseTrigger], then transitions: [Transition] = [],
    description: String = "", headers: [ResponseHeader] = [], echoes: [EchoedValue] = [], quote: Evidence,
    source: SourceLine
  ) {
    let place = "Responses › \(status)"
    self.status = status
    self.description = description
    self.body = body.standing(at: place, source).forResponses
    self.headers = headers.map { $0.standing(at: place, source) }
    self.triggers = triggers.map { $0.standing(at: place, source) }
    self.transitions = transitions.map { $0.standing(at: place, source) }
    self.echoes = echoes.map { $0.standing(at: place, source) }
    evidence = quote.standing(at: place, source)
  }

  /// A passing failure of the provider, which no request brings about and after which the caller should try again.
  public static func transient(
    _ status: StatusRange, _ body: Body, description: String = "", quote: Evidence, file: String = #filePath,
    line: Int = #line
  ) -> ResponseSpec {
    var response = ResponseSpec(
      status, body, when: .nothing("A passing failure of the provider; no request brings it about."),
      description: description, quote: quote, file: file, line: line)
    response.isTransient = true
    return response
  }
}

/// A header that a documented response has.
public struct ResponseHeader: Sendable, Hashable {
  package var name: String
  package var schema: Schema
  /// A value that the document prints; the mock sends it.
  package var example: String?
  package var isRequired: Bool
  package var evidence: Evidence

  /// A header whose value, read as the JSON value that its text stands for, is of this schema.
  ///
  /// A header may be repeated, as `Set-Cookie` is; the schema is then that of each value.
  public init(
    _ name: String, _ schema: Schema, required: Bool, example: String? = nil, quote: Evidence, file: String = #filePath,
    line: Int = #line
  ) {
    self.name = name
    self.schema = schema
    self.example = example
    self.isRequired = required
    evidence = quote
    evidence.source = SourceLine(file, line)
  }

  func standing(at place: String, _ source: SourceLine) -> ResponseHeader {
    var header = self
    header.evidence = evidence.standing(at: "\(place) › \(name)", source)
    return header
  }
}

/// A value of a response body that must equal a value of the request.
public struct EchoedValue: Sendable, Hashable {
  package var pointer: JSONPointer
  package var location: Location
  package var evidence: Evidence

  /// The value of the body at a pointer, which repeats the request's value at a location.
  public init(
    _ pointer: JSONPointer, of location: Location, quote: Evidence, file: String = #filePath, line: Int = #line
  ) {
    self.pointer = pointer
    self.location = location
    evidence = quote
    evidence.source = SourceLine(file, line)
  }

  func standing(at place: String, _ source: SourceLine) -> EchoedValue {
    var echo = self
    echo.evidence = evidence.standing(at: pointer.tokens.reduce(place) { "\($0) › \($1)" }, source)
    return echo
  }
}
