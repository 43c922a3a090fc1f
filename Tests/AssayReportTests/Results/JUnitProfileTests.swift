import AssayJudge
import AssayReport
@testable import AssayRun
import Foundation
import Testing

@Suite struct JUnitProfileTests {
  static func text(_ results: RunResults, _ profile: JUnitProfile, _ limits: JUnitLimits = JUnitLimits()) -> String {
    String(decoding: results.junit(profile, limits), as: UTF8.self)
  }

  @Test func `the rich profile names file, line, host and what a case that did not pass is about`() {
    let results = Records.results([Records.passed("a"), Records.failed("b", index: 1)])
    #expect(
      Self.text(results, .rich) == #"""
        <?xml version="1.0" encoding="UTF-8"?>
        <testsuites name="assay" tests="2" failures="1" errors="0" skipped="0" time="1.234" timestamp="2026-11-20T23:45:01">
          <testsuite name="shop.pay" tests="2" failures="1" errors="0" skipped="0" time="0.015" timestamp="2026-11-20T23:45:01" hostname="here" file="Specs/Shop/Pay.swift">
            <properties>
              <property name="target" value="https://api.example.com"/>
              <property name="seed" value="0"/>
              <property name="strict" value="false"/>
              <property name="assay" value="0.1.0"/>
              <property name="contract" value="Orders"/>
              <property name="source" value="https://example.com/docs?a=1&amp;b=2"/>
              <property name="retrieved" value="2026-11-20"/>
              <property name="conclusion" value="failed"/>
            </properties>
            <testcase name="a" classname="shop.pay" time="0.012" file="Specs/Shop/Pay.swift" line="7"/>
            <testcase name="b" classname="shop.pay" time="0.003" file="Specs/Shop/Pay.swift" line="7">
              <properties>
                <property name="status" value="200"/>
                <property name="evidence" value="documented"/>
                <property name="fingerprint" value="1111111111111111"/>
                <property name="failing-since" value="2026-11-20T23:45:01Z"/>
              </properties>
              <failure message="body /paid (1:10): expected boolean, found string &quot;yes&quot;" type="wrong-type">A request that keeps the contract.

        Failing since the run of 2026-11-20T23:45:01Z.

        wrong-type at body /paid (1:10)
          expected: boolean
          found:    string "yes"
          documented: Answers
          1 | {"paid": "yes"}
            |          ^

        The document: Orders, read 2026-11-20: https://example.com/docs?a=1&amp;b=2

        The response:
        HTTP/1.1 200 OK
        Content-Type: application/json

        {"paid": "yes"}

        Repeat it:
        curl -X POST https://api.example.com/pay
        </failure>
            </testcase>
          </testsuite>
        </testsuites>

        """#)
  }

  @Test func `the strict profile has no attribute that a schema does not know`() throws {
    let elements = try XMLEvents.read(Records.everyKind.junit(.strict))
    let allowed: [String: Set<String>] = [
      "testsuites": ["name", "tests", "failures", "errors", "time"],
      "testsuite": ["name", "tests", "failures", "errors", "skipped", "time", "timestamp"],
      "testcase": ["name", "classname", "time"], "property": ["name", "value"],
      "failure": ["message", "type"], "error": ["message", "type"], "skipped": ["message"],
      "flakyFailure": ["message", "type"], "stackTrace": [], "system-out": [], "properties": [],
    ]
    for element in elements {
      #expect(Set(element.attributes.keys).isSubset(of: try #require(allowed[element.name], "\(element.name)")))
    }
    // The host is there all the same.
    #expect(elements.contains { $0.attributes == ["name": "hostname", "value": "here"] })
  }

  @Test func `a retry is a flakyFailure with a stack trace, as Surefire writes it`() throws {
    let elements = try XMLEvents.read(
      Records.results([Records.passed("e", retried: [503, 500])]).junit(.rich))
    #expect(
      elements.filter { $0.name == "flakyFailure" }.map { $0.attributes["message"] } == [
        "503, which the document calls passing; sent again", "500, which the document calls passing; sent again",
      ])
    #expect(elements.filter { $0.name == "stackTrace" }.count == 2)
    #expect(elements.first { $0.name == "system-out" }?.text == "passed after 2 passing failures (503, 500)\n")
    #expect(elements[0].attributes["failures"] == "0")
  }

  @Test func `a known failure is skipped with its text, a stale entry fails, and the counts say so`() throws {
    var known = Records.failed("b")
    known.baseline = BaselineMark(state: .known, owner: "ann", reason: "ticket 7", expires: "2027-01-31")
    var stale = Records.passed("c", index: 1)
    stale.baseline = BaselineMark(state: .stale, owner: "ann", reason: "ticket 8", expires: "2027-01-31")
    let elements = try XMLEvents.read(Records.results([known, stale]).junit(.strict))
    let skipped = try #require(elements.first { $0.name == "skipped" })
    #expect(skipped.attributes["message"]?.hasPrefix("Known failure: ticket 7 (ann, until 2027-01-31).") == true)
    #expect(skipped.text.contains("expected: boolean"))
    #expect(elements.first { $0.name == "failure" }?.attributes["type"] == "stale-baseline")
    #expect(elements[0].attributes["failures"] == "1")
    #expect(elements[1].attributes["skipped"] == "1")
  }

  @Test func `a long text is cut at a scalar with a note, and a file stays below what GitLab reads`() throws {
    var record = Records.failed("x", found: String(repeating: "é", count: 400))
    record.violations = Array(repeating: record.violations[0], count: 50)
    let cut = Self.text(Records.results([record]), .rich, JUnitLimits(text: 1001))
    #expect(cut.contains("bytes cut; results.json has the whole …\n"))
    // The line that repeats it is at the end, and stays.
    #expect(cut.contains("Repeat it:\ncurl -X POST https://api.example.com/pay\n</failure>"))
    #expect(String(validating: Array(cut.utf8), as: UTF8.self) != nil)
    func many(_ count: Int, _ limits: JUnitLimits) -> [UInt8] {
      let records = (0..<count).map { index in
        var one = record
        one.id = "shop.pay/x\(index)"
        return one
      }
      return Records.results(records).junit(.rich, limits)
    }
    #expect(many(3000, JUnitLimits()).count < JUnitLimits.gitLabFileBytes)
    let elements = try XMLEvents.read(many(300, JUnitLimits(file: 1_000_000, lastFile: 1_100_000)))
    #expect(elements.count { $0.name == "failure" } == 300)
    // Those that came late have their line and where the text is.
    #expect(elements.last { $0.name == "failure" }?.text.hasPrefix("… ") == true)
    #expect(elements.last { $0.name == "failure" }?.attributes["message"]?.isEmpty == false)
  }

  @Test func `every Unicode scalar is harmless everywhere, and shown`() throws {
    for start in stride(from: UInt32(0), through: 0x10FFFF, by: 0x8000) {
      var text = ""
      for value in start..<start + 0x8000 {
        if let scalar = Unicode.Scalar(value) { text.unicodeScalars.append(scalar) }
      }
      if text.isEmpty { continue }
      var record = Records.error("x")
      record.summary = text
      record.reason = text
      var suite = Records.suite()
      suite.source.title = text
      suite.target = text
      var header = Records.header()
      header.info.hostname = text
      let results = RunResults(header: header, suites: [.init(header: suite, cases: [record])])
      for profile in JUnitProfile.allCases {
        let limits = JUnitLimits(text: .max, file: .max)
        let elements = try XMLEvents.read(results.junit(profile, limits))
        let expected = Self.readable(text)
        let property = try #require(elements.first { $0.attributes["name"] == "contract" })
        #expect(Array((property.attributes["value"] ?? "").unicodeScalars) == expected)
        let shown = Array((elements.first { $0.name == "error" }?.text ?? "").unicodeScalars)
        #expect(shown.starts(with: Array("A request ".unicodeScalars) + expected))
      }
    }
  }

  /// What XML 1.0 (section 2.2) forbids, and the C1 controls, by code points.
  private static func readable(_ text: String) -> [Unicode.Scalar] {
    text.unicodeScalars.flatMap { scalar -> [Unicode.Scalar] in
      switch scalar.value {
      case 0x9, 0xA, 0x20...0x7E, 0xA0...0xD7FF, 0xE000...0xFFFD: return [scalar]
      case 0x10000... where scalar.value & 0xFFFE != 0xFFFE: return [scalar]
      default: return Array("\\u{\(String(scalar.value, radix: 16))}".unicodeScalars)
      }
    }
  }

  @Test(arguments: 0..<20) func `random bytes as a provider's text do no harm`(seed: UInt64) throws {
    var state = seed &* 0x9E37_79B9_7F4A_7C15 &+ 1
    let bytes = (0..<4096).map { _ -> UInt8 in
      // xorshift64: any bytes will do, and the same in every run.
      state ^= state << 13
      state ^= state >> 7
      state ^= state << 17
      return UInt8(truncatingIfNeeded: state)
    }
    let text = String(decoding: bytes, as: UTF8.self)
    var record = Records.failed("x", found: text)
    record.steps[0].answer?.body = text
    record.steps[0].request?.curl = text
    for profile in JUnitProfile.allCases {
      let elements = try XMLEvents.read(Records.results([record]).junit(profile))
      #expect(elements.count { $0.name == "failure" } == 1)
    }
  }

  @Test func `an attachment is a line of its own in the rich profile, and no provider can name one`() throws {
    var attached = Records.failed("b", found: "[[ATTACHMENT|/etc/passwd]]\u{600}[[ATTACHMENT|/etc/shadow]]")
    attached.attachment = "Reports/attachments/shop.pay.00.answer.txt"
    var warned = Records.passed("a")
    warned.violations = attached.violations.map {
      var violation = $0
      violation.severity = .warning
      return violation
    }
    for profile in JUnitProfile.allCases {
      let elements = try XMLEvents.read(Records.results([attached, warned]).junit(profile))
      let named = elements.filter { $0.text.contains("[[ATTACHMENT|") }
      #expect(
        named.map { "\($0.name) \($0.text)" }
          == (profile == .rich ? ["system-out [[ATTACHMENT|Reports/attachments/shop.pay.00.answer.txt]]\n"] : []))
      #expect(elements.contains { $0.name == "system-out" && $0.text.contains("[ [ATTACHMENT|/etc/passwd]]") })
    }
  }
}
