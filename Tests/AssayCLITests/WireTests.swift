import AssayHTTP
import AssayTestSupport
import Foundation
import Testing

/// Conditional requests, redirects, cookies and media types over real sockets: `Tests/AssayTestShop/Desk.swift`.
@Suite struct WireTests {
  private static func desk(_ arguments: String..., in folder: TemporaryFolder) throws -> CommandResult {
    try Command.run(
      Repository.shop, arguments, environment: ["ASSAY_TEST_CONTRACTS": "desk"], folder: folder.path)
  }

  /// How a server may differ from the contract.
  enum Deviation: String, CaseIterable {
    case none, ignoresCondition, spoilsSecondCookie, redirectsElsewhere, redirectsNowhere,
      ignoresAccept
  }

  private static func answer(_ request: Request, _ deviation: Deviation) -> Response {
    if request.target == "/latest" {
      let place = deviation == .redirectsElsewhere ? "https://other.example/desks/7" : "/desks/7"
      return Response(
        302, reason: "Found", headers: deviation == .redirectsNowhere ? ["Content-Length": "0"] : ["Location": place])
    }
    guard let id = Int32(request.target.dropFirst("/desks/".count)) else { return Response(400, reason: "Bad Request") }
    let tag = "\"\(id.magnitude)a\""
    if request.headers["If-None-Match"] == tag, deviation != .ignoresCondition {
      return Response(304, reason: "Not Modified", headers: ["ETag": tag])
    }
    let isCSV = request.headers["Accept"] == "text/csv" && deviation != .ignoresAccept
    var response = Response(
      200, reason: "OK",
      headers: ["ETag": tag, "Set-Cookie": "id=1; Secure", "Content-Type": isCSV ? "text/csv" : "application/json"],
      body: Array((isCSV ? "id,\(id)" : #"{"id": \#(id)}"#).utf8))
    response.headers.append("Set-Cookie", deviation == .spoilsSecondCookie ? "lang=en" : "lang=en; Secure")
    return response
  }

  @Test func `the contract passes lint and run, and no mutant survives`() throws {
    let folder = try TemporaryFolder()
    let lint = try Self.desk("lint", in: folder)
    #expect(lint.status == 0, "\(lint.output)")
    let run = try Self.desk("run", "--strict", in: folder)
    #expect(run.status == 0, "\(run.output)")
    let mutate = try Self.desk("mutate", in: folder)
    #expect(mutate.status == 0, "\(mutate.output)")
    let faults = try Self.desk("mock", "--list-faults", in: folder)
    #expect(faults.output.contains("desk.read!header/ignores-accept"), "\(faults.output)")
  }

  @Test func `a condition is sent with the validator that came, and a redirect is not followed`() throws {
    let listener = try Listener { Self.answer($0, .none) }
    let run = try Self.desk(
      "run", "--strict", "--target", listener.url, "--only", "*/conditional/*", "--only", "desk.latest/*",
      in: TemporaryFolder())
    #expect(run.status == 0, "\(run.output)")
    #expect(
      listener.requests.map { "\($0.target) \($0.headers["If-None-Match"] ?? "")" }.sorted()
        == ["/desks/7 ", "/desks/7 \"7a\"", "/latest "])
  }

  @Test(
    arguments: [
      (.none, []), (.ignoresCondition, ["unexpected-status at status, answer 2"]),
      (.spoilsSecondCookie, ["header-invalid at header Set-Cookie"]),
      (.redirectsElsewhere, ["header-invalid at header Location"]),
      (.redirectsNowhere, ["header-missing at header Location"]),
      (.ignoresAccept, ["content-type-not-accepted at header Content-Type"]),
    ] as [(Deviation, [String])])
  func `a server that deviates is found by its violation`(deviation: Deviation, violations: [String]) throws {
    let listener = try Listener { Self.answer($0, deviation) }
    let run = try Self.desk("run", "--target", listener.url, in: TemporaryFolder())
    #expect(run.status == (violations.isEmpty ? 0 : 1), "\(run.output)")
    for violation in violations { #expect(run.output.contains("\n    \(violation)\n"), "\(run.output)") }
  }

  @Test func `headers, choices and own cases are shown`() throws {
    let show = try Self.desk("show", "desk.read", in: TemporaryFolder())
    for text in [
      """
        200  (documented: Desks)
          header ETag: string like ^"[0-9a-f]+"$, required, such as "a1" (documented: Desks)
          header Set-Cookie: string like ^[a-z]+=[^;]*; Secure$, optional, such as id=1; Secure (documented: Desks)
          application/json
          id: integer int32, required
          text/csv
          string like ^id,

      """,
      "\nown cases:\n  first: a request for the first desk brings 200 (documented: Desks)\n",
    ] { #expect(show.output.contains(text), "\(show.output)") }
  }

  @Test func `the page lists headers and own cases`() throws {
    let folder = try TemporaryFolder()
    _ = try Self.desk("run", in: folder)
    let page = try folder.read("Reports/report.html")
    for text in [
      "<caption>Headers of responses</caption>", "<td>Set-Cookie</td><td>string like ^[a-z]+=[^;]*; Secure$, optional",
      "<caption>Rules for responses</caption>", "<th scope=\"row\">Case</th><td>for the first desk: 200</td>",
    ] { #expect(page.contains(text)) }
  }
}
