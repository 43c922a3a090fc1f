import AssaySpec

/// Contracts as a user writes them, with what the package's own do not have: optional parameters in query and headers,
/// patterns, lists that the example leaves empty, members that it leaves out, nullable enums, other JSON media types.
enum Tracker {
  static let page = Evidence.documented(at: "Issues")
  static let document = Document(url: "https://example.com/issues", retrieved: "2026-11-20")
  static let token = Fixture("tracker.token", "an access token", mock: "t", isSecret: true)

  static let problem = Body.json(
    [.required("title", .string, quote: page), .optional("detail", .string, quote: page)],
    as: "application/problem+json", mediaTypeQuote: page)

  static let list = Endpoint(
    .get, "/projects/{project}/issues", id: "tracker.issues.list", title: "List issues", document: document,
    security: .none(quote: page),
    parameters: [
      .path("project", .string(pattern: "^[a-z]{2,8}$"), example: "core", quote: page),
      .query("state", .enum("open", "closed"), required: false, quote: page),
      .query("labels", .string, required: false, example: "bug", quote: page),
      .query("since", .dateTime, required: false, quote: page),
      .query(
        "limit", Schema(.integer, [.minimum(1), .maximum(100)]), required: false, default: "20", quote: page),
      .query("archived", .boolean, required: false, quote: page),
      .header(
        "X-Client", .string(pattern: "^[a-z]+/[0-9.]+$"), required: false, example: "app/1.0", quote: page),
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
                  .required("id", .integer, quote: page),
                  .required("priority", .enum("low", "high").orNull, quote: page),
                  .optional("owner", .object([.required("name", .string, quote: page)]), quote: page),
                ])), quote: page),
            .optional("next", .uri, quote: page),
          ], example: #"{"issues": []}"#, mediaTypeQuote: page), when: .validRequest, quote: page),
      ResponseSpec(400, problem, when: .invalidRequest, quote: page),
      ResponseSpec(404, problem, when: .invalidRequest(at: .path("project")), quote: page),
    ], file: "Tracker.swift", line: 14)

  static let create = Endpoint(
    .post, "/issues", id: "tracker.issues.create", title: "Create an issue", document: document,
    security: .bearer(token, quote: page),
    requestBody: .json(
      [
        .required("title", Schema(.string, [.pattern("^[A-Z]"), .minLength(3), .maxLength(40)]), quote: page),
        .required("note", .string.orNull, quote: page),
        .required("parent", Schema([.string, .integer]), quote: page),
        .optional("priority", .enum("low", "high").orNull, quote: page),
        .optional(
          "labels", Schema.array(of: .string(pattern: "^[a-z]+$")).and(.minItems(1)).and(.maxItems(3)), quote: page),
        .optional(
          "owner",
          .object([
            .required("email", .email, quote: page), .required("name", .string, quote: page),
            .optional("phone", .e164, quote: page),
          ]), quote: page),
      ], as: "application/vnd.tracker+json",
      example: #"{"title": "Broken", "note": null, "parent": 7}"#, mediaTypeQuote: page, file: "Tracker.swift", line: 60
    ),
    responses: [
      ResponseSpec(
        201, .json([.required("id", .integer, quote: page)], as: "application/vnd.tracker+json", mediaTypeQuote: page),
        when: .validRequest, quote: page, file: "Tracker.swift", line: 77),
      ResponseSpec(400, problem, when: .invalidRequest(at: .body(.root)), quote: page),
      ResponseSpec(401, problem, when: .unauthenticated, quote: page),
      ResponseSpec(409, problem, when: .invalidRequest(.missing, .null), quote: page),
      ResponseSpec(422, problem, when: .invalidRequest, quote: page),
    ], samples: [], file: "Tracker.swift", line: 56)

  static let provider = Provider("tracker", "Tracker", fixtures: [token], endpoints: [list, create])

  /// The same with two mistakes.
  static let faulty: Provider = {
    var provider = Tracker.provider
    provider.endpoints[0].parameters[0].example = nil
    provider.endpoints[0].parameters[6].example = nil
    provider.endpoints[1].responses[0].triggers = [.validRequest(setting: ["/priority": "medium"])]
    var other = create
    other.id = "tracker.issues.replace"
    other.path = "/issues/replace"
    other.body.mediaType = "text/json"
    provider.endpoints.append(other)
    return provider
  }()
}
