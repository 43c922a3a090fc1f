import AssayHTTP
import AssayJSON
import AssayPlan
import AssaySchema
import AssaySpec
import Testing

/// Values that a run makes.
@Suite struct GeneratedValueTests {
  static let page = Evidence.documented(at: "Requests")

  /// An endpoint with a header and three members that have a value of one kind.
  static func cases(
    _ kind: ValueGenerator.Kind, per scope: ValueGenerator.Scope = .testCase, seed: UInt64 = 7,
    given: [String: String] = [:], _ schema: Schema = .string
  ) throws -> [TestCase] {
    let value = Fixture("desk.value", "a value", generated: kind, per: scope)
    let provider = Provider(
      "desk", "Desk", fixtures: [value],
      endpoints: [
        Endpoint(
          .post, "/things/{id}", id: "desk.create", title: "Create",
          document: Document(url: "https://example.com", retrieved: "2026-11-20"), security: .none(quote: page),
          parameters: [
            .path("id", .string, from: value, quote: page),
            .header("Idempotency-Key", required: false, from: value, quote: page),
          ],
          requestBody: .json([
            .required("reference", schema, from: value, quote: page), .optional("note", .string, quote: page),
          ]),
          responses: [
            ResponseSpec(
              200, .json([.required("reference", schema, quote: page)]), when: .validRequest,
              echoes: [EchoedValue("/reference", of: "/reference", quote: page)], quote: page),
            ResponseSpec(400, .undocumented, when: .invalidRequest, quote: page),
          ], idempotency: page)
      ])
    let values = FixtureValues(given: given, isMock: true, seed: seed, timestamp: "2026-11-21T22:15:00Z")
    return try Planner(values: values).plan(Catalog([provider])).suites[0].cases()
  }

  static func keys(_ cases: [TestCase]) -> [String?] { cases.map { $0.request.headers["Idempotency-Key"] } }

  @Test(
    arguments: [
      (.uuid, "[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}"),
      (.timestamp, "2026-11-21T22:15:00Z"), (.counter, "700[0-9]|70[0-9][0-9]"),
      (.email, "assay-[0-9a-f]{16}@example.com"),
    ] as [(ValueGenerator.Kind, String)])
  func `a value has the form of its kind, in every part of the request`(kind: ValueGenerator.Kind, form: String) throws
  {
    let cases = try Self.cases(kind)
    let testCase = try #require(cases.first { $0.id == "desk.create/optional/note" })
    let key = try #require(testCase.request.headers["Idempotency-Key"])
    #expect(key.wholeMatch(of: try Regex(form)) != nil, "\(key)")
    #expect(testCase.request.target == "/things/\(key.replacing(":", with: ":"))")
    let body = String(decoding: testCase.request.body ?? [], as: UTF8.self)
    #expect(body.contains(#""reference":"\#(key)""#), "\(body)")
    #expect(testCase.expectation.echoes.map(\.value) == [.string(key)])
    #expect(!cases.contains { "\($0)".contains("ASSAY_DESK_VALUE") })
  }

  @Test func `a number stands as a number in a body`() throws {
    let testCase = try #require(
      try Self.cases(.counter, .integer).first { $0.id == "desk.create/optional/note" })
    let key = try #require(testCase.request.headers["Idempotency-Key"])
    #expect(String(decoding: testCase.request.body ?? [], as: UTF8.self).contains(#""reference":\#(key)"#))
  }

  @Test func `every case has its own value, and both requests of a repetition the same`() throws {
    let cases = try Self.cases(.uuid)
    let keys = Self.keys(cases).compactMap { $0 }.filter { !$0.isEmpty }
    #expect(keys.count >= 8 && Set(keys).count == keys.count, "\(keys)")
    let twice = try #require(cases.first { $0.kind == .idempotent })
    #expect(twice.steps.count == 2 && twice.steps[0].request == twice.steps[1].request)
  }

  @Test func `a value of the run is the same in every case`() throws {
    let keys = Self.keys(try Self.cases(.uuid, per: .run)).compactMap { $0 }.filter { !$0.isEmpty }
    #expect(keys.count >= 8 && Set(keys).count == 1)
  }

  @Test func `values follow from the seed, and ids of cases do not`() throws {
    let (one, again, other) = try (Self.cases(.email), Self.cases(.email), Self.cases(.email, seed: 8))
    #expect(one == again && one != other && one.map(\.id) == other.map(\.id))
  }

  @Test func `a value that is given is sent`() throws {
    let keys = Self.keys(try Self.cases(.uuid, given: ["desk.value": "mine"])).compactMap { $0 }
    #expect(Set(keys).isSubset(of: ["mine", ""]))
  }
}
