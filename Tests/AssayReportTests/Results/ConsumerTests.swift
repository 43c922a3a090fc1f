import AssayReport
import Foundation
import Testing

/// What those who read JUnit files say they take: schemas, libraries, and the documented rules of CI systems.
@Suite struct ConsumerTests {
  /// Runs that pass, fail, cannot ask, are hostile and are huge.
  static let samples: [(name: String, results: RunResults)] = [
    ("passing", Records.results([Records.passed("a"), Records.passed("b", index: 1)])),
    ("failing", Records.results([Records.passed("a"), Records.failed("b", index: 1)])),
    ("erroring", Records.results([Records.error("a"), Records.skipped("b", index: 1)])),
    ("hostile", Records.everyKind),
    (
      "huge",
      Records.results(
        (0..<20_000).map {
          $0 % 10 == 0 ? Records.failed("case-\($0)", index: $0) : Records.passed("case-\($0)", index: $0)
        })
    ),
  ]

  @Test(
    .enabled(if: Judges.schemas != nil && Judges.xmllint != nil, "ASSAY_JUNIT_SCHEMAS names no folder, or no xmllint"),
    arguments: samples.map(\.name))
  func `both schemas take the strict profile`(name: String) throws {
    let results = try #require(Self.samples.first { $0.name == name }).results
    let whole = results.junit(.strict)
    #expect(try Judges.complaints(whole, schema: "jenkins-xunit-junit-10.xsd") == "")
    let written = results.written(by: JUnitReporter(profile: .strict, buffer: MemoryBuffer()))
    let suite = written[.file("surefire/TEST-\(results.suites[0].header.id).xml")]
    #expect(try Judges.complaints(suite, schema: "surefire-test-report-3.0.2.xsd") == "")
  }

