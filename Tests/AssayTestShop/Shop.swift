import AssaySpec

/// A command over a contract that the package's own contracts leave uncovered: secrets in the path, in the query and in a
/// member with a pattern, and a signature over them.
enum Shop {
  static let page = Evidence.documented(at: "POST /accounts/{account}/pin")

  static let token = Fixture("shop.token", "an access token", mock: "t", isSecret: true)
  static let account = Fixture("shop.account", "a secret number of an account", mock: "a 1", isSecret: true)
  static let key = Fixture("shop.key", "a key of the API", mock: "k&1", isSecret: true)
  static let pin = Fixture("shop.pin", "a PIN", mock: "1234", isSecret: true)
  static let note = Fixture("shop.note", "a phone number, noted", mock: "+12025550123", isPersonal: true)
  static let signatureKey = Fixture("shop.signatureKey", "the key of the signature", mock: "s", isSecret: true)
  static let client = Fixture("shop.client", "the client that signs", mock: "c", isSecret: true)

  static let setPin = Endpoint(
    .post, "/accounts/{account}/pin", id: "shop.pin.set", title: "Set PIN",
    document: Document(url: "https://example.com/docs", retrieved: "2026-11-20"),
    security: .bearer(token, quote: page),
    parameters: [
      .path("account", .string, from: account, example: "a 1", quote: page),
      .query("key", .string, required: true, from: key, example: "k&1", quote: page),
      .header("X-Signature", required: true, quote: page, isSecret: true),
    ],
    requestBody: .json(
      [
        .required("pin", .string(pattern: "^[0-9]{4}$"), from: pin, quote: page, isSecret: true),
        .optional("note", .string, from: note, quote: page),
      ], example: #"{"pin": "1234", "note": "first"}"#),
    responses: [
      ResponseSpec(
        200, .json([.required("account", .string, quote: page)]), when: .validRequest,
        echoes: [EchoedValue("/account", of: .path("account"), quote: page)], quote: page),
      ResponseSpec(400, .undocumented, when: .invalidRequest, quote: page),
      ResponseSpec(401, .undocumented, when: .unauthenticated, quote: page),
    ],
    samples: [],
    signature: HeaderSignature(
      "X-Signature", key: signatureKey,
      parts: [.fixture(client), .request(.query("key")), .request("/pin")], quote: page))

  static let provider = Provider(
    "shop", "Shop", fixtures: [token, account, key, pin, note, signatureKey, client], endpoints: [setPin])
}
