import AssayHTTP
import AssayJudge
import AssayRun
import AssaySpec
import Foundation
import Testing

@testable import AssayReport

@Suite struct HTMLReportTests {
  static let failed = Verdict(
    .failed,
    violations: [
      Violation(
        "undocumented-status", at: .status, expected: "a documented status (200)", found: "500",
        evidence: .documented(at: "R"))
    ])
  static let error = Verdict(.error, reason: "connection refused")
  static let skipped = Verdict(.skipped, reason: "no value")
  static let passed = Verdict(.passed)

  @Test func `a page is well-formed and has no element but ours, whatever a provider sends`() throws {
    let page = HTMLSample.page(try HTMLSample.hostile(), HTMLSample.context("<script>alert(9)</script>\u{202E}"))
    let elements = try HTMLElements(page)
    #expect(elements.counts["script"] == 1)
    #expect(elements.counts["style"] == 1)
    #expect(elements.names.isDisjoint(with: ["img", "iframe", "object", "embed", "link", "base", "form", "template"]))
    let allowed: Set = [
      "xmlns", "lang", "charset", "http-equiv", "content", "name", "class", "href", "id", "tabindex", "aria-label",
      "aria-labelledby", "aria-describedby", "aria-hidden", "role", "scope", "colspan", "rowspan", "open", "type",
      "hidden", "data-copy", "datetime", "rel", "viewBox", "width", "height", "d", "x", "y", "text-anchor", "for",
    ]
    #expect(elements.attributes.subtracting(allowed) == [])
    #expect(elements.addresses.allSatisfy { $0.hasPrefix("#") || $0.hasPrefix("https://") })
    #expect(!page.unicodeScalars.contains { !TextSanitizer.isHarmless($0) && $0 != "\n" && $0 != "\t" })
  }

  @Test func `a policy allows the one style and the one script and nothing else`() throws {
    let page = HTMLSample.page(HTMLSample.run(Self.passed))
    let style = try #require(page.firstMatch(of: /<style>([^<]*)<\/style>/)).1
    let script = try #require(page.firstMatch(of: /<script>([^<]*)<\/script>/)).1
    let policy =
      "default-src &#39;none&#39;; style-src &#39;sha256-\(SHA256.base64(of: String(style)))&#39;; "
      + "script-src &#39;sha256-\(SHA256.base64(of: String(script)))&#39;; base-uri &#39;none&#39;; form-action &#39;none&#39;"
    #expect(page.contains("<meta http-equiv=\"Content-Security-Policy\" content=\"\(policy)\"/>"))
  }

