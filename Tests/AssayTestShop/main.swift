import AssayCLI
import AssaySpec
import AssaySystem

/// A command over a contract that the package's own contracts leave uncovered: secrets in the path, in the query and in a
/// member with a pattern, and a signature over them.
let page = Evidence.documented("POST /accounts/{account}/pin")
let setPin = Endpoint(
  "shop.pin.set", "Set PIN", .post, "/accounts/{account}/pin",
  source: .document("Shop API", url: "https://example.com/docs", retrieved: "2026-11-20"),
  security: .bearer(token: "shop.token", evidence: page),
  parameters: [
    .path("account", .string, example: "a 1", evidence: page),
    .query("key", .string, required: true, example: "k&1", evidence: page),
    .header("X-Signature", required: true, evidence: page, isSecret: true),
  ],
  body: .json(
    [
      .required("pin", .string(pattern: "^[0-9]{4}$"), evidence: page, isSecret: true),
      .optional("note", .string, evidence: page),
    ], examples: [Example("pin", #"{"pin": "1234", "note": "first"}"#)]),
  responses: [
    ResponseSpec(
      200, .json([.required("account", .string, evidence: page)]), when: [.validRequest],
      echoes: [EchoedValue("/account", of: .path("account"), evidence: page)], evidence: page),
    ResponseSpec(400, .undocumented, when: [.invalidRequest], evidence: page),
    ResponseSpec(401, .undocumented, when: [.unauthenticated], evidence: page),
  ],
  bindings: [
    FixtureBinding(.path("account"), is: "shop.account"), FixtureBinding(.query("key"), is: "shop.key"),
    FixtureBinding(.body("/pin"), is: "shop.pin"), FixtureBinding(.body("/note"), is: "shop.note"),
  ],
  signature: HeaderSignature(
    "X-Signature", key: "shop.signatureKey",
    parts: [.fixture("shop.client"), .request(.query("key")), .request(.body("/pin"))], evidence: page))

let shop = Provider(
  "shop", "Shop",
  fixtures: [
    Fixture("shop.token", "an access token", mock: "t", isSecret: true),
    Fixture("shop.account", "a secret number of an account", mock: "a 1", isSecret: true),
    Fixture("shop.key", "a key of the API", mock: "k&1", isSecret: true),
    Fixture("shop.pin", "a PIN", mock: "1234", isSecret: true),
    Fixture("shop.note", "a phone number, noted", mock: "+12025550123", isPersonal: true),
    Fixture("shop.signatureKey", "the key of the signature", mock: "s", isSecret: true),
    Fixture("shop.client", "the client that signs", mock: "c", isSecret: true),
  ], endpoints: [setPin])

/// A test names the contracts that it wants.
switch Machine.environment("ASSAY_TEST_CONTRACTS") {
case "tracker": AssayCommand.main(Catalog([Tracker.provider]))
case "faulty": AssayCommand.main(Catalog([Tracker.faulty]))
default: AssayCommand.main(Catalog([shop]))
}
