import AssayHTTP
import AssayJSON
import AssaySchema
import AssaySpec

extension Endpoint {
  /// Creates an e-mail or SMS verification code for a user.
  public static let createVerificationCode = Endpoint(
    "sfox.users.send-verification", "Create Verification Code",
    .post, "/v1/enterprise/users/send-verification/{user_id}",
    source: .document(
      "Create Verification Code",
      url: "https://docs.sfox.com/connect/rest-api/end-users/create-verification-code", retrieved: "2026-11-20"),
    security: .bearer(
      token: "sfox.token",
      evidence: .sample("Example Requests › Shell", "-H \"Authorization: Bearer ${ENTERPRISE_API_KEY}\"")),
    effects: [
      .sendsMessage(
        to: .path("user_id"),
        evidence: .documented(
          "Title", "will send a 6-digit numerical OTP code directly to the end user via email or SMS"))
    ],
    parameters: [
      .path(
        "user_id", .string,
        "Unique ID defined by you for this user that will serve as the shared identifier for this account between you "
          + "and sFOX",
        example: "client_account_1", evidence: .documented("Request › Path Parameters", "user_id required, string"))
    ],
    body: .json(
      [
        .required(
          "type", .string(oneOf: "email", "sms"), "Verification method.",
          evidence: .documented("Request › Body Parameters", "type required, string. Possible values: email, sms"))
      ],
      examples: [Example("email", #"{ "type": "email" }"#)],
      mediaType: .sample("Example Requests › NodeJS", "'Content-Type': 'application/json'")),
    responses: [success, alreadyVerified] + generalErrors,
    samples: [
      RequestSample(
        "shell", target: "/v1/enterprise/users/send-verification/${user_id}",
        headers: [HeaderField("Authorization", "Bearer <token>")], body: #"{ "type": "email" }"#,
        evidence: .assumed(
          "The Shell sample names no Content-Type; as printed, curl would send application/x-www-form-urlencoded.")),
      RequestSample(
        "nodejs", target: "/v1/enterprise/users/send-verification/user_id",
        headers: [HeaderField("Content-Type", "application/json"), HeaderField("Authorization", "Bearer <token>")],
        body: #"{"type":"email"}"#, evidence: .sample("Example Requests › NodeJS")),
      RequestSample(
        "python", target: "/v1/enterprise/users/send-verification/${user_id}",
        headers: [HeaderField("Authorization", "Bearer <token>"), HeaderField("Content-Type", "application/json")],
        body: #"{"type": "email"}"#, evidence: .sample("Example Requests › Python")),
    ],
    bindings: [FixtureBinding(.path("user_id"), is: "sfox.user")],
    notes: [
      Note(
        "The code has 6 digits and goes directly to the end user.",
        .documented("Title", "a 6-digit numerical OTP code directly to the end user via email or SMS")),
      Note(
        "The code is verified with POST /v1/enterprise/users/verify/{user_id}.",
        .documented("Title", "verify it by executing a Confirm Verification Code request")),
      Note("Business accounts only need to verify email.", .documented("Title › hint")),
      Note("Individual accounts are required to verify email and sms.", .documented("Title › hint")),
    ],
    openQuestions: [
      OpenQuestion(
        .oddity, at: "Example Requests › Shell",
        "The sample sends no Content-Type, so curl sends application/x-www-form-urlencoded with a JSON body.",
        readings: ["the server does not look at Content-Type", "application/json was left out"],
        chosen:
          "application/json is sent, as NodeJS and Python do; the Shell sample is replayed without the header, and its "
          + "refusal is a warning."),
      OpenQuestion(
        .oddity, at: "Example Requests › Shell",
        "The address stands in single quotes, so ${user_id} is sent as it is; in Python the string is no f-string either.",
        readings: ["a user whose id is ${user_id}", "a placeholder for the user's id"],
        chosen: "A placeholder: the fixture's id is sent."),
      OpenQuestion(
        .silence, at: "Title › hint",
        "E-mail must be verified before an SMS code is requested; what is an earlier request answered with?",
        readings: ["422 with another error text", "400", "200 and no message"],
        chosen: "Any client error, 422 with the documented shape: the page states the rule, so an acceptance fails."),
      OpenQuestion(
        .silence, at: "Responses", "What is a request that breaks the declared shape answered with?",
        readings: ["400, as the general list of error codes has it", "422"],
        chosen: "Any client error, with any body: the page states the shape, so an acceptance fails."),
      OpenQuestion(
        .silence, at: "Path Parameters", "What is a user_id that nobody has answered with?",
        readings: ["404, as the general list of error codes has it", "422"], chosen: "Not asked."),
      OpenQuestion(
        .contradiction, at: "Responses › 200",
        "An older copy of the page shows the phone number of the SMS answer under the name email.",
        readings: ["phone_number", "email"], chosen: "phone_number, as the newer page has it."),
    ])

  private static let success = ResponseSpec(
    200,
    .json(
      [
        .required(
          "data",
          .object([
            .required(
              "user_id", .string, "The ID of the end user the code was sent to.",
              evidence: .documented("Response Fields", "user_id string")),
            .required(
              "type", .string(oneOf: "email", "sms"), "The verification method for the code.",
              evidence: .documented("Response Fields", "Possible values: email, sms")),
            .present(
              "email", .string, iff: "type", is: "email", "The email address the verification code was sent to.",
              evidence: .documented(
                "Response Fields", "The email address the verification code was sent to, if type = email")),
            .present(
              "phone_number", .string, iff: "type", is: "sms", "The phone number the verification code was sent to.",
              evidence: .documented(
                "Response Fields", "The phone number the verification code was sent to, if type = sms")),
          ]), "Verification code information.", evidence: .documented("Response Fields", "data object"))
      ],
      examples: [emailSent, smsSent],
      mediaType: .sample("Responses › 200", "```json")),
    when: [
      .valid(given: [.not("email-verified")], setting: [FieldValue(.body("/type"), "email")], example: emailSent),
      .valid(
        given: [.holds("email-verified"), .not("phone-verified")], setting: [FieldValue(.body("/type"), "sms")],
        example: smsSent),
    ],
    "OK",
    echoes: [
      EchoedValue(
        "/data/user_id", of: .path("user_id"),
        evidence: .documented("Response Fields", "The ID of the end user the code was sent to.")),
      EchoedValue(
        "/data/type", of: .body("/type"),
        evidence: .documented("Response Fields", "The verification method for the code.")),
    ],
    evidence: .documented("Responses › 200"))

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
      [.required("error", .string, evidence: .sample("Responses › 422"))],
      examples: [emailAlready, phoneAlready], mediaType: .sample("Responses › 422", "```json")),
    when: [
      .state(.holds("email-verified"), setting: [FieldValue(.body("/type"), "email")], example: emailAlready),
      .state(.holds("phone-verified"), setting: [FieldValue(.body("/type"), "sms")], example: phoneAlready),
      .state(
        .not("email-verified"), setting: [FieldValue(.body("/type"), "sms")],
        evidence: .assumed("How an SMS request before the e-mail is verified is refused is not said."),
        rule: .documented("Title › hint", "Email **must** be verified before requesting an sms code.")),
    ],
    "Unprocessable Entity", evidence: .documented("Responses › 422", "Unprocessable Entity"))

  private static let emailAlready = Example(
    "Email has already been verified", "{\n    \"error\": \"Email already verified\"\n}")
  private static let phoneAlready = Example(
    "Phone number has already been verified", "{\n    \"error\": \"Phone already verified\"\n}")

  /// The codes that the provider lists for its API as a whole, without a shape for the bodies.
  private static let generalErrors: [ResponseSpec] = {
    func general(_ status: StatusRange, _ responseTrigger: ResponseTrigger) -> ResponseSpec {
      ResponseSpec(
        status, .undocumented, when: [responseTrigger],
        evidence: .documented("docs.sfox.com/connect/errors/error-codes"))
    }
    let unspecified = Evidence.assumed("The list of error codes does not say which requests bring which code.")
    var invalid = ResponseTrigger.invalidRequest
    invalid.evidence = unspecified
    var unauthenticated = ResponseTrigger.unauthenticated
    unauthenticated.evidence = unspecified
    let listed = ResponseTrigger.nothing("The list of error codes does not say what brings it about here.")
    return [general(400, invalid), general(401, unauthenticated)]
      + [403, 404, 405, 406, 429, 500, 503].map { general(StatusRange($0, $0), listed) }
  }()
}
