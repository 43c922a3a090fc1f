import AssayJudge
import AssayPlan
import AssayReport
@testable import AssayRun
import AssayTestSupport
import Foundation

#if canImport(FoundationXML)
  import FoundationXML
#endif

/// Runs made of records alone, without contracts.
enum Records {
  static let start = "2026-11-20T23:45:01Z"

  static func info(seed: UInt64 = 0, startedAt: String = start) -> RunInfo {
    RunInfo(toolVersion: "0.1.0", startedAt: startedAt, hostname: "here", seed: seed, isStrict: false)
  }

  static func header(
    cases: Int = 1, shard: RunHeader.ShardIdentity? = nil, isWhole: Bool = false, startedAt: String = start
  ) -> RunHeader {
    RunHeader(
      id: "00000000000000dd", info: info(startedAt: startedAt),
      plan: .init(digest: "00000000000000aa", suites: 1, cases: cases, isWhole: isWhole), shard: shard,
      settings: .init(targets: ["shop": "https://api.example.com"], variables: ["shop.order": "7"]))
  }

  static func suite(_ id: String = "shop.pay", index: Int = 0) -> SuiteHeader {
    SuiteHeader(
      id: id, title: "Pay", provider: "shop", providerName: "Shop", index: index, target: "https://api.example.com",
      method: "POST",
      path: "/pay", file: "Specs/Shop/Pay.swift", line: 7,
      source: .init(title: "Orders", url: "https://example.com/docs?a=1&b=2", retrieved: "2026-11-20"))
  }

  static func passed(_ name: String, index: Int = 0, microseconds: Int64 = 12_345, retried: [Int] = []) -> CaseRecord {
    CaseRecord(
      id: "shop.pay/\(name)", kind: "answer", summary: "that keeps the contract", index: index, outcome: .passed,
      microseconds: microseconds, steps: [StepRecord(status: 200)], retried: retried)
  }

  static func violation(_ text: String = "string \"yes\"", severity: Violation.Severity = .failure) -> ViolationRecord {
    ViolationRecord(
      code: "wrong-type", severity: severity, place: "body /paid (1:10)", pointer: "/paid", line: 1, column: 10,
      expected: "boolean", found: text, evidence: "documented", promise: "documented: Answers",
      excerpt: "  1 | {\"paid\": \"yes\"}\n    |          ^")
  }

  static func failed(_ name: String, index: Int = 0, found: String = "string \"yes\"", fingerprint: String = "1")
    -> CaseRecord
  {
    CaseRecord(
      id: "shop.pay/\(name)", kind: "answer", summary: "that keeps the contract", index: index, outcome: .failed,
      microseconds: 3000,
      steps: [
        StepRecord(
          request: RequestRecord(method: "POST", target: "/pay", curl: "curl -X POST https://api.example.com/pay"),
          status: 200,
          answer: AnswerRecord(
            version: "HTTP/1.1", status: 200, reason: "OK",
            headers: [.init(name: "Content-Type", value: "application/json")],
            body: "{\"paid\": \"yes\"}", bodyBytes: 15, shownBytes: 15))
      ], violations: [violation(found)], fingerprint: String(repeating: fingerprint, count: 16), failingSince: start)
  }

  static func error(_ name: String, index: Int = 0) -> CaseRecord {
    CaseRecord(
      id: "shop.pay/\(name)", kind: "answer", summary: "without a body", index: index, outcome: .error,
      microseconds: 1_000_000, reason: "Nobody answers at api.example.com.",
      steps: [
        StepRecord(request: RequestRecord(method: "POST", target: "/pay", curl: "curl https://api.example.com/pay"))
      ])
  }

  static func skipped(_ name: String, index: Int = 0) -> CaseRecord {
    CaseRecord(
      id: "shop.pay/\(name)", kind: "answer", summary: "without Authorization", index: index, outcome: .skipped,
      reason: "needs shop.token: set ASSAY_SHOP_TOKEN", skip: .missingValue)
  }

