import AssaySpec

extension Verifier {
  /// A code is sent and its output is `code`.
  package static func sent(_ name: String = "send") -> ScenarioStep {
    ScenarioStep(name, send, expects: 204, outputs: ["code": .code], quote: page)
  }

  package static func confirmed(
    _ name: String = "confirm", _ code: StepValue = .output("code", of: "send"), expects status: StatusRange,
    after wait: Int = 0
  ) -> ScenarioStep {
    ScenarioStep(name, confirm, inputs: ["/code": code], expects: status, after: wait, quote: page)
  }

  package static func isVerified(
    _ name: String, _ value: StepValue, of user: Fixture = user
  ) -> ScenarioStep {
    ScenarioStep(
      name, readUser, inputs: [.path("id"): .fixture(user)], expects: 200, where: [.body("/verified", equals: value)],
      quote: page)
  }

  package static let scenarios: [Scenario] = [
    Scenario(
      "confirmed", "a code that arrives verifies its user and nobody else", unless: [verified],
      steps: [
        isVerified("before", false), sent(), isVerified("between", false), confirmed(expects: 200),
        isVerified("after", true), isVerified("other", false, of: otherUser),
        ScenarioStep("again", send, expects: 409, quote: page),
      ], leadsTo: [verified], quote: page),
    Scenario(
      "used-once", "a code is good once",
      steps: [sent(), confirmed(expects: 200), confirmed("again", expects: 400)], leadsTo: [verified], quote: page),
    Scenario(
      "wrong", "a wrong code is refused, and the right one is good after it",
      steps: [
        sent(), confirmed("wrong", .wrong("code", of: "send"), expects: 400), isVerified("between", false),
        confirmed(expects: 200),
      ], leadsTo: [verified], quote: page),
    Scenario(
      "locked", "three wrong codes lock the right one",
      steps: [
        sent(), confirmed("first", .wrong("code", of: "send", 1), expects: 400),
        confirmed("second", .wrong("code", of: "send", 2), expects: 400),
        confirmed("third", .wrong("code", of: "send", 3), expects: 400), confirmed(expects: 423),
      ], quote: page),
    Scenario(
      "expired", "a code is good for five minutes", steps: [sent(), confirmed(expects: 400, after: 301)], quote: page),
    Scenario(
      "resent", "a code is no good after the next one was sent",
      steps: [
        sent(), sent("resend"), confirmed("old", expects: 400),
        confirmed("new", .output("code", of: "resend"), expects: 200),
      ], leadsTo: [verified], quote: page),
    Scenario(
      "note", "a note is created, read, changed and deleted",
      steps: [
        ScenarioStep(
          "create", createNote, inputs: ["/text": "one"], expects: 201, where: [.body("/text", equals: "one")],
          outputs: ["id": .body("/id")], quote: page),
        ScenarioStep(
          "read", readNote, inputs: [.path("id"): .output("id", of: "create")], expects: 200,
          where: [.body("/id", equals: .output("id", of: "create")), .body("/text", equals: "one")], quote: page),
        ScenarioStep(
          "change", changeNote, inputs: [.path("id"): .output("id", of: "create"), "/text": "two"], expects: 204,
          quote: page),
        ScenarioStep(
          "read-again", readNote, inputs: [.path("id"): .output("id", of: "create")], expects: 200,
          where: [.body("/text", matches: "^t[a-z]o$")], quote: page),
        ScenarioStep(
          "delete", deleteNote, inputs: [.path("id"): .output("id", of: "create")], expects: 204, quote: page),
        ScenarioStep("other", readNote, expects: 200, quote: page),
        ScenarioStep(
          "gone", readNote, inputs: [.path("id"): .output("id", of: "create")], expects: 404, isTeardown: true,
          quote: page),
      ], quote: page),
  ]
}
