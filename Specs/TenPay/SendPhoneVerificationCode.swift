import AssaySpec

extension TenPay {
  /// Sends a one-time code by SMS to the phone number of a user.
  public static let sendPhoneVerificationCode = Endpoint(
    .post, "/User/phone-number/send-code",
    id: "tenpay.user.phone.send-code", title: "Send Phone Verification Code",
    document: Document(
      url: "https://developers.10npay.com/bg/docs/send-verification-code/", revision: "modified 2026-05-21T14:13:57",
      retrieved: "2026-11-20"),
    security: .bearer(token, quote: "Authorization: Bearer <access_token>"),
    effects: [.sendsMessage(to: "/phoneNumber", quote: "Sends a one-time SMS code to the user")],
    requestBody: .json(
      [
        .required(
          "id", .int32, "User identifier returned by POST /User.", from: user,
          quote: "id: integer (int32). Required."),
        .required(
          "phoneNumber", .e164, "Phone number in E.164 format (+[country][number]).", from: phone,
          quote: "Phone number in E.164 format. Required."),
        .optional(
          "correlationType", .enum(0, 1), "0 for standard individual users (default), 1 for merchant flows.",
          quote: "integer (enum). Optional"),
      ],
      example: """
        {
          "id": 2077,
          "phoneNumber": "+359881234567",
          "correlationType": 0
        }
        """,
      mediaTypeQuote: .documented("Content-Type: application/json", at: "Headers")),
    responses: [
      ResponseSpec(
        204, .empty, when: .validRequest, .state(userVerified),
        description: "SMS dispatched (or the user is already verified, in which case the call is still idempotent).",
        quote: "No Content — SMS dispatched"),
      ResponseSpec(
        400, .undocumented, when: .invalidRequest,
        .state(
          phoneTaken,
          quote: .documented("if the phone is already linked to another user, the call returns 400", at: "Notes")),
        description: "Invalid format or phone already registered.",
        quote: "invalid format or phone already registered"),
      ResponseSpec(
        401, .undocumented, when: .unauthenticated, description: "Missing or expired Bearer token.",
        quote: "missing/expired Bearer token"),
      ResponseSpec(
        404, .undocumented, when: .state(userUnknown), description: "Unknown userId.", quote: "unknown userId"),
      .transient(
        .serverError, .undocumented, description: "Transient failure (retry with backoff).",
        quote: "transient failure (retry with backoff)"),
    ],
    idempotency: .documented("the call is still idempotent", at: "Responses › 204"),
    notes: [
      Note(
        "A caller should keep a minimum delay between two attempts.", quote: "Apply local validation and throttling"),
      Note(
        "The code is verified with POST /User/phone-number/verify.",
        quote: "prompt the user to call POST /User/phone-number/verify with the received digits"),
    ],
    openQuestions: [
      .contradiction(
        "Responses › 404", "The answer speaks of `userId`; the body's member is `id`.",
        readings: ["`userId` means `id`", "there is another parameter"], assumed: "`userId` means `id`."),
      .silence(
        "Responses", "Which bodies do 400, 401, 404 and 5xx have?",
        readings: ["none", "problem details, as older copies of the page show"],
        assumed: "Any body or none; its shape is not judged."),
      .silence(
        "Request Body › id", "Which int32 values are identifiers?",
        readings: ["all", "1 to 2147483647, as an older copy of the page says"],
        assumed: "All are well-formed; a number that no user has may be answered with 404 or 400."),
      .silence(
        "Responses › 204", "Is only the call for a verified user idempotent, or each repeated call?",
        readings: ["each", "only when the user is already verified"],
        assumed: "Each: \"still idempotent\" says that the other case is too."),
      .silence(
        "Responses › 401", "Is a malformed or foreign token answered with 401 too?",
        readings: ["yes", "with 400 or 403"], assumed: "Yes: a token that is not good is as good as none."),
    ])
}
