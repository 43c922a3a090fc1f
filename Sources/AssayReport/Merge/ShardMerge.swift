/// The results of all shards put together as if one machine had asked everything.
public struct ShardMerge: Sendable {
  /// Why shards are not the shards of one run.
  public struct Failure: Error, Sendable, Hashable, CustomStringConvertible {
    public var message: String
    public var description: String { message }
  }

  /// The suites in the plan's order, their cases too.
  public private(set) var results: RunResults

  /// Merges; the order of the shards means nothing.
  ///
  /// - Parameter shards: Each with the name that errors call it.
  /// - Throws: ``Failure`` when a shard is missing or doubled, is of another plan, seed or way of dealing, or when the
  ///   cases together are not the plan's.
  public init(_ shards: [(name: String, results: RunResults)]) throws(Failure) {
    guard let first = shards.first else {
      throw Failure(message: "there is nothing to merge: name the shards' folders")
    }
    try Self.check(shards, against: first)
    var suites: [Int: RunResults.Suite] = [:]
    var owners: [String: String] = [:]
    for (name, results) in shards {
      for suite in results.suites {
        suites[suite.header.index, default: RunResults.Suite(header: suite.header, cases: [])].cases += suite.cases
        if let known = suites[suite.header.index], known.header.id != suite.header.id {
          throw Failure(
            message:
              "\(name): suite \(suite.header.index) is \(suite.header.id), and in another shard \(known.header.id)")
        }
        for record in suite.cases {
          if let other = owners.updateValue(name, forKey: record.id) {
            throw Failure(message: "the case \(record.id) stands in \(other) and in \(name)")
          }
        }
      }
    }
    let plan = first.results.header.plan
    guard owners.count == plan.cases else {
      throw Failure(
        message:
          "the plan has \(plan.cases) cases and the shards \(owners.count): one of them was ended early; run it again")
    }
    var header = first.results.header
    header.shard = nil
    header.info.startedAt = shards.map(\.results.header.info.startedAt).min()!
    var hosts: [String] = []
    for host in shards.map(\.results.header.info.hostname) where !hosts.contains(host) { hosts.append(host) }
    header.info.hostname = hosts.count <= 4 ? hosts.joined(separator: " ") : "\(hosts.count) machines"
    results = RunResults(
      header: header, microseconds: shards.map(\.results.microseconds).max()!,
      suites: suites.sorted { $0.key < $1.key }.map { _, suite in
        var suite = suite
        suite.cases.sort { $0.index < $1.index }
        return suite
      })
  }

  private static func check(
    _ shards: [(name: String, results: RunResults)], against first: (name: String, results: RunResults)
  ) throws(Failure) {
    guard let count = first.results.header.shard?.count else {
      throw Failure(message: "\(first.name) is no shard: it was written by a run without --shard")
    }
    var numbers: [Int: String] = [:]
    for (name, results) in shards {
      let (header, expected) = (results.header, first.results.header)
      guard let shard = header.shard else {
        throw Failure(message: "\(name) is no shard: it was written by a run without --shard")
      }
      func differ(_ what: String, _ here: String, _ there: String) -> Failure {
        Failure(message: "\(name) and \(first.name) are not of one run: \(what) \(here) and \(there)")
      }
      if shard.count != count { throw differ("the numbers of shards are", "\(shard.count)", "\(count)") }
      if header.plan != expected.plan {
        throw differ("contracts, fixtures or choices differ; the plans are", header.plan.digest, expected.plan.digest)
      }
      if header.info.seed != expected.info.seed {
        throw differ("the seeds are", "\(header.info.seed)", "\(expected.info.seed)")
      }
      if header.info.isStrict != expected.info.isStrict {
        throw differ(
          "--strict is", header.info.isStrict ? "given" : "not given", expected.info.isStrict ? "given" : "not given")
      }
      if header.info.toolVersion != expected.info.toolVersion {
        throw differ("the versions of assay are", header.info.toolVersion, expected.info.toolVersion)
      }
      if shard.times != expected.shard?.times {
        throw Failure(
          message:
            "\(name) and \(first.name) were dealt by different times: give every shard the same results.json, or none")
      }
      if let other = numbers.updateValue(name, forKey: shard.number) {
        throw Failure(message: "shard \(shard.number) of \(count) is there twice: \(other) and \(name)")
      }
    }
    try checkTargets(shards)
    let missing = (1...count).filter { numbers[$0] == nil }
    if !missing.isEmpty {
      let list = missing.prefix(20).map(String.init).joined(separator: ", ") + (missing.count > 20 ? ", …" : "")
      throw Failure(message: "missing of \(count) shards: \(list)")
    }
  }

  /// Shards of one run ask the same hosts; a mock is each machine's own, on a port that changes.
  private static func checkTargets(_ shards: [(name: String, results: RunResults)]) throws(Failure) {
    var known: [String: (target: String, name: String)] = [:]
    for (name, results) in shards {
      for suite in results.suites where !suite.header.target.hasPrefix("http://127.0.0.1:") {
        let provider = suite.header.provider
        if let other = known[provider], other.target != suite.header.target {
          throw Failure(
            message: "\(name) asked \(provider) at \(suite.header.target), and \(other.name) at \(other.target)")
        }
        known[provider] = (suite.header.target, name)
      }
    }
  }
}
