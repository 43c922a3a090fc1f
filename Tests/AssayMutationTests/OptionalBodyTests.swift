import AssayContract
import AssayHTTP
import AssayJSON
import AssayPlan
import AssaySchema
import AssaySpec
import Testing

/// Bodies that a request may leave out, in every encoding, from plan to mutants.
@Suite struct OptionalBodyTests {
  static let members: [Property] = [.required("a", .integer), .optional("b", .string)]

  static let bodies: [(Body, broken: String)] = [
    (.json(members).optional, "null"), (.form(members).optional, "invalid-percent"),
    (.multipart([Part(.required("a", .integer)), Part(.optional("b", .string))]).optional, "no-boundary"),
    (.text(.uuid).optional, "broken"),
    (.bytes(as: "application/pdf", startsWith: Array("%PDF-".utf8)).optional, "no-match"),
    (.oneOf(.json(members), .form(members).optional), "null"),
  ]

  @Test(arguments: bodies.indices)
  func `a body that may be left out is sent and left out`(index: Int) throws {
    let (body, broken) = Self.bodies[index]
    let contract = SmallContract(body: body)
    let cases = try contract.cases()
    let bodiless = try #require(cases["optional/no-body"])
    #expect(bodiless.request.line == "POST /x ")
    #expect(bodiless.expectation.validity == .valid)
    #expect(try contract.answer(bodiless.request).status == 200)
    #expect(cases["body/missing"] == nil)
    let names = cases.keys.filter { $0.hasPrefix("body/\(broken)") }
    #expect(names.count == 1, "\(cases.keys.sorted())")
    for name in names { #expect(try contract.answer(cases[name]!.request).status == 400) }
    #expect(try contract.killedFaults().contains("refuses/no-body"))
  }

  @Test(arguments: [AssayHTTP.Method.get, .delete])
  func `a request whose method has usually none may have one`(method: AssayHTTP.Method) throws {
    let contract = SmallContract(method, body: .json(Self.members).optional)
    let cases = try contract.cases()
    #expect(cases["optional/no-body"]?.request.headers["Content-Type"] == nil)
    #expect(cases["optional/no-body"]?.request.body?.isEmpty ?? true)
    #expect(
      cases["answer/200/valid"] == nil
        && cases["optional/none"]?.request.line == "\(method) /x application/json {\"a\":1}")
    _ = try contract.killedFaults()
  }

  @Test func `that a body like none is refused is only assumed`() throws {
    func levels(_ body: Body) throws -> [Evidence.Level] {
      let cases = try SmallContract(body: body).cases()
      return ["body/blank", "body/null", "body/array"].map { cases[$0]!.expectation.evidence.level }
    }
    #expect(try levels(.json(Self.members)) == [.documented, .documented, .documented])
    #expect(try levels(.json(Self.members).optional) == [.assumed, .assumed, .documented])
  }

  @Test func `a body whose value the response depends on is not left out`() throws {
    var contract = SmallContract(body: .json([.required("kind", .enum("a", "b"))]).optional)
    contract.catalog.providers[0].endpoints[0].responses[0].triggers = [.validRequest(setting: ["/kind": "a"])]
    #expect(try contract.cases()["optional/no-body"] == nil)
  }

  @Test func `only the described body of a request is optional`() {
    #expect(
      SmallContract(body: .empty.optional, success: .json([.required("id", .integer)]).optional).findings == [
        "the request body is optional, and no body is described: declare it, or leave .optional out",
        "the 200 response's body is optional, which only the body of a request can be",
      ])
  }
}

/// Samples and wrong values of arrays, in every encoding.
@Suite struct ArrayTests {
  static let items: [Schema] = [
    .string, .integer, Schema([.integer, .string]), .enum("a", "b"), .uuid, .any, .date,
    Schema(.any, [.oneOf([.date, .integer])]), Schema([.number, .string], [.format(.uuid)]),
  ]

  @Test(arguments: items)
  func `every array has a sample that is accepted, and each wrong one is refused`(item: Schema) throws {
    let list = Schema.array(of: item)
    for schema in [list, list.and(.minItems(2)).and(.uniqueItems), Schema([.array, .string], [.items(item)])] {
      let member = Property.required("list", schema)
      let bodies: [Body] = [
        .json([member]), .form([member]), .multipart([Part(member)]),
      ]
      for body in bodies {
        _ = try SmallContract(body: body).killedFaults()
      }
      _ = try SmallContract(parameters: [.query("list", schema, required: true)]).killedFaults()
    }
  }

  @Test(arguments: [
    (Schema.array(of: .integer).and(.minItems(2)).and(.uniqueItems), "[1,2]"),
    (.array(of: .date).and(.minItems(3)).and(.uniqueItems), #"["2026-01-31","2026-01-30","2026-01-29"]"#),
    (.array(of: .any).and(.minItems(2)).and(.uniqueItems), #"["text","text1"]"#),
    (.array(of: .enum("a", "b")).and(.minItems(2)).and(.uniqueItems), #"["a","b"]"#),
  ])
  func `the items of a sample differ where they must`(schema: Schema, sample: String) {
    #expect(schema.sample.serialized() == sample)
  }

  @Test func `too many items differ, and one that is repeated keeps the least number`() throws {
    let schema = Schema.array(of: .integer).and(.minItems(2)).and(.maxItems(3)).and(.uniqueItems)
    let cases = try SmallContract(body: .json([.required("list", schema)])).cases()
    #expect(cases["range/list=too-many-items"]?.request.line == #"POST /x application/json {"list":[1,2,3,4]}"#)
    #expect(cases["range/list=repeated-item"]?.request.line == #"POST /x application/json {"list":[1,1]}"#)
  }

  @Test func `a cursor in a cookie leaves the other cookies`() {
    let endpoint = SmallContract(.get).endpoint
    let request = Request(.get, "/x", headers: ["Cookie": "session=s; cursor=1;a=b"])
    #expect(
      endpoint.setting("n 2", at: .cookie("cursor"), in: request).headers["Cookie"] == "session=s; a=b; cursor=n%202")
  }
}