  @Test(
    .enabled(if: Judges.has("junitparser"), "no Python with junitparser (ASSAY_TEST_PYTHON names one)"),
    arguments: samples.map(\.name), JUnitProfile.allCases)
  func `junitparser reads every count`(name: String, profile: JUnitProfile) throws {
    let results = try #require(Self.samples.first { $0.name == name }).results
    let printed = try Judges.python(
      """
      import sys
      from junitparser import JUnitXml
      xml = JUnitXml.fromfile(sys.argv[1])
      cases = [case for suite in xml for case in suite]
      kinds = [type(result).__name__ for case in cases for result in case.result]
      print(len(cases), xml.tests, xml.failures, kinds.count("Failure"), xml.errors, kinds.count("Error"), kinds.count("Skipped"))
      """, results.junit(profile))
    let cases = results.cases
    let failed = cases.count { $0.outcome == .failed }
    let errors = cases.count { $0.outcome == .error }
    let skipped = cases.count { $0.outcome == .skipped }
    #expect(
      printed.split(whereSeparator: \.isWhitespace).map { Int($0) } == [
        cases.count, cases.count, failed, failed, errors, errors, skipped,
      ])
  }

  @Test(
    .enabled(if: Judges.has("junit2htmlreport"), "no Python with junit2html (ASSAY_TEST_PYTHON names one)"),
    arguments: samples.map(\.name), JUnitProfile.allCases)
  func `junit2html makes a page of it`(name: String, profile: JUnitProfile) throws {
    let results = try #require(Self.samples.first { $0.name == name }).results
    let printed = try Judges.python(
      """
      import sys
      from junit2htmlreport.parser import Junit
      report = Junit(sys.argv[1])
      print(sum(len(test_class.cases) for suite in report.suites for test_class in suite.classes.values()))
      assert len(report.html()) > 1000
      """, results.junit(profile))
    #expect(printed == "\(results.cases.count)\n")
  }

  @Test(arguments: samples.map(\.name), JUnitProfile.allCases)
  func `GitLab's documented rules`(name: String, profile: JUnitProfile) throws {
    let results = try #require(Self.samples.first { $0.name == name }).results
    let bytes = results.junit(profile)
    // docs.gitlab.com, "Unit test reports": below 30 MB; of duplicate names only the first is used.
    #expect(bytes.count < JUnitLimits.gitLabFileBytes)
    let elements = try XMLEvents.read(bytes)
    let names = elements.filter { $0.name == "testcase" }.map {
      [$0.attributes["classname"] ?? "", $0.attributes["name"] ?? ""]
    }
    #expect(Set(names).count == names.count)
    #expect(names.allSatisfy { !$0[0].isEmpty && !$0[1].isEmpty })
    // It shows the element's text and not `message`.
    for element in elements where ["failure", "error"].contains(element.name) { #expect(!element.text.isEmpty) }
    // A relative path links to the file.
    for file in elements.compactMap({ $0.attributes["file"] }) { #expect(!file.hasPrefix("/")) }
    // Since 17.6 a file of more than 250 000 objects is refused ("XML exceeds permitted complexity"); an element and
    // each of its attributes is one.
    #expect(elements.reduce(0) { $0 + 1 + $1.attributes.count } < 250_000)
  }

  @Test(arguments: samples.map(\.name), JUnitProfile.allCases)
  func `the rules of dorny's test-reporter`(name: String, profile: JUnitProfile) throws {
    let results = try #require(Self.samples.first { $0.name == name }).results
    let elements = try XMLEvents.read(results.junit(profile))
    // "java-junit": suites stand below the root and nowhere else, cases below suites; nested ones are not read.
    #expect(elements[0].name == "testsuites")
    #expect(elements.allSatisfy { $0.name != "testsuite" || $0.depth == 1 })
    #expect(elements.allSatisfy { $0.name != "testcase" || $0.depth == 2 })
    // Times are seconds with a dot; a case is failed by `failure` or `error` and skipped by `skipped`.
    for element in elements where ["testsuite", "testcase"].contains(element.name) {
      let time = try #require(element.attributes["time"])
      #expect(time.wholeMatch(of: /[0-9]+\.[0-9]{3}/) != nil)
      #expect(element.attributes["name"]?.isEmpty == false)
    }
  }

  @Test(arguments: samples.map(\.name), JUnitProfile.allCases)
  func `the rules of mikepenz's action-junit-report`(name: String, profile: JUnitProfile) throws {
    let results = try #require(Self.samples.first { $0.name == name }).results
    let elements = try XMLEvents.read(results.junit(profile))
    for element in elements {
      // A message is an annotation's title: one line.
      if let message = element.attributes["message"] { #expect(!message.contains("\n") && !message.isEmpty) }
      // An annotation stands at the case's own `file` and `line`, a path in the repository and a number from 1.
      guard element.name == "testcase" else { continue }
      #expect((element.attributes["file"] != nil) == (profile == .rich))
      #expect((element.attributes["line"] != nil) == (profile == .rich))
      if let file = element.attributes["file"] { #expect(!file.isEmpty && !file.hasPrefix("/")) }
      if let line = element.attributes["line"] { #expect(Int(line).map { $0 > 0 } == true) }
    }
  }

  @Test(arguments: samples.map(\.name), JUnitProfile.allCases)
  func `the rules of EnricoMi's publish-unit-test-result-action`(name: String, profile: JUnitProfile) throws {
    let results = try #require(Self.samples.first { $0.name == name }).results
    let elements = try XMLEvents.read(results.junit(profile))
    // It reads with junitparser, one result a case, and takes the sums from the suites' heads.
    var kinds: [String] = []
    for element in elements {
      if element.name == "testcase" { kinds = [] }
      if ["failure", "error", "skipped"].contains(element.name) { kinds.append(element.name) }
      #expect(kinds.count <= 1)
    }
    func count(_ name: String) -> String { "\(elements.count { $0.name == name })" }
    for head in elements where head.name == "testsuites" || head.name == "testsuite" {
      #expect(head.attributes["tests"] == count("testcase"))
      #expect(head.attributes["failures"] == count("failure"))
      #expect(head.attributes["errors"] == count("error"))
      if head.name == "testsuite" { #expect(head.attributes["skipped"] == count("skipped")) }
    }
  }

  @Test(
    .enabled(if: Judges.variable("ASSAY_SAMPLES") != nil, "ASSAY_SAMPLES names no folder to leave the samples in"),
    arguments: samples.map(\.name), JUnitProfile.allCases)
  func `samples are left for judges of the ecosystem`(name: String, profile: JUnitProfile) throws {
    let results = try #require(Self.samples.first { $0.name == name }).results
    let file = try #require(Judges.variable("ASSAY_SAMPLES")) + "/\(name)-\(profile.rawValue).xml"
    try Data(results.junit(profile)).write(to: URL(fileURLWithPath: file))
  }
}
