import AssaySpec

extension Vault {
  /// Sends a new verification code to a phone number.
  public static let resendCode = Endpoint(
    .post, "/v2/mobile/phone/verify/resend",
    id: "vault.phone.verify.resend", title: "Resend Code", document: document,
    security: .none(
      quote: .documented(
        "endpoints associated with authentication and registration, which do not necessitate an access token",
        at: "Digital signature verification and fingerprint")),
    effects: [
      .sendsMessage(
        to: "/phone", cooldown: 600,
        quote: "request a new verification code to be sent to the provided phone number")
    ],
    parameters: [
      accept,
      .header(
        "X-Fingerprint", required: true,
        "Indicates whether fingerprint login has been performed in the application.",
        example: "1234444", default: "1234444",
        quote: "X-Fingerprint: string (required)"),
      .header(
        "X-Merchant-ID", required: true, "Identification of requests from users of a specific partner.",
        example: "bece038f-2e46-49f4-b25e-89cd38d6dc16", default: "bece038f-2e46-49f4-b25e-89cd38d6dc16",
        quote: "X-Merchant-ID: string (required)"),
      .header(
        "X-Signature", required: false,
        "Contains a digital signature generated both on the server-side (backend) and the client-side (frontend). It is "
          + "used for verifying the authenticity of requests. The HMAC_SHA256 algorithm is utilized to generate the "
          + "signature, employing a shared secret key.",
        quote: "X-Signature: string", isSecret: true),
    ],
    requestBody: .json(
      [
        .required(
          "phone", .string, "telephone number, which must be specified during registration.", from: phone,
          quote: "phone: string (Required)")
      ],
      example: #"{ "phone": "+447871234567" }"#,
      mediaTypeQuote: "Media Type: application/json"),
    responses: [
      success("Response indicating the result of the resend code operation."),
      ResponseSpec(
        400, error, when: .invalidRequest,
        .state(
          phoneUnregistered,
          example: Example(
            "CUSTOMER_NOT_FOUND_EXCEPTION",
            """
            {"message": "Phone number is not registered", "errorId": 2, "systemId": "core", \
            "error": "CUSTOMER_NOT_FOUND_EXCEPTION"}
            """),
          quote: .documented(
            "Phone number is not registered", at: "OpenAPI examples of POST /v2/mobile/phone/verify/resend")),
        description: badRequestDescription, quote: "Bad Request"),
    ],
    samples: [
      RequestSample(
        "curl", target: "/v2/mobile/phone/verify/resend",
        headers: [
          "Accept": "application/json", "Content-Type": "application/json", "X-Fingerprint": "1234444",
          "X-Merchant-ID": "bece038f-2e46-49f4-b25e-89cd38d6dc16", "X-Signature": "",
        ],
        body: "{\n  \"phone\": \"+447871234567\"\n}", quote: .sample(at: "Request Sample: cURL"))
    ],
    signature: HeaderSignature(
      "X-Signature", key: signatureKey,
      parts: [
        .seed(signatureSeed, length: 4, digitsOf: "/phone"), .request(.header("X-Fingerprint")), .request("/phone"),
      ],
      quote: .assumed(
        "A page that the provider deleted says so: seed, fingerprint, phone, and its sample's length 4.")),
    notes: [
      Note(
        "A code is sent again when the first was not received or has expired.",
        quote: .documented("has not been received or has expired", at: "Title")),
      Note(
        "Too early a repetition is answered with 400 and errorId 167, RATE_LIMIT_SIGNUP_ATTEMPT.",
        quote: .documented(
          "Please wait 10 minutes to sign up", at: "OpenAPI examples of POST /v2/mobile/phone/verify/resend")),
    ],
    openQuestions: commonQuestions + [
      .contradiction(
        "Request › Headers",
        "X-Fingerprint and X-Merchant-ID are required and have a default.",
        readings: [
          "required: a request without is refused", "the server falls back on the default",
          "the default is a value to try with",
        ],
        assumed: "Required, and the default is the value to send: a request without the header should be refused."),
      .oddity(
        "Request Sample: cURL", "The sample sends X-Signature with an empty value.",
        readings: [
          "an empty signature is accepted", "the value was left out of the sample", "the header is not checked",
        ],
        assumed: "The sample is replayed as printed; other cases leave the optional header out."),
      .silence(
        "Request › Headers › X-Signature",
        "What exactly is signed, with which secret, in which encoding?",
        readings: [
          "seed, fingerprint, phone and password, as a deleted page of the provider says",
          "something else since that page was deleted",
        ],
        assumed:
          "The deleted page's reading, in hexadecimal, and only when its key and its seed string are given; without "
          + "them the optional header is not sent."),
      .contradiction(
        "Request › Headers › X-Fingerprint",
        "A device fingerprint that indicates whether fingerprint login has been performed.",
        readings: ["an identifier of a device", "a flag"], assumed: "Any string that is not empty."),
      .silence(
        "Request › Body › phone", "In which format is the phone number?",
        readings: ["E.164, as in the example", "any text"],
        assumed: "Any text that is not empty: no case breaks a format that is not documented."),
    ])
}
