import AssaySpec

extension GitHub {
  /// Updates an issue.
  static let updateIssue = Endpoint(
    .patch, "/repos/{owner}/{repo}/issues/{issue_number}", id: "github.issues.update", title: "Update an issue",
    document: document, security: security,
    effects: [
      Effect(
        Effect.Kind(rawValue: "changesIssue"), of: .path("issue_number"),
        quote: "Issue owners and users with push access or Triage role can edit an issue.")
    ],
    parameters: common + [issueNumber],
    requestBody: .json(
      [
        .optional("title", Schema([.string, .integer, .null]), quote: "The title of the issue."),
        .optional("body", .string.orNull, quote: "The contents of the issue."),
        .optional("assignee", .string.orNull, quote: "Username to assign to this issue."),
        .optional("state", .enum("open", "closed"), quote: "The open or closed state of the issue."),
        .optional(
          "state_reason", Schema.enum("completed", "not_planned", "duplicate", "reopened").orNull,
          quote: "The reason for the state change. Ignored unless `state` is changed."),
        .optional(
          "milestone", Schema([.string, .integer, .null]),
          quote: "The `number` of the milestone to associate this issue with"),
        .optional(
          "labels",
          .array(
            of: Schema(
              [.string, .object],
              [.oneOf([.string, .object([.optional("name", .string, quote: "name: type: string")])])])),
          quote: "Labels to associate with this issue."),
        .optional(
          "assignees",
          .array(
            of: Schema(
              [.string, .object],
              [.oneOf([.string, .object([.optional("login", .string, quote: "login: type: string")])])])),
          quote: "Usernames to assign to this issue."),
      ],
      example: """
        {
          "title": "Found a bug",
          "body": "I'm having a problem with this.",
          "assignees": ["octocat"],
          "milestone": 1,
          "state": "open",
          "labels": ["bug"]
        }
        """, mediaTypeQuote: "application/json"),
    responses: [
      ResponseSpec(
        200, issueBody(), when: .validRequest,
        echoes: [
          EchoedValue(
            "/number", of: .path("issue_number"), quote: "Number uniquely identifying the issue within its repository"),
          EchoedValue("/state", of: "/state", quote: "The open or closed state of the issue."),
        ], quote: "Response"),
      moved,
      badBody,
      unauthorized,
      issueNotFound,
      deleted,
      validationFailed,
      forbidden,
    ],
    openQuestions: [
      .contradiction(
        "Request Body",
        "The body is not required, and a request without JSON may be answered with 400.",
        readings: ["a request without a body changes nothing", "it is refused"], assumed: "It is refused.")
    ])
}
