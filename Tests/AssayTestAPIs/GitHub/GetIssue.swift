import AssaySpec

extension GitHub {
  /// Gets an issue by its number.
  static let getIssue = Endpoint(
    .get, "/repos/{owner}/{repo}/issues/{issue_number}", id: "github.issues.get", title: "Get an issue",
    document: document, security: security, parameters: common + [issueNumber],
    responses: [
      ResponseSpec(
        200, issueBody(), when: .validRequest,
        headers: [
          ResponseHeader(
            "ETag", .string(pattern: #"^(W/)?"[^"]*"$"#), required: true,
            quote: .documented("Most endpoints return an `etag` header", at: "Best practices for using the REST API"))
        ],
        echoes: [
          EchoedValue(
            "/number", of: .path("issue_number"), quote: "Number uniquely identifying the issue within its repository")
        ], quote: "Response"),
      ResponseSpec(
        304, .empty, when: .notModified, description: "Not modified",
        quote: .documented(
          "If the response has not changed, you will receive a `304 Not Modified` response.",
          at: "Best practices for using the REST API")),
      moved,
      badRequest,
      unauthorized,
      issueNotFound,
      deleted,
      forbidden,
    ])

  static let moved = ResponseSpec(
    301, basicError, when: .state(issueMoved), description: "Moved permanently",
    headers: [
      ResponseHeader(
        "Location", .uri, required: true,
        quote: .documented(
          "You should repeat your request to the URL specified by the `location` header.",
          at: "Best practices for using the REST API › Follow redirects"))
    ],
    quote: "Moved permanently")

  static let deleted = ResponseSpec(
    410, basicError, when: .state(issueDeleted), description: "Gone",
    quote: .documented(
      "If the issue was deleted from a repository where the authenticated user has read access, the API returns a "
        + "`410 Gone` status.", at: get))
}
