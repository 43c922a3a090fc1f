import AssaySpec

extension Vault {
  /// Checks the code that was sent for a card's passcode.
  public static let checkPasscodeCode = Endpoint(
    .post, "/v2/card/{id}/passcode/sms/verify",
    id: "vault.card.passcode.sms.verify", title: "Check Verification Code for Passcode", document: siblingDocument,
    security: security,
    effects: [
      .changesData(
        of: .path("id"),
        quote: .assumed("A code that was checked may be used up, and wrong codes may be counted."))
    ],
    parameters: [
      cardID("Unique identifier of the card for which the verification code is being checked.", example: "1234435"),
      accept,
    ],
    requestBody: .json(
      [
        .required(
          "code", .string, "A string representing the verification code to be checked.", from: code,
          quote: "code: string (required)", isSecret: true)
      ],
      example: """
        {
          "code": "1234"
        }
        """,
      mediaTypeQuote: .documented("Media Type: application/json", at: "Request")),
    responses: [
      success(
        "A string representing the result of the verification process. This could indicate the success or failure of "
          + "the code verification."),
      badRequest,
      unauthorized,
    ],
    samples: [RequestSample("curl", quote: .sample(at: "Request Sample: cURL"))],
    notes: [
      Note(
        "The code is the one that POST /v2/card/{id}/passcode/sms/send sent.",
        quote: .documented(
          "verifying a verification code associated with a passcode for a specific card", at: "Title"))
    ],
    openQuestions: commonQuestions + [
      tokenQuestion,
      .contradiction(
        "Responses › 200 › result",
        "A success answer whose result could indicate the success or failure of the verification.",
        readings: [
          "200 always means that the code is right", "200 may carry a failure in its result",
          "a wrong code is answered with 400",
        ],
        assumed:
          "Any string is taken; in a chain of requests 400, or a result other than the example's `ok`, is a refusal."),
      .silence(
        "Title", "Does the check use the code up, or may the passcode be set with it afterwards?",
        readings: ["the passcode is set with the checked code", "a checked code is used up"],
        assumed: "The passcode is set with the checked code: its document requires one, and no other is sent."),
      .silence(
        "Title", "How long is a code valid, and how many wrong tries are allowed?",
        readings: ["not limited", "limits that are not published"],
        assumed: "Nothing: no number is expected of the provider."),
      .silence(
        "Path Parameters", "What is an id of no card, or of another owner's card, answered with?",
        readings: ["400 with the documented error body", "404, undocumented"],
        assumed: "Not asked: no case uses an unknown card on purpose."),
    ])
}
