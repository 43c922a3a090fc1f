import AssayHTTP
import AssayTestSupport
import Foundation
import Testing

/// Parameters of every style and place over the whole command: `Tests/AssayTestShop/Search.swift`.
@Suite struct ParameterTests {
  static func search(_ arguments: [String], in folder: TemporaryFolder) throws -> CommandResult {
    try Command.run(
      Repository.shop, arguments, environment: ["ASSAY_TEST_CONTRACTS": "search"], folder: folder.path)
  }

  static func server(_ answer: @escaping @Sendable (Request) -> Bool) throws -> Listener {
    try Listener { request in
      answer(request)
        ? Response(
          200, reason: "OK", headers: ["Content-Type": "application/json"],
          body: Array(#"{"id": "1", "served": "now"}"#.utf8)) : Response(400, reason: "Bad Request")
    }
  }

  @Test func `parameters of every style pass lint and run, and no mutant survives`() throws {
    let folder = try TemporaryFolder()
    let lint = try Self.search(["lint"], in: folder)
    #expect(lint.status == 0, "\(lint.output)")
    let run = try Self.search(["run", "--strict"], in: folder)
    #expect(run.status == 0, "\(run.output)\(run.errors)")
    let mutate = try Self.search(["mutate"], in: folder)
    #expect(mutate.status == 0, "\(mutate.output)")
  }

  /// Of each case what stands in the request.
  @Test(arguments: [
    ("choice/theme=dark", "/shelves/7/1,2?tags=red&tags=blue", "Cookie: theme=dark"),
    ("optional/colours", "&colours=", ","), ("optional/sizes", "&sizes=1%7C2", ""),
    ("optional/words", "&words=", "%20"), ("optional/filter", "&filter[from]=9", ""),
    ("boundary/page=1", "?tags=", "Cookie: theme=dark; page=1"), ("choice/theme=light", "", "Cookie: theme=light"),
    ("range/filter=from-10", "&filter[from]=10", ""),
    ("type/ids=item-boolean", "/shelves/7/true?", ""), ("range/tags=too-few-items", "?tags=", ""),
    ("missing/theme", "?tags=", ""), ("boundary/page=50", "", "page=50"), ("range/page=51", "", "page=51"),
  ])
  func `a parameter is written as its style says`(id: String, target: String, other: String) throws {
    let folder = try TemporaryFolder()
    let shown = try Self.search(["show", "search.find/\(id)"], in: folder)
    #expect(shown.status == 0, "\(shown.errors)")
    for text in [target, other] where !text.isEmpty {
      #expect(shown.output.contains(text), "\(shown.output)")
    }
  }

  @Test func `each two values of optional parameters meet`() throws {
    // A server that fails on one combination of two values only.
    for (first, second) in [("order=down", "sizes="), ("order=up", "filter"), ("colours=", "words=")] {
      let folder = try TemporaryFolder()
      let listener = try Self.server { !($0.target.contains(first) && $0.target.contains(second)) }
      let run = try Self.search(
        ["--target", listener.url, "--var", "search.shelf=7", "--only", "*/optional/*"], in: folder)
      #expect(run.status == 1 && run.output.contains("failed search.find/optional/"), "\(first) \(second)")
    }
    let listed = try Self.search(["list"], in: TemporaryFolder()).output
    let count = listed.split(separator: "\n").count { $0.contains("/optional/pairs/") }
    #expect((1...32).contains(count), "\(count)")
  }

  @Test func `each value that is given for a fixture is tried`() throws {
    let folder = try TemporaryFolder()
    let listener = try Self.server { !$0.target.hasPrefix("/shelves/2147483648/") }
    let values = ["7", "8", "2147483648"].flatMap { ["--var", "search.shelf=\($0)"] }
    let run = try Self.search(["--target", listener.url, "--only", "*/answer/*"] + values, in: folder)
    #expect(run.status == 1, "\(run.output)\(run.errors)")
    #expect(run.output.contains("failed search.find/answer/200/valid,search.shelf-3\n"), "\(run.output)")
    #expect(!run.output.contains("failed search.find/answer/200/valid,search.shelf-2\n"))
    let replay = try Self.search(["replay", "search.find/answer/200/valid,search.shelf-3"], in: folder)
    #expect(
      replay.status == 1 && replay.output.contains("still failing, in the same way"), "\(replay.output)\(replay.errors)"
    )
    #expect(listener.requests.last?.target.hasPrefix("/shelves/2147483648/") ?? false)
  }

  @Test func `every case of a live run has a new key, and every run another`() throws {
    let folder = try TemporaryFolder()
    let listener = try Self.server { _ in true }
    func keys(_ arguments: String...) throws -> [String] {
      let before = listener.requests.count
      _ = try Self.search(
        ["--target", listener.url, "--var", "search.shelf=7", "--only", "*/optional/*", "--only", "*/idempotent/*"]
          + arguments, in: folder)
      return listener.requests[before...].compactMap { $0.headers["Idempotency-Key"] }
    }
    let (one, again, other) = try (keys("--seed", "5"), keys("--seed", "5"), keys())
    // The repetition sends its key twice.
    #expect(one.count > 10 && Set(one).count == one.count - 1)
    #expect(Set(one) == Set(again) && Set(one).isDisjoint(with: other))
  }
}