  @Test func `a violation shows its line, and a case its request and its response`() throws {
    let endpoint = HTMLSample.endpoint("acme.thing")
    let testCase = HTMLSample.testCase(endpoint.id, .example, "curl")
    let response = HTMLSample.json(200, "{\"id\": 5,\n \"count\": \"<b>\", \"more\": {}}")
    let result = try HTMLSample.judged(0, 0, testCase, endpoint, response)
    let page = HTMLSample.page(HTMLSample.run(endpoint, [result]))
    #expect(page.contains("<pre>  1 | {&quot;id&quot;: 5,\n    |        ^</pre>"))
    #expect(
      page.contains(
        "<pre>  2 |  &quot;count&quot;: &quot;&lt;b&gt;&quot;, &quot;more&quot;: {}}\n    |           ^</pre>"))
    #expect(
      page.contains("POST /v1/things/1\nAuthorization: Bearer ${ASSAY_ACME_TOKEN}\nContent-Type: application/json\n\n{")
    )
    #expect(page.contains("Response after 3.00 ms</figcaption>"))
    #expect(
      page.contains("HTTP/1.1 200 Reason\nContent-Type: application/json\n\n{&quot;id&quot;: 5,\n &quot;count&quot;"))
    #expect(page.contains("200</th>") && page.contains("the thing as it is now"))
    #expect(page.contains("curl</b>"))
    let elements = try HTMLElements(page)
    #expect(elements.text.contains("curl -i -X POST https://api.example.com/v1/things/1 -H"))
  }

  @Test func `failures of one kind are shown up to a limit and then named`() throws {
    let endpoint = HTMLSample.endpoint("acme.thing")
    let results = (0..<500).map { index in
      CaseResult(
        suite: 0, index: index, testCase: HTMLSample.testCase("acme.thing", .null, "m\(index)"), verdict: Self.failed)
    }
    let page = HTMLSample.page(HTMLSample.run(endpoint, results))
    #expect(page.ranges(of: "<details class=\"case\"").count == 3)
    #expect(page.ranges(of: "<details class=\"case\" id=\"e-acme.thing-0\" open=\"open\"").count == 1)
    #expect(page.contains("497 more cases like this, in full in junit.xml: "))
    #expect(page.contains("and 300 more"))
    #expect(page.contains("500 cases: 500 failed"))
  }

  @Test func `many different failures get headings up to a limit, each of the first a case`() throws {
    let endpoint = HTMLSample.endpoint("acme.thing")
    let results = (0..<60).map { index in
      let violation = Violation(
        "header-missing", at: .header("X-\(index)"), expected: "the header", found: "none",
        evidence: .documented(at: "R"))
      return CaseResult(
        suite: 0, index: index, testCase: HTMLSample.testCase("acme.thing", .null, "m\(index)"),
        verdict: Verdict(.failed, violations: [violation]))
    }
    let page = HTMLSample.page(HTMLSample.run(endpoint, results))
    #expect(page.ranges(of: "<details class=\"case\"").count == 40)
    #expect(page.ranges(of: "<h4>").count == 40)
    #expect(page.contains("And 20 more cases with other failures, in junit.xml."))
    #expect(page.contains("and 45 more failures in 45 cases"))
  }

  @Test func `cases that have an error for one reason are shown by one`() throws {
    let page = HTMLSample.page(HTMLSample.run(Self.error, Self.error, Self.error))
    #expect(page.ranges(of: "<details class=\"case\"").count == 1)
    #expect(page.contains("2 more cases like this"))
  }

  @Test func `a failure says whether it is new and since when it fails`() throws {
    let report = HTMLSample.run(Self.failed, Self.error, Self.passed)
    let page = HTMLSample.page(report, HTMLSample.context())
    #expect(page.contains("<span class=\"badge\">new</span>"))
    #expect(page.contains("Changes since 2026-11-19 23:45 UTC"))
    #expect(page.contains("1 case no longer fails"))
    #expect(page.contains("97 (97 %)"))
    #expect(page.contains("3 of 4</b> members were exercised"))
    #expect(page.contains("The last 14 runs"))
    let older = HTMLSample.page(HTMLSample.run(Self.passed, Self.failed), HTMLSample.context())
    #expect(older.contains("<span class=\"badge\">failing since 2026-11-12 23:45 UTC</span>"))
    #expect(!HTMLSample.page(report).contains("badge\">"))
  }

  @Test func `what changed is a line an endpoint, in one order, however many of its cases changed`() {
    let endpoint = HTMLSample.endpoint("acme.thing")
    let results = (0..<30).map { index in
      CaseResult(
        suite: 0, index: index, testCase: HTMLSample.testCase("acme.thing", .null, "m\(index)"), verdict: Self.failed)
    }
    let text = HTMLSample.page(HTMLSample.run(endpoint, results), HTMLSample.context())
    #expect(text.contains(" · 30 cases</span>"))
    #expect(text.contains(" and 10 more</div>"))
    #expect(text == HTMLSample.page(HTMLSample.run(endpoint, results.reversed()), HTMLSample.context()))
  }

  @Test func `an undocumented status is a failure only where a case failed for it`() throws {
    let endpoint = HTMLSample.endpoint("acme.thing")
    let testCase = HTMLSample.testCase(endpoint.id, .missing, "a")
    func chip(_ verdict: Verdict) throws -> Substring? {
      let exchanges = [HTMLSample.exchange(testCase, HTMLSample.json(404, "{}"))]
      let result = CaseResult(suite: 0, index: 0, testCase: testCase, verdict: verdict, exchanges: exchanges)
      return HTMLSample.page(HTMLSample.run(endpoint, [result])).firstMatch(of: #/<li class="(\w+)">. 404 ×1 /#)?.1
    }
    #expect(try chip(Self.passed) == "warned")
    #expect(try chip(Self.failed) == "failed")
  }

  @Test func `sections of a run that has nothing to tell in them are left out`() throws {
    let page = HTMLSample.page(HTMLSample.run(Self.passed))
    for id in ["failures", "changes", "trend", "mutation"] { #expect(!page.contains("id=\"\(id)\"")) }
    for id in ["matrix", "endpoints", "main"] { #expect(page.contains("id=\"\(id)\"")) }
  }

  @Test func `passed cases are a few elements, whatever their number`() throws {
    func elements(_ cases: Int) throws -> Int {
      let report = HTMLSample.run(
        HTMLSample.endpoint("acme.thing"),
        (0..<cases).map { index in
          CaseResult(
            suite: 0, index: index, testCase: HTMLSample.testCase("acme.thing", .null, "m\(index)"),
            verdict: Self.passed)
        })
      return try HTMLElements(HTMLSample.page(report)).counts.values.reduce(0, +)
    }
    #expect(try elements(10) == elements(1000))
  }

  @Test func `a page comes in pieces`() throws {
    let sizes = HTMLSample.pieces(try HTMLSample.large(endpoints: 100, cases: 20)).map(\.count)
    #expect(sizes.count > 3)
    // A piece ends with the element that fills it, and no element of text is near this long.
    #expect(sizes.allSatisfy { $0 < 100_000 })
  }

  @Test func `endpoints with failures come first, each with an anchor of its own`() throws {
    let run = try HTMLSample.large(endpoints: 40, cases: 20)
    let page = run.reporter().page(run.finished())
    #expect(page.sections.prefix(4).allSatisfy { $0.counts.failed > 0 })
    #expect(page.sections.dropFirst(4).allSatisfy { $0.counts.failed == 0 })
    #expect(Set(page.sections.map(\.anchor)).count == 40)
  }

  @Test func `an endpoint without its contract is shown without it`() {
    let page = HTMLSample.page(
      HTMLSample.run(Self.failed, Self.passed), HTMLSample.Context(hasContracts: false))
    #expect(page.contains("id=\"e-acme.thing-0\""))
    #expect(!page.contains("The contract:"))
  }

  @Test(arguments: HTMLPalette.pairs.indices)
  func `every text stands out from its ground`(index: Int) {
    let (text, ground) = HTMLPalette.pairs[index]
    #expect(Self.contrast(text.light, ground.light) >= 4.5, "\(text.name) on \(ground.name), light")
    #expect(Self.contrast(text.dark, ground.dark) >= 4.5, "\(text.name) on \(ground.name), dark")
  }

  /// The contrast ratio of WCAG 2.2.
  private static func contrast(_ first: UInt32, _ second: UInt32) -> Double {
    func luminance(_ colour: UInt32) -> Double {
      zip([16, 8, 0], [0.2126, 0.7152, 0.0722]).reduce(0) { sum, part in
        let value = Double(colour >> UInt32(part.0) & 0xFF) / 255
        return sum + part.1 * (value <= 0.04045 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4))
      }
    }
    let (high, low) = (max(luminance(first), luminance(second)), min(luminance(first), luminance(second)))
    return (high + 0.05) / (low + 0.05)
  }
}
