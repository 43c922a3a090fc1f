import AssayContract
import AssayPlan
import AssayRun
import AssaySpec

/// What is known of a run before its first case: what the reports say of it as a whole.
package struct RunHeader: Sendable, Hashable {
  /// The plan that was asked, or that the shards have together.
  package struct PlanIdentity: Sendable, Hashable {
    /// ``Plan/digest``.
    package var digest: String
    /// ``Plan/idDigest``; `nil` in a file of an older assay.
    package var ids: String?
    package var suites: Int
    package var cases: Int
    /// Whether it has every case of every contract, so that a baseline can name no other.
    package var isWhole: Bool

    package init(digest: String, ids: String? = nil, suites: Int, cases: Int, isWhole: Bool = false) {
      self.digest = digest
      self.ids = ids
      self.suites = suites
      self.cases = cases
      self.isWhole = isWhole
    }

    package init(_ plan: Plan, isWhole: Bool) {
      self.init(
        digest: plan.digest, ids: plan.idDigest, suites: plan.suites.count, cases: plan.caseCount, isWhole: isWhole)
    }
  }

  /// Which part of the plan this run had.
  package struct ShardIdentity: Sendable, Hashable {
    package var number: Int
    package var count: Int
    /// The times by which the cases were dealt, as a digest; `nil` when they were dealt without.
    package var times: String?

    package init(number: Int, count: Int, times: String? = nil) {
      self.number = number
      self.count = count
      self.times = times
    }
  }

  /// How the run was made, as far as another run needs it to ask the same.
  ///
  /// Values that are secret or personal are not in it.
  package struct Settings: Sendable, Hashable {
    /// Where each provider's requests went: `mock`, or an address.
    package var targets: [String: String]
    /// The values that were given for fixtures.
    package var variables: [String: String]
    /// The fixtures whose values were given and are not in `variables`.
    package var withheld: [String]
    /// The other options, as a command line has them.
    package var options: [String]

    package init(
      targets: [String: String], variables: [String: String] = [:], withheld: [String] = [], options: [String] = []
    ) {
      self.targets = targets
      self.variables = variables
      self.withheld = withheld
      self.options = options
    }
  }

  /// 16 hexadecimal digits that no other run has; `nil` in a file of an older assay.
  package var id: String?
  package var info: RunInfo
  package var plan: PlanIdentity
  package var shard: ShardIdentity?
  /// `nil` in a file of an older assay.
  package var settings: Settings?

  /// An ID for a run that begins.
  package static func newID() -> String { StableHash("\(UInt64.random(in: .min ... .max))").hex }

  /// Whether the run had every case of every contract.
  package var isWhole: Bool { plan.isWhole && shard == nil }

  package init(
    id: String? = nil, info: RunInfo, plan: PlanIdentity, shard: ShardIdentity? = nil, settings: Settings? = nil
  ) {
    self.id = id
    self.info = info
    self.plan = plan
    self.shard = shard
    self.settings = settings
  }
}

/// An endpoint as reports name it, without its cases.
package struct SuiteHeader: Sendable, Hashable {
  package struct Source: Sendable, Hashable {
    package var title: String
    package var url: String
    package var revision: String?
    package var retrieved: String

    package init(title: String, url: String, revision: String? = nil, retrieved: String) {
      self.title = title
      self.url = url
      self.revision = revision
      self.retrieved = retrieved
    }
  }

  package var id: String
  package var title: String
  /// The provider's id, and its name.
  package var provider: String
  package var providerName: String
  /// Whether the embedded mock answered in the provider's place.
  package var isMock: Bool
  /// The place of the suite in the whole plan, from 0.
  package var index: Int
  /// Where the requests went.
  package var target: String
  package var method: String
  package var path: String
  /// Where the contract stands, as a path in its repository.
  package var file: String
  package var line: Int
  package var source: Source

  package init(
    id: String, title: String, provider: String, providerName: String? = nil, isMock: Bool = false, index: Int,
    target: String, method: String, path: String,
    file: String, line: Int, source: Source
  ) {
    self.id = id
    self.title = title
    self.provider = provider
    self.providerName = providerName ?? provider
    self.isMock = isMock
    self.index = index
    self.target = target
    self.method = method
    self.path = path
    self.file = file
    self.line = line
    self.source = source
  }

  /// The header of a plan's suite.
  ///
  /// - Parameter folder: The folder the process works in, which is cut off the contract's path.
  package init(_ suite: Plan.Suite, index: Int, target: String, isMock: Bool, folder: String) {
    let endpoint = suite.endpoint
    self.init(
      id: endpoint.id, title: endpoint.title, provider: endpoint.providerID, providerName: suite.provider.name,
      isMock: isMock, index: index, target: target,
      method: endpoint.method.rawValue, path: "\(endpoint.path)",
      file: SourcePath.relative(endpoint.file, folder: folder), line: endpoint.line,
      source: Source(
        title: endpoint.source.title, url: endpoint.source.url, revision: endpoint.source.revision,
        retrieved: endpoint.source.retrieved))
  }
}

/// Paths of contracts as a reader of a report may see them.
package enum SourcePath {
  /// The path of a source file in its repository; never an absolute path, which would tell of the machine and help nobody.
  ///
  /// `#filePath` is where the file lay when it was compiled. What stands before the package's `Specs/` is cut off, else
  /// the folder the process works in, else what stands before `Sources/` or `Tests/`, else all folders.
  package static func relative(_ path: String, folder: String) -> String {
    guard path.utf8.first == UInt8(ascii: "/") else { return path }
    if let cut = suffix(of: path, from: "Specs") { return cut }
    let base = folder.hasSuffix("/") ? folder : folder + "/"
    if base.utf8.count > 1, path.hasPrefix(base) { return String(path.dropFirst(base.count)) }
    return suffix(of: path, from: "Sources") ?? suffix(of: path, from: "Tests")
      ?? path.split(separator: "/").last.map(String.init) ?? "unknown"
  }

  /// The path from the last folder of that name on.
  private static func suffix(of path: String, from folder: String) -> String? {
    let parts = path.split(separator: "/")
    guard let position = parts.dropLast().lastIndex(where: { $0 == folder }) else { return nil }
    return parts[position...].joined(separator: "/")
  }
}
