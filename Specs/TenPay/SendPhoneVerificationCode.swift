import AssayHTTP
import AssaySchema
import AssaySpec

extension Endpoint {
  /// Sends a one-time code by SMS to the phone number of a user.
  public static let sendPhoneVerificationCode = Endpoint(
    "tenpay.user.phone.send-code", "Send Phone Verification Code",
    .post, "/User/phone-number/send-code",
    source: .document(
      "Send Phone Verification Code", url: "https://developers.10npay.com/bg/docs/send-verification-code/",
      revision: "modified 2026-05-21T14:13:57", retrieved: "2026-11-20"),
    security: .bearer(
      token: "tenpay.token", evidence: .documented("Headers", "Authorization: Bearer <access_token>")),
    effects: [
      .sendsMessage(
        to: .body("/phoneNumber"),
        evidence: .documented("Title", "Sends a one-time SMS code to the user"))
    ],
    body: .json(
      [
        .required(
          "id", .integer(.int32), "User identifier returned by POST /User.",
          evidence: .documented("Request Body", "id: integer (int32). Required.")),
        .required(
          "phoneNumber", .string(.e164), "Phone number in E.164 format (+[country][number]).",
          evidence: .documented("Request Body", "Phone number in E.164 format. Required.")),
        .optional(
          "correlationType", .integer(oneOf: 0, 1),
          "0 for standard individual users (default), 1 for merchant flows.",
          evidence: .documented("Request Body", "integer (enum). Optional")),
      ],
      examples: [
        Example(
          "Request Body",
          """
          {
            "id": 2077,
            "phoneNumber": "+359881234567",
            "correlationType": 0
          }
          """)
      ],
      mediaType: .documented("Headers", "Content-Type: application/json")),
    responses: [
      ResponseSpec(
        204, .none,
        when: [
          .valid(given: [.not("user-unknown"), .not("phone-taken"), .not("user-verified")]),
          .state(.holds("user-verified")),
        ],
        "SMS dispatched (or the user is already verified, in which case the call is still idempotent).",
        evidence: .documented("Responses › 204", "No Content — SMS dispatched")),
      ResponseSpec(
        400, .undocumented,
        when: [
          .invalidRequest,
          .state(
            .holds("phone-taken"),
            evidence: .documented(
              "Notes", "if the phone is already linked to another user, the call returns 400")),
        ],
        "Invalid format or phone already registered.",
        evidence: .documented("Responses › 400", "invalid format or phone already registered")),
      ResponseSpec(
        401, .undocumented, when: [.unauthenticated], "Missing or expired Bearer token.",
        evidence: .documented("Responses › 401", "missing/expired Bearer token")),
      ResponseSpec(
        404, .undocumented, when: [.state(.holds("user-unknown"))], "Unknown userId.",
        evidence: .documented("Responses › 404", "unknown userId")),
      ResponseSpec(
        .serverError, .undocumented, when: [.nothing("A passing failure of the provider; no request brings it about.")],
        "Transient failure (retry with backoff).", isTransient: true,
        evidence: .documented("Responses › 5xx", "transient failure (retry with backoff)")),
    ],
    samples: [
      RequestSample(
        "body", target: "/User/phone-number/send-code",
        headers: [HeaderField("Authorization", "Bearer <token>"), HeaderField("Content-Type", "application/json")],
        body: "{\n  \"id\": 2077,\n  \"phoneNumber\": \"+359881234567\",\n  \"correlationType\": 0\n}",
        evidence: .documented("Request Body"))
    ],
    bindings: [
      FixtureBinding(.body("/id"), is: "tenpay.user"), FixtureBinding(.body("/phoneNumber"), is: "tenpay.phone"),
    ],
    idempotent: .documented("Responses › 204", "the call is still idempotent"),
    notes: [
      Note(
        "A caller should keep a minimum delay between two attempts.",
        .documented("Notes", "Apply local validation and throttling")),
      Note(
        "The code is verified with POST /User/phone-number/verify.",
        .documented("Notes", "prompt the user to call POST /User/phone-number/verify with the received digits")),
    ],
    openQuestions: [
      OpenQuestion(
        .contradiction, at: "Responses › 404", "The answer speaks of `userId`; the body's member is `id`.",
        readings: ["`userId` means `id`", "there is another parameter"], chosen: "`userId` means `id`."),
      OpenQuestion(
        .silence, at: "Responses", "Which bodies do 400, 401, 404 and 5xx have?",
        readings: ["none", "problem details, as older copies of the page show"],
        chosen: "Any body or none; its shape is not judged."),
      OpenQuestion(
        .silence, at: "Request Body › id", "Which int32 values are identifiers?",
        readings: ["all", "1 to 2147483647, as an older copy of the page says"],
        chosen: "All are well-formed; a number that no user has may be answered with 404 or 400."),
      OpenQuestion(
        .silence, at: "Responses › 204", "Is only the call for a verified user idempotent, or each repeated call?",
        readings: ["each", "only when the user is already verified"],
        chosen: "Each: \"still idempotent\" says that the other case is too."),
      OpenQuestion(
        .silence, at: "Responses › 401", "Is a malformed or foreign token answered with 401 too?",
        readings: ["yes", "with 400 or 403"], chosen: "Yes: a token that is not good is as good as none."),
    ])
}
