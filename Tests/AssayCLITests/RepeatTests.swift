import AssayHTTP
import AssayPlan
import AssayReport
import AssayRun
import AssaySpecs
import AssayTestSupport
import Testing

@Suite struct RepeatTests {
  /// What curl adds of its own.
  static let curlsOwn: Set = ["host", "user-agent", "content-length"]

  @Test(.enabled(if: Command.find("curl") != nil, "there is no curl here to run the lines"))
  func `the line that repeats a case sends what the case sent`() throws {
    let listener = try Listener { _ in Response(204) }
    let secrets = [
      "ASSAY_VAULT_TOKEN": "a \"token'", "ASSAY_SFOX_TOKEN": "b", "ASSAY_TENPAY_TOKEN": "$c",
      "ASSAY_VAULT_CODE": "12 '34", "ASSAY_VAULT_PASSCODE": "p%s", "ASSAY_VAULT_CLIENTSECRET": "e:f",
      "ASSAY_CAMARA_TOKEN": "d",
    ]
    let given = Dictionary(
      uniqueKeysWithValues: ["vault.code", "vault.passCode"].map {
        ($0, "${ASSAY_\($0.uppercased().replacing(".", with: "_"))}")
      })
    let plan = try Planner(values: FixtureValues(given: given, isMock: true)).plan(.all)
    // One case of each kind is enough: the others differ in values alone.
    let cases = plan.suites.flatMap { suite in
      suite.cases().filter { testCase in
        suite.cases().first { $0.kind == testCase.kind } == testCase || testCase.kind == .body
          || testCase.kind == .spelling
      }
    }
    let script = cases.map { CurlLine.text(for: $0.request, target: .init(listener.url)) + " -s -o /dev/null" }
    let result = try Command.run("/bin/sh", ["-c", script.joined(separator: "\n")], environment: secrets)
    #expect(result.errors == "")
    let sent = listener.requests
    try #require(sent.count == cases.count)
    for (testCase, request) in zip(cases, sent) {
      let endpoint = try #require(plan.suites.first { testCase.id.hasPrefix($0.endpoint.id + "/") }).endpoint
      let expected = Secrets(secrets).fill(
        testCase.request, endpoint.security, body: endpoint.body.placeholders(of: testCase.request))
      #expect(request.method == expected.method, "\(testCase.id)")
      #expect(request.target == expected.target, "\(testCase.id)")
      #expect(request.body ?? [] == expected.body ?? [], "\(testCase.id)")
      let headers = request.headers.filter { header in
        !Self.curlsOwn.contains(header.name.lowercased())
          && (header != HeaderField("Accept", "*/*") || expected.headers.contains("Accept"))
      }
      // What -u gives stands first, wherever the case has it.
      #expect(headers.sorted { $0.name < $1.name } == expected.headers.sorted { $0.name < $1.name }, "\(testCase.id)")
    }
  }
}
