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
    _ api: PublicAPI, _ server: ForeignProvider, as kind: String, only endpoints: [String] = [], jobs: Int = 16
  ) throws -> (result: CommandResult, codes: Set<String>) {
    try server.become(kind)
    let folder = try TemporaryFolder()
    let selected = endpoints.flatMap { ["--only", $0] }
    let result = try Command.run(
      Repository.apis,
      ["--target", "\(api.name)=\(server.url)", "--jobs", "\(jobs)", "--timeout", "10", "--output", folder.path]
        + selected,
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

  @Test func `coverage says which relations and pages of a list were tried`() throws {
    let folder = try TemporaryFolder()
    let all = try Self.run("coverage", "--only", "*.list", in: folder)
    #expect(all.output.contains(", relation 5/5, page 2/2, credential 2/2\n"), "\(all.output)")
    let one = try Self.run("coverage", "--only", "github.issues.list/paging/largest-pages", in: folder)
    #expect(one.output.contains("  not seen: page after the first: no list had a second page\n"), "\(one.output)")
    #expect(
      one.output.contains(
        "  not seen: relation equal-state: no response had enough of the values that it is about\n"), "\(one.output)")
  }

  @Test func `no mutant of the contracts survives, and none of the equivalent ones is flagged`() throws {
    let folder = try TemporaryFolder()
    let mutate = try Self.run("mutate", in: folder)
    #expect(mutate.status == 0, "\(mutate.output)")
    #expect(mutate.output.contains(", 0 survived\nfalse alarms 0: "), "\(mutate.output)")
  }

  @Test(
    .enabled(if: ForeignProvider.python != nil, "there is no python3 here to run the servers"),
    arguments: PublicAPI.all)
  func `a server that keeps its documents passes without a warning`(api: PublicAPI) throws {
    // One case at a time: what others create moves the items of a list from page to page.
    let (result, codes) = try Self.run(api, ForeignProvider(api.script), as: "conform", jobs: 1)
    #expect(result.status == 0 && codes.isEmpty, "\(result.output)\(result.errors)")
    #expect(result.output.contains(" passed, 0 failed, 0 errors, 0 skipped in "), "\(result.output)")
  }

  @Test(
    .enabled(if: ForeignProvider.python != nil, "there is no python3 here to run the servers"),
    arguments: PublicAPI.all)
  func `each fault of a server is found`(api: PublicAPI) throws {
    let planted = try Dictionary(uniqueKeysWithValues: ForeignProvider.faults(of: api.script).map { $0 })
    #expect(api.faults.count >= 20)
    #expect(Set(planted.keys) == Set(api.faults.map(\.name)))
    let results = Parallel.map(api.faults, workers: 2, with: { Result { try ForeignProvider(api.script) } }) {
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
      #expect(result.status == 1 && codes.contains(fault.code), "\(fault.name): \(codes) \(result.output)")
    }
  }

  /// The fixtures of the contracts that the clients need, as the mock prints them.
  static let mockValues = [
    "github.token=ghp_mock", "github.owner=octocat", "github.repo=Hello-World", "github.repo.noIssues=No-Issues",
    "github.issue=1347", "github.issue.unknown=999999", "github.issue.deleted=1348", "stripe.key=sk_test_mock",
    "stripe.intent=pi_1PgafyB7WZ01zgkWSjxsAJo3", "stripe.intent.unknown=pi_9PgafyB7WZ01zgkWSjxsAJo3",
    "stripe.method=pm_card_visa", "stripe.method.declined=pm_card_visa_chargeDeclined",
    "twilio.account=ACaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "twilio.authToken=mock-token",
    "twilio.service=VAaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "twilio.service.unknown=VAbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb",
    "twilio.verification=VEaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "twilio.phone=+15017122661", "twilio.code=1234",
  ]

  /// A Python with the packages `stripe`, `twilio` and `PyGithub`.
  static let clients = ProcessInfo.processInfo.environment["ASSAY_CLIENTS_PYTHON"]

  @Test(
    .enabled(if: clients != nil, "ASSAY_CLIENTS_PYTHON names no Python with stripe, twilio and PyGithub"),
    arguments: [
      (
        "stripe",
        """
        created 2000 usd requires_payment_method PaymentIntent
        retrieved True
        updated True
        confirmed succeeded
        canceled canceled
        listed ListObject True True
        paged through 5
        unknown 404 invalid_request_error
        without an amount 400 invalid_request_error
        declined 402 card_error
        wrong key 401
        """
      ),
      (
        "twilio",
        """
        created My First Service 6 VA 2015
        fetched True
        updated Another name
        deleted True
        listed True
        paged True
        sent +15017122663 sms pending
        fetched pending
        checked approved True
        unknown 404 True
        too long a code 400
        wrong token 401
        """
      ),
      (
        "github",
        """
        got True Found a bug octocat 2011
        created A title open ['bug']
        edited closed
        listed Issue closed
        paged through True
        unknown 404 True
        deleted 410
        disabled 410
        wrong token 401
        """
      ),
    ])
  func `a public client library works against the mock without changes`(name: String, steps: String) throws {
    let mock = try MockProcess(Repository.apis)
    let result = try Command.run(
      Self.clients!,
      [Repository.root + "/Tests/Fixtures/clients.py", name, "http://\(mock.address)"] + Self.mockValues)
    // The first line names the package and its version.
    let lines = result.output.split(separator: "\n").dropFirst()
    #expect(lines.joined(separator: "\n") == steps, "\(result.output)\(result.errors)")
  }
}
