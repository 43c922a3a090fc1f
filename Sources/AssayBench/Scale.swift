import AssayHTTP
import AssayPlan
import AssaySchema
import AssaySpec

/// A catalogue as large as one likes, of endpoints with about fifty cases each.
enum Scale {
  static func catalog(endpoints: Int) -> Catalog {
    Catalog([Provider("scale", "Scale", endpoints: (0..<endpoints).map { endpoint($0, members: 4) })])
  }

  /// How many cases one of the endpoints has.
  static func casesPerEndpoint() throws -> Int {
    try Planner(values: FixtureValues(isMock: true)).plan(catalog(endpoints: 1)).caseCount
  }

  private static func endpoint(_ index: Int, members: Int) -> Endpoint {
    let names = (0..<members).map { "member\($0)" }
    return Endpoint(
      "scale.endpoint\(index)", "Endpoint \(index)", .post, PathTemplate("/v1/endpoint\(index)/{id}"),
      source: .document("Scale", url: "https://docs.example.com/\(index)", retrieved: "2026-11-20"),
      security: .none(evidence: .documented("Authentication")),
      parameters: [.path("id", .integer(.int64), "An id.", example: "17", evidence: .documented("Path"))],
      body: .json(
        names.map { .required($0, .string, "A text.", evidence: .documented("Body")) },
        examples: [Example("body", "{" + names.map { "\"\($0)\": \"x\"" }.joined(separator: ", ") + "}")],
        mediaType: .documented("Body")),
      responses: [
        ResponseSpec(
          200, .json([.required("result", .string)], examples: [Example("ok", #"{"result": "ok"}"#)]),
          when: [.validRequest], evidence: .documented("Responses")),
        ResponseSpec(
          400, .json([.required("message", .string)], examples: [Example("no", #"{"message": "no"}"#)]),
          when: [.invalidRequest], evidence: .documented("Responses")),
      ])
  }
}
