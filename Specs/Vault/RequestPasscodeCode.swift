import AssayHTTP
import AssaySchema
import AssaySpec

extension Endpoint {
  /// Sends a verification code for a card's passcode by SMS.
  public static let requestPasscodeCode = Endpoint(
    "vault.card.passcode.sms.send", "Request Verification Code for Passcode",
    .post, "/v2/card/{id}/passcode/sms/send",
    source: .document(
      "Request Verification Code for Passcode", url: Vault.url, revision: Vault.revision,
      retrieved: Vault.retrieved),
    security: Vault.security,
    effects: [
      .sendsMessage(
        to: .path("id"),
        evidence: .documented("Title", "requesting a verification code `passcode` via SMS for a specific card"))
    ],
    parameters: [
      Vault.cardID(
        "Unique identifier of the card for which the verification code is being requested.", example: "123321"),
      Vault.accept,
      .header(
        "Content-Type", required: false, "Media type of a request that has no body.", example: "application/json",
        default: "application/json", evidence: .documented("Request", "Media Type: application/json")),
    ],
    responses: [
      Vault.success(
        "A string representing the result of the operation. This could indicate the success of sending the "
          + "verification code via SMS."),
      Vault.badRequest(),
      Vault.unauthorized,
    ],
    samples: [
      RequestSample(
        "curl", target: "/v2/card/123321/passcode/sms/send",
        headers: [
          HeaderField("Accept", "application/json"), HeaderField("Authorization", "Bearer <token>"),
          HeaderField("Content-Type", "application/json"),
        ],
        evidence: .sample("Request Sample: cURL"))
    ],
    bindings: [FixtureBinding(.path("id"), is: "vault.card")],
    notes: [
      Note(
        "The code is checked with POST /v2/card/{id}/passcode/sms/verify.",
        .documented("Check Verification Code for Passcode"))
    ],
    openQuestions: Vault.commonAmbiguities + [
      Vault.tokenAmbiguity,
      OpenQuestion(
        .oddity, at: "Request", "A media type is given for a request that has no body.",
        readings: [
          "send Content-Type without a body, as the sample does", "send an empty JSON object", "send neither",
        ],
        chosen: "Content-Type is sent and the body is empty, as in the sample."),
      OpenQuestion(
        .silence, at: "Path Parameters", "What is an id of no card, or of another owner's card, answered with?",
        readings: ["400 with the documented error body", "404, undocumented"],
        chosen: "Not asked: no case uses an unknown card on purpose."),
    ])
}
