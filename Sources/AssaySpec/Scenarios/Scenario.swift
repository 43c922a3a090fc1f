import AssayJSON
import AssaySchema

/// A chain of requests to one provider that are tested together, in Arazzo's terms a workflow.
///
///     Scenario(
///       "code-used-once", "a code that was confirmed is no good again", unless: [userVerified],
///       steps: [
///         ScenarioStep("send", sendCode, expects: 204, outputs: ["code": .code], quote: "204: SMS dispatched"),
///         ScenarioStep(
///           "confirm", verify, inputs: ["/code": .output("code", of: "send")], expects: 200, quote: "200: verified"),
///         ScenarioStep(
///           "again", verify, inputs: ["/code": .output("code", of: "send")], expects: 400, quote: "400: Invalid code."),
///       ], leadsTo: [userVerified], quote: "Only the latest code is valid.")
///
/// It is one test case, `<provider>.scenarios/<id>`. Its steps are sent in order; after one that fails only teardown steps
/// are. A step whose input is missing is skipped, and names the step that should have produced it.
public struct Scenario: Sendable, Hashable {
  package var id: String
  package var title: String
  /// The states before it.
  package var given: [StateCondition]
  package var steps: [ScenarioStep]
  /// The states after it.
  package var leadsTo: [StateCondition]
  package var openQuestions: [OpenQuestion]
  package var evidence: Evidence
  /// Where it stands in its Swift source.
  package var source: SourceLine

  /// A scenario.
  ///
  /// - Parameters:
  ///   - id: A short name, unique in its provider, that ends the case's id.
  ///   - title: What it shows, in a few words.
  ///   - states: The provider states that must hold before it; they choose the fixtures of all steps.
  ///   - others: The states that must not hold before it.
  ///   - steps: The requests, in order; teardown steps last.
  ///   - after: The states that hold after it.
  ///   - openQuestions: What the document leaves open, and how the scenario reads it.
  ///   - quote: What the document says of the chain as a whole.
  ///   - file: Where the scenario stands, for findings.
  ///   - line: The line in that file.
  public init(
    _ id: String, _ title: String, in states: [ProviderState] = [], unless others: [ProviderState] = [],
    steps: [ScenarioStep], leadsTo after: [ProviderState] = [], openQuestions: [OpenQuestion] = [], quote: Evidence,
    file: String = #filePath, line: Int = #line
  ) {
    self.id = id
    self.title = title
    given = states.map(StateCondition.holds) + others.map(StateCondition.not)
    source = SourceLine(file, line)
    self.steps = steps.map { $0.standing(at: "Scenarios › \(id)") }
    leadsTo = after.map(StateCondition.holds)
    self.openQuestions = openQuestions
    evidence = quote.standing(at: "Scenarios › \(id)", source)
  }
}

/// One request of a scenario and the response expected.
public struct ScenarioStep: Sendable, Hashable {
  package var name: String
  package var endpoint: Endpoint
  package var inputs: [StepInputValue]
  package var omissions: [Location]
  package var statuses: [StatusRange]
  package var criteria: [SuccessCriterion]
  package var outputs: [NamedOutput]
  /// Seconds to wait before it is sent.
  package var wait: Int
  package var retry: StepRetry?
  package var condition: StepCondition?
  package var isTeardown: Bool
  package var evidence: Evidence
  package var source: SourceLine

  /// A step: an ordinary valid request of an endpoint, with the changes that are named here.
  ///
  /// - Parameters:
  ///   - name: A short name, unique in the scenario, by which later steps refer to it.
  ///   - endpoint: What the request is sent to, an endpoint of the same provider.
  ///   - inputs: Values that the request has, by location: fixtures, literals, outputs of earlier steps.
  ///   - omissions: What the request leaves out.
  ///   - statuses: The statuses that may come; `.clientError` for any refusal, where the document does not say which.
  ///   - criteria: What the response must show beyond its status.
  ///   - outputs: Values of the response for later steps, by name.
  ///   - wait: Seconds to wait before the step, such as the lifetime of a code.
  ///   - retry: Sends the request again until the response is as expected.
  ///   - condition: Sends the step only if an earlier response shows something.
  ///   - isTeardown: Whether it is sent in any case, also after a step that failed, to clean up.
  ///   - quote: What says that this response comes: one that is only assumed warns when another comes.
  ///   - file: Where the step stands, for findings.
  ///   - line: The line in that file.
  public init(
    _ name: String, _ endpoint: Endpoint, inputs: KeyValuePairs<Location, StepValue> = [:],
    omitting omissions: [Location] = [], expects statuses: StatusRange..., where criteria: [SuccessCriterion] = [],
    outputs: KeyValuePairs<String, StepOutput> = [:], after wait: Int = 0, retry: StepRetry? = nil,
    onlyIf condition: StepCondition? = nil, isTeardown: Bool = false, quote: Evidence,
    file: String = #filePath, line: Int = #line
  ) {
    self.name = name
    self.endpoint = endpoint
    self.inputs = inputs.map { StepInputValue(location: $0.key, value: $0.value) }
    self.omissions = omissions
    self.statuses = statuses
    self.criteria = criteria
    self.outputs = outputs.map { NamedOutput(name: $0.key, output: $0.value) }
    self.wait = wait
    self.retry = retry
    self.condition = condition
    self.isTeardown = isTeardown
    source = SourceLine(file, line)
    evidence = quote
  }

  func standing(at place: String) -> ScenarioStep {
    var step = self
    step.evidence = evidence.standing(at: "\(place) › \(name)", source)
    return step
  }
}

/// A value of a step's request.
package struct StepInputValue: Sendable, Hashable {
  package var location: Location
  package var value: StepValue
}

/// A value of a step's response, with its name.
package struct NamedOutput: Sendable, Hashable {
  package var name: String
  package var output: StepOutput
}

/// How a step is sent again until its response is as expected.
public struct StepRetry: Sendable, Hashable {
  package var limit: Int
  package var interval: Int

  /// Sends the step again until its status and its criteria are as expected, for at most so many seconds.
  ///
  /// - Parameters:
  ///   - limit: Seconds from the first request.
  ///   - interval: Seconds between two requests.
  public static func within(seconds limit: Int, every interval: Int = 1) -> StepRetry {
    StepRetry(limit: limit, interval: interval)
  }
}
