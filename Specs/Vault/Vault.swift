import AssaySpec

/// Vault, card programmes: passcodes of Card Program 1 cards and codes for phone numbers.
public enum Vault {
  /// The contracts of Vault.
  public static let provider = Provider(
    "vault", "Vault",
    servers: [
      Server(.sandbox, "https://api.vault.sandbox.testessential.net", quote: .sample(at: "Request Sample: cURL"))
    ],
    fixtures: [token, card, keyId, code, passCode, phone, unregisteredPhone, signatureKey, signatureSeed],
    states: [phoneUnregistered],
    throttles: [
      ThrottleSignal(
        400, at: "/errorId", codes: [167], waitSeconds: 600,
        quote: .documented(
          "errorId 167 RATE_LIMIT_SIGNUP_ATTEMPT: Please wait 10 minutes to sign up",
          at: "OpenAPI examples of POST /v2/mobile/phone/verify/resend")),
      ThrottleSignal(
        400, at: "/errorId", codes: [157],
        quote: .documented(
          "errorId 157 SMS_CODE_DELAY_NOT_REACHED", at: "OpenAPI examples of POST /v2/mobile/password/reset")),
    ],
    endpoints: [requestPasscodeCode, setPasscode, resendCode])

  static let token = Fixture(
    "vault.token", "access token of the cards' owner", mock: "assay-mock-token", isSecret: true)
  static let card = Fixture("vault.card", "id of a Card Program 1 card of the token's owner", mock: "1234435")
  static let keyId = Fixture("vault.keyId", "id of the RSA key, from GET /v2/card/rsa-public-key", mock: "abc123")
  static let code = Fixture("vault.code", "the code that the card's owner got by SMS", mock: "1234", isSecret: true)
  static let passCode = Fixture("vault.passCode", "the passcode to set on the card", mock: "pass123", isSecret: true)

  static let phone = Fixture(
    "vault.phone", "a phone number that was given at sign-up", mock: "+447871234567", isPersonal: true)
  static let unregisteredPhone = Fixture(
    "vault.phone.unregistered", of: phone, in: [phoneUnregistered], "a phone number that nobody signed up with",
    mock: "+447871234568", isPersonal: true)
  static let phoneUnregistered = ProviderState(
    "phone-unregistered", of: phone, "nobody signed up with the phone number",
    quote: .documented(
      "errorId 2 CUSTOMER_NOT_FOUND_EXCEPTION: Phone number is not registered",
      at: "OpenAPI examples of POST /v2/mobile/phone/verify/resend"))

  static let signatureKey = Fixture(
    "vault.signatureKey", "the shared secret that signs X-Signature", mock: "assay-mock-key", isSecret: true)
  static let signatureSeed = Fixture(
    "vault.signatureSeed", "the seed string that X-Signature's seed is cut from", mock: "abcdefghijklmn",
    isSecret: true)

  static let document = Document(
    url: "https://github.com/Vault-ist/api", revision: "commit 429c924, 2024-04-09", retrieved: "2026-11-20")
}
