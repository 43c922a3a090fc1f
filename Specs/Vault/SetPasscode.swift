import AssaySpec

extension Vault {
  /// Sets the passcode of a Card Program 1 card.
  public static let setPasscode = Endpoint(
    .post, "/v2/card/{id}/passcode/code/set",
    id: "vault.card.passcode.set", title: "Set Passcode to Card Program 1", document: document,
    security: security,
    effects: [
      .changesCredential(
        of: .path("id"),
        quote: "enables users to establish or update a passcode for enhanced security on their Card Program 1 card")
    ],
    parameters: [
      cardID("Unique identifier of the card for which the passcode is being set.", example: "1234435"),
      accept,
    ],
    requestBody: .json(
      [
        .required(
          "keyId", .string, "Identifier associated with the passcode setting operation.", from: keyId,
          quote: "keyId: string (required)"),
        .required(
          "code", .string, "A security code or authorization token required to initiate the passcode setting.",
          from: code,
          quote: "code: string (required)", isSecret: true),
        .required(
          "passCode", .string, "The new passcode to be set on the Card Program 1 card.", from: passCode,
          quote: "passCode: string (required)", isSecret: true),
      ],
      example: """
        {
          "code": "1234",
          "keyId": "abc123",
          "passCode": "pass123"
        }
        """,
      mediaTypeQuote: .documented("Media Type: application/json", at: "Request")),
    responses: [
      success(
        "A string representing the result of the operation. This could indicate the success or failure of the "
          + "passcode setting."),
      badRequest,
      unauthorized,
    ],
    samples: [RequestSample("curl", quote: .sample(at: "Request Sample: cURL"))],
    notes: [
      Note(
        "The keyId is the id that GET /v2/card/rsa-public-key gives.",
        quote: .documented(
          "The variable keyId can be obtained using the endpoint GET /v2/card/rsa-public-key", at: "Request › Body")),
      Note(
        "The same call establishes a passcode and updates one.",
        quote: .documented("establish or update a passcode", at: "Title")),
    ],
    openQuestions: commonQuestions + [
      tokenQuestion,
      .contradiction(
        "Responses › 200 › result",
        "A success answer whose result could indicate the success or failure of the operation.",
        readings: ["200 always means success", "200 may carry a failure in its result"],
        assumed: "Any string is taken: the document names no value but the example's `ok`."),
      .contradiction(
        "Request › Body › passCode",
        "The key's own document says that it encrypts data for this call; the sample sends the passcode as it is.",
        readings: ["passCode is sent encrypted with the RSA key", "passCode is sent as it is"],
        assumed: "Whatever the fixture holds is sent: a string either way."),
      .silence(
        "Request › Body › code", "What is a wrong or expired code answered with?",
        readings: ["400 with the documented error body", "200 whose result says failure"],
        assumed: "Not asked: no case sends a wrong code on purpose."),
    ])
}
