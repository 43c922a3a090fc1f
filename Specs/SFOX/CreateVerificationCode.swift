import AssaySpec

extension SFOX {
  /// Creates an e-mail or SMS verification code for a user.
  public static let createVerificationCode = Endpoint(
    .post, "/v1/enterprise/users/send-verification/{user_id}",
    id: "sfox.users.send-verification", title: "Create Verification Code",
    document: Document(
      url: "https://docs.sfox.com/connect/rest-api/end-users/create-verification-code", retrieved: "2026-11-20"),
    security: .bearer(
      token,
      quote: .sample("-H \"Authorization: Bearer ${ENTERPRISE_API_KEY}\"", at: "Example Requests › Shell")),
    effects: [
      .sendsMessage(
        to: .path("user_id"),
        quote: "will send a 6-digit numerical OTP code directly to the end user via email or SMS")
    ],
    parameters: [
      .path(
        "user_id", .string,
        "Unique ID defined by you for this user that will serve as the shared identifier for this account between you "
          + "and sFOX",
        from: user, example: "client_account_1", quote: "user_id required, string")
    ],
    requestBody: .json(
      [
        .required(
          "type", .enum("email", "sms"), "Verification method.",
          quote: "type required, string. Possible values: email, sms")
      ],
      example: #"{ "type": "email" }"#,
      mediaTypeQuote: .sample("'Content-Type': 'application/json'", at: "Example Requests › NodeJS")),
    responses: [success, alreadyVerified] + generalErrors,
    samples: [
      RequestSample(
        "shell", target: "/v1/enterprise/users/send-verification/${user_id}",
        headers: ["Authorization": "Bearer <token>"],
        quote: .assumed(
          "The Shell sample names no Content-Type; as printed, curl would send application/x-www-form-urlencoded.")),
      RequestSample(
        "nodejs", target: "/v1/enterprise/users/send-verification/user_id",
        headers: ["Content-Type": "application/json", "Authorization": "Bearer <token>"],
        body: #"{"type":"email"}"#, quote: .sample(at: "Example Requests › NodeJS")),
      RequestSample(
        "python", target: "/v1/enterprise/users/send-verification/${user_id}",
        headers: ["Authorization": "Bearer <token>", "Content-Type": "application/json"],
        body: #"{"type": "email"}"#, quote: .sample(at: "Example Requests › Python")),
    ],
    notes: [
      Note(
        "The code has 6 digits and goes directly to the end user.",
        quote: .documented("a 6-digit numerical OTP code directly to the end user via email or SMS", at: "Title")),
      Note(
        "The code is verified with POST /v1/enterprise/users/verify/{user_id}.",
        quote: .documented("verify it by executing a Confirm Verification Code request", at: "Title")),
      Note("Business accounts only need to verify email.", quote: .documented(at: "Title › hint")),
      Note("Individual accounts are required to verify email and sms.", quote: .documented(at: "Title › hint")),
    ],
    openQuestions: [
      .oddity(
        "Example Requests › Shell",
        "The sample sends no Content-Type, so curl sends application/x-www-form-urlencoded with a JSON body.",
        readings: ["the server does not look at Content-Type", "application/json was left out"],
        assumed:
          "application/json is sent, as NodeJS and Python do; the Shell sample is replayed without the header, and its "
          + "refusal is a warning."),
      .oddity(
        "Example Requests › Shell",
        "The address stands in single quotes, so ${user_id} is sent as it is; in Python the string is no f-string either.",
        readings: ["a user whose id is ${user_id}", "a placeholder for the user's id"],
        assumed: "A placeholder: the fixture's id is sent."),
      .silence(
        "Title › hint",
        "E-mail must be verified before an SMS code is requested; what is an earlier request answered with?",
        readings: ["422 with another error text", "400", "200 and no message"],
        assumed: "Any client error, 422 with the documented shape: the page states the rule, so an acceptance fails."),
      .silence(
        "Responses", "What is a request that breaks the declared shape answered with?",
        readings: ["400, as the general list of error codes has it", "422"],
        assumed: "Any client error, with any body: the page states the shape, so an acceptance fails."),
      .silence(
        "Path Parameters", "What is a user_id that nobody has answered with?",
        readings: ["404, as the general list of error codes has it", "422"], assumed: "Not asked."),
      .contradiction(
        "Responses › 200",
        "An older copy of the page shows the phone number of the SMS answer under the name email.",
        readings: ["phone_number", "email"], assumed: "phone_number, as the newer page has it."),
    ])

  private static let success = ResponseSpec(
    200,
    .json(
      [
        .required(
          "data",
          .object([
            .required(
              "user_id", .string, "The ID of the end user the code was sent to.", quote: "user_id string"),
            .required(
              "type", .enum("email", "sms"), "The verification method for the code.",
              quote: "Possible values: email, sms"),
            .present(
              "email", .string, iff: "type", is: "email", "The email address the verification code was sent to.",
              quote: "The email address the verification code was sent to, if type = email"),
            .present(
              "phone_number", .string, iff: "type", is: "sms", "The phone number the verification code was sent to.",
              quote: "The phone number the verification code was sent to, if type = sms"),
          ]), "Verification code information.", quote: "data object")
      ],
      example: emailSent, smsSent,
      mediaTypeQuote: .sample("```json")),
    when: .validRequest(unless: emailVerified, setting: ["/type": "email"], example: emailSent),
    .validRequest(in: emailVerified, unless: phoneVerified, setting: ["/type": "sms"], example: smsSent),
    description: "OK",
    echoes: [
      EchoedValue("/data/user_id", of: .path("user_id"), quote: "The ID of the end user the code was sent to."),
      EchoedValue("/data/type", of: "/type", quote: "The verification method for the code."),
    ],
    quote: .documented())

  private static let emailSent = Example(
    "Email verification code sent to email specified",
    """
    {
        "data": {
            "user_id": "client_account_1",
            "type": "email",
            "email": "sfox_connect@email.com"
        }
    }
    """)

  private static let smsSent = Example(
    "SMS verification code sent to the phone number specified",
    """
    {
        "data": {
            "user_id": "client_account_1",
            "type": "sms",
            "phone_number": "+12223334444"
        }
    }
    """)

  private static let alreadyVerified = ResponseSpec(
    422,
    .json(
      [.required("error", .string, quote: .sample())], example: emailAlready, phoneAlready,
      mediaTypeQuote: .sample("```json")),
    when: .state(emailVerified, setting: ["/type": "email"], example: emailAlready),
    .state(phoneVerified, setting: ["/type": "sms"], example: phoneAlready),
    .state(
      unless: emailVerified, setting: ["/type": "sms"],
      quote: .assumed("How an SMS request before the e-mail is verified is refused is not said."),
      rule: .documented("Email **must** be verified before requesting an sms code.", at: "Title › hint")),
    description: "Unprocessable Entity", quote: "Unprocessable Entity")

  private static let emailAlready = Example(
    "Email has already been verified", "{\n    \"error\": \"Email already verified\"\n}")
  private static let phoneAlready = Example(
    "Phone number has already been verified", "{\n    \"error\": \"Phone already verified\"\n}")

  /// The codes that the provider lists for its API as a whole, without a shape for the bodies.
  static let generalErrors: [ResponseSpec] = {
    func general(_ status: StatusRange, _ trigger: ResponseTrigger) -> ResponseSpec {
      ResponseSpec(
        status, .undocumented, when: trigger, quote: .documented(at: "docs.sfox.com/connect/errors/error-codes"))
    }
    let unspecified = Evidence.assumed("The list of error codes does not say which requests bring which code.")
    let listed = ResponseTrigger.nothing("The list of error codes does not say what brings it about here.")
    return [general(400, .invalidRequest(quote: unspecified)), general(401, .unauthenticated(quote: unspecified))]
      + [403, 404, 405, 406, 429, 500, 503].map { general($0, listed) }
  }()
}
