import AssaySpec

/// The schema `issue` and what it refers to.
extension GitHub {
  static let issueSchema = Schema.object([
    .required("id", .int64, quote: "type: integer, format: int64"),
    .required("node_id", .string, quote: "type: string"),
    .required("url", .uri, quote: "URL for the issue"),
    .required("repository_url", .uri, quote: "type: string, format: uri"),
    .required("labels_url", .string, quote: "type: string"),
    .required("comments_url", .uri, quote: "type: string, format: uri"),
    .required("events_url", .uri, quote: "type: string, format: uri"),
    .required("html_url", .uri, quote: "type: string, format: uri"),
    .required("number", .integer, quote: "Number uniquely identifying the issue within its repository"),
    .required("state", .enum("open", "closed"), quote: "State of the issue; either 'open' or 'closed'"),
    .optional(
      "state_reason", Schema.enum("completed", "reopened", "not_planned", "duplicate").orNull,
      quote: "The reason for the current state"),
    .required("title", .string, quote: "Title of the issue"),
    .optional("body", .string.orNull, quote: "Contents of the issue"),
    .required("user", user.orNull, quote: "nullable-simple-user"),
    .required(
      "labels",
      .array(
        of: Schema(
          [.string, .object],
          [
            .oneOf([
              .string,
              .object([
                .optional("id", .int64, quote: "type: integer, format: int64"),
                .optional("node_id", .string, quote: "type: string"),
                .optional("url", .uri, quote: "type: string, format: uri"),
                .optional("name", .string, quote: "type: string"),
                .optional("description", .string.orNull, quote: "type: string, nullable: true"),
                .optional("color", .string.orNull, quote: "type: string, nullable: true"),
                .optional("default", .boolean, quote: "type: boolean"),
              ]),
            ])
          ])), quote: "Labels to associate with this issue"),
    .required("assignee", user.orNull, quote: "nullable-simple-user"),
    .optional("assignees", Schema.array(of: user).orNull, quote: "type: array, items: simple-user"),
    .required("milestone", milestone.orNull, quote: "nullable-milestone"),
    .required("locked", .boolean, quote: "type: boolean"),
    .optional("active_lock_reason", .string.orNull, quote: "type: string, nullable: true"),
    .required("comments", .integer, quote: "type: integer"),
    .required("closed_at", Schema.dateTime.orNull, quote: "type: string, format: date-time, nullable: true"),
    .required("created_at", .dateTime, quote: "type: string, format: date-time"),
    .required("updated_at", .dateTime, quote: "type: string, format: date-time"),
    .optional("closed_by", user.orNull, quote: "nullable-simple-user"),
    .optional(
      "author_association",
      .enum(
        "COLLABORATOR", "CONTRIBUTOR", "FIRST_TIMER", "FIRST_TIME_CONTRIBUTOR", "MANNEQUIN", "MEMBER", "NONE", "OWNER"),
      quote: "How the author is associated with the repository."),
  ])

  private static let user = Schema.object([
    .required("login", .string, quote: "type: string"),
    .required("id", .int64, quote: "type: integer, format: int64"),
    .required("node_id", .string, quote: "type: string"),
    .required("avatar_url", .uri, quote: "type: string, format: uri"),
    .required("gravatar_id", .string.orNull, quote: "type: string, nullable: true"),
    .required("url", .uri, quote: "type: string, format: uri"),
    .required("html_url", .uri, quote: "type: string, format: uri"),
    .required("followers_url", .uri, quote: "type: string, format: uri"),
    .required("following_url", .string, quote: "type: string"),
    .required("gists_url", .string, quote: "type: string"),
    .required("starred_url", .string, quote: "type: string"),
    .required("subscriptions_url", .uri, quote: "type: string, format: uri"),
    .required("organizations_url", .uri, quote: "type: string, format: uri"),
    .required("repos_url", .uri, quote: "type: string, format: uri"),
    .required("events_url", .string, quote: "type: string"),
    .required("received_events_url", .uri, quote: "type: string, format: uri"),
    .required("type", .string, quote: "type: string"),
    .required("site_admin", .boolean, quote: "type: boolean"),
  ])

