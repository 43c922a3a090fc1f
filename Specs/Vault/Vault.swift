import AssayJSON
import AssaySchema
import AssaySpec

extension Provider {
  /// Vault, card programmes: passcodes of Card Program 1 cards and codes for phone numbers.
  public static let vault = Provider(
    "vault", "Vault",
    servers: [
      Server(
        .sandbox, "https://api.vault.sandbox.testessential.net", evidence: .sample("Request Sample: cURL"))
    ],
    fixtures: [
      Fixture("vault.token", "access token of the cards' owner", mock: "assay-mock-token", isSecret: true),
      Fixture("vault.card", "id of a Card Program 1 card of the token's owner", mock: "1234435"),
      Fixture("vault.keyId", "id of the RSA key, from GET /v2/card/rsa-public-key", mock: "abc123"),
      Fixture("vault.code", "the code that the card's owner got by SMS", mock: "1234", isSecret: true),
      Fixture("vault.passCode", "the passcode to set on the card", mock: "pass123", isSecret: true),
      Fixture("vault.phone", "a phone number that was given at sign-up", mock: "+447871234567", isPersonal: true),
      Fixture(
        "vault.phone.unregistered", of: "vault.phone", "a phone number that nobody signed up with",
        states: ["phone-unregistered"], mock: "+447871234568", isPersonal: true),
      Fixture("vault.signatureKey", "the shared secret that signs X-Signature", mock: "assay-mock-key", isSecret: true),
      Fixture(
        "vault.signatureSeed", "the seed string that X-Signature's seed is cut from", mock: "abcdefghijklmn",
        isSecret: true),
    ],
    states: [
      ProviderState(
        "phone-unregistered", of: "vault.phone", "nobody signed up with the phone number",
        evidence: .documented(
          "OpenAPI examples of POST /v2/mobile/phone/verify/resend",
          "errorId 2 CUSTOMER_NOT_FOUND_EXCEPTION: Phone number is not registered"))
    ],
    throttles: [
      ThrottleSignal(
        400, at: "/errorId", codes: [167], waitSeconds: 600,
        evidence: .documented(
          "OpenAPI examples of POST /v2/mobile/phone/verify/resend",
          "errorId 167 RATE_LIMIT_SIGNUP_ATTEMPT: Please wait 10 minutes to sign up")),
      ThrottleSignal(
        400, at: "/errorId", codes: [157],
        evidence: .documented(
          "OpenAPI examples of POST /v2/mobile/password/reset", "errorId 157 SMS_CODE_DELAY_NOT_REACHED")),
    ],
    endpoints: [.requestPasscodeCode, .setPasscode, .resendCode])
}

/// What Vault's three documents have in common.
enum Vault {
  static let revision = "commit 429c924, 2024-04-09"
  static let retrieved = "2026-11-20"
  static let url = "https://github.com/Vault-ist/api"

  /// The token stands in the sample only: no text of the document asks for it.
  static let security = Security.bearer(
    token: "vault.token",
    evidence: .sample("Request Sample: cURL", "--header 'Authorization: Bearer <token>'"))

  static let accept = Parameter.header(
    "Accept", required: false, "Media type that the caller takes.", example: "application/json",
    default: "application/json", evidence: .sample("Request Sample: cURL", "--header 'Accept: application/json'"))

  static func cardID(_ description: String, example: String) -> Parameter {
    .path(
      "id", .integer(.int64), description, example: example,
      evidence: .documented("Request › Path Parameters", "id: integer<int64> (required)"))
  }

  static let errorExample = """
    {
      "error": "COMMON",
      "errorId": 0,
      "message": "Sorry for inconvenience. We're fixing the issue. If you have urgent questions, contact support",
      "systemId": "core"
    }
    """

  /// The eight documented members of an error; the example shows four of them, and those are taken as always there.
  static let error: Body = {
    let shown = Evidence.sample("Responses › 400 › Responses example")
    let listed = Evidence.documented("Responses › 400")
    return .json(
      [
        .required("message", .string, "Message displayed to the user.", evidence: shown),
        .optional("field", .string, "Specifies the field in the request that caused the error.", evidence: listed),
        .required("errorId", .integer, "Identifier of the error.", evidence: shown),
        .required("systemId", .string, "Identifier of the component.", evidence: shown),
        .optional("originalMessage", .string, "The original error message.", evidence: listed),
        .optional(
          "errorStackTrace", .string, "The place where the error occurred in the code.", evidence: listed),
        .optional(
          "data", .map(of: .object),
          "Additional data related to the error, structured as key-value pairs.", evidence: listed),
        .required("error", .string, "Identifier of the error.", evidence: shown),
      ],
      examples: [Example("COMMON", errorExample)],
      mediaType: .documented("Responses › 400", "Media type: application/json"))
  }()

  static func success(_ resultDescription: String, when triggers: [ResponseTrigger] = [.validRequest]) -> ResponseSpec {
    ResponseSpec(
      200,
      .json(
        [.required("result", .string, resultDescription, evidence: .documented("Responses › 200", "result: string"))],
        examples: [Example("ok", "{\n  \"result\": \"ok\"\n}")],
        mediaType: .documented("Responses › 200", "Media type: application/json")),
      when: triggers, "The response status code indicates that the request was successfully processed.",
      evidence: .documented("Responses › 200"))
  }

  static func badRequest(when triggers: [ResponseTrigger] = [.invalidRequest]) -> ResponseSpec {
    ResponseSpec(
      400, error, when: triggers,
      "Bad Request. The response status code indicates that the requested page was not found on the server.",
      evidence: .documented("Responses › 400", "Bad Request"))
  }

  /// Nothing documents an answer to a request without a good token; a caller needs to know that there is a refusal.
  static let unauthorized = ResponseSpec(
    401, .undocumented, when: [.unauthenticated], "The token is missing or not good.",
    evidence: .assumed("The sample sends a token; no answer to its absence is documented."))

  /// The ambiguities that stand in each of the three documents.
  static let commonAmbiguities: [OpenQuestion] = [
    OpenQuestion(
      .contradiction, at: "Responses › 400",
      "The answer is named Bad Request and described as a page that was not found.",
      readings: ["400 answers a bad request", "400 answers an unknown path or id, as 404 usually does"],
      chosen: "400 answers a bad request: the status, the title and the member `field` agree on it."),
    OpenQuestion(
      .silence, at: "Responses › 400",
      "Which of the eight members of an error are always there?",
      readings: ["all eight", "those of the example: error, errorId, message, systemId", "none"],
      chosen: "Those of the example are required, the other four may be left out."),
    OpenQuestion(
      .silence, at: "Responses › 400 › data",
      "Are additionalProp1, additionalProp2 and additionalProp3 members, or placeholders for any keys?",
      readings: ["three members with these names", "a map with any keys, each value an object"],
      chosen: "A map: the names are those a generator prints for a map, and the text says key-value pairs."),
    OpenQuestion(
      .silence, at: "Responses › 400 › errorId",
      "How large may errorId be?", readings: ["int32", "int64", "any integer"],
      chosen: "Any integer: no format is given, where the path parameters have one."),
  ]

  static let tokenAmbiguity = OpenQuestion(
    .silence, at: "Request Sample: cURL",
    "The sample sends a bearer token; what is a request without one answered with?",
    readings: ["401", "400 with the documented error body", "the token is not needed"],
    chosen: "401 with any body, as an assumption: an accepted request is a warning, not a failure.")
}
