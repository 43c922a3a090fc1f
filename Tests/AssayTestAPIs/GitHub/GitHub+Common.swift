import AssaySpec

/// What GitHub's documents say of every request and response.
extension GitHub {
  static let gettingStarted = "Getting started with the REST API"
  static let troubleshooting = "Troubleshooting the REST API"

  static let security = Security.anyOf(
    .bearer(
      token,
      quote: .documented(
        "If you make a request to access a private resource and your request isn't properly authenticated, you will "
          + "receive a `404 Not Found` response.", at: troubleshooting)),
    Security(
      TokenScheme(token: "github.token"),
      quote: .documented(
        "In most cases, you can use `Authorization: Bearer` or `Authorization: token` to pass a token.",
        at: "Authenticating to the REST API")))

  /// The path of a repository and the headers of every request.
  static let common: [Parameter] = [
    .path(
      "owner", .string, from: owner, example: "octocat",
      quote: "The account owner of the repository. The name is not case sensitive."),
    .path(
      "repo", .string, from: repository, example: "Hello-World",
      quote: "The name of the repository without the `.git` extension. The name is not case sensitive."),
    .header(
      "User-Agent", required: true, example: "Awesome-Octocat-App",
      quote: .documented("All API requests must include a valid `User-Agent` header.", at: gettingStarted)),
    .header(
      "Accept", required: false, example: "application/vnd.github+json",
      default: "application/vnd.github+json",
      quote: .documented(
        "you should pass an `Accept` header with a value of `application/vnd.github+json`", at: gettingStarted)),
    .header(
      "X-GitHub-Api-Version", .enum("2022-11-28"), required: false, example: "2022-11-28",
      quote: .documented(
        "You should use this header to specify a version of the REST API to use for your request.",
        at: gettingStarted)),
  ]

  static let issueNumber = Parameter.path(
    "issue_number", .integer, from: issue, example: "1347", quote: "The number that identifies the issue.")

  static let basicError = Body.json(
    [
      .optional("message", .string, quote: "message: type: string"),
      .optional("documentation_url", .string, quote: "documentation_url: type: string"),
      .optional("url", .string, quote: "url: type: string"),
      .optional("status", .string, quote: "status: type: string"),
    ],
    example: #"{"message": "Not Found", "documentation_url": "https://docs.github.com/rest", "status": "404"}"#,
    mediaTypeQuote: "application/json")

  static let validationError = Body.json(
    [
      .required("message", .string, quote: "required: message"),
      .required("documentation_url", .string, quote: "required: documentation_url"),
      .optional(
        "errors",
        .array(
          of: .object([
            .optional("resource", .string, quote: "resource: type: string"),
            .optional("field", .string, quote: "field: type: string"),
            .optional("message", .string, quote: "message: type: string"),
            .required("code", .string, quote: "required: code"),
            .optional("index", .integer, quote: "index: type: integer"),
          ])), quote: "errors: type: array"),
    ],
    example: """
      {
        "message": "Validation Failed",
        "errors": [{"resource": "Issue", "field": "title", "code": "missing_field"}],
        "documentation_url": "https://docs.github.com/rest/issues/issues#create-an-issue"
      }
      """,
    mediaTypeQuote: "application/json")

  private static let wrongVersion = ResponseTrigger.invalidRequest(
    at: .header("X-GitHub-Api-Version"),
    quote: .documented(
      "If you specify a version that does not exist, you will receive a `400 Bad Request` error", at: troubleshooting))

  private static let noJSON = ResponseTrigger.invalidRequest(
    .body,
    quote: .documented(
      "If you send invalid JSON in the request body, you may receive a `400 Bad Request` response", at: troubleshooting)
  )

  static let badRequest = ResponseSpec(
    400, basicError, when: wrongVersion, description: "Bad Request", quote: "Bad Request")
  static let badBody = ResponseSpec(
    400, basicError, when: wrongVersion, noJSON, description: "Bad Request", quote: "Bad Request")

  static let unauthorized = ResponseSpec(
    401, basicError,
    when: .unauthenticated(
      example: Example(
        "bad-credentials",
        #"{"message": "Bad credentials", "documentation_url": "https://docs.github.com/rest", "status": "401"}"#),
      quote: .documented(
        "Authenticating with invalid credentials will initially return a `401 Unauthorized` response.",
        at: "Authenticating to the REST API")),
    description: "Requires authentication", quote: "Requires authentication")

  static let forbidden = ResponseSpec(
    403, basicError,
    when: .invalidRequest(
      at: .header("User-Agent"),
      quote: .documented(
        "Requests with no `User-Agent` header will be rejected. If you provide an invalid `User-Agent` header, you will "
          + "receive a `403 Forbidden` response.", at: gettingStarted)),
    description: "Forbidden", quote: "Forbidden")

  private static let privateResource = ResponseTrigger.unauthenticated(
    .missing,
    quote: .documented(
      "GitHub uses a `404 Not Found` response instead of a `403 Forbidden` response to avoid confirming the existence "
        + "of private repositories.", at: troubleshooting))

  static let repositoryNotFound = ResponseSpec(
    404, basicError, when: .state(repositoryUnknown), privateResource, description: "Resource not found",
    quote: "Resource not found")
  static let issueNotFound = ResponseSpec(
    404, basicError, when: .state(repositoryUnknown), .state(issueUnknown), privateResource,
    description: "Resource not found", quote: "Resource not found")

  static let validationFailed = ResponseSpec(
    422, validationError, when: .invalidRequest, description: "Validation failed, or the endpoint has been spammed.",
    quote: "Validation failed, or the endpoint has been spammed.")
}
