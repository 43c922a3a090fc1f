import AssaySpec

extension SFOX {
  /// Confirms a user's e-mail address or phone number with the code that was sent there.
  public static let confirmVerificationCode = Endpoint(
    .post, "/v1/enterprise/users/verify/{user_id}",
    id: "sfox.users.verify", title: "Confirm Verification Code",
    document: Document(
      url: "https://docs.sfox.com/connect/rest-api/end-users/confirm-verification-code", retrieved: "2026-11-22"),
    security: .bearer(
      token,
      quote: .sample("-H \"Authorization: Bearer ${ENTERPRISE_API_KEY}\"", at: "Example Requests › Shell")),
    effects: [
      .changesData(
        of: .path("user_id"), quote: "Submit verification codes to complete email or sms verification.")
    ],
    parameters: [
      .path(
        "user_id", .string,
        "Unique ID for this user defined by you that will serve as the shared identifier for this account between you "
          + "and sFOX.",
        from: user, example: "client_account_1", quote: "user_id required, string")
    ],
    requestBody: .json(
      [
        .required(
          "type", .enum("email", "sms"), "Verification requirement method.",
          quote: "type required, string. Possible values: email, sms"),
        .required(
          "otp", .string, "Verification code sent to the user.", from: code, quote: "otp required, string",
          isSecret: true),
      ],
      example: #"{ "type": "email", "otp": "12345" }"#,
      mediaTypeQuote: .sample("-H 'Content-type: application/json'", at: "Example Requests › Shell")),
    responses: [
      ResponseSpec(
        200,
        .json(
          [
            .required(
              "data",
              .object([
                .required(
                  "success", .boolean, "Whether verification was successful or not.", quote: "success boolean"),
                .required(
                  "user_id", .string, "The ID of the end user the code was sent to.", quote: "user_id string"),
                .required(
                  "type", .enum("email", "sms"), "The verification method for the code.",
                  quote: "Possible values: email, sms"),
              ]), "Verification code information.", quote: "data object")
          ],
          example: emailConfirmed, phoneConfirmed,
          mediaTypeQuote: .sample("```json")),
        when: .validRequest(unless: emailVerified, setting: ["/type": "email"], example: emailConfirmed),
        .validRequest(in: emailVerified, unless: phoneVerified, setting: ["/type": "sms"], example: phoneConfirmed),
        description: "OK",
        echoes: [
          EchoedValue("/data/user_id", of: .path("user_id"), quote: "The ID of the end user the code was sent to."),
          EchoedValue("/data/type", of: "/type", quote: "The verification method for the code."),
        ],
        quote: .documented())
    ] + generalErrors,
    samples: [
      RequestSample(
        "shell", target: "/v1/enterprise/users/verify/${user_id}",
        headers: ["Content-type": "application/json", "Authorization": "Bearer <token>"],
        quote: .sample(at: "Example Requests › Shell")),
      RequestSample(
        "nodejs", target: "/v1/enterprise/users/verify/${user_id}",
        headers: ["Content-Type": "application/json", "Authorization": "Bearer <token>"],
        body: #"{"type":"email","otp":"12345"}"#, quote: .sample(at: "Example Requests › NodeJS")),
    ],
    notes: [
      Note(
        "The code is the one that POST /v1/enterprise/users/send-verification/{user_id} sent.",
        quote: .documented(
          "Collect this code from the end user and verify it by executing a Confirm Verification Code request",
          at: "Create Verification Code › Title"))
    ],
    openQuestions: [
      .contradiction(
        "Example Requests › Shell", "The samples' code has five digits; the code that is sent has six.",
        readings: [
          "six digits, as Create Verification Code says", "five digits, as here", "the length is not fixed",
        ],
        assumed: "Any string: this page gives the code no length."),
      .silence(
        "Responses", "What is a wrong code answered with?",
        readings: [
          "200 whose success is false, as the member's description suggests", "422, as the other refusals of codes",
          "400",
        ],
        assumed: "Not asked by a request of its own; either counts as a refusal in a chain of requests."),
      .silence(
        "Responses", "What are an expired code, a code of another user and one that was used before answered with?",
        readings: ["as a wrong code", "422 with a text of its own"],
        assumed: "As a wrong code: either counts as a refusal in a chain of requests."),
      .silence(
        "Responses", "What is the confirmation of an address that is verified already answered with?",
        readings: ["200", "422 as when a code is requested"], assumed: "Not asked."),
      .silence(
        "Title", "How long is a code valid, and how many wrong tries are allowed?",
        readings: ["not limited", "limits that are not published"],
        assumed: "Nothing: no number is expected of the provider."),
      .silence(
        "Responses", "What is a request that breaks the declared shape answered with?",
        readings: ["400, as the general list of error codes has it", "422"],
        assumed: "Any client error, with any body: the page states the shape, so an acceptance fails."),
      .silence(
        "Path Parameters", "What is a user_id that nobody has answered with?",
        readings: ["404, as the general list of error codes has it", "422"], assumed: "Not asked."),
      .oddity(
        "Example Requests › NodeJS", "The user's id is the text ${user_id} in double quotes, which JavaScript keeps.",
        readings: ["a user whose id is ${user_id}", "a placeholder for the user's id"],
        assumed: "A placeholder: the fixture's id is sent."),
    ])

  private static let emailConfirmed = Example(
    "Successfully verified email",
    """
    {
        "data": {
            "success": true,
            "user_id": "client_account_1",
            "type": "email"
        }
    }
    """)

  private static let phoneConfirmed = Example(
    "Successfully verified phone number",
    """
    {
        "data": {
            "success": true,
            "user_id": "client_account_1",
            "type": "sms"
        }
    }
    """)
}
