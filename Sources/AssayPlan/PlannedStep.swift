import AssayContract
import AssayHTTP
import AssayJSON
import AssaySchema
import AssaySpec

/// What a step of a scenario has beyond a step of any other case.
package final class PlannedStep: Sendable {
  package let name: String
  package let criteria: [PlannedCriterion]
  package let outputs: [PlannedOutput]
  /// Seconds to wait before it.
  package let wait: Int
  package let retry: StepRetry?
  /// The step whose response decides whether this one is sent, by index, and what it must show.
  package let condition: (step: Int, criterion: PlannedCriterion)?
  package let isTeardown: Bool
  /// Whether the provider must refuse the request.
  package let isRefusal: Bool
  /// The code that the request makes the provider send, where later steps use it.
  package let code: IssuedCode?
  /// What says that the expected response comes.
  package let evidence: Evidence

  init(
    _ step: ScenarioStep, criteria: [PlannedCriterion], condition: (step: Int, criterion: PlannedCriterion)?
  ) {
    name = step.name
    self.criteria = criteria
    outputs = step.outputs.map { PlannedOutput(name: $0.name, capture: Capture($0.output)) }
    wait = step.wait
    retry = step.retry
    self.condition = condition
    isTeardown = step.isTeardown
    isRefusal = step.isRefusal
    code = step.outputs.contains { $0.output.source == .code } ? step.issuedCode : nil
    evidence = step.evidence
  }
}

/// A value of a response that later steps use.
package struct PlannedOutput: Sendable, Hashable {
  package var name: String
  package var capture: Capture
}

/// A success criterion whose values are known, or come from earlier steps.
package struct PlannedCriterion: Sendable, Hashable {
  package enum Test: Sendable, Hashable {
    case equals(Value)
    case differs(Value)
    case matches(String)
    case exists
    case isAbsent
  }

  package enum Value: Sendable, Hashable {
    case literal(JSONValue)
    /// What an earlier step's response has; the words name it.
    case output(StepInput, words: String)
  }

  package var place: SuccessCriterion.Place
  package var test: Test
}

extension PlannedStep: Hashable {
  package static func == (left: PlannedStep, right: PlannedStep) -> Bool {
    left.name == right.name && left.criteria == right.criteria && left.outputs == right.outputs
      && left.wait == right.wait && left.retry == right.retry && left.isTeardown == right.isTeardown
      && left.condition?.step == right.condition?.step && left.condition?.criterion == right.condition?.criterion
      && left.evidence == right.evidence
  }

  package func hash(into hasher: inout Hasher) {
    hasher.combine(name)
    hasher.combine(criteria)
    hasher.combine(outputs)
  }

  /// What the step expects and hands on, for the digest of a plan.
  var digest: String {
    "\(name) \(criteria) \(outputs) \(wait) \(retry.map { "\($0)" } ?? "") \(isTeardown) "
      + "\(condition.map { "\($0)" } ?? "")"
  }
}

extension PlannedCriterion {
  /// The value that it is about.
  package func value(in response: Response) -> JSONValue? {
    switch place {
    case .header(let name): response.headers[name].map { .string($0) }
    case .body(let pointer): Capture.json(response)?[pointer]
    }
  }

  /// Whether a response meets it; a value that no earlier response has decides nothing.
  package func isMet(by response: Response, after exchanges: [Exchange], codes: [Int: String]) -> Bool {
    let found = value(in: response)
    func isSame(_ other: Value) -> Bool? {
      let wanted: JSONValue? =
        switch other {
        case .literal(let value): value
        case .output(let input, _):
          exchanges[input.step].response.flatMap { input.value(in: $0, code: codes[input.step]) }
        }
      guard let wanted else { return nil }
      // A header's value has no type.
      if case .header = place { return found.map(Parameter.text) == Parameter.text(of: wanted) }
      return found == wanted
    }
    switch test {
    case .exists: return found != nil
    case .isAbsent: return found == nil
    case .equals(let other): return isSame(other) ?? true
    case .differs(let other): return found != nil && isSame(other) != true
    case .matches(let pattern):
      return found.map { (try? TextPattern(pattern))?.isFound(in: Parameter.text(of: $0)) ?? false } ?? false
    }
  }

  /// What is expected, to follow "expected".
  package var words: String {
    func words(_ value: Value) -> String {
      switch value {
      case .literal(let value): value.serialized()
      case .output(_, let words): words
      }
    }
    let text =
      switch test {
      case .exists: "a value"
      case .isAbsent: "no value"
      case .equals(let value): words(value)
      case .differs(let value): "another value than \(words(value))"
      case .matches(let pattern): "a text that matches \(pattern)"
      }
    if case .body(let pointer) = place { return "\(text) at \(pointer)" }
    return text
  }
}
