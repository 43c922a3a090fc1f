import AssayContract
import AssaySchema
import AssaySpec

/// A contract violation planted in a mutant of the mock.
package struct Fault: Sendable, Hashable {
  /// The kind of promise that is broken, by which the score is grouped.
  package enum Kind: String, Sendable, Hashable, CaseIterable {
    case status
    case header
    case body
    case json
    case member
    case conditional
    case echo
    case framing
    case accepts
    case refuses
    case state
    case repetition
    case disclosure
    case latency
    case relation
    case paging
    case transition
  }

  /// `<endpoint id>!<kind>/<detail>`: what `assay mock --fault` takes.
  package var name: String
  package var endpoint: String
  package var kind: Kind
  /// What the mutant does, to follow "a provider that".
  package var summary: String
  /// The evidence for the broken promise: a documented one must fail a case, an assumed one must at least warn.
  package var evidence: Evidence
  var action: Action

  /// Whether only scenarios can show it.
  package var isOfState: Bool { kind == .transition }

  /// How the mutant differs from the mock.
  enum Action: Sendable, Hashable {
    /// Mutates one documented response, whatever triggers it.
    case answer(response: Int, ResponseMutation)
    /// Accepts one kind of mistake at one location of a request.
    case accept(Location?, RequestProblem.Reason, ToleratedDeviation?)
    /// Accepts every invalid body of a media type.
    case acceptBody(as: String)
    /// Refuses the valid requests for which a predicate holds.
    case refuse(RequestPredicate, with: ResponseMutation)
    /// Answers with a success although a state requires this response.
    case ignoreState(response: Int, responseTrigger: Int)
    /// Refuses although a state requires this success.
    case refuseState(response: Int, responseTrigger: Int, with: ResponseMutation)
    /// Mutates the response to a repeated request.
    case again(ResponseMutation)
    /// Mutates the response to the first of several equal requests.
    case once(ResponseMutation)
    /// Breaks a relation between values of successes.
    case breakRelation(Relation)
    case breakPaging(PagingFault)
    /// Keeps another state than the contract says; only scenarios show it.
    case state(StateFault)
    /// Gives the first documented media type, whatever the request accepts.
    case ignoreAccept
  }
}

/// A deviation from a format or an enum that a lenient server tolerates.
enum ToleratedDeviation: Sendable, Hashable {
  /// A leniency of the format, by its name.
  case format(Format, String)
  /// A value of an enum in another letter case.
  case ignoresCase
  /// A value that differs from those of the enum by more than letter case.
  case takesAny
}

/// Selects the valid requests that a mutant refuses.
enum RequestPredicate: Sendable, Hashable {
  case any
  case lacks(Location)
  case has(Location)
  case both(Location, Location)
  case value(Location, text: String)
  case keyOrder
  /// A header field that begins so.
  case field(String, String)
  /// A spelling of the body's codec.
  case spelling(String)
  case percentEncoding
  case emptyHeader(String)
  case headerBeginning(String, String)
  case credential(alternative: Int)
  case noContentType
}
