import AssayHTTP
import AssaySchema
import AssaySpec

extension Endpoint {
  /// Sends a new verification code to a phone number.
  public static let resendCode = Endpoint(
    "vault.phone.verify.resend", "Resend Code",
    .post, "/v2/mobile/phone/verify/resend",
    source: .document("Resend Code", url: Vault.url, revision: Vault.revision, retrieved: Vault.retrieved),
    security: .none(
      evidence: .documented(
        "Digital signature verification and fingerprint",
        "endpoints associated with authentication and registration, which do not necessitate an access token")),
    effects: [
      .sendsMessage(
        to: .body("/phone"), cooldown: 600,
        evidence: .documented(
          "Title", "request a new verification code to be sent to the provided phone number"))
    ],
    parameters: [
      Vault.accept,
      .header(
        "X-Fingerprint", required: true,
        "Indicates whether fingerprint login has been performed in the application.",
        example: "1234444", default: "1234444",
        evidence: .documented("Request › Headers", "X-Fingerprint: string (required)")),
      .header(
        "X-Merchant-ID", required: true, "Identification of requests from users of a specific partner.",
        example: "bece038f-2e46-49f4-b25e-89cd38d6dc16", default: "bece038f-2e46-49f4-b25e-89cd38d6dc16",
        evidence: .documented("Request › Headers", "X-Merchant-ID: string (required)")),
      .header(
        "X-Signature", required: false,
        "Contains a digital signature generated both on the server-side (backend) and the client-side (frontend). It is "
          + "used for verifying the authenticity of requests. The HMAC_SHA256 algorithm is utilized to generate the "
          + "signature, employing a shared secret key.",
        evidence: .documented("Request › Headers", "X-Signature: string"), isSecret: true),
    ],
    body: .json(
      [
        .required(
          "phone", .string, "telephone number, which must be specified during registration.",
          evidence: .documented("Request › Body › Parameters", "phone: string (Required)"))
      ],
      examples: [Example("phone", #"{ "phone": "+447871234567" }"#)],
      mediaType: .documented("Request › Body", "Media Type: application/json")),
    responses: [
      Vault.success(
        "Response indicating the result of the resend code operation.",
        when: [.valid(given: [.not("phone-unregistered")])]),
      Vault.badRequest(when: [
        .invalidRequest,
        .state(
          .holds("phone-unregistered"),
          example: Example(
            "CUSTOMER_NOT_FOUND_EXCEPTION",
            """
            {"message": "Phone number is not registered", "errorId": 2, "systemId": "core", \
            "error": "CUSTOMER_NOT_FOUND_EXCEPTION"}
            """),
          evidence: .documented(
            "OpenAPI examples of POST /v2/mobile/phone/verify/resend", "Phone number is not registered")),
      ]),
    ],
    samples: [
      RequestSample(
        "curl", target: "/v2/mobile/phone/verify/resend",
        headers: [
          HeaderField("Accept", "application/json"), HeaderField("Content-Type", "application/json"),
          HeaderField("X-Fingerprint", "1234444"),
          HeaderField("X-Merchant-ID", "bece038f-2e46-49f4-b25e-89cd38d6dc16"), HeaderField("X-Signature", ""),
        ],
        body: "{\n  \"phone\": \"+447871234567\"\n}", evidence: .sample("Request Sample: cURL"))
    ],
    bindings: [FixtureBinding(.body("/phone"), is: "vault.phone")],
    signature: HeaderSignature(
      "X-Signature", key: "vault.signatureKey",
      parts: [
        .seed(fixture: "vault.signatureSeed", length: 4, digitsOf: .body("/phone")),
        .request(.header("X-Fingerprint")), .request(.body("/phone")),
      ],
      evidence: .assumed(
        "A page that the provider deleted says so: seed, fingerprint, phone, and its sample's length 4.")),
    notes: [
      Note(
        "A code is sent again when the first was not received or has expired.",
        .documented("Title", "has not been received or has expired")),
      Note(
        "Too early a repetition is answered with 400 and errorId 167, RATE_LIMIT_SIGNUP_ATTEMPT.",
        .documented(
          "OpenAPI examples of POST /v2/mobile/phone/verify/resend", "Please wait 10 minutes to sign up")),
    ],
    openQuestions: Vault.commonAmbiguities + [
      OpenQuestion(
        .contradiction, at: "Request › Headers",
        "X-Fingerprint and X-Merchant-ID are required and have a default.",
        readings: [
          "required: a request without is refused", "the server falls back on the default",
          "the default is a value to try with",
        ],
        chosen: "Required, and the default is the value to send: a request without the header should be refused."),
      OpenQuestion(
        .oddity, at: "Request Sample: cURL", "The sample sends X-Signature with an empty value.",
        readings: [
          "an empty signature is accepted", "the value was left out of the sample", "the header is not checked",
        ],
        chosen: "The sample is replayed as printed; other cases leave the optional header out."),
      OpenQuestion(
        .silence, at: "Request › Headers › X-Signature",
        "What exactly is signed, with which secret, in which encoding?",
        readings: [
          "seed, fingerprint, phone and password, as a deleted page of the provider says",
          "something else since that page was deleted",
        ],
        chosen:
          "The deleted page's reading, in hexadecimal, and only when its key and its seed string are given; without "
          + "them the optional header is not sent."),
      OpenQuestion(
        .contradiction, at: "Request › Headers › X-Fingerprint",
        "A device fingerprint that indicates whether fingerprint login has been performed.",
        readings: ["an identifier of a device", "a flag"], chosen: "Any string that is not empty."),
      OpenQuestion(
        .silence, at: "Request › Body › phone", "In which format is the phone number?",
        readings: ["E.164, as in the example", "any text"],
        chosen: "Any text that is not empty: no case breaks a format that is not documented."),
    ])
}
