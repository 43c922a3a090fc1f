import AssayTestSupport
import Foundation
import Testing

/// The folder of public OpenAPI documents.
private let corpus = ProcessInfo.processInfo.environment["ASSAY_OPENAPI"].flatMap { $0.isEmpty ? nil : $0 }

/// Public OpenAPI documents of providers: every operation is imported, and the mock keeps every contract.
@Suite(.enabled(if: corpus != nil, "set ASSAY_OPENAPI to a folder with public OpenAPI documents"))
struct OpenAPICorpusTests {
  struct Document: Sendable, CustomTestStringConvertible {
    var path: String
    var operations: Int
    /// The mutation score must be at least this; `nil` where the document is too large for the tests.
    var score: Double?

    var testDescription: String { path }
  }

  static let documents: [Document] = [
    Document(path: "adyen/BalanceControlService-v1.json", operations: 1, score: 99),
    Document(path: "adyen/BalanceControlService-v2.json", operations: 3, score: 99),
    Document(path: "adyen/BinLookupService-v54.json", operations: 2, score: 80),
    Document(path: "adyen/ForeignExchangeService-v1.json", operations: 1, score: 99),
    Document(path: "adyen/SessionAuthenticationService-v1.json", operations: 1, score: 99),
    Document(path: "adyen/TestCardService-v1.json", operations: 1, score: 80),
    Document(path: "adyen/RecurringService-v68.json", operations: 6, score: 80),
    Document(path: "adyen/TransferService-v4.json", operations: 12),
    Document(path: "camara/API_definitions/one-time-password-sms.yaml", operations: 2, score: 100),
    Document(path: "twilio/content_v1.json", operations: 9),
    Document(path: "twilio/lookups_v2.json", operations: 10, score: 95),
    Document(path: "twilio/pricing_v2.json", operations: 6, score: 100),
    Document(path: "twilio/proxy_v1.json", operations: 25),
    Document(path: "twilio/verify_v2.json", operations: 57),
  ]

  @Test(arguments: documents)
  func `every operation is imported, and a run against the mock passes`(document: Document) throws {
    let folder = try TemporaryFolder()
    let path = try #require(corpus) + "/" + document.path
    let run = try Command.assay("run", "--openapi", path, folder: folder.path)
    #expect(run.status == 0, "\(run.output.suffix(2000))\(run.errors.prefix(2000))")
    let endpoints = document.operations == 1 ? "1 endpoint " : "\(document.operations) endpoints "
    let first = run.output.prefix { $0 != "\n" }
    #expect(first.contains(" cases of \(endpoints)"), "\(first)")
    #expect(run.output.contains(#/\d+ passed, 0 failed, 0 errors, 0 skipped in /#), "\(run.output.suffix(500))")
  }

  @Test(arguments: documents.filter { $0.score != nil })
  func `nearly all mutants are killed, and no equivalent mutant is flagged`(document: Document) throws {
    let folder = try TemporaryFolder()
    let mutate = try Command.assay(
      "mutate", "--openapi", try #require(corpus) + "/" + document.path, folder: folder.path)
    let score = try #require(mutate.output.firstMatch(of: #/mutation score ([0-9.]+) %/#)?.output.1)
    #expect(try #require(Double(score)) >= (try #require(document.score)), "\(mutate.output)")
    #expect(mutate.output.contains("\nfalse alarms 0: "), "\(mutate.output)")
  }

  @Test func `the two largest documents are read whole`() throws {
    for version in ["v70", "v71"] {
      let list = try Command.assay(
        "list", "--variables", "--openapi", try #require(corpus) + "/adyen/CheckoutService-\(version).json")
      #expect(list.status == 0, "\(list.errors)")
      let needed = list.output.split(separator: "\n").first { $0.contains("needed by") } ?? ""
      #expect(needed.contains("CheckoutService-\(version).get-storedPaymentMethods,"), "\(needed)")
    }
  }
}
