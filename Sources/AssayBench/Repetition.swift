import AssayHTTP
import AssayMock
import AssaySchema
import AssaySpecs

/// One operation repeated many times, for a profiler or for counting instructions.
enum Repetition {
  static var names: String {
    (["small", "broken", "mock", "case"] + Corpus.large.map(\.name)).joined(separator: ", ")
  }

  static func named(_ name: String) throws -> ((Int) -> Void)? {
    switch name {
    case "small": try judging(.small, violations: 0)
    case "broken": try judging(.broken, violations: 3)
    case "mock": try mock()
    case "case": try runner()
    case let name: try Corpus.large.first { $0.name == name }.map { try judging($0, violations: 0) }
    }
  }

  private static func judging(_ corpus: Corpus, violations: Int) throws -> (Int) -> Void {
    let schema = try CompiledSchema(corpus.schema)
    let body = corpus.body()
    return { count in
      for _ in 0..<count where JudgeRows.violations(of: body, by: schema) != violations {
        fatalError("\(corpus.name) was judged wrongly")
      }
    }
  }

  /// The mock of all contracts responds to one valid request.
  private static func mock() throws -> (Int) -> Void {
    let mock = try Mock(.all)
    let state = MockState(seededFrom: .all)
    let request = try WireRows.validRequest()
    return { count in
      for _ in 0..<count where mock.answer(request, state).status != 200 { fatalError("the mock refused") }
    }
  }

  /// One case through the runner and the judge, without a socket.
  private static func runner() throws -> (Int) -> Void {
    let response = Response(
      200, reason: "OK", headers: ["Content-Type": "application/json", "Content-Length": "155"],
      body: Corpus.small.body())
    let load = try CaseLoad(MockTarget { _ in MockReply(response) })
    return { count in _ = load.casesPerSecond(count: count, jobs: 1) }
  }
}
