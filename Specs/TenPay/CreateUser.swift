import AssaySpec

extension TenPay {
  /// Creates the user whom all later calls name.
  public static let createUser = Endpoint(
    .post, "/User",
    id: "tenpay.user.create", title: "User Registration API",
    document: Document(url: "https://developers.10npay.com/docs/create-user", retrieved: "2026-11-22"),
    security: .bearer(token, quote: "Authorization: Bearer <token> — valid access token."),
    effects: [
      .changesData(of: "/merchantId", quote: "creating a minimal but persistent record for a customer")
    ],
    requestBody: .json(
      [
        .required(
          "merchantId", .integer, "Identifier of the merchant initiating the request.", from: merchant,
          quote: "merchantId (integer, required)"),
        .required(
          "email", .email.orNull, "Customer email address. Can be null at creation time.", from: email,
          quote: "Must not be an empty string and must be valid when provided."),
        .optional(
          "additionalData",
          .object([
            .optional(
              "type", .string.orNull, "Free label, e.g. onboarding, migration, import.", quote: "type (string | null)"),
            .optional("data", .object.orNull, "Custom key/value metadata.", quote: "data (object | null)"),
          ]), "Extensible container for metadata.", quote: "additionalData (object, optional)"),
      ],
      example: """
        {
        "merchantId": 9101,
        "email": "client.name@example.org"
        }
        """,
      mediaTypeQuote: .documented("Content-Type: application/json", at: "Headers")),
    responses: [
      ResponseSpec(
        201,
        .json(
          [.required("id", .int32, "Unique identifier assigned to the user.", quote: "id (int32)")],
          example: "{\n\"id\": 2072\n}",
          mediaTypeQuote: .sample("{ \"id\": 2072 }", at: "Responses › 201")),
        when: .validRequest, description: "The user was created.", quote: "Success — 201 Created"),
      ResponseSpec(
        400, validationProblem,
        when: .invalidRequest(
          quote: .assumed("The page shows 400 for e-mail addresses; other mistakes are validation errors too.")),
        .invalidRequest(.empty, .format, at: "/email"),
        description: "Validation errors.", quote: "Validation Errors — 400 Bad Request"),
      ResponseSpec(
        401, .undocumented, when: .unauthenticated, description: "Missing or expired Bearer token.",
        quote: .documented("missing/expired Bearer token", at: "Send Phone Verification Code › Responses › 401")),
    ],
    notes: [
      Note(
        "The id names the user in all later calls.", quote: "a unique id that is used in all future services and flows")
    ],
    openQuestions: [
      .silence(
        "Responses", "What is an e-mail address that a user has already answered with?",
        readings: ["400", "201 and another user", "the id of the first user"],
        assumed: "Not asked: every case has an address of its own."),
      .silence(
        "Responses", "What is a request without a valid token answered with?",
        readings: ["401, as the provider's other pages say", "403"],
        assumed: "401 with any body, as the provider's other pages say."),
      .silence(
        "Responses › 400 › Content-Type", "Which media type has the error?",
        readings: ["application/problem+json, as the members are those of problem details", "application/json"],
        assumed: "Either."),
      .silence(
        "Request Body › merchantId", "How large may merchantId be, and what is an unknown one answered with?",
        readings: ["int32", "any integer"],
        assumed: "Any integer is well-formed; a number that no merchant has may be answered with 404 or 400."),
      .contradiction(
        "Request Body", "An older copy of the page sends application/json-patch+json to another host and path.",
        readings: ["application/json to /User", "application/json-patch+json to /api/v1/User"],
        assumed: "application/json to /User, as the newer page has it."),
    ])

  private static let validationProblem = Body.oneOf(problem("application/problem+json"), problem("application/json"))

  private static func problem(_ mediaType: String) -> Body {
    .json(
      [
        .required("errors", .map(of: .array(of: .string)), "Messages by the member that they are about.", quote: shown),
        .required("type", .string, quote: shown),
        .required("title", .string, quote: shown),
        .required("status", .enum(400), quote: shown),
        .required("traceId", .string, quote: shown),
      ],
      as: mediaType, example: invalidEmail,
      mediaTypeQuote: .assumed("The page names no media type; the members are those of problem details."))
  }

  private static let shown = Evidence.sample(at: "Responses › 400 › Invalid email format")

  private static let invalidEmail = Example(
    "Invalid email format",
    """
    {
    "errors": {
    "Email": [
    "Invalid email address"
    ]
    },
    "type": "https://tools.ietf.org/html/rfc7231#section-6.5.1",
    "title": "One or more validation errors occurred.",
    "status": 400,
    "traceId": "00-515d7188d11bc727bd3a370ee0cd1616-2be049b580ab15d0-00"
    }
    """)
}