  private static let milestone = Schema.object([
    .required("id", .integer, quote: "type: integer"),
    .required("number", .integer, quote: "The number of the milestone."),
    .required("state", .enum("open", "closed"), quote: "The state of the milestone."),
    .required("title", .string, quote: "The title of the milestone."),
    .required("description", .string.orNull, quote: "type: string, nullable: true"),
    .required("open_issues", .integer, quote: "type: integer"),
    .required("closed_issues", .integer, quote: "type: integer"),
    .required("created_at", .dateTime, quote: "type: string, format: date-time"),
    .required("due_on", Schema.dateTime.orNull, quote: "type: string, format: date-time, nullable: true"),
  ])

  static func issueBody(_ example: String = issueExample) -> Body {
    .json(schema: issueSchema, example: Example("issue", example), mediaTypeQuote: "application/json")
  }

  static let issueExample = """
    {
      "id": 1,
      "node_id": "MDU6SXNzdWUx",
      "url": "https://api.github.com/repos/octocat/Hello-World/issues/1347",
      "repository_url": "https://api.github.com/repos/octocat/Hello-World",
      "labels_url": "https://api.github.com/repos/octocat/Hello-World/issues/1347/labels{/name}",
      "comments_url": "https://api.github.com/repos/octocat/Hello-World/issues/1347/comments",
      "events_url": "https://api.github.com/repos/octocat/Hello-World/issues/1347/events",
      "html_url": "https://github.com/octocat/Hello-World/issues/1347",
      "number": 1347,
      "state": "open",
      "title": "Found a bug",
      "body": "I'm having a problem with this.",
      "user": \(userExample),
      "labels": [
        {
          "id": 208045946,
          "node_id": "MDU6TGFiZWwyMDgwNDU5NDY=",
          "url": "https://api.github.com/repos/octocat/Hello-World/labels/bug",
          "name": "bug",
          "description": "Something isn't working",
          "color": "f29513",
          "default": true
        }
      ],
      "assignee": \(userExample),
      "assignees": [\(userExample)],
      "milestone": {
        "id": 1002604,
        "number": 1,
        "state": "open",
        "title": "v1.0",
        "description": "Tracking milestone for version 1.0",
        "open_issues": 4,
        "closed_issues": 8,
        "created_at": "2011-04-10T20:09:31Z",
        "due_on": "2012-10-09T23:39:01Z"
      },
      "locked": true,
      "active_lock_reason": "too heated",
      "comments": 0,
      "closed_at": null,
      "created_at": "2011-04-22T13:33:48Z",
      "updated_at": "2011-04-22T13:33:48Z",
      "closed_by": \(userExample),
      "author_association": "COLLABORATOR",
      "state_reason": "completed"
    }
    """

  private static let userExample = """
    {
      "login": "octocat",
      "id": 1,
      "node_id": "MDQ6VXNlcjE=",
      "avatar_url": "https://github.com/images/error/octocat_happy.gif",
      "gravatar_id": "",
      "url": "https://api.github.com/users/octocat",
      "html_url": "https://github.com/octocat",
      "followers_url": "https://api.github.com/users/octocat/followers",
      "following_url": "https://api.github.com/users/octocat/following{/other_user}",
      "gists_url": "https://api.github.com/users/octocat/gists{/gist_id}",
      "starred_url": "https://api.github.com/users/octocat/starred{/owner}{/repo}",
      "subscriptions_url": "https://api.github.com/users/octocat/subscriptions",
      "organizations_url": "https://api.github.com/users/octocat/orgs",
      "repos_url": "https://api.github.com/users/octocat/repos",
      "events_url": "https://api.github.com/users/octocat/events{/privacy}",
      "received_events_url": "https://api.github.com/users/octocat/received_events",
      "type": "User",
      "site_admin": false
    }
    """
}
