import AssayContract
import AssayHTTP
import AssayJSON
import AssayPlan
import AssaySpec
import Testing

@testable import AssayJudge

/// What is compared of the responses to a repeated request.
@Suite struct RepetitionTests {
  static let page = Evidence.documented(at: "Idempotency")

  static func violations(_ first: String, _ second: String, _ promise: RepeatedResponse?) throws -> [Violation] {
    let provider = Provider(
      "desk", "Desk",
      endpoints: [
        Endpoint(
          .post, "/things", id: "desk.create", title: "Create",
          document: Document(url: "https://example.com", retrieved: "2026-11-20"), security: .none(quote: page),
          responses: [
            ResponseSpec(
              200, .json(schema: .any, example: "{}"), when: .validRequest, quote: page)
          ], idempotency: page, repeatedResponse: promise)
      ])
    let suite = try Planner(values: FixtureValues(isMock: true)).plan(Catalog([provider])).suites[0]
    let testCase = try #require(suite.cases().first { $0.kind == .idempotent })
    let exchanges = [first, second].map { body in
      Exchange(
        request: testCase.request,
        outcome: .answered(
          Response(200, reason: "OK", headers: ["Content-Type": "application/json"], body: Array(body.utf8))))
    }
    return Judge(suite.contract, isStrict: false).verdict(on: testCase, exchanges).violations
  }

  @Test(
    arguments: [
      (#"{"id": 1, "at": "x"}"#, #"{"at":"x","id":1}"#, nil),
      (#"{"id": 1, "at": "x"}"#, #"{"id": 1, "at": "y"}"#, nil),
      (#"{"id": 1, "meta": {"a": 1}}"#, #"{"id": 1, "meta": {"a": 2, "b": 3}}"#, nil),
      (#"{"id": 1}"#, #"{"id": 2}"#, "/id: expected the same as the first time, found another integer"),
      (#"{"id": 1}"#, "{}", "/id: expected the same as the first time, found nothing"),
      (
        #"{"id": 1}"#, #"{"id": 1, "new": true}"#, "/new: expected the same as the first time, found a new member"
      ),
      (
        #"{"ids": [1, 2]}"#, #"{"ids": [1, 3]}"#, "/ids/1: expected the same as the first time, found another integer"
      ),
      (#"{"ids": [1, 2]}"#, #"{"ids": [1]}"#, "/ids: expected the same as the first time, found another array"),
    ] as [(String, String, String?)])
  func `a repeated response is the first one, but for what may vary`(
    first: String, second: String, message: String?
  ) throws {
    let violations = try Self.violations(first, second, RepeatedResponse(except: "/at", "/meta", quote: Self.page))
    #expect(violations.map(\.code) == (message == nil ? [] : ["repetition-differs"]))
    if let message, case .value(let pointer, _)? = violations.first?.place, let violation = violations.first {
      #expect("\(pointer): expected \(violation.expected), found \(violation.found)" == message)
    }
    #expect(try Self.violations(first, second, nil).isEmpty)
  }
}
