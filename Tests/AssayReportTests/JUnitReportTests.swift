import AssayHTTP
import AssayJudge
import AssayReport
import AssayRun
import AssaySpec
import AssayTestSupport
import Foundation
import Testing

@Suite struct JUnitReportTests {
  @Test func `a run of every kind`() {
    #expect(
      String(decoding: Sample.records(Sample.results).junit(), as: UTF8.self) == #"""
        <?xml version="1.0" encoding="UTF-8"?>
        <testsuites name="assay" tests="5" failures="1" errors="1" time="1.234">
          <testsuite name="shop.order.pay" tests="5" failures="1" errors="1" skipped="1" time="1.765" timestamp="2026-11-20T23:45:01">
            <properties>
              <property name="target" value="https://api.example.com"/>
              <property name="seed" value="0"/>
              <property name="strict" value="false"/>
              <property name="assay" value="0.1.0"/>
              <property name="contract" value="Pay"/>
              <property name="source" value="https://example.com/docs?a=1&amp;b=2"/>
              <property name="retrieved" value="2026-11-20"/>
              <property name="revision" value="v1"/>
              <property name="conclusion" value="failed"/>
              <property name="hostname" value="here"/>
            </properties>
            <testcase name="answer/200/valid" classname="shop.order.pay" time="0.012"/>
            <testcase name="spelling/escapes" classname="shop.order.pay" time="0.003">
              <failure message="body /paid (1:10): expected boolean, found string &quot;yes&quot;" type="wrong-type">A request that keeps the contract.

        wrong-type at body /paid (1:10)
          expected: boolean
          found:    string "yes"
          documented: Answers ("paid: boolean")
          1 | {"paid": "yes",
            |          ^

        warning undocumented-member at body /extra (2:2)
          expected: only documented members
          found:    member "extra": integer 1
          documented: Answers
          2 |  "extra": 1}
            |  ^

        The document: Pay, v1, read 2026-11-20: https://example.com/docs?a=1&amp;b=2

        The response:
        HTTP/1.1 200 OK
        Content-Type: application/json

        {"paid": "yes",
         "extra": 1}

        Repeat it:
        curl -i -X POST https://api.example.com/orders/7/pay -H 'Authorization: Bearer '"${ASSAY_SHOP_TOKEN:?}" -H 'Content-Type: application/json' --data-binary '{"note":"n"}'
        </failure>
            </testcase>
            <testcase name="credential/missing" classname="shop.order.pay" time="0.000">
              <skipped message="needs shop.token (a token): set ASSAY_SHOP_TOKEN">needs shop.token (a token): set ASSAY_SHOP_TOKEN</skipped>
            </testcase>
            <testcase name="body/missing" classname="shop.order.pay" time="1.000">
              <error message="Nobody answers at api.example.com." type="could-not-ask">A request without a body.

        It could not be judged: Nobody answers at api.example.com.

        Repeat it:
        curl -i -X POST https://api.example.com/orders/7/pay -H 'Authorization: Bearer '"${ASSAY_SHOP_TOKEN:?}" -H 'Content-Type: application/json' --data-binary '{"note":"n"}'
        </error>
            </testcase>
            <testcase name="optional/all" classname="shop.order.pay" time="0.750">
              <flakyFailure message="503, which the document calls passing; sent again" type="passing-failure">
                <stackTrace>503, which the document calls passing; sent again</stackTrace>
              </flakyFailure>
              <flakyFailure message="500, which the document calls passing; sent again" type="passing-failure">
                <stackTrace>500, which the document calls passing; sent again</stackTrace>
              </flakyFailure>
              <system-out>passed after 2 passing failures (503, 500)
        warning accepted-invalid at status
          expected: a refusal (400)
          found:    200: the request was accepted
          assumed: Nobody says.
        </system-out>
            </testcase>
          </testsuite>
        </testsuites>

        """#)
  }

  @Test(arguments: [
    (Duration.zero, "0.000"), (.nanoseconds(999_999), "0.000"), (.milliseconds(1), "0.001"),
    (.milliseconds(12), "0.012"),
    (.milliseconds(999), "0.999"), (.seconds(1), "1.000"), (.milliseconds(61_050), "61.050"),
    (.seconds(86_399), "86399.000"),
  ])
  func `a time is seconds with three decimals`(duration: Duration, text: String) throws {
    var result = Sample.results[0]
    result.duration = duration
    let root = try XMLTree.parse(Sample.records([result]).junit())
    #expect(root.all("testcase").first?.attributes["time"] == text)
    #expect(root.all("testsuite").first?.attributes["time"] == text)
  }

  @Test func `counts add up, and every case has a name of its own in the plan's order`() throws {
    let results = Sample.results + HostileRun.results("]]>\u{1B}\u{FFFE}\"\n")
    let root = try XMLTree.parse(Sample.records(results).junit())
    let cases = root.all("testcase")
    func outcome(_ name: String) -> Int { cases.count { !$0.all(name).isEmpty } }
    for element in [root] + root.all("testsuite") {
      #expect(element.attributes["tests"] == "\(results.count)")
      #expect(element.attributes["failures"] == "\(outcome("failure"))")
      #expect(element.attributes["errors"] == "\(outcome("error"))")
    }
    #expect(root.all("testsuite")[0].attributes["skipped"] == "\(outcome("skipped"))")
    #expect(outcome("failure") == results.count { $0.verdict.outcome == .failed })
    #expect(outcome("error") == 2)
    #expect(outcome("skipped") == 2)
    #expect(
      cases.map { "\($0.attributes["classname"] ?? "")/\($0.attributes["name"] ?? "")" } == results.map(\.testCase.id))
    #expect(Set(cases.map { $0.attributes["name"] }).count == cases.count)
    // A reader that shows the element's text alone still sees what was wrong.
    for failure in root.all("failure") + root.all("error") { #expect(failure.text.hasPrefix("A request ")) }
  }

  @Test(arguments: Hostile.texts + [Hostile.scalars])
  func `a report is well-formed whatever a provider writes`(text: String) throws {
    let results = HostileRun.results(text)
    let bytes = Sample.records(results).junit()
    let root = try XMLTree.parse(bytes)
    #expect(root.all("testcase").count == results.count)
    #expect(try Lint.complaints(about: bytes) == "")
  }

  @Test(
    arguments: [
      (Array(repeating: UInt8(ascii: "x"), count: 1 << 20), "1046528 bytes more"),
      (Array(repeating: 0xFF, count: 1 << 20), "1046528 bytes more"),
      ([0xFF, 0xFE, 0x00, 0xC3], "\u{FFFD}\u{FFFD}\\u{0}\u{FFFD}"),
      (Array("a\r\n\tb".utf8), "\na\n\\u{9}b\n"),
    ] as [([UInt8], String)])
  func `a body is shown as far as it is text and short`(body: [UInt8], shown: String) throws {
    let violation = Violation(
      "content-type-missing", at: .header("Content-Type"), expected: "application/json", found: "no Content-Type",
      evidence: .documented(at: "Answers"))
    let result = Sample.result(
      "answer/200/valid", "that keeps the contract", Verdict(.failed, violations: [violation]),
      answers: [Response(200, body: body)])
    let bytes = Sample.records([result]).junit()
    let text = try #require(try XMLTree.parse(bytes).all("failure").first).text
    #expect(text.contains(shown))
    #expect(bytes.count < 16_384)
  }

  @Test(
    .enabled(
      if: Lint.schemas != nil, "ASSAY_JUNIT_SCHEMAS names no folder with the JUnit schemas, or xmllint is missing"))
  func `jenkins and Surefire take the report`() throws {
    let schemas = try #require(Lint.schemas)
    for results in [Sample.results, HostileRun.results(Hostile.scalars), [Sample.results[0]]] {
      let bytes = Sample.records(results).junit()
      #expect(try Lint.complaints(about: bytes, schema: schemas + "/jenkins-xunit-junit-10.xsd") == "")
      // Surefire's schema knows one suite a file.
      let text = String(decoding: bytes, as: UTF8.self)
      let start = try #require(text.range(of: "<testsuite "))
      let end = try #require(text.range(of: "</testsuite>", options: .backwards))
      let suite = Array(text[start.lowerBound..<end.upperBound].utf8)
      #expect(try Lint.complaints(about: suite, schema: schemas + "/surefire-test-report-3.0.2.xsd") == "")
    }
  }
}

/// libxml2's judgement, where it is installed.
enum Lint {
  static let program = Command.find("xmllint")

  /// The folder of schemas that the environment names.
  static let schemas: String? =
    program == nil ? nil : ProcessInfo.processInfo.environment["ASSAY_JUNIT_SCHEMAS"].flatMap { $0.isEmpty ? nil : $0 }

  /// What it has to say against a document; nothing where it is not installed.
  static func complaints(about bytes: [UInt8], schema: String? = nil) throws -> String {
    guard let program else { return "" }
    let folder = try TemporaryFolder()
    try Data(bytes).write(to: URL(fileURLWithPath: folder.path + "/report.xml"))
    let arguments = ["--noout", "--nonet"] + (schema.map { ["--schema", $0] } ?? []) + [folder.path + "/report.xml"]
    let result = try Command.run(program, arguments)
    return result.status == 0 ? "" : result.errors + "status \(result.status)"
  }
}
