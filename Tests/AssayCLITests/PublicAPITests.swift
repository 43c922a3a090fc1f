import AssayTestSupport
import Foundation
import Testing

/// The whole command over contracts of public APIs, against the mock, against servers of them by another hand, and the
/// mock against the clients that their users have.
@Suite struct PublicAPITests {
  static func run(_ arguments: String..., in folder: TemporaryFolder) throws -> CommandResult {
    try Command.run(Repository.apis, arguments, folder: folder.path)
  }

  /// A run against a server of the API, and the codes of the failures in its results.
  static func run(
    _ api: PublicAPI, _ server: ForeignProvider, as kind: String, only endpoints: [String] = []
  ) throws -> (result: CommandResult, codes: Set<String>) {
    try server.become(kind)
    let folder = try TemporaryFolder()
    let selected = endpoints.flatMap { ["--only", $0] }
    let result = try Command.run(
      Repository.apis,
      ["--target", "\(api.name)=\(server.url)", "--jobs", "16", "--timeout", "10", "--output", folder.path] + selected,
      environment: api.environment)
    let failures = try folder.read("results.json").matches(
      of: #/"code":\s*"([^"]*)"[^{}]*"severity":\s*"failure"/#)
    return (result, Set(failures.map { String($0.output.1) }))
  }

  @Test func `the contracts have no findings and pass against the mock, with nothing skipped`() throws {
    let folder = try TemporaryFolder()
    let lint = try Self.run("lint", in: folder)
    #expect(lint.status == 0 && lint.output.contains(", 0 findings, "), "\(lint.output)")
    let run = try Self.run("run", "--strict", in: folder)
    #expect(run.status == 0 && run.output.contains(" passed, 0 failed, 0 errors, 0 skipped in "), "\(run.output)")
  }

  @Test(
    .enabled(if: ForeignProvider.python != nil, "there is no python3 here to run the servers"),
    arguments: PublicAPI.all)
  func `a server that keeps its documents passes without a warning`(api: PublicAPI) throws {
    let (result, codes) = try Self.run(api, ForeignProvider(api.script), as: "conform")
    #expect(result.status == 0 && codes.isEmpty, "\(result.output)\(result.errors)")
    #expect(result.output.contains(" passed, 0 failed, 0 errors, 0 skipped in "), "\(result.output)")
  }

  @Test(
    .enabled(if: ForeignProvider.python != nil, "there is no python3 here to run the servers"),
    arguments: PublicAPI.all)
  func `each fault of a server is found`(api: PublicAPI) throws {
    let planted = try Dictionary(uniqueKeysWithValues: ForeignProvider.faults(of: api.script).map { $0 })
    #expect(api.faults.count >= 20)
    #expect(Set(planted.keys) == Set(api.faults.map(\.name) + api.missed))
    let all = api.faults + api.missed.map { ($0, "") }
    let results = Parallel.map(all, workers: 2, with: { Result { try ForeignProvider(api.script) } }) {
      fault, server in
      let operations = planted[fault.name, default: ""].split(separator: " ")
      return (
        fault: fault,
        run: Result {
          try Self.run(
            api, server.get(), as: "fault \(fault.name)", only: operations.compactMap { api.operations[String($0)] })
        }
      )
    }
    for (fault, run) in results {
      let (result, codes) = try run.get()
      if fault.code.isEmpty {
        #expect(result.status == 0, "\(fault.name) is found now: \(codes) \(result.output)")
      } else {
        #expect(result.status == 1 && codes.contains(fault.code), "\(fault.name): \(codes) \(result.output)")
      }
    }
  }
}
