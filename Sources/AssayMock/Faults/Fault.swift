import AssayContract
import AssaySchema
import AssaySpec

/// A contract violation that a mutant of the mock commits, and nothing else.
package struct Fault: Sendable, Hashable {
  /// What kind of promise is broken; the score is counted by it.
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
  }

  /// `<endpoint id>!<kind>/<detail>`: what `assay mock --fault` takes.
  package var name: String
  package var endpoint: String
  package var kind: Kind
  /// What the mutant does, in plain words.
  package var summary: String
  /// What the broken promise stands on: a documented one must fail a case, an assumed one must at least warn.
  package var evidence: Evidence
  var action: Action

  /// How a mutant differs from the mock.
  enum Action: Sendable, Hashable {
    /// Changes one documented answer, whatever elicits it.
    case answer(response: Int, ResponseMutation)
    /// Overlooks one kind of mistake at one place of a request.
    case accept(Location?, RequestProblem.Reason, ToleratedDeviation?)
    /// Refuses valid requests that have a trait.
    case refuse(RequestPredicate, with: ResponseMutation)
    /// Answers as if what elicits this answer were not so.
    case ignoreState(response: Int, responseTrigger: Int)
    /// Refuses although the state brings a success.
    case refuseState(response: Int, responseTrigger: Int, with: ResponseMutation)
    /// Answers a request otherwise when the same one came before.
    case again(ResponseMutation)
    /// Answers the first of several same requests otherwise.
    case once(ResponseMutation)
  }
}

/// How a lenient server would mend a value before it looks at it.
enum ToleratedDeviation: String, Sendable, Hashable, CaseIterable {
  case addsPlus
  case dropsLetters
  case allowsLeadingZero
  case allowsLong
  case allowsShort
  case dropsBlanks
  case dropsPunctuation
  case dropsLineFeed
  case readsOtherDigits
  /// A value of an enum in another case of its letters.
  case ignoresCase
  /// Any value that differs from an enum's by more than the case of its letters.
  case takesAny
}

/// A trait of valid requests that a mutant refuses.
enum RequestPredicate: Sendable, Hashable {
  case any
  case lacks(Location)
  case has(Location)
  case value(Location, text: String)
  case keyOrder
  case whitespace
  case escapes
  case charset
  case percentEncoding
  case emptyHeader(String)
  case noContentType
}
