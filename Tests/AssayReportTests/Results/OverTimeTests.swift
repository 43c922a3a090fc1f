import AssayReport
@testable import AssayRun
import Testing

@Suite struct OverTimeTests {
  @Test func `a diff tells every way in which runs differ`() {
    let old = Records.results([
      Records.passed("a"), Records.failed("b", index: 1), Records.failed("c", index: 2), Records.passed("d", index: 3),
      Records.failed("e", index: 4, fingerprint: "1"), Records.passed("gone", index: 5),
    ])
    var failing = Records.failed("a")
    failing.failingSince = "2026-11-21T00:00:00Z"
    var new = Records.results(
      [
        failing, Records.failed("b", index: 1), Records.passed("c", index: 2, retried: [503]),
        Records.skipped("d", index: 3), Records.failed("e", index: 4, fingerprint: "2"),
        Records.passed("new", index: 5),
      ], startedAt: "2026-11-21T00:00:00Z")
    new.header.plan.isWhole = true
    let diff = ResultsDiff(old: old, new: new)
    #expect(diff.newlyFailing.map(\.id) == ["shop.pay/a", "shop.pay/e"])
    #expect(diff.stillFailing.map(\.id) == ["shop.pay/b"])
    #expect(diff.fixed.map(\.id) == ["shop.pay/c"])
    #expect(diff.noLongerTested.map(\.id) == ["shop.pay/d", "shop.pay/gone"])
    #expect(diff.flaky.map(\.id) == ["shop.pay/c"])
    #expect(diff.added == ["shop.pay/new"])
    #expect(diff.removed == ["shop.pay/gone"])
    #expect(
      diff.text == """
        from the run of 2026-11-20T23:45:01Z to the run of 2026-11-21T00:00:00Z
        2 newly failing, 1 still failing, 1 fixed, 2 no longer tested, 1 flaky, 0 slower, 1 added, 1 removed

        newly failing:
          shop.pay/a  since 2026-11-21T00:00:00Z
            body /paid (1:10): expected boolean, found string "yes"
          shop.pay/e  since 2026-11-20T23:45:01Z
            body /paid (1:10): expected boolean, found string "yes"

        still failing:
          shop.pay/b  since 2026-11-20T23:45:01Z
            body /paid (1:10): expected boolean, found string "yes"

        fixed:
          shop.pay/c  since 2026-11-20T23:45:01Z
            body /paid (1:10): expected boolean, found string "yes"

        no longer tested:
          shop.pay/d
            needs shop.token: set ASSAY_SHOP_TOKEN
          shop.pay/gone
            the new run has no such case

        flaky:
          shop.pay/c
            passed after 503

        removed:
          shop.pay/gone

        """)
    #expect(diff.markdown.contains("**newly failing**\n\n- `shop.pay/a` since"))
  }

  static func run(_ times: [Int64]) -> RunResults {
    Records.results(times.enumerated().map { Records.passed("c\($0)", index: $0, microseconds: $1) })
  }

  @Test func `an endpoint is slower only beyond noise`() {
    let old: [Int64] = [50_000, 52_000, 48_000, 51_000, 49_000, 50_500, 300_000]
    func slower(_ new: [Int64]) -> [ResultsDiff.Slower] {
      ResultsDiff(old: Self.run(old), new: Self.run(new)).slower
    }
    let found = slower(old.map { $0 + 60_000 })
    #expect(found.map(\.endpoint) == ["shop.pay"])
    #expect(found.map(\.old) == [50_500])
    #expect(found.map(\.new) == [110_500])
    #expect(slower(old.map { $0 + 5000 }) == [])
    // One outlier is none of the endpoint's business.
    #expect(slower([50_000, 52_000, 48_000, 51_000, 49_000, 2_000_000, 300_000]) == [])
    // Differences as wide as their middle.
    #expect(slower([10_000, 152_000, 8000, 151_000, 9000, 190_500, 300_000]) == [])
    #expect(ResultsDiff(old: Self.run([1000]), new: Self.run([900_000])).slower == [])
  }

  static let baseline = Baseline([
    .init(
      id: "shop.pay/b", fingerprint: String(repeating: "1", count: 16), owner: "ann", reason: "ticket 7",
      expires: "2026-11-21")
  ])

  @Test(arguments: [
    (Records.failed("b"), "2026-11-21", "known", false), (Records.failed("b"), "2026-11-22", "expired", true),
    (Records.failed("b", fingerprint: "2"), "2026-11-21", "different", true),
    (Records.passed("b"), "2026-11-21", "stale", true), (Records.skipped("b"), "2026-11-21", "none", false),
    (Records.error("b"), "2026-11-21", "none", true), (Records.failed("c"), "2026-11-21", "none", true),
  ])
  func `a known failure does not break a run, and nothing else is excused`(
    record: CaseRecord, today: String, state: String, breaks: Bool
  ) {
    var record = record
    record.baseline = Self.baseline.mark(record, today: today)
    #expect(record.baseline?.state.rawValue ?? "none" == state)
    #expect(record.breaksRun == breaks)
  }

  @Test func `an entry without a case breaks a run of everything, and only that`() throws {
    #expect(try Records.summary([Records.passed("a")], baseline: Self.baseline).conclusion == .failed)
    #expect(
      try Records.summary([Records.passed("a")], baseline: Self.baseline, isWhole: false).conclusion == .passed)
  }

  @Test func `an update names all it changes, and wants an owner, a reason and a day for what it adds`() throws {
    let results = Records.results([
      Records.passed("b"), Records.failed("c", index: 1), Records.skipped("d", index: 2), Records.error("e", index: 3),
    ])
    let bare = BaselineUpdate(Self.baseline, from: results, details: .init(), today: "2026-11-21")
    #expect(bare.incomplete == ["shop.pay/c"])
    let update = BaselineUpdate(
      Self.baseline, from: results, details: .init(owner: "bob", reason: "ticket 9", expires: "2026-12-01"),
      today: "2026-11-21")
    #expect(update.incomplete.isEmpty)
    #expect(
      update.text == """
        - removed shop.pay/b
        + added   shop.pay/c
                    body /paid (1:10): expected boolean, found string "yes"
        1 added, 0 changed, 0 renewed, 1 removed; 1 known failures

        """)
    let read = try Baseline(parsing: update.baseline.jsonBytes, file: "b.json")
    #expect(read == update.baseline)
    #expect(read.entries.map(\.owner) == ["bob"])
    // What is listed rightly stays as it is.
    let again = BaselineUpdate(read, from: results, details: .init(), today: "2026-11-21")
    #expect(again.changes.isEmpty)
    #expect(again.baseline == read)
  }

  @Test(arguments: [
    (#""expires": "2026-02-30""#, "b.json:9:18: /known/0/expires: expected a day as yyyy-mm-dd, found \"2026-02-30\""),
    (#""owner": """#, "b.json:10:5: /known/0: the member \"expires\" is missing"),
  ])
  func `a baseline that cannot be used says where`(member: String, message: String) {
    let text = """
      {
        "schema": "assay-baseline",
        "version": 1,
        "known": [
          {
            "case": "a/b", "fingerprint": "1",
            "reason": "r",
            "owner": "o",
            \(member)
          }
        ]
      }
      """
    do {
      _ = try Baseline(parsing: Array(text.utf8), file: "b.json")
      Issue.record("it was read")
    } catch {
      if member.contains("expires") { #expect(error.description == message) }
    }
  }

  @Test func `a history knows since when, forgets what was fixed and stays small`() throws {
    var history = History()
    let days = (1...9).map { "2026-11-0\($0)T00:00:00Z" }
    func run(_ day: Int, _ record: CaseRecord) throws {
      var record = record
      record.failingSince = nil
      history.add(try Records.summary([record], failingSince: history.failingSince, startedAt: days[day - 1]))
      history = try History(parsing: history.bytes, file: "history.jsonl")
    }
    try run(1, Records.failed("b"))
    try run(2, Records.failed("b"))
    #expect(history.failingSince == ["shop.pay/b": days[0]])
    // Without a verdict it is neither fixed nor new.
    try run(3, Records.skipped("b"))
    try run(3, Records.error("b"))
    #expect(history.failingSince == ["shop.pay/b": days[0]])
    try run(4, Records.passed("b"))
    #expect(history.failingSince == [:])
    try run(5, Records.failed("b"))
    #expect(history.failingSince == ["shop.pay/b": days[4]])
    #expect(history.runs.map(\.failed) == [1, 1, 0, 0, 1])
    for number in 1000..<1500 {
      history.add(try Records.summary([Records.failed("b")], startedAt: "2026-12-01T\(number)"))
    }
    #expect(history.runs.count == History.maxRuns)
    #expect(history.bytes.count < 100_000)
    #expect(throws: RecordError.self) { try History(parsing: history.bytes.dropLast(9), file: "history.jsonl") }
  }
}

extension History {
  init(parsing bytes: ArraySlice<UInt8>, file: String) throws { try self.init(parsing: Array(bytes), file: file) }
}
