import AssayPlan
import AssayRun

/// The results of all shards put together as if one machine had sent everything.
package struct ShardMerge: Sendable {
  /// Why shards do not belong to one run.
  package struct Failure: Error, Sendable, Hashable, CustomStringConvertible {
    package var message: String
    package var description: String { message }
  }

  /// The suites in the plan's order, their cases too.
  package private(set) var results: RunResults

  /// Merges; the order of the shards means nothing.
  ///
  /// - Parameters:
  ///   - shards: Each with the name that errors call it.
  ///   - sameTargets: The providers whose targets may differ, since the user says that they are the same service.
  /// - Throws: ``Failure`` when a shard is missing or doubled, is of another plan, seed, target or way of dealing, or
  ///   when the cases together are not the plan's.
  package init(
    _ shards: [(name: String, results: RunResults)], sameTargets: Set<String> = []
  ) throws(Failure) {
    guard let named = shards.first else {
      throw Failure(message: "there is nothing to merge: name the shards' folders")
    }
    try Self.check(shards, against: named)
    try Self.checkTargets(shards, sameTargets)
    let shards = shards.sorted { $0.results.header.shard!.number < $1.results.header.shard!.number }
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
            throw Failure(message: "the case \(record.id) is in \(other) and in \(name)")
          }
        }
      }
    }
    var header = shards[0].results.header
    header.id = Self.id(of: shards.map(\.results.header.id))
    header.shard = nil
    // A run is complete only if all of its shards are.
    header.info.ending = shards.map(\.results.header.info.ending).first { $0 != .completed } ?? .completed
    header.info.allowsSkips = shards.allSatisfy(\.results.header.info.allowsSkips)
    header.info.startedAt = shards.map(\.results.header.info.startedAt).min()!
    var hosts: [String] = []
    for host in shards.map(\.results.header.info.hostname) where !hosts.contains(host) { hosts.append(host) }
    header.info.hostname = hosts.count <= 4 ? hosts.joined(separator: " ") : "\(hosts.count) machines"
    header.info.microseconds = shards.map(\.results.header.info.microseconds).max()!
    results = RunResults(
      header: header,
      suites: suites.sorted { $0.key < $1.key }.map { _, suite in
        var suite = suite
        suite.cases.sort { $0.index < $1.index }
        return suite
      })
    let ids = Plan.idDigest(of: results.suites.map { StableHash(ids: $0.cases.lazy.map(\.id)) })
    guard ids == header.plan.ids else {
      throw Failure(
        message:
          "the cases of the shards (\(owners.count)) are not those of the plan (\(header.plan.cases)): one of the files is not as the run wrote it; run that shard again"
      )
    }
  }

  /// The same for the same shards, so that merging them again is no further run.
  private static func id(of shards: [String?]) -> String {
    var hash = StableHash()
    for id in shards { hash.add(id ?? "") }
    return hash.hex
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
      guard header.plan.ids != nil, header.settings != nil else {
        throw Failure(
          message: "\(name) was written by an older assay, which did not note cases and targets: run the shard again")
      }
      func differ(_ what: String, _ here: String, _ there: String) -> Failure {
        Failure(message: "\(name) and \(first.name) are not of one run: \(what) \(here) and \(there)")
      }
      if shard.count != count { throw differ("the numbers of shards are", "\(shard.count)", "\(count)") }
      // A plan follows from its seed where a run makes values.
      if header.info.seed != expected.info.seed {
        throw differ("the seeds are", "\(header.info.seed)", "\(expected.info.seed)")
      }
      if header.plan != expected.plan {
        throw differ("contracts, fixtures or choices differ; the plans are", header.plan.digest, expected.plan.digest)
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
    let missing = (1...count).filter { numbers[$0] == nil }
    if !missing.isEmpty {
      let list = missing.prefix(20).map(String.init).joined(separator: ", ") + (missing.count > 20 ? ", …" : "")
      throw Failure(message: "missing of \(count) shards: \(list)")
    }
  }

  /// Shards of one run test the same targets, ports included; a mock is each machine's own.
  private static func checkTargets(
    _ shards: [(name: String, results: RunResults)], _ sameTargets: Set<String>
  ) throws(Failure) {
    var known: [String: (target: String, name: String)] = [:]
    for (name, results) in shards {
      for (provider, target) in (results.header.settings?.targets ?? [:]).sorted(by: { $0.key < $1.key }) {
        if let other = known[provider], other.target != target, !sameTargets.contains(provider) {
          throw Failure(
            message:
              "\(name) tested \(provider) at \(target), and \(other.name) at \(other.target): if both are the same service, say so with --same-target \(provider)"
          )
        }
        known[provider] = known[provider] ?? (target, name)
      }
    }
  }
}
