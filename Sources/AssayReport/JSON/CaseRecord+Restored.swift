import AssayContract
import AssayHTTP
import AssayJSON
import AssayJudge
import AssayPlan
import AssayRun
import AssaySchema
import AssaySpec

extension CaseRecord {
  /// The case, as far as the record keeps it.
  package var restoredCase: TestCase {
    TestCase(
      id: id, kind: CaseKind(rawValue: kind), summary: summary,
      request: Request(Method(request?.method ?? ""), request?.target ?? ""),
      expectation: Expectation(.valid, responses: [], evidence: .assumed("not kept")))
  }

  /// The record as the result that a page is made of; what a record does not keep is left out.
  ///
  /// - Parameters:
  ///   - suite: The place of its suite in the report.
  ///   - place: Its place in that suite.
  package func restored(suite: Int, place: Int) -> CaseResult {
    let testCase = restoredCase
    let exchanges = answers.map { answer in
      var response = Response(
        answer.status, reason: answer.reason,
        headers: HeaderFields(answer.headers.map { HeaderField($0.name, $0.value) }), body: Array(answer.body.utf8),
        version: answer.version)
      response.droppedBodyBytes = max(0, answer.bodyBytes - answer.shownBytes)
      return Exchange(request: testCase.request, outcome: .answered(response))
    }
    var result = CaseResult(
      suite: suite, index: place, testCase: testCase,
      verdict: Verdict(outcome, violations: violations.map(\.restored), reason: reason), exchanges: exchanges,
      retried: retried, duration: duration)
    result.curl = request?.curl
    return result
  }
}

extension ViolationRecord {
  fileprivate var restored: Violation {
    let level = Evidence.Level(rawValue: evidence) ?? .assumed
    let pointed = pointer.flatMap { JSONPointer(parsing: $0) }
    let at: Violation.Place
    if let pointed, let line, let column {
      at = .value(pointed, JSONLocation(line: line, column: column, offset: 0))
    } else if place.hasPrefix("header ") {
      at = .header(String(place.dropFirst(7)))
    } else {
      at =
        switch place.prefix(while: { $0 != "," }) {
        case "status": .status
        case "framing": .framing
        case "time": .timing
        default: .body
        }
    }
    return Violation(
      code, at: at, expected: expected, found: found, lasting: "", evidence: Evidence(level, promise),
      severity: severity)
  }
}
