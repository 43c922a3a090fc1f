import AssayPlan
import AssayReport
@testable import AssayRun
import Testing

@Suite struct ShardMergeTests {
  static func shard(_ number: Int, of count: Int = 2, _ records: [CaseRecord]) -> (name: String, results: RunResults) {
    var results = Records.results(records, shard: .init(number: number, count: count))
    results.header.plan.cases = 3
    results.header.plan.ids = Plan.idDigest(of: [StableHash(ids: ["a", "b", "c"].map { "shop.pay/\($0)" })])
    results.header.id = "000000000000000\(number)"
    return ("s\(number)", results)
  }

  static let first = shard(1, [Records.passed("a", index: 0), Records.failed("c", index: 2)])
  static let second = shard(2, [Records.error("b", index: 1)])

  @Test func `shards in any order are the run in the plan's order`() throws {
    let merged = try ShardMerge([Self.second, Self.first]).results
    #expect(merged.cases.map(\.id) == ["shop.pay/a", "shop.pay/b", "shop.pay/c"])
    #expect(merged.header.shard == nil)
    #expect(merged.header.info.hostname == "here")
    #expect(merged.header.id == "\(try ShardMerge([Self.first, Self.second]).results.header.id ?? "")")
    #expect(merged.header.id != Self.first.results.header.id)
  }

  @Test func `targets that the user calls the same service are merged`() throws {
    var other = Self.second
    other.results.header.settings?.targets["shop"] = "http://127.0.0.1:8081"
    let merged = try ShardMerge([other, Self.first], sameTargets: ["shop"]).results
    #expect(merged.header.settings?.targets == ["shop": "https://api.example.com"])
  }

  static let broken: [(what: String, shards: [(name: String, results: RunResults)], message: String)] = {
    var seed = second
    seed.results.header.info.seed = 7
    var spec = second
    spec.results.header.plan.digest = "00000000000000bb"
    var times = second
    times.results.header.shard?.times = "00000000000000cc"
    var target = second
    target.results.header.settings?.targets["shop"] = "https://other.example.com"
    var old = second
    old.results.header.settings = nil
    let plain = (name: "s2", results: Records.results([Records.error("b", index: 1)]))
    return [
      ("nothing", [], "there is nothing to merge: name the shards' folders"),
      ("a gap", [first], "missing of 2 shards: 2"),
      ("a double", [first, second, second], "shard 2 of 2 is there twice: s2 and s2"),
      ("a seed", [first, seed], "s2 and s1 are not of one run: the seeds are 7 and 0"),
      (
        "a contract", [first, spec],
        "s2 and s1 are not of one run: contracts, fixtures or choices differ; the plans are 00000000000000bb and 00000000000000aa"
      ),
      (
        "times", [first, times],
        "s2 and s1 were dealt by different times: give every shard the same results.json, or none"
      ),
      ("no shard", [first, plain], "s2 is no shard: it was written by a run without --shard"),
      (
        "another number", [first, shard(2, of: 3, [Records.error("b", index: 1)])],
        "s2 and s1 are not of one run: the numbers of shards are 3 and 2"
      ),
      (
        "a case twice", [first, shard(2, [Records.passed("a", index: 0)])],
        "the case shop.pay/a is in s1 and in s2"
      ),
      (
        "fewer cases", [first, shard(2, [])],
        "the cases of the shards (2) are not those of the plan (3): one of the files is not as the run wrote it; run that shard again"
      ),
      (
        "as many other cases", [first, shard(2, [Records.error("d", index: 1)])],
        "the cases of the shards (3) are not those of the plan (3): one of the files is not as the run wrote it; run that shard again"
      ),
      (
        "a target", [first, target],
        "s2 tested shop at https://other.example.com, and s1 at https://api.example.com: if both are the same service, say so with --same-target shop"
      ),
      (
        "an older assay", [first, old],
        "s2 was written by an older assay, which did not note cases and targets: run the shard again"
      ),
    ]
  }()

  @Test(arguments: broken.map(\.what)) func `what is not the shards of one run is refused`(what: String) throws {
    let (_, shards, message) = try #require(Self.broken.first { $0.what == what })
    do {
      _ = try ShardMerge(shards)
      Issue.record("it was merged")
    } catch {
      #expect(error.description == message)
    }
  }

  @Test func `a report is in the plan's order whatever order the workers finish in`() {
    let records = (0..<500).map { Records.passed("c\($0)", index: $0) }
    var order = Array(records.indices)
    order.swapAt(0, 499)
    order.swapAt(3, 77)
    // A run asks what matters most first, and workers overtake each other.
    order = order.filter { $0 % 3 == 2 } + order.filter { $0 % 3 == 0 }.reversed() + order.filter { $0 % 3 == 1 }
    func bytes(_ order: [Int]) -> [UInt8] {
      let indices = order.map { CaseIndex(suite: 0, index: $0) }
      return Records.results(records).written(
        by: JUnitReporter(profile: .rich, buffer: MemoryBuffer()), order: indices)[.file("junit.xml")]
    }
    #expect(bytes(order) == bytes(Array(records.indices)))
  }
}
