import AssaySpec

/// What Vault's three documents have in common.
extension Vault {
  /// The token stands in the sample only: no text of the document asks for it.
  static let security = Security.bearer(
    token, quote: .sample("--header 'Authorization: Bearer <token>'", at: "Request Sample: cURL"))

  static let accept = Parameter.header(
    "Accept", required: false, "Media type that the caller takes.", example: "application/json",
    default: "application/json", quote: .sample("--header 'Accept: application/json'", at: "Request Sample: cURL"))

  static func cardID(_ description: String, example: String) -> Parameter {
    .path("id", .int64, description, from: card, example: example, quote: "id: integer<int64> (required)")
  }

  /// The eight documented members of an error; the example shows four of them, and those are taken as always there.
  static let error: Body = {
    let shown = Evidence.sample(at: "Responses › 400 › Responses example")
    return .json(
      [
        .required("message", .string, "Message displayed to the user.", quote: shown),
        .optional(
          "field", .string, "Specifies the field in the request that caused the error.", quote: .documented()),
        .required("errorId", .integer, "Identifier of the error.", quote: shown),
        .required("systemId", .string, "Identifier of the component.", quote: shown),
        .optional("originalMessage", .string, "The original error message.", quote: .documented()),
        .optional(
          "errorStackTrace", .string, "The place where the error occurred in the code.", quote: .documented()),
        .optional(
          "data", .map(of: .object), "Additional data related to the error, structured as key-value pairs.",
          quote: .documented()),
        .required("error", .string, "Identifier of the error.", quote: shown),
      ],
      example: """
        {
          "error": "COMMON",
          "errorId": 0,
          "message": "Sorry for inconvenience. We're fixing the issue. If you have urgent questions, contact support",
          "systemId": "core"
        }
        """,
      mediaTypeQuote: "Media type: application/json")
  }()

  static func success(_ resultDescription: String) -> ResponseSpec {
    ResponseSpec(
      200,
      .json(
        [.required("result", .string, resultDescription, quote: "result: string")],
        example: "{\n  \"result\": \"ok\"\n}", mediaTypeQuote: "Media type: application/json"),
      when: .validRequest,
      description: "The response status code indicates that the request was successfully processed.",
      quote: .documented())
  }

  static let badRequest = ResponseSpec(
    400, error, when: .invalidRequest, description: badRequestDescription, quote: "Bad Request")

  static let badRequestDescription =
    "Bad Request. The response status code indicates that the requested page was not found on the server."

  /// Nothing documents a response to a request without a valid token; a caller needs to know that there is a refusal.
  static let unauthorized = ResponseSpec(
    401, .undocumented, when: .unauthenticated, description: "The token is missing or invalid.",
    quote: .assumed("The sample sends a token; no answer to its absence is documented."))

  /// The open questions that stand in each of the three documents.
  static let commonQuestions: [OpenQuestion] = [
    .contradiction(
      "Responses › 400",
      "The answer is named Bad Request and described as a page that was not found.",
      readings: ["400 answers a bad request", "400 answers an unknown path or id, as 404 usually does"],
      assumed: "400 answers a bad request: the status, the title and the member `field` agree on it."),
    .silence(
      "Responses › 400",
      "Which of the eight members of an error are always there?",
      readings: ["all eight", "those of the example: error, errorId, message, systemId", "none"],
      assumed: "Those of the example are required, the other four may be left out."),
    .silence(
      "Responses › 400 › data",
      "Are additionalProp1, additionalProp2 and additionalProp3 members, or placeholders for any keys?",
      readings: ["three members with these names", "a map with any keys, each value an object"],
      assumed: "A map: the names are those a generator prints for a map, and the text says key-value pairs."),
    .silence(
      "Responses › 400 › errorId",
      "How large may errorId be?", readings: ["int32", "int64", "any integer"],
      assumed: "Any integer: no format is given, where the path parameters have one."),
  ]

  static let tokenQuestion = OpenQuestion.silence(
    "Request Sample: cURL",
    "The sample sends a bearer token; what is a request without one answered with?",
    readings: ["401", "400 with the documented error body", "the token is not needed"],
    assumed: "401 with any body, as an assumption: an accepted request is a warning, not a failure.")
}
