import AssayContract
import AssayJSON
import AssaySchema
import AssaySpec

/// A way in which a mutant's state is wrong; only scenarios can show it.
enum StateFault: Sendable, Hashable {
  case neverHappens(response: Int, transition: Int)
  /// A state also holds for other users.
  case happensToOthers
  /// The states of a confirmation hold when the code is sent.
  case happensEarly
  /// A code that is wrong for this reason is accepted.
  case accepts(CodeProblem)
  /// A code is good again after it was used.
  case codeStaysGood
  /// A code is good after the next one was sent.
  case keepsEarlierCodes
  /// The id of what was created changes.
  case changesID
}

extension FaultGenerator {
  /// Mutants whose states, codes and resources are not as the contract says.
  mutating func makeTransitionFaults() {
    for (index, response) in endpoint.responses.enumerated() {
      for (position, transition) in response.transitions.enumerated() {
        let evidence = transition.evidence ?? response.evidence
        func add(_ detail: String, _ summary: String, _ fault: StateFault) {
          self.add(.transition, detail, summary, evidence, .state(fault))
        }
        switch transition.change {
        case .state(let condition):
          let name = (condition.holds ? "" : "not-") + condition.state
          add(
            "\(name)-never", "leaves it as it was: \(transition.words)",
            .neverHappens(response: index, transition: position))
          add("\(name)-for-others", "does it for others too: \(transition.words)", .happensToOthers)
        case .issuesCode(let code):
          add("no-code", "sends no code", .neverHappens(response: index, transition: position))
          if !provider.statesSetByCodes.isEmpty {
            add("before-confirmation", "takes the code as confirmed when it is sent", .happensEarly)
          }
          makeCodeFaults(code, evidence)
        case .consumesCode: break
        case .creates:
          add("not-created", "does not keep what was created", .neverHappens(response: index, transition: position))
        case .changes:
          add("not-changed", "does not keep what was changed", .neverHappens(response: index, transition: position))
        }
      }
    }
    // Where a created resource is read, its id could differ.
    for created in provider.createdSubjects where endpoint.location(of: created.subject) != nil {
      let isShown = endpoint.responses.contains { $0.status.isSuccess && $0.body.schema?.member(at: created.id) != nil }
      if isShown {
        add(.transition, "another-id", "gives a created resource another id", created.evidence, .state(.changesID))
      }
    }
  }

  /// What an endpoint that takes the codes may do wrong; the faults are those of the endpoints that take them.
  private mutating func makeCodeFaults(_ code: IssuedCode, _ evidence: Evidence) {
    for other in provider.endpoints where other.consumedCode != nil {
      func add(_ detail: String, _ summary: String, _ fault: StateFault) {
        self.add(.transition, detail, summary, evidence, .state(fault), at: other)
      }
      add("any-code", "accepts any code", .accepts(.wrong))
      add("code-twice", "accepts a code twice", .codeStaysGood)
      if code.lifetime != nil { add("expired-code", "accepts an expired code", .accepts(.expired)) }
      if code.maxTries != nil { add("no-lock", "never locks a code", .accepts(.locked)) }
      if !code.keepsEarlier { add("earlier-code", "accepts a code after the next was sent", .keepsEarlierCodes) }
    }
  }
}

extension Provider {
  fileprivate var createdSubjects: [(subject: String, id: JSONPointer, evidence: Evidence)] {
    endpoints.flatMap(\.responses).flatMap { response in
      response.transitions.compactMap { transition in
        guard case .creates(let subject, let id) = transition.change else { return nil }
        return (subject, id, transition.evidence ?? response.evidence)
      }
    }
  }
}
