import AssayReport
import AssayRun
import AssayTestSupport
import Foundation
import Testing

/// The page as a browser shows it: Tests/Fixtures/html-check.py says what is looked at.
@Suite struct HTMLBrowserTests {
  static let chromium =
    Command.find("chromium") ?? Command.find("chromium-browser") ?? Command.find("google-chrome")
  static let python = Command.find("python3")

  @Test(.enabled(if: chromium != nil && python != nil, "needs Chromium and python3, and one of them is not here"))
  func `pages show no error, no overflow and nothing that keeps somebody from reading`() throws {
    let folder = try TemporaryFolder()
    let pages = try Self.pages()
    for (name, page) in pages { try folder.write(page, to: "\(name)/report.html") }
    let result = try Command.run(
      Self.python!, [Repository.root + "/Tests/Fixtures/html-check.py"] + pages.map { "\($0.0)/report.html" },
      folder: folder.path)
    #expect(result.output == "0 findings in \(pages.count) pages\n")
    #expect(result.errors.isEmpty)
    #expect(result.status == 0)
  }

  /// Keeps the samples in a folder, for a person to look at: `ASSAY_HTML_SAMPLES=folder swift testCase --filter HTMLBrowser`.
  @Test(
    .enabled(if: ProcessInfo.processInfo.environment["ASSAY_HTML_SAMPLES"] != nil, "ASSAY_HTML_SAMPLES names no folder")
  )
  func `samples are kept`() throws {
    let folder = try #require(ProcessInfo.processInfo.environment["ASSAY_HTML_SAMPLES"])
    let large = try HTMLSample.large(endpoints: 1000, cases: 50)
    for (name, page) in try Self.pages() + [("large", HTMLSample.page(large, HTMLSample.context()))] {
      try FileManager.default.createDirectory(atPath: "\(folder)/\(name)", withIntermediateDirectories: true)
      try Data(page.utf8).write(to: URL(fileURLWithPath: "\(folder)/\(name)/report.html"))
    }
  }

  static func pages() throws -> [(String, String)] {
    let (passed, failed, error, skipped) = (
      HTMLReportTests.passed, HTMLReportTests.failed, HTMLReportTests.error, HTMLReportTests.skipped
    )
    return [
      ("passing", HTMLSample.page(HTMLSample.run(passed, passed))),
      ("mixed", HTMLSample.page(HTMLSample.run(failed, error, passed, skipped), HTMLSample.context())),
      ("erring", HTMLSample.page(HTMLSample.run(error, error))),
      ("hostile", HTMLSample.page(try HTMLSample.hostile(), HTMLSample.context("<script>alert(9)</script>\u{202E}"))),
      ("several", HTMLSample.page(try HTMLSample.large(endpoints: 30, cases: 20))),
    ]
  }
}
