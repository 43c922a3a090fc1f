import AssayContract
import AssaySchema
import AssaySpec
import AssayTestVerifier
import Testing

/// Every mistake that a scenario or a transition can have, and the words for it.
@Suite struct ScenarioLinterTests {
  struct Mistake: Sendable, CustomTestStringConvertible {
    var messages: [String]
    var provider = Verifier.provider
    var testDescription: String { messages[0] }

    init(_ messages: String..., change: (inout Provider) -> Void) {
      self.messages = messages
      change(&provider)
    }

    /// A mistake in the first scenario's step, by its index.
    init(_ messages: String..., step index: Int, _ change: (inout ScenarioStep) -> Void) {
      self.messages = messages
      change(&provider.scenarios[0].steps[index])
    }
  }

  @Test func `scenarios with nothing wrong have no finding`() {
    #expect(Linter().findings(in: Catalog([Verifier.provider])).map(\.message) == [])
  }

  static let mistakes = [
    Mistake("another scenario has the id used-once: give it its own") { $0.scenarios[2].id = "used-once" },
    Mistake("the id \"a b\" is empty or has a slash or a space") { $0.scenarios[0].id = "a b" },
    Mistake("there is no step beside those of the teardown") { $0.scenarios[6].steps = [] },
    Mistake("the state user-verifed is not declared by verifier: did you mean user-verified?") {
      $0.scenarios[0].given[0].state = "user-verifed"
    },
    Mistake("it leads to note-unknown, which no response that its steps expect sets: declare it with .sets") {
      $0.scenarios[0].leadsTo[0].state = "note-unknown"
    },
    Mistake("two steps have the name before: give each its own", step: 4) { $0.name = "before" },
    Mistake("the step after stands after a teardown step: put teardown steps last") {
      $0.scenarios[0].steps[3].isTeardown = true
      $0.scenarios[0].steps[5].isTeardown = true
      $0.scenarios[0].steps[6].isTeardown = true
    },
    Mistake("the step before is sent to other.read, which is no endpoint of verifier", step: 0) {
      $0.endpoint.id = "other.read"
    },
    Mistake("the step again expects 410, which verifier.send does not document: declare the response", step: 6) {
      $0.statuses = [410]
    },
    Mistake("the step before names path user, which the request does not declare", step: 0) {
      $0.inputs[0].location = .path("user")
    },
    Mistake(
      "the step confirm uses an output of the step sent, which there is none of: did you mean send?",
      "no step uses the output code of send: remove it", step: 3
    ) { $0.inputs[0].value = .output("code", of: "sent") },
    Mistake(
      "the step confirm uses the output cod, which the step send does not have: did you mean code?",
      "no step uses the output code of send: remove it", step: 3
    ) { $0.inputs[0].value = .output("cod", of: "send") },
    Mistake("the step before uses an output of send, which does not come before it", step: 0) {
      $0.inputs[0].value = .output("code", of: "send")
    },
    Mistake(
      "the step after names /verifed, which no response that after expects declares: did you mean /verified?", step: 4
    ) { $0.criteria = [.exists("/verifed")] },
    Mistake("the step after names the header ETag, which no response that after expects declares", step: 4) {
      $0.criteria = [.header("ETag", equals: "1")]
    },
    Mistake(
      "the output code of between is a code, and no response that it expects issues one: declare it with .issuesCode",
      "no step uses the output code of between: remove it", step: 2
    ) { $0.outputs = Verifier.sent().outputs },
    Mistake("the step again is retried, and its endpoint has effects: each retry would have them again", step: 6) {
      $0.retry = .within(seconds: 5)
    },
    Mistake("the step after depends on the step again, which does not come before it", step: 4) {
      $0.condition = .step("again", shows: .exists("/x"))
    },
    Mistake("a transition of the 204 response names the state lost, which verifier does not declare") {
      $0.endpoints[0].responses[0].transitions = [.sets(ProviderState("lost", of: Verifier.user, "", quote: ""))]
      $0.scenarios = []
    },
    Mistake("a transition of the 204 response is about verifier.note, which no binding of the endpoint names") {
      $0.endpoints[0].responses[0].transitions = [.sets(Verifier.noteUnknown)]
      $0.scenarios = []
    },
    Mistake(
      "the 400 response is for a wrong code: say with .consumesCode on a success where the code is",
      "the 423 response is for a wrong code: say with .consumesCode on a success where the code is"
    ) {
      $0.endpoints[1].responses[0].transitions = []; $0.scenarios = []
    },
  ]

  @Test(arguments: mistakes) func `a mistake is found`(_ mistake: Mistake) {
    #expect(Linter().findings(in: Catalog([mistake.provider])).map(\.message) == mistake.messages)
  }

  @Test(
    arguments: [
      ("[0-9]{6}", "Your code is 482913, do not share it", "482913"), ("[^/]+$", "/notes/n2", "n2"),
      ("a|ab", "cab", "a"), ("a*", "baa", ""), ("\\bid=[a-z]+", "xid=a id=b", "id=b"), ("x", "abc", nil),
    ] as [(String, String, String?)])
  func `the first part of a text that matches is found`(pattern: String, text: String, part: String?) throws {
    #expect(try TextPattern(pattern).firstMatch(in: text) == part)
  }
}
