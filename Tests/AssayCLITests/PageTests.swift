import AssayHTTP
import AssayTestSupport
import Foundation
import Testing

/// The page is told what the run alone does not know, and is there however a run was put together.
@Suite struct PageTests {
  @Test func `the mutation score that was written stands on the next page`() throws {
    let folder = try TemporaryFolder()
    let mutate = try Command.assay("mutate", "--output", folder.path)
    #expect(mutate.status == 0)
    #expect(mutate.output.hasSuffix("\n\(folder.path)/mutation.json\n"))
    let file = try folder.read("mutation.json")
    #expect(file.contains("\"schema\": \"assay-mutation\""))
    #expect(file.contains("\"name\": \"tenpay.user.phone.send-code\""))
    let killed = try #require(mutate.output.firstMatch(of: #/: (\d+) of (\d+) mutants killed/#))
    _ = try Command.assay("--only", "*/example/*", "--output", folder.path)
    let page = try folder.read("report.html")
    #expect(killed.1 == killed.2)
    #expect(page.contains("Of \(killed.2) faults planted in the mock the cases found <b>\(killed.1) (100 %)</b>"))
  }

  @Test func `a part of the faults is no score`() throws {
    let folder = try TemporaryFolder()
    #expect(try Command.assay("mutate", "--only", "*!echo/*", "--output", folder.path).status == 0)
    #expect(!FileManager.default.fileExists(atPath: folder.path + "/mutation.json"))
  }

  @Test func `the page says what of the contracts was seen`() throws {
    let folder = try TemporaryFolder()
    _ = try Command.assay("--output", folder.path)
    let page = try folder.read("report.html")
    #expect(page.contains("enum values were exercised"))
    #expect(page.contains("400 /originalMessage"))
  }

  /// The page without its coverage, which only a run knows.
  private static func withoutCoverage(_ page: String) -> String {
    page.replacing(#/<p><b>\d+ of \d+</b> [a-z ]+ were exercised.*?</p>/#, with: "")
  }

  @Test func `the page that is made from the journal is the page of the run`() throws {
    let listener = try Listener { request in
      // Some cases pass, some fail in one way, and some in another.
      let isShort = request.target.utf8.count.isMultiple(of: 2)
      return Response(isShort ? 500 : 400, headers: ["Content-Type": "text/plain"], body: Array("no\u{202E}".utf8))
    }
    let folder = try TemporaryFolder()
    let run = try Command.assay(
      "--target", "vault=\(listener.url)", "--only", "vault.*", "--output", folder.path,
      environment: ForeignProvider.environment)
    #expect(run.status == 1, "\(run.errors)")
    let page = try folder.read("report.html")
    #expect(page.contains("<details class=\"case\""))
    _ = try Command.assay("report", "--output", folder.path)
    #expect(try Self.withoutCoverage(folder.read("report.html")) == Self.withoutCoverage(page))
  }

  @Test func `merged shards have a page of their own`() throws {
    let folder = try TemporaryFolder()
    for number in 1...2 {
      let shard = try Command.assay("--shard", "\(number)/2", "--output", "\(folder.path)/\(number)")
      #expect(shard.status == 0)
    }
    let merged = try Command.assay(
      "merge", "\(folder.path)/1", "\(folder.path)/2", "--output", "\(folder.path)/all")
    #expect(merged.status == 0, "\(merged.output)\(merged.errors)")
    let page = try folder.read("all/report.html")
    for id in ["vault.card.passcode.set", "sfox.users.send-verification"] { #expect(page.contains(id)) }
  }
}
