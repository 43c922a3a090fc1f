import AssayContract
import AssayMock
import AssayMutation
import AssaySpec
import AssayTestVerifier
import Testing

/// Scenarios against every mutant of a provider with codes and resources.
@Suite struct ScenarioTests {
  @Test func `every fault of state is killed by a scenario, and no equivalent mutant is flagged`() throws {
    let run = try MutationRun(Catalog([Verifier.provider]))
    let score = run.run()
    #expect(score.mutants.filter { $0.killer == nil }.map(\.fault.name) == [])
    #expect(
      score.equivalentMutants.flatMap { mutant in mutant.flags.map { "\(mutant.mutant) \($0.testCase) \($0.code)" } }
        == [])
    #expect(
      score.mutants.filter { $0.fault.kind == .transition }.map {
        $0.fault.name.dropFirst("verifier.".count).replacing("!transition/", with: " ")
      }
        == [
          "send no-code",
          "send before-confirmation",
          "confirm any-code",
          "confirm code-twice",
          "confirm expired-code",
          "confirm no-lock",
          "confirm earlier-code",
          "confirm user-verified-never",
          "confirm user-verified-for-others",
          "notes.create not-created",
          "notes.read another-id",
          "notes.change not-changed",
          "notes.delete note-unknown-never",
          "notes.delete note-unknown-for-others",
        ])
  }
}
