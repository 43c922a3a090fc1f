import AssaySpec

extension Vault {
  /// Confirms the phone number of a new customer with the code that was sent there.
  public static let confirmPhoneNumber = Endpoint(
    .post, "/v2/mobile/phone/confirm",
    id: "vault.phone.confirm", title: "Confirm Phone Number", document: siblingDocument,
    security: .anyOf(
      .basic(
        user: client, password: clientSecret,
        quote: .sample("--header 'Authorization: Basic ZG9jOnNlY3JldA=='", at: "Request Sample: cURL")),
      .none(quote: .documented("\"security\": [{}]", at: "OpenAPI document of POST /v2/mobile/phone/confirm")),
      quote: .assumed("The sample sends a Basic credential; the provider's OpenAPI document names none.")),
    effects: [
      .changesData(of: "/phone", quote: "to confirm the ownership of a provided phone number")
    ],
    parameters: [
      accept,
      .header(
        "X-Merchant-ID", required: true, "Identification of requests from users of a specific partner.",
        example: "bece038f-2e46-49f4-b25e-89cd38d6dc16", default: "bece038f-2e46-49f4-b25e-89cd38d6dc16",
        quote: "X-Merchant-ID: string (required)"),
    ],
    requestBody: .json(
      [
        .required(
          "phone", .string, "telephone number, which must be specified during registration.", from: phone,
          quote: "phone: string (Required)"),
        .required(
          "smsCode", .string, "SMS containing the necessary code.", from: phoneCode,
          quote: "smsCode: string (Required)", isSecret: true),
        .optional("fingerprint", .string, "device fingerprint.", quote: "fingerprint: string"),
      ],
      example: """
        {
          "phone": "+447871234567",
          "smsCode": "1234",
          "fingerprint": "12344444"
        }
        """,
      mediaTypeQuote: "Media Type: application/json"),
    responses: [
      ResponseSpec(
        200,
        .json(
          [
            .required(
              "access_token", .string, "An encrypted key, a short-lived token for accessing a resource.",
              quote: "access_token: string", isSecret: true),
            .required("token_type", .string, "Bearer token.", quote: "token_type: string"),
            .required(
              "refresh_token", .string,
              "These are credentials for accessing the API in the absence of a user session.",
              quote: "refresh_token: string", isSecret: true),
            .required("expires_in", .integer, "Token lifetime in seconds.", quote: "expires_in: integer"),
            .required("scope", .string, "Token action space.", quote: "scope: string"),
          ],
          example: """
            {
              "access_token": "<token>",
              "token_type": "bearer",
              "refresh_token": "_aUCain3dCLOF4NzSvQbXchMuns",
              "expires_in": 86399,
              "scope": "read write"
            }
            """,
          mediaTypeQuote: "Media type: application/json"),
        when: .validRequest,
        description: "The response status code indicates that the request was successfully processed.",
        quote: .documented()),
      ResponseSpec(
        400, error, when: .invalidRequest,
        .state(phoneUnregistered, example: unregistered, quote: confirmError("Phone number is not registered")),
        .state(phoneCodeWrong, example: incorrect, quote: confirmError("Incorrect code")),
        description: badRequestDescription, quote: "Bad Request"),
    ],
    samples: [
      RequestSample(
        "curl",
        headers: [
          "Accept": "application/json", "Authorization": "<token>", "Content-Type": "application/json",
          "X-Merchant-ID": "bece038f-2e46-49f4-b25e-89cd38d6dc16",
        ], quote: .sample(at: "Request Sample: cURL"))
    ],
    notes: [
      Note(
        "In the sandbox the code is always 1234.",
        quote: .documented(
          "In this case, the SMS code is always the same, and it is `1234`.", at: "Parameters › smsCode")),
      Note(
        "An expired code is answered with 400 and errorId 118, CUSTOMER_SMS_CODE_EXPIRED.",
        quote: confirmError("Code is expired, please resend code")),
    ],
    openQuestions: commonQuestions + [
      .contradiction(
        "Request Sample: cURL", "The sample sends a Basic credential; the provider's OpenAPI document names none.",
        readings: ["the credential of the partner's application is required", "no credential is needed"],
        assumed:
          "It is sent where it is given. A request without it is sent once, and its refusal is a warning."),
      .contradiction(
        "Request Sample: cURL",
        "The sample is sent to another host than the sign-up's other requests; the OpenAPI document names their host.",
        readings: ["the hosts lead to one service", "the number is confirmed at a service of its own"],
        assumed: "One service: a run sends all requests of the provider to its one target."),
      .contradiction(
        "Request › Headers", "X-Merchant-ID is required and has a default.",
        readings: ["required: a request without is refused", "the server falls back on the default"],
        assumed: "Required, and the default is the value to send: a request without the header should be refused."),
      .contradiction(
        "Request › Body › smsCode", "The code comes by SMS, and is always the same.",
        readings: ["always 1234 in the sandbox", "always 1234 in the sample only"],
        assumed: "The fixture's code is sent; in a chain of requests the code that was received."),
      .silence(
        "Request › Body › phone", "In which format is the phone number?",
        readings: ["E.164, as in the example", "any text"],
        assumed: "Any text that is not empty: no case breaks a format that is not documented."),
      .silence(
        "Responses › 400", "What is a code that was used before answered with?",
        readings: ["errorId 117, as a wrong code", "errorId 118, as an expired code", "200 and another token"],
        assumed: "Not asked by a request of its own."),
      .silence(
        "Responses › 400", "How long is a code valid, and how many wrong tries are allowed?",
        readings: ["not limited", "limits that are not published"],
        assumed: "Nothing: no number is expected of the provider."),
    ])

  private static func confirmError(_ message: String) -> Evidence {
    .documented(message, at: "OpenAPI examples of POST /v2/mobile/phone/confirm")
  }

  private static let incorrect = Example(
    "CUSTOMER_SMS_CODE_INCORRECT",
    #"{"message": "Incorrect code", "errorId": 117, "systemId": "core", "error": "CUSTOMER_SMS_CODE_INCORRECT"}"#)

  private static let unregistered = Example(
    "CUSTOMER_NOT_FOUND_EXCEPTION",
    """
    {"message": "Phone number is not registered", "errorId": 2, "systemId": "core", \
    "error": "CUSTOMER_NOT_FOUND_EXCEPTION"}
    """)
}
