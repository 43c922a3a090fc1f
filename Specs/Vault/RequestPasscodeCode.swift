import AssaySpec

extension Vault {
  /// Sends a verification code for a card's passcode by SMS.
  public static let requestPasscodeCode = Endpoint(
    .post, "/v2/card/{id}/passcode/sms/send",
    id: "vault.card.passcode.sms.send", title: "Request Verification Code for Passcode", document: document,
    security: security,
    effects: [
      .sendsMessage(
        to: .path("id"),
        quote: "requesting a verification code `passcode` via SMS for a specific card")
    ],
    parameters: [
      cardID(
        "Unique identifier of the card for which the verification code is being requested.", example: "123321"),
      accept,
      .header(
        "Content-Type", required: false, "Media type of a request that has no body.", example: "application/json",
        default: "application/json", quote: .documented("Media Type: application/json", at: "Request")),
    ],
    responses: [
      success(
        "A string representing the result of the operation. This could indicate the success of sending the "
          + "verification code via SMS."),
      badRequest,
      unauthorized,
    ],
    samples: [RequestSample("curl", quote: .sample(at: "Request Sample: cURL"))],
    notes: [
      Note(
        "The code is checked with POST /v2/card/{id}/passcode/sms/verify.",
        quote: .documented(at: "Check Verification Code for Passcode"))
    ],
    openQuestions: commonQuestions + [
      tokenQuestion,
      .oddity(
        "Request", "A media type is given for a request that has no body.",
        readings: [
          "send Content-Type without a body, as the sample does", "send an empty JSON object", "send neither",
        ],
        assumed: "Content-Type is sent and the body is empty, as in the sample."),
      .silence(
        "Path Parameters", "What is an id of no card, or of another owner's card, answered with?",
        readings: ["400 with the documented error body", "404, undocumented"],
        assumed: "Not asked: no case uses an unknown card on purpose."),
    ])
}
