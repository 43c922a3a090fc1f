import AssayHTTP
import AssayJSON
import AssayReport
@testable import AssayRun
import Foundation
import Testing

@Suite struct RunResultsTests {
  @Test func `what was written is read back as it was`() throws {
    var results = Records.everyKind
    results.header.shard = .init(number: 2, count: 4, times: "00000000000000ff")
    results.header.info.seed = .max
    results.suites[0].cases[1].baseline = BaselineMark(
      state: .expired, owner: "ann", reason: "\"r\"\n", expires: "2026-01-01")
    let read = try RunResults(parsing: results.jsonBytes, file: "results.json")
    #expect(try RunResults(parsing: read.jsonBytes, file: "results.json") == read)
    #expect(try RunResults(parsing: read.jsonBytes, file: "results.json").jsonBytes == read.jsonBytes)
    // Only what a terminal obeys is made visible; no run writes it.
    results.suites[0].cases[1].baseline?.reason = "\"r\"\\u{a}"
    for place in results.suites[0].cases.indices where results.suites[0].cases[place].id.hasSuffix("/f") {
      results.suites[0].cases[place].violations[0].found =
        "\\u{0}\\u{1b}[31m]]>\u{FFFE}\\u{202e}</failure>&<![CDATA["
    }
    #expect(read == results)
  }

  static let good = String(decoding: Records.results([Records.failed("b")]).jsonBytes, as: UTF8.self)

  @Test(arguments: [
    ("<html>", "x.json:1:1: this is no JSON: '<' where a value is expected; write it again"),
    (
      String(good.prefix(10)),
      "x.json:1:11: the file is cut off: the document ends where a value is expected; write it again"
    ),
    ("[]", "x.json:1:1: expected an object, found an array"),
    (
      "{\"version\": 1}",
      "x.json:1:1: this is no assay-results file: the member \"schema\" must be \"assay-results\", found none"
    ),
    (
      good.replacing("\"version\":2,", with: "\"version\":1,"),
      "x.json:1:37: /version: assay-results version 1 cannot be read: this assay reads version 2; use the assay that wrote the file, or write it again"
    ),
    (
      good.replacing("\"outcome\":\"failed\"", with: "\"outcome\":\"bad\""),
      "x.json:3:92: /suites/0/cases/0/outcome: expected one of \"passed\", \"failed\", \"error\", \"skipped\", found \"bad\""
    ),
    (
      good.replacing("\"microseconds\":3000,", with: ""),
      "x.json:3:1: /suites/0/cases/0: the member \"microseconds\" is missing"
    ),
    (
      good.replacing("\"line\":1,", with: "\"line\":-1,"),
      "x.json:3:247: /suites/0/cases/0/violations/0/line: expected a whole number from 0 to 2147483647, found -1"
    ),
  ])
  func `a file that cannot be used says where and why`(text: String, message: String) {
    do {
      _ = try RunResults(parsing: Array(text.utf8), file: "x.json")
      Issue.record("it was read")
    } catch {
      #expect(error.description == message)
    }
  }

  @Test func `a case that is listed twice is refused`() {
    let twice = Records.results([Records.passed("a"), Records.passed("a")])
    #expect(throws: RecordError.self) { try RunResults(parsing: twice.jsonBytes, file: "x.json") }
  }

  @Test func `a case a line, so that line tools read it too`() {
    let lines = String(decoding: Records.everyKind.jsonBytes, as: UTF8.self).split(separator: "\n")
    #expect(lines.filter { $0.hasPrefix("{\"id\":\"shop.pay/") }.count == 6)
  }

  @Test func `the schema is JSON`() throws {
    let schema = try JSONValue(parsing: ResultsSchema.text)
    #expect(schema["$schema"] == "https://json-schema.org/draft/2020-12/schema")
    #expect(schema["properties"]?["version"]?["const"] == 2)
    #expect(RunResults.version == 2)
  }

  @Test(.enabled(if: Judges.has("jsonschema"), "no Python with jsonschema (ASSAY_TEST_PYTHON names one)"))
  func `results are valid by the schema that is printed`() throws {
    var shard = Records.everyKind
    shard.header.shard = .init(number: 1, count: 2)
    for results in [Records.everyKind, shard, Records.results([])] {
      let document =
        Array("{\"schema\": \(ResultsSchema.text), \"document\": ".utf8) + results.jsonBytes + Array("}".utf8)
      let printed = try Judges.python(
        """
        import json, sys
        from jsonschema import Draft202012Validator as V
        both = json.load(open(sys.argv[1], encoding="utf-8"))
        V.check_schema(both["schema"])
        for error in V(both["schema"]).iter_errors(both["document"]): print(error.json_path, error.message)
        broken = both["document"]; broken["tally"]["passed"] = -1
        print(len(list(V(both["schema"]).iter_errors(broken))))
        """, document, name: "both.json")
      #expect(printed == "1\n")
    }
  }

  @Test(arguments: [
    ("/home/me/assay/Specs/Vault/SetPasscode.swift", "/elsewhere", "Specs/Vault/SetPasscode.swift"),
    ("/home/me/shop/Sources/contracts/main.swift", "/home/me/shop", "Sources/contracts/main.swift"),
    ("/home/me/shop/Sources/contracts/main.swift", "/", "Sources/contracts/main.swift"),
    ("/home/me/shop/contracts.swift", "/elsewhere", "contracts.swift"),
    ("contracts/Specs.swift", "/", "contracts/Specs.swift"),
  ])
  func `a contract's path says nothing of the machine`(path: String, folder: String, shown: String) {
    #expect(SourcePath.relative(path, folder: folder) == shown)
  }
}
