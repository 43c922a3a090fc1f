import AssaySpec

extension Vault {
  /// Gets the public key for what other calls encrypt, such as a passcode.
  public static let getRSAKey = Endpoint(
    .get, "/v2/card/rsa-public-key",
    id: "vault.card.rsa-key", title: "Get RSA Key", document: siblingDocument,
    security: security,
    parameters: [accept],
    responses: [
      ResponseSpec(
        200,
        .json(
          [
            .required("id", .string, "Unique identifier for the RSA key.", quote: "id: string"),
            .required("publicKey", .string, "RSA public key used for encrypting data.", quote: "publicKey: string"),
          ],
          example: """
            {
              "id": "cbb00f18-88a0-4923-a421-8e28b17e988e",
              "publicKey": "MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQCOfJb/EYo9byGlMT2WEZbqI+whHbMZM8GM/ggIA+PIlahWJv5f+FhDjUhigJDIfmK/7UJEnjq35bBpKq1Y4yujHty76JzLJiV/Yl7+P8kLkNwITW+td73hkCwIs37aJl5vQPSuAGLD0bZmaf+YqZ78vrnux3UNs3j4rZxsyjyUMQIDAQAB"
            }
            """,
          mediaTypeQuote: "Media type: application/json"),
        when: .validRequest,
        description: "The response status code indicates that the request was successfully processed.",
        quote: .documented()),
      ResponseSpec(
        400, error, when: .nothing("Nothing in the request can be malformed: it has neither a body nor parameters."),
        description: badRequestDescription, quote: "Bad Request"),
      unauthorized,
    ],
    samples: [RequestSample("curl", quote: .sample(at: "Request Sample: cURL"))],
    notes: [
      Note(
        "The key encrypts data for POST /v2/card/{id}/passcode/code/set, among others.",
        quote: .documented(
          "the RSA public key, which is used for encrypting data when performing other requests listed below",
          at: "Title"))
    ],
    openQuestions: commonQuestions + [
      tokenQuestion,
      .silence(
        "Responses › 200 › publicKey", "In which encoding is the key, and how is data encrypted with it?",
        readings: [
          "SubjectPublicKeyInfo in base64, as the example; RSAES-PKCS1-v1_5",
          "SubjectPublicKeyInfo in base64, as the example; RSAES-OAEP",
        ],
        assumed: "Any string: nothing is encrypted with it."),
      .contradiction(
        "Responses › 200 › id", "The example's id is a UUID; the keyId of the passcode's sample is abc123.",
        readings: ["a UUID", "any text"], assumed: "Any string: no format is given."),
      .silence(
        "Title", "Does every call give the same key, and how long is a key valid?",
        readings: ["one key for all, for as long as it stays", "a new key with each call"],
        assumed: "Neither: the id of the last call is used, in the same chain of requests."),
    ])
}