  static func results(_ cases: [CaseRecord], shard: RunHeader.ShardIdentity? = nil, startedAt: String = start)
    -> RunResults
  {
    var header = header(cases: cases.count, shard: shard, startedAt: startedAt)
    header.info.microseconds = 1_234_000
    return RunResults(header: header, suites: [.init(header: suite(), cases: cases)])
  }

  /// One of every kind, hostile texts among them.
  static let everyKind = results([
    passed("a", index: 0), failed("b", index: 1), error("c", index: 2), skipped("d", index: 3),
    passed("e", index: 4, retried: [503, 500]),
    failed("f", index: 5, found: "\u{0}\u{1B}[31m]]>\u{FFFE}\u{202E}</failure>&<![CDATA["),
  ])

  /// The summary of records as an event stream makes it.
  static func summary(
    _ records: [CaseRecord], baseline: Baseline? = nil, failingSince: [String: String] = [:], isWhole: Bool = true,
    startedAt: String = start
  ) throws -> RunSummary {
    var results = results(records, startedAt: startedAt)
    results.header.plan.isWhole = isWhole
    return try results.replay(
      .init(baseline: baseline, failingSince: failingSince, today: "2026-11-21"), to: [], Written()
    ).summary
  }
}

/// Programs of the ecosystem that judge what we write.
enum Judges {
  static let xmllint = Command.find("xmllint")
  /// The folder of JUnit schemas that the environment names.
  static let schemas = variable("ASSAY_JUNIT_SCHEMAS")
  /// A Python that the environment names, or this machine's own.
  static let python = variable("ASSAY_TEST_PYTHON") ?? Command.find("python3")

  /// Whether the Python has a module.
  static func has(_ module: String) -> Bool {
    guard let python else { return false }
    return (try? Command.run(python, ["-c", "import \(module)"]))?.status == 0
  }

  /// Runs Python over a file with this content and gives what it printed; throws with its complaint.
  static func python(_ program: String, _ content: [UInt8], name: String = "report.xml") throws -> String {
    let folder = try TemporaryFolder()
    let file = folder.path + "/" + name
    try Data(content).write(to: URL(fileURLWithPath: file))
    let result = try Command.run(python ?? "python3", ["-c", program, file])
    guard result.status == 0 else { throw Refusal(description: result.errors) }
    return result.output
  }

  /// What a schema has against a document; nothing when it is valid.
  static func complaints(_ content: [UInt8], schema: String) throws -> String {
    let folder = try TemporaryFolder()
    let file = folder.path + "/report.xml"
    try Data(content).write(to: URL(fileURLWithPath: file))
    let result = try Command.run(
      xmllint ?? "xmllint", ["--noout", "--nonet", "--schema", (schemas ?? "") + "/" + schema, file])
    return result.status == 0 ? "" : result.errors
  }

  struct Refusal: Error, CustomStringConvertible {
    var description: String
  }

  /// A variable of the environment that is set and not empty.
  static func variable(_ name: String) -> String? {
    ProcessInfo.processInfo.environment[name].flatMap { $0.isEmpty ? nil : $0 }
  }
}

/// The attributes and texts of every element, in document order, as another's parser reads them.
final class XMLEvents: NSObject, XMLParserDelegate {
  struct Element {
    var name: String
    var attributes: [String: String]
    var depth: Int
    var text = ""
  }

  private(set) var elements: [Element] = []
  private var open: [Int] = []

  /// Throws for what is not well-formed.
  static func read(_ bytes: [UInt8]) throws -> [Element] {
    let reader = XMLEvents()
    let parser = XMLParser(data: Data(bytes))
    parser.delegate = reader
    guard parser.parse() else {
      throw Judges.Refusal(description: "line \(parser.lineNumber): \(String(describing: parser.parserError))")
    }
    return reader.elements
  }

  func parser(
    _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
    attributes: [String: String]
  ) {
    elements.append(Element(name: name, attributes: attributes, depth: open.count))
    open.append(elements.count - 1)
  }

  func parser(_ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?) {
    open.removeLast()
  }

  func parser(_ parser: XMLParser, foundCharacters text: String) {
    if let last = open.last { elements[last].text += text }
  }
}
