import AssayHTTP
import AssaySchema
import AssaySpec

extension Endpoint {
  /// Sets the passcode of a Card Program 1 card.
  public static let setPasscode = Endpoint(
    "vault.card.passcode.set", "Set Passcode to Card Program 1",
    .post, "/v2/card/{id}/passcode/code/set",
    source: .document(
      "Set Passcode to Card Program 1", url: Vault.url, revision: Vault.revision, retrieved: Vault.retrieved),
    security: Vault.security,
    effects: [
      .changesCredential(
        of: .path("id"),
        evidence: .documented(
          "Title", "enables users to establish or update a passcode for enhanced security on their Card Program 1 card")
      )
    ],
    parameters: [
      Vault.cardID("Unique identifier of the card for which the passcode is being set.", example: "1234435"),
      Vault.accept,
    ],
    body: .json(
      [
        .required(
          "keyId", .string, "Identifier associated with the passcode setting operation.",
          evidence: .documented("Request › Body", "keyId: string (required)")),
        .required(
          "code", .string, "A security code or authorization token required to initiate the passcode setting.",
          evidence: .documented("Request › Body", "code: string (required)"), isSecret: true),
        .required(
          "passCode", .string, "The new passcode to be set on the Card Program 1 card.",
          evidence: .documented("Request › Body", "passCode: string (required)"), isSecret: true),
      ],
      examples: [Example("curl", sampleBody)],
      mediaType: .documented("Request", "Media Type: application/json")),
    responses: [
      Vault.success(
        "A string representing the result of the operation. This could indicate the success or failure of the "
          + "passcode setting."),
      Vault.badRequest(),
      Vault.unauthorized,
    ],
    samples: [
      RequestSample(
        "curl", target: "/v2/card/1234435/passcode/code/set",
        headers: [
          HeaderField("Accept", "application/json"), HeaderField("Authorization", "Bearer <token>"),
          HeaderField("Content-Type", "application/json"),
        ],
        body: sampleBody, evidence: .sample("Request Sample: cURL"))
    ],
    bindings: [
      FixtureBinding(.path("id"), is: "vault.card"), FixtureBinding(.body("/keyId"), is: "vault.keyId"),
      FixtureBinding(.body("/code"), is: "vault.code"), FixtureBinding(.body("/passCode"), is: "vault.passCode"),
    ],
    notes: [
      Note(
        "The keyId is the id that GET /v2/card/rsa-public-key gives.",
        .documented(
          "Request › Body", "The variable keyId can be obtained using the endpoint GET /v2/card/rsa-public-key")
      ),
      Note(
        "The same call establishes a passcode and updates one.", .documented("Title", "establish or update a passcode")),
    ],
    openQuestions: Vault.commonAmbiguities + [
      Vault.tokenAmbiguity,
      OpenQuestion(
        .contradiction, at: "Responses › 200 › result",
        "A success answer whose result could indicate the success or failure of the operation.",
        readings: ["200 always means success", "200 may carry a failure in its result"],
        chosen: "Any string is taken: the document names no value but the example's `ok`."),
      OpenQuestion(
        .contradiction, at: "Request › Body › passCode",
        "The key's own document says that it encrypts data for this call; the sample sends the passcode as it is.",
        readings: ["passCode is sent encrypted with the RSA key", "passCode is sent as it is"],
        chosen: "Whatever the fixture holds is sent: a string either way."),
      OpenQuestion(
        .silence, at: "Request › Body › code", "What is a wrong or expired code answered with?",
        readings: ["400 with the documented error body", "200 whose result says failure"],
        chosen: "Not asked: no case sends a wrong code on purpose."),
    ])

  private static let sampleBody = """
    {
      "code": "1234",
      "keyId": "abc123",
      "passCode": "pass123"
    }
    """
}
