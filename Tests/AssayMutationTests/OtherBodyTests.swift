import AssayContract
import AssayHTTP
import AssayJSON
import AssaySchema
import AssaySpec
import Testing

/// Bodies of several media types, deprecated parameters, and parts that only responses have.
@Suite struct OtherBodyTests {
  static let members: [Property] = [.required("id", .integer), .optional("kind", .enum("a", "b"))]

  static let contract = SmallContract(
    body: .oneOf(.json(members), .form(members), .multipart(members.map { Part($0) })))

  @Test(arguments: [
    ("missing/id", "application/json {}"),
    ("type/id=letters,Content-Type=application/x-www-form-urlencoded", "application/x-www-form-urlencoded id=abc"),
    (
      "enum/kind=outside,Content-Type=application/x-www-form-urlencoded",
      "application/x-www-form-urlencoded id=1&kind=outside"
    ),
  ])
  func `wrong members are sent in each media type`(id: String, line: String) throws {
    let cases = try Self.contract.cases()
    let testCase = try #require(cases[id], "\(cases.keys.sorted())")
    #expect(testCase.request.line == "POST /x " + line)
    #expect(try Self.contract.answer(testCase.request).status == 400)
  }

  @Test func `a provider that validates only the first media type is found`() throws {
    let faults = try Self.contract.killedFaults()
    #expect(faults.contains("accepts/any-application/x-www-form-urlencoded"))
    #expect(faults.contains("accepts/any-multipart/form-data"))
  }

  @Test func `at most 32 wrong members of each further media type are sent`() throws {
    let many = (0..<20).map { Property.required("m\($0)", .integer) }
    let cases = try SmallContract(body: .oneOf(.json(many), .form(many))).cases()
    #expect(cases.keys.count { $0.hasSuffix(",Content-Type=application/x-www-form-urlencoded") } == 32)
  }

  @Test func `the mock warns of a deprecated parameter`() throws {
    let contract = SmallContract(.get, parameters: [.query("old", .integer, required: false).deprecated])
    #expect(try contract.answer(Request(.get, "/x?old=1")).headers["Warning"] == #"299 - "deprecated: query old""#)
    #expect(try contract.answer(Request(.get, "/x")).headers["Warning"] == nil)
  }

  @Test func `a read-only part is not sent`() throws {
    let parts = [
      Part(.required("id", .uuid).readOnly), Part(.required("name", .string)), Part(.optional("note", .string)),
    ]
    let contract = SmallContract(body: .multipart(parts), success: .json([.required("id", .uuid)]))
    let cases = try contract.cases()
    #expect(!cases.values.contains { $0.request.line.contains("name=\"id\"") })
    #expect(cases["missing/id"] == nil && cases["missing/name"] != nil)
    _ = try contract.killedFaults()
  }
}
