import AssayContract
import AssayJudge
import AssayMock
import AssayMutation
import AssaySchema
import AssaySpec
import AssaySpecs
import Testing

/// The harness tests itself: every mutant is killed, no equivalent mutant is flagged, and the score can fall.
@Suite struct MutationTests {
  @Test func `every mutant is killed and no equivalent mutant is flagged`() throws {
    let score = try MutationRun(.all).run()
    #expect(score.mutants.count > 700)
    #expect(score.survivors.map { "\($0.fault.name): \($0.advice)" } == [])
    #expect(score.falseAlarms.map { "\($0.mutant.rawValue): \($0.flags.prefix(3))" } == [])
    #expect(score.isPerfect)
  }

  @Test func `every kind of fault has mutants, and every endpoint has them of many kinds`() throws {
    let faults = FaultCatalog(.all).faults
    // No contract of the package declares a latency budget, a relation, paging or a transition.
    let others: Set<Fault.Kind> = [.latency, .relation, .paging, .transition]
    #expect(Set(faults.map(\.kind)) == Set(Fault.Kind.allCases).subtracting(others))
    for endpoint in Catalog.all.endpoints {
      #expect(Set(faults.filter { $0.endpoint == endpoint.id }.map(\.kind)).count >= 6, "\(endpoint.id)")
    }
    #expect(Set(faults.map(\.name)).count == faults.count)
  }

  /// Without the violations of one code, mutants must survive.
  @Test(arguments: [
    "undocumented-status", "refused-valid", "accepted-invalid", "content-type-wrong", "body-missing", "markup",
    "duplicate-key", "missing-member", "wrong-type", "not-an-integer", "conditional-member-forbidden", "echo",
    "truncated", "data-after-end", "stack-trace", "undocumented-member", "body-forbidden",
  ])
  func `a judge that lacks a check lets mutants live`(code: String) throws {
    let score = try MutationRun(.all, ignoring: { $0.code == code }).run()
    #expect(!score.survivors.isEmpty, "no mutant needs the check \(code)")
  }

  @Test func `an equivalent mutant changes no text that the contract fixes`() throws {
    // A contract that promises one exact text.
    var endpoint = Vault.requestPasscodeCode
    endpoint.responses[0].body = .json(
      [.required("result", .enum("ok"), quote: .documented(at: "Responses"))],
      example: #"{"result": "ok"}"#)
    var provider = Vault.provider
    provider.endpoints = [endpoint]
    let score = try MutationRun(Catalog([provider])).run()
    #expect(score.falseAlarms.isEmpty, "an enum is no free text, so no equivalent mutant changes it")
    #expect(score.survivors.isEmpty)
  }

  @Test func `a contract of one's own gets its mutants, a latency budget too`() throws {
    let token = Fixture("acme.token", "a token", mock: "t", isSecret: true)
    let endpoint = Endpoint(
      .get, "/orders/{id}", id: "acme.orders.get", title: "Order",
      document: Document(url: "https://docs.example.com/orders", retrieved: "2026-11-20"),
      security: .bearer(token, quote: .documented(at: "Authentication")),
      parameters: [.path("id", .int32, example: "7")],
      responses: [
        ResponseSpec(
          200,
          .json([
            .required("id", .int32), .required("lines", .array(of: .object([.required("sku", .string)]))),
            .optional("note", .string(minLength: 1, maxLength: 80)),
            .required("amount", Schema(.number, [.minimum(0)])),
          ]), when: .validRequest,
          headers: [ResponseHeader("X-Request-Id", .uuid, required: true, quote: .documented(at: "Headers"))],
          quote: .documented(at: "Responses")),
        ResponseSpec(
          400, .json([.required("error", .string)]), when: .invalidRequest, quote: .documented(at: "Errors")),
        ResponseSpec(401, .undocumented, when: .unauthenticated, quote: .documented(at: "Errors")),
      ], latencyBudget: LatencyBudget(.milliseconds(500), quote: .documented(at: "Service level")))
    let provider = Provider(
      "acme", "Acme", fixtures: [token], endpoints: [endpoint])
    #expect(Linter().findings(in: Catalog([provider])) == [])
    let score = try MutationRun(Catalog([provider])).run()
    #expect(score.survivors.map { "\($0.fault.name): \($0.advice)" } == [])
    #expect(score.falseAlarms.map { "\($0.mutant.rawValue): \($0.flags.prefix(3))" } == [])
    #expect(score.mutants.contains { $0.fault.kind == .latency && $0.isKilled })
    #expect(score.mutants.contains { $0.fault.name == "acme.orders.get!header/200-without-X-Request-Id" })
  }
}
