import AssaySpec

extension TenPay {
  /// Confirms a user's phone number with the code that was sent there.
  public static let verifyPhoneNumber = Endpoint(
    .post, "/User/phone-number/verify",
    id: "tenpay.user.phone.verify", title: "Verify Phone Number",
    document: Document(
      url: "https://developers.10npay.com/bg/docs/verify-the-phone-number-2/", revision: "modified 2026-05-21T14:15:47",
      retrieved: "2026-11-22"),
    security: .bearer(token, quote: "Authorization: Bearer <access_token>"),
    effects: [
      .changesData(
        of: "/id", quote: "Confirms the SMS code received by the user and marks the phone number as verified.")
    ],
    requestBody: .json(
      [
        .required("id", .integer, "User identifier.", from: user, quote: "integer User identifier. Required."),
        .required(
          "code", .string, "SMS code received by the user.", from: code,
          quote: "string SMS code received by the user. Required.", isSecret: true),
        .optional(
          "correlationType", .enum(0, 1), "Context flag, 0 by default.",
          quote: .documented(
            "0 for standard individual users (default), 1 for merchant flows",
            at: "Send Phone Verification Code › Request Body › correlationType")),
      ],
      example: """
        {
          "id": 2077,
          "code": "714982",
          "correlationType": 0
        }
        """,
      mediaTypeQuote: .documented("Content-Type: application/json", at: "Headers")),
    responses: [
      ResponseSpec(
        200, .undocumented, when: .validRequest, description: "Phone marked as verified.",
        quote: "200 OK — phone marked as verified."),
      ResponseSpec(
        400, .undocumented,
        when: .invalidRequest(
          quote: .assumed("The page names 400 for wrong codes; an older copy of it names it for missing codes too.")),
        .state(codeWrong),
        description: "Incorrect or expired code.", quote: "incorrect or expired code"),
      ResponseSpec(
        401, .undocumented, when: .unauthenticated, description: "Missing or expired Bearer token.",
        quote: "missing/expired Bearer token"),
      ResponseSpec(
        404, .undocumented, when: .state(userUnknown), description: "Unknown userId.", quote: "unknown userId"),
      .transient(
        .serverError, .undocumented, description: "Server error (retry with backoff).",
        quote: "server error (retry with backoff)"),
    ],
    notes: [
      Note(
        "Only the latest code is valid, whether it was sent or sent again.",
        quote:
          "Only the latest code sent via POST /User/phone-number/send-code or /User/{id}/phone-number/resend-code is valid."
      ),
      Note(
        "The user's status shows that the phone number is verified.",
        quote: "On success, isPhoneNumberVerified becomes true in GET /User/{id}/status."),
      Note(
        "A caller should stop after several wrong codes.",
        quote: "Consider locking the UI after several failed attempts to prevent brute-force guessing."),
    ],
    openQuestions: [
      .silence(
        "Responses › 200", "Which body has a success?",
        readings: [
          "none", "a minimal confirmation object, as an older copy of the page allows", "{}, as the oldest copy shows",
        ],
        assumed: "Any body or none; its shape is not judged."),
      .silence(
        "Responses", "Which bodies do 400, 401, 404 and 5xx have?",
        readings: ["none", "problem details, as older copies of the page show"],
        assumed: "Any body or none; its shape is not judged."),
      .contradiction(
        "Responses › 404", "The answer speaks of `userId`; the body's member is `id`.",
        readings: ["`userId` means `id`", "there is another parameter"], assumed: "`userId` means `id`."),
      .silence(
        "Request Body › id", "Which integers are identifiers?",
        readings: ["int32, as when a code is sent", "1 to 2147483647, as an older copy of the page says", "all"],
        assumed: "All are well-formed; a number that no user has may be answered with 404 or 400."),
      .silence(
        "Responses", "What is the confirmation of a phone number that is verified already answered with?",
        readings: ["200", "400, because the code was used"], assumed: "Not asked."),
      .silence(
        "Notes", "Does the server lock after several wrong codes, or only the caller's own screens?",
        readings: ["only the caller", "the server too, after a number that is not published"],
        assumed: "Nothing: no lock is expected of the provider."),
      .silence(
        "Responses › 400", "How long is a code valid?",
        readings: ["until the next is sent", "for a time that is not published"],
        assumed: "Nothing: no time is expected of the provider."),
      .silence(
        "Responses › 401", "Is a malformed or foreign token answered with 401 too?",
        readings: ["yes", "with 400 or 403"], assumed: "Yes: a token that is not good is as good as none."),
    ])
}
