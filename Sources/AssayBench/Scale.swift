import AssayContract
import AssayHTTP
import AssayPlan
import AssaySchema
import AssaySpec

/// A catalog of any number of endpoints with about fifty cases each, or more.
struct Scale {
  var endpoints: Int
  /// The number of enum values of one member, each of which is a case.
  var values: Int

  init(endpoints: Int, values: Int = 0) {
    self.endpoints = endpoints
    self.values = values
  }

  /// Of the form `1000` or `1000x500`.
  init?(parsing text: String) {
    let numbers = text.split(separator: "x", omittingEmptySubsequences: false).map { Int($0) ?? 0 }
    guard (1...2).contains(numbers.count), numbers.allSatisfy({ $0 > 0 }) else { return nil }
    self.init(endpoints: numbers[0], values: numbers.count == 2 ? numbers[1] : 0)
  }

  var catalog: Catalog {
    Catalog([
      Provider("scale", "Scale", endpoints: (0..<endpoints).map { Self.endpoint($0, members: 4, values: values) })
    ])
  }

  /// The text form, which `init(parsing:)` reads.
  var name: String { values == 0 ? "\(endpoints)" : "\(endpoints)x\(values)" }

  /// The number of cases of each endpoint.
  func casesPerEndpoint() throws -> Int {
    try Planner(values: FixtureValues(isMock: true)).plan(Scale(endpoints: 1, values: values).catalog).caseCount
  }

  private static func endpoint(_ index: Int, members: Int, values: Int) -> Endpoint {
    let names = (0..<members).map { "member\($0)" }
    // Enum values add the most cases for the least contract.
    let choice = Property.optional(
      "choice", Schema(.integer, [.enum((0..<values).map { .number(JSONNumber($0)) })]), "One of many.",
      quote: .documented(at: "Body"))
    return Endpoint(
      .post, PathTemplate("/v1/endpoint\(index)/{id}"), id: "scale.endpoint\(index)", title: "Endpoint \(index)",
      document: Document(url: "https://docs.example.com/\(index)", retrieved: "2026-11-20"),
      security: .none(quote: .documented(at: "Authentication")),
      parameters: [.path("id", .int64, "An id.", example: "17", quote: .documented(at: "Path"))],
      requestBody: .json(
        names.map { .required($0, .string, "A text.", quote: .documented(at: "Body")) }
          + (values == 0 ? [] : [choice]),
        example: Example("body", "{" + names.map { "\"\($0)\": \"x\"" }.joined(separator: ", ") + "}"),
        mediaTypeQuote: .documented(at: "Body")),
      responses: [
        ResponseSpec(
          200, .json([.required("result", .string)], example: #"{"result": "ok"}"#),
          when: .validRequest, quote: .documented(at: "Responses")),
        ResponseSpec(
          400, .json([.required("message", .string)], example: #"{"message": "no"}"#),
          when: .invalidRequest, quote: .documented(at: "Responses")),
      ], samples: [])
  }
}
