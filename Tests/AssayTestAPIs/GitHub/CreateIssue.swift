import AssaySpec

extension GitHub {
  /// Creates an issue.
  static let createIssue = Endpoint(
    .post, "/repos/{owner}/{repo}/issues", id: "github.issues.create", title: "Create an issue",
    document: document, security: security,
    effects: [
      Effect(
        Effect.Kind(rawValue: "createsIssue"), of: .path("repo"), quote: "This endpoint triggers notifications.")
    ],
    parameters: common,
    requestBody: .json(
      [
        .required("title", Schema([.string, .integer]), quote: "The title of the issue."),
        .optional("body", .string, quote: "The contents of the issue."),
        .optional("assignee", .string.orNull, quote: "Login for the user that this issue should be assigned to."),
        .optional(
          "milestone", Schema([.string, .integer, .null]),
          quote: "The `number` of the milestone to associate this issue with."),
        .optional(
          "labels",
          .array(
            of: Schema(
              [.string, .object],
              [
                .oneOf([
                  .string,
                  .object([
                    .optional("name", .string, quote: "name: type: string"),
                    .optional("description", .string.orNull, quote: "description: type: string, nullable: true"),
                  ]),
                ])
              ])), quote: "Labels to associate with this issue."),
        .optional("assignees", .array(of: .string), quote: "Logins for Users to assign to this issue."),
        .optional("type", .string.orNull, quote: "The name of the issue type to associate with this issue."),
      ],
      example: """
        {
          "title": "Found a bug",
          "body": "I'm having a problem with this.",
          "assignees": ["octocat"],
          "milestone": 1,
          "labels": ["bug"]
        }
        """, mediaTypeQuote: "application/json"),
    responses: [
      ResponseSpec(
        201, issueBody(), when: .validRequest,
        headers: [
          ResponseHeader(
            "Location", .uri, required: true,
            quote: "Location: example: https://api.github.com/repos/octocat/Hello-World/issues/1347")
        ],
        echoes: [EchoedValue("/title", of: "/title", quote: "Title of the issue")], quote: "Response"),
      badBody,
      unauthorized,
      repositoryNotFound,
      ResponseSpec(
        410, basicError, when: .state(issuesDisabled), description: "Gone",
        quote: .documented(
          "If issues are disabled in the repository, the API returns a `410 Gone` status.", at: "Description")),
      validationFailed,
      forbidden,
    ],
    openQuestions: [
      .silence(
        "Request Body › title", "May the title be an empty string?", readings: ["yes", "no"],
        assumed: "No: a title that is required says something.")
    ])
}
