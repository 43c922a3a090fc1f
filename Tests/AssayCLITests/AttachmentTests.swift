import AssayHTTP
import AssayJudge
import AssayPlan
import AssayReport
import AssayRun
import AssaySpec
import AssayTestSupport
import Foundation
import Testing

@testable import AssayCLI

@Suite struct AttachmentTests {
  private static func result(_ name: String, _ outcome: Verdict.Outcome, body: Int) -> CaseRecord {
    let request = Request(.get, "/")
    let testCase = TestCase(
      id: "a/b\u{2F}..c/\(name)", kind: .answer, summary: "as it is", request: request,
      expectation: Expectation(.valid, responses: [], evidence: .documented(at: "R")))
    var response = Response(
      200, headers: ["X": "\u{1B}[31m"], body: Array(("\u{1B}[2J" + String(repeating: "x", count: body)).utf8))
    response.droppedBodyBytes = 7
    return CaseRecord(
      testCase, in: "", Verdict(outcome, reason: "R"), [Exchange(request: request, outcome: .answered(response))],
      target: .init("http://h"), index: 0)
  }

  private static func attach(_ attachments: Attachments, _ record: CaseRecord) throws -> String? {
    var record = record
    try attachments.attach(&record, endpoint: "a/b\u{2F}..c")
    return record.attachment
  }

  @Test func `a response that was cut is in a file, harmless and bounded in number`() throws {
    let folder = try TemporaryFolder()
    let attachments = try Attachments(in: folder.path) { _ in nil }
    #expect(try Self.attach(attachments, Self.result("passed", .passed, body: 9000)) == nil)
    #expect(!FileManager.default.fileExists(atPath: folder.path + "/attachments"))
    let path = try #require(try Self.attach(attachments, Self.result("failed", .failed, body: 9000)))
    #expect(path.hasPrefix(folder.path + "/attachments/a_b_..c."))
    let text = try String(contentsOfFile: path, encoding: .utf8)
    #expect(text.hasPrefix("a/b/..c/failed: a request as it is\n"))
    #expect(text.contains(#"\u{1b}[2J"# + String(repeating: "x", count: 9000)))
    #expect(text.contains("… 7 bytes more, which are not kept"))
    #expect(text.unicodeScalars.allSatisfy { $0 == "\n" || TextSanitizer.isHarmless($0) })
    for number in 0..<200 { _ = try Self.attach(attachments, Self.result("\(number)", .error, body: 3000)) }
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path + "/attachments").count == Attachments.max)
  }

  @Test func `a run takes away what an earlier one attached, and nothing else`() throws {
    let folder = try TemporaryFolder()
    let path = try #require(
      try Self.attach(try Attachments(in: folder.path) { _ in nil }, Self.result("failed", .failed, body: 9000)))
    try folder.write("mine", to: "attachments/notes.txt")
    _ = try Attachments(in: folder.path) { _ in nil }
    #expect(!FileManager.default.fileExists(atPath: path))
    #expect(try folder.read("attachments/notes.txt") == "mine")
  }

  @Test(
    arguments: [
      ("Reports/attachments", "/builds/p", nil, "Reports/attachments"),
      ("Reports/attachments", "/builds/p/sub", "/builds/p", "sub/Reports/attachments"),
      ("/builds/p/out/attachments", "/builds/p", nil, "out/attachments"),
      ("/builds/p/out/attachments", "/builds/p", "/builds/p/", "out/attachments"),
      ("/elsewhere/attachments", "/builds/p", "/builds/p", "/elsewhere/attachments"),
      ("/builds/project/attachments", "/builds/p", "", "/builds/project/attachments"),
      ("Reports/attachments", "/", nil, "Reports/attachments"),
    ] as [(String, String, String?, String)])
  func `a path is as its readers see it`(folder: String, from: String, project: String?, shown: String) {
    #expect(Attachments.shown(folder, workingDirectory: from, project: project) == shown)
  }
}
