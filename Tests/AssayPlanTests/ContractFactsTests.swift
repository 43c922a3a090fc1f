import AssayPlan
import AssaySpec
import AssaySpecs
import AssayTestSupport
import Foundation
import Testing

/// The files in `Tests/Fixtures/contracts` state what each contract of this package says and what is planned from it.
@Suite struct ContractFactsTests {
  @Test(arguments: Catalog.all.providers.map(\.id))
  func `a provider's servers, fixtures, states and throttle signals are those of its file`(id: String) throws {
    let provider = try #require(Catalog.all.provider(id))
    try expect(ContractText(provider).text, inFile: id)
  }

  @Test(arguments: Catalog.all.endpoints.map(\.id))
  func `a contract's facts, cases and evidence are those of its file`(id: String) throws {
    let plan = try Planner(values: FixtureValues(isMock: true)).plan(.all)
    let suite = try #require(plan.suites.first { $0.endpoint.id == id })
    try expect(ContractText(suite.endpoint, suite.cases()).text, inFile: id)
  }

  /// A text that differs is written beside the build's other temporary files, to be compared and copied.
  private func expect(_ text: String, inFile name: String) throws {
    let file = "\(Repository.root)/Tests/Fixtures/contracts/\(name).txt"
    let expected = (try? String(contentsOfFile: file, encoding: .utf8)) ?? ""
    guard text != expected else { return }
    let found = NSTemporaryDirectory() + "/\(name).txt"
    try text.write(toFile: found, atomically: true, encoding: .utf8)
    Issue.record("the facts of \(name) differ: diff \(file) \(found)")
  }
}
