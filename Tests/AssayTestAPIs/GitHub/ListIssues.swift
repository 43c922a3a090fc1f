import AssaySpec

extension GitHub {
  /// Lists the issues of a repository, a page at a time.
  static let listIssues = Endpoint(
    .get, "/repos/{owner}/{repo}/issues", id: "github.issues.list", title: "List repository issues",
    document: document, security: security,
    parameters: common + [
      .query(
        "milestone", .string, required: false, example: "*",
        quote: "If an `integer` is passed, it should refer to a milestone by its `number` field."),
      .query(
        "state", .enum("open", "closed", "all"), required: false, default: "open",
        quote: "Indicates the state of the issues to return."),
      .query(
        "assignee", .string, required: false, example: "none",
        quote: "Can be the name of a user. Pass in `none` for issues with no assigned user"),
      .query(
        "creator", .string, required: false, example: "octocat", quote: "The user that created the issue."),
      .query(
        "mentioned", .string, required: false, example: "octocat", quote: "A user that's mentioned in the issue."),
      .query(
        "labels", .string, required: false, example: "bug,ui,@high", quote: "A list of comma separated label names."),
      .query(
        "sort", .enum("created", "updated", "comments"), required: false, default: "created",
        quote: "What to sort results by."),
      .query(
        "direction", .enum("asc", "desc"), required: false, default: "desc",
        quote: "The direction to sort the results by."),
      .query(
        "since", .dateTime, required: false, example: "2011-04-22T13:33:48Z",
        quote: "Only show results that were last updated after the given time."),
      .query(
        "per_page", .integer, required: false, example: "30", default: "30",
        quote: "The number of results per page (max 100)."),
      .query(
        "page", .integer, required: false, example: "1", default: "1", quote: "The page number of the results to fetch."
      ),
    ],
    responses: [
      ResponseSpec(
        200,
        .json(
          schema: Schema.array(of: issueSchema).and(.maxItems(100)), example: Example("issues", "[\(issueExample)]"),
          mediaTypeQuote: "application/json"),
        when: .validRequest, quote: "Response"),
      badRequest,
      unauthorized,
      repositoryNotFound,
      validationFailed,
      forbidden,
    ],
    relations: [
      .atMost(.root, .query("per_page"), quote: "The number of results per page (max 100)."),
      .sorted(.root, by: "/created_at", .descending, quote: "What to sort results by.")
        .when([.query("sort"): "created", .query("direction"): "desc"]),
      .sorted(.root, by: "/created_at", .ascending, quote: "The direction to sort the results by.")
        .when([.query("sort"): "created", .query("direction"): "asc"]),
      .equal("/state", .query("state"), in: .root, quote: "Indicates the state of the issues to return.")
        .when([.query("state"): "closed"]),
      .notBefore(
        "/updated_at", request: .query("since"), in: .root,
        quote: "Only show results that were last updated after the given time."),
    ],
    paging: .link(
      items: .root, size: .query("per_page"), maxSize: 100, id: "/id",
      quote: .documented(
        "When a response is paginated, the response headers will include a `link` header. If the endpoint does not "
          + "support pagination, or if all results fit on a single page, the `link` header will be omitted.",
        at: "Using pagination in the REST API")),
    cases: [
      CustomCase(
        "more-than-a-page", "for more issues than a page may have", setting: [.query("per_page"): 101], expects: 200,
        quote: "The number of results per page (max 100).")
    ],
    openQuestions: [
      .silence(
        "Query Parameters › per_page", "What is a number above 100 or below 1 answered with?",
        readings: ["as many as are allowed", "422"], assumed: "A page of at most 100: no case breaks the range."),
      .contradiction(
        "Description",
        "\"Only open issues will be listed.\", and `state` may be `closed` or `all`.",
        readings: ["without `state` only open issues", "closed ones never"],
        assumed: "Without `state` only open ones: the parameter has the default `open`."),
    ])
}
