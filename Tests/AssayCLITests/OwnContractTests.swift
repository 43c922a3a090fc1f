import AssayHTTP
import AssayTestSupport
import Foundation
import Testing

/// The whole command over contracts as a user writes them: `Tests/AssayTestShop/Tracker.swift`.
@Suite struct OwnContractTests {
  static func run(
    _ contracts: String = "tracker", _ arguments: String..., in folder: TemporaryFolder
  ) throws -> CommandResult {
    try Command.run(
      Repository.shop, arguments, environment: ["ASSAY_TEST_CONTRACTS": contracts, "ASSAY_TRACKER_TOKEN": "t"],
      folder: folder.path)
  }

  @Test func `contracts of one's own pass lint and run, and no mutant survives`() throws {
    let folder = try TemporaryFolder()
    let lint = try Self.run("tracker", "lint", in: folder)
    #expect(lint.status == 0 && lint.output.hasSuffix("2 contracts, 0 findings, 0 open questions\n"), "\(lint.output)")
    let run = try Self.run("tracker", "run", "--strict", in: folder)
    #expect(run.status == 0, "\(run.output)")
    let mutate = try Self.run("tracker", "mutate", in: folder)
    #expect(mutate.status == 0, "\(mutate.output)")
    #expect(mutate.output.contains(", 0 survived\nfalse alarms 0: 21 equivalent mutants in "), "\(mutate.output)")
  }

  @Test func `a part of the mutants is run with the equivalent mutants of its endpoints only`() throws {
    let folder = try TemporaryFolder()
    let listed = try Self.run("tracker", "list", in: folder).output
    let count = try #require(listed.firstMatch(of: #/issues\.list .* \((\d+) cases\)/#)).output.1
    let part = try Self.run(
      "tracker", "mutate", "--only", "tracker.issues.list!echo*", "--only", "tracker.issues.list!state/*", "--only",
      "tracker.issues.list!refuses/*", in: folder)
    #expect(part.output.contains("21 equivalent mutants in \(21 * Int(count)!) cases"), "\(part.output)")
  }

  /// What a server may fail on, and the case that must show it.
  @Test(arguments: [
    ("state=closed", "choice/state=closed"), ("labels=", "optional/labels"), ("since=", "optional/since"),
    ("archived=false", "choice/archived=false"), ("limit=100", "boundary/limit=100"), ("X-Client", "optional/X-Client"),
    ("labels=bug&since=", "optional/all-parameters"),
  ])
  func `a server that fails on an optional parameter is found`(trait: String, failing: String) throws {
    let listener = try Listener { request in
      if request.target.contains(trait) || request.headers.contains(trait) { return Response(500) }
      return Response(
        200, reason: "OK", headers: ["Content-Type": "application/json"], body: Array(#"{"issues": []}"#.utf8))
    }
    let folder = try TemporaryFolder()
    let kinds = ["answer", "choice", "boundary", "optional"].flatMap { ["--only", "tracker.issues.list/\($0)/*"] }
    let result = try Command.run(
      Repository.shop, ["--target", listener.url] + kinds, environment: ["ASSAY_TEST_CONTRACTS": "tracker"],
      folder: folder.path)
    #expect(result.status == 1, "\(result.output)")
    #expect(result.output.contains("failed tracker.issues.list/\(failing)\n"), "\(result.output)")
    #expect(!result.output.contains("failed tracker.issues.list/answer/200/valid\n"), "\(result.output)")
  }

  @Test(arguments: [
    ("application/problem+json", 0), ("application/problem+json; charset=utf-8", 0), ("Application/Problem+JSON", 0),
    ("application/json", 1), ("application/vnd.other+json", 1), ("text/plain", 1),
  ])
  func `an error has the media type that the contract names`(type: String, status: Int) throws {
    let listener = try Listener { request in
      if request.target.contains("state=outside") {
        return Response(
          400, reason: "Bad Request", headers: ["Content-Type": type], body: Array(#"{"title": "no"}"#.utf8))
      }
      return Response(
        200, reason: "OK", headers: ["Content-Type": "application/json"], body: Array(#"{"issues": []}"#.utf8))
    }
    let folder = try TemporaryFolder()
    let result = try Command.run(
      Repository.shop,
      ["--target", listener.url, "--only", "*.list/enum/state=outside", "--only", "*.list/answer/*"],
      environment: ["ASSAY_TEST_CONTRACTS": "tracker"], folder: folder.path)
    #expect(result.status == status, "\(result.output)")
    if status == 1 {
      #expect(
        result.output.contains("expected: application/problem+json\n") && result.output.contains(" \(type)\n"),
        "\(result.output)")
    }
  }

  @Test func `lint and run tell the same mistakes, all at once, each at its line`() throws {
    let folder = try TemporaryFolder()
    let lint = try Self.run("faulty", "lint", in: folder)
    let findings = lint.output.split(separator: "\n").prefix { $0.hasPrefix("Tracker.swift:") }
    #expect(lint.status == 2)
    #expect(
      findings == [
        #"Tracker.swift:77: tracker.issues.create: the 201 response's trigger sets body /priority to "medium": expected one of "low", "high", null"#,
        #"Tracker.swift:60: tracker.issues.replace: the request body is JSON as "text/json": name application/json or a type that ends in +json"#,
      ], "\(lint.output)")
    let run = try Self.run("faulty", "run", in: folder)
    #expect(run.status == 2)
    #expect(
      run.errors == findings.joined(separator: "\n")
        + "\nassay: \(findings.count) findings in the contracts: correct them, or see assay lint\n")
  }
}
