import AssayHTTP
import AssayJSON
import AssaySchema
import AssaySpec

/// Contracts as a user writes them, with what the package's own do not have: optional parameters in query and headers,
/// patterns, lists that the example leaves empty, members that it leaves out, nullable enums, other JSON media types.
enum Tracker {
  static let page = Evidence.documented("Issues")
  static let source = Source.document("Issues", url: "https://example.com/issues", retrieved: "2026-11-20")

  static let problem = Body.json(
    [.required("title", .string, evidence: page), .optional("detail", .string, evidence: page)],
    as: "application/problem+json", mediaType: page)

  static let list = Endpoint(
    "tracker.issues.list", "List issues", .get, "/projects/{project}/issues", source: source,
    security: .none(evidence: page),
    parameters: [
      .path("project", .string(pattern: "^[a-z]{2,8}$"), example: "core", evidence: page),
      .query("state", .string(oneOf: "open", "closed"), required: false, evidence: page),
      .query("labels", .string, required: false, example: "bug", evidence: page),
      .query("since", .string(.dateTime), required: false, evidence: page),
      .query(
        "limit", Schema(.integer, [.minimum(1), .maximum(100)]), required: false, default: "20", evidence: page),
      .query("archived", .boolean, required: false, evidence: page),
      .header(
        "X-Client", .string(pattern: "^[a-z]+/[0-9.]+$"), required: false, example: "app/1.0", evidence: page),
    ],
    responses: [
      ResponseSpec(
        200,
        .json(
          [
            .required(
              "issues",
              .array(
                of: .object([
                  .required("id", .integer, evidence: page),
                  .required("priority", .string(oneOf: "low", "high").orNull, evidence: page),
                  .optional("owner", .object([.required("name", .string, evidence: page)]), evidence: page),
                ])), evidence: page),
            .optional("next", .string(.uri), evidence: page),
          ], examples: [Example("none", #"{"issues": []}"#)], mediaType: page), when: [.validRequest], evidence: page),
      ResponseSpec(400, problem, when: [.invalidRequest], evidence: page),
      ResponseSpec(404, problem, when: [.invalidRequest(at: .path("project"))], evidence: page),
    ], file: "Tracker.swift", line: 14)

  static let create = Endpoint(
    "tracker.issues.create", "Create an issue", .post, "/issues", source: source,
    security: .bearer(token: "tracker.token", evidence: page),
    body: .json(
      [
        .required("title", Schema(.string, [.pattern("^[A-Z]"), .minLength(3), .maxLength(40)]), evidence: page),
        .required("note", .string.orNull, evidence: page),
        .required("parent", Schema([.string, .integer]), evidence: page),
        .optional("priority", .string(oneOf: "low", "high").orNull, evidence: page),
        .optional(
          "labels", Schema.array(of: .string(pattern: "^[a-z]+$")).and(.minItems(1)).and(.maxItems(3)), evidence: page),
        .optional(
          "owner",
          .object([
            .required("email", .string(.email), evidence: page), .required("name", .string, evidence: page),
            .optional("phone", .string(.e164), evidence: page),
          ]), evidence: page),
      ], as: "application/vnd.tracker+json",
      examples: [Example("small", #"{"title": "Broken", "note": null, "parent": 7}"#)], mediaType: page),
    responses: [
      ResponseSpec(
        201, .json([.required("id", .integer, evidence: page)], as: "application/vnd.tracker+json", mediaType: page),
        when: [.validRequest], evidence: page),
      ResponseSpec(400, problem, when: [.invalidRequest(at: .body(.root))], evidence: page),
      ResponseSpec(401, problem, when: [.unauthenticated], evidence: page),
      ResponseSpec(409, problem, when: [.invalidRequest(.missing, .null)], evidence: page),
      ResponseSpec(422, problem, when: [.invalidRequest], evidence: page),
    ], file: "Tracker.swift", line: 56)

  static let provider = Provider(
    "tracker", "Tracker", fixtures: [Fixture("tracker.token", "an access token", mock: "t", isSecret: true)],
    endpoints: [list, create])

  /// The same with mistakes that only planning shows, and one that the linter sees.
  static let faulty: Provider = {
    var provider = Tracker.provider
    provider.endpoints[0].parameters[0].example = nil
    provider.endpoints[0].parameters[6].example = nil
    provider.endpoints[1].body.examples = []
    var other = create
    other.id = "tracker.issues.replace"
    other.path = "/issues/replace"
    other.body.mediaType = "text/json"
    provider.endpoints.append(other)
    return provider
  }()
}
