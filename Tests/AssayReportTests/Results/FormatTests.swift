import AssayJSON
import AssayReport
@testable import AssayRun
import Testing

@Suite struct FormatTests {
  @Test func `annotations stand at the line of the promise or of the contract, escaped, ten at most`() throws {
    func text(_ records: [CaseRecord]) -> String {
      Records.results(records).text(by: GitHubReporter(token: "t0ken"))
    }
    #expect(
      text([Records.failed("b", found: "100%,\u{1B}:a")])
        == "::stop-commands::t0ken\n::t0ken::\n::error file=Specs/Shop/Pay.swift,line=7,title=shop.pay/b::body /paid (1:10): expected boolean, found 100%25,\\u{1b}:a\n"
    )
    var record = Records.failed("b")
    record.violations[0].contractLine = 12
    #expect(text([record]).contains("::error file=Specs/Shop/Pay.swift,line=12,title=shop.pay/b::"))
    record.violations[0].contractFile = "Specs/Shop/Common.swift"
    #expect(text([record]).contains("::error file=Specs/Shop/Common.swift,line=12,title=shop.pay/b::"))
    let lines = text((0..<30).map { Records.failed("b\($0)", index: $0) }).split(separator: "\n").dropFirst(2)
    #expect(lines.count == 10)
    #expect(lines.last == "::error title=assay::21 more: see summary.md and results.json")
    #expect(text([Records.passed("a")]) == "::stop-commands::t0ken\n::t0ken::\n")
  }

  @Test func `code quality has what GitLab documents, and a fingerprint for each case`() throws {
    let results = Records.results([
      Records.failed("b"), Records.failed("c", index: 1), Records.error("d", index: 2), Records.passed("e", index: 3),
    ])
    let bytes = results.written(by: CodeQualityReporter())[.file("gl-code-quality-report.json")]
    guard case .array(let issues) = try JSONDocument(parsing: bytes).value else {
      Issue.record("no array")
      return
    }
    #expect(issues.map { $0["severity"] } == ["major", "major", "minor"])
    #expect(Set(issues.map { $0["fingerprint"] }).count == 3)
    #expect(issues[0]["check_name"] == "wrong-type")
    #expect(issues[0]["location"] == ["path": "Specs/Shop/Pay.swift", "lines": ["begin": 7]])
    #expect(issues[0]["description"] == "shop.pay/b: body /paid (1:10): expected boolean, found string \"yes\"")
  }

  @Test func `TAP tells every case, what is skipped and what is known`() throws {
    var known = Records.failed("k")
    known.baseline = BaselineMark(state: .known, owner: "ann", reason: "ticket #7", expires: "2027-01-31")
    let records = [Records.passed("a"), Records.failed("b"), Records.skipped("c"), known]
    var results = Records.results(records)
    results.suites[0].header.cases = 5
    let written = results.written(by: TAPReporter(buffer: MemoryBuffer()), order: results.indices.reversed())
    #expect(
      String(decoding: written[.file("results.tap")], as: UTF8.self) == ##"""
        TAP version 14
        1..5
        ok 1 - shop.pay/a
        not ok 2 - shop.pay/b
          ---
          message: "body /paid (1:10): expected boolean, found string \"yes\""
          severity: fail
          since: "2026-11-20T23:45:01Z"
          repeat: "curl -X POST https://api.example.com/pay"
          ...
        ok 3 - shop.pay/c # SKIP needs shop.token: set ASSAY_SHOP_TOKEN
        not ok 4 - shop.pay/k # TODO Known failure: ticket \#7 (ann, until 2027-01-31).
          ---
          message: "body /paid (1:10): expected boolean, found string \"yes\""
          severity: fail
          since: "2026-11-20T23:45:01Z"
          repeat: "curl -X POST https://api.example.com/pay"
          ...
        # Shop broke a promise (4 cases: 1 failed, 1 passed, 1 known failure, 1 not tested)
        Bail out! the run ended after 4 of 5 cases

        """##)
  }

  @Test func `a summary says the conclusion first, then what failed, and lives in code spans`() throws {
    func text(_ records: [CaseRecord]) -> String { Records.results(records).text(by: SummaryReporter()) }
    let records = [
      Records.passed("a"), Records.failed("b", index: 1, found: "`` | <img src=x> @someone [a](b)"),
      Records.skipped("c", index: 2),
    ]
    #expect(
      text(records) == """
        ## ❌ Shop broke a promise

        1 passed, 1 failed, 0 errors, 1 skipped in 1.234 s

        assay 0.1.0, 2026-11-20T23:45:01Z, seed 0

        ### Failures

        - `shop.pay/b` (failed, new)<br>
          ```body /paid (1:10): expected boolean, found `` \\| <img src=x> @someone [a](b)```<br>
          `documented: Answers`

        ### Not tested

        - `1 case: needs shop.token: set ASSAY_SHOP_TOKEN`

        | endpoint | passed | failed | errors | skipped | known | warnings |
        | --- | ---: | ---: | ---: | ---: | ---: | ---: |
        | ❌ `shop.pay` | 1 | 1 | 0 | 1 | 0 | 0 |


        """)
    let huge = text((0..<5000).map { Records.failed("b\($0)", index: $0) })
    // GitHub takes 1 MiB a step.
    #expect(huge.utf8.count < 100_000)
    #expect(huge.contains("- … 4950 more in results.json"))
  }

  @Test func `the end tells how many, which, since when and how to repeat`() throws {
    var old = Records.failed("b")
    old.failingSince = "2026-11-01T00:00:00Z"
    let summary = try Records.summary([
      old, Records.failed("c", index: 1), Records.error("d", index: 2), Records.passed("e", index: 3),
    ])
    let command = { (ids: [String]) in "assay --target shop=https://api.example.com \(ids.joined(separator: " "))" }
    #expect(
      RunEnding.text(of: summary, command: command, style: ConsoleStyle()) == """

        3 of 4 cases failed or could not be judged:
          failed shop.pay/b  since 2026-11-01T00:00:00Z
          failed shop.pay/c  new
            body /paid (1:10): expected boolean, found string "yes"
          error  shop.pay/d
            Nobody answers at api.example.com.

        Repeat the first of them:
          assay --target shop=https://api.example.com shop.pay/b shop.pay/d

        """)
    #expect(
      RunEnding.text(of: try Records.summary([Records.passed("a")]), command: command, style: ConsoleStyle()) == "")
    let narrow = RunEnding.text(of: summary, command: command, style: ConsoleStyle(isColored: true, columns: 45))
    #expect(narrow.contains("\u{1B}[31mfailed\u{1B}[0m shop.pay/b"))
    #expect(narrow.contains("    body /paid (1:10): expected boolean, fou…\n"))
  }

  @Test(
    arguments: [
      (0, 175, 0, 0, nil, "0/175 0 %"), (79, 175, 0, 500, nil, "79/175 45 %  158/s"),
      (79, 175, 2, 2500, nil, "79/175 45 %  2 failed  31.6/s  about 4 s left"),
      (10, 10_000, 0, 10_000, nil, "10/10000 0 %  1.0/s  about 2 h 46 min left"),
      (100, 1000, 0, 20_000, nil, "100/1000 10 %  5.0/s  about 3 min 1 s left"),
      (79, 175, 2, 2500, 29, "79/175 45 %  2 failed"), (79, 175, 2, 2500, 8, "79/175 "),
      (175, 175, 0, 5000, nil, "175/175 100 %  35.0/s"),
    ] as [(Int, Int, Int, Int, Int?, String)])
  func `progress tells rate and time left, as far as the line reaches`(
    done: Int, total: Int, failed: Int, milliseconds: Int, columns: Int?, text: String
  ) {
    #expect(
      ProgressLine.text(
        done: done, of: total, failed: failed, elapsed: .milliseconds(milliseconds), columns: columns) == text)
  }

  @Test(
    arguments: [
      ([:], true, true), ([:], false, false), (["NO_COLOR": "1"], true, false), (["NO_COLOR": ""], true, true),
      (["CLICOLOR": "0"], true, false), (["CLICOLOR_FORCE": "1"], false, true), (["CLICOLOR_FORCE": "0"], false, false),
      (["NO_COLOR": "1", "CLICOLOR_FORCE": "1"], false, false), (["TERM": "dumb"], true, false),
    ] as [([String: String], Bool, Bool)])
  func `colours are for those who want them`(environment: [String: String], isTerminal: Bool, isColored: Bool) {
    #expect(ConsoleStyle.isColored(isTerminal: isTerminal) { environment[$0] } == isColored)
  }
}
