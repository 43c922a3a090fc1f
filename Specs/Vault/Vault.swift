import AssaySpec

/// Vault, card programmes: passcodes of Card Program 1 cards, and codes for the phone numbers of new customers.
public enum Vault {
  /// The contracts of Vault.
  public static let provider = Provider(
    "vault", "Vault",
    servers: [
      Server(.sandbox, "https://api.vault.sandbox.testessential.net", quote: .sample(at: "Request Sample: cURL")),
      Server(
        .sandbox, "https://crpt-backend-main-service.sandbox.testessential.net",
        quote: .sample(at: "Confirm Phone Number › Request Sample: cURL")),
    ],
    fixtures: [
      token, card, keyId, code, passCode, phone, unregisteredPhone, signatureKey, signatureSeed, client, clientSecret,
      phoneCode, wrongPhoneCode,
    ],
    states: [phoneUnregistered, phoneCodeWrong],
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
    endpoints: [requestPasscodeCode, setPasscode, resendCode, checkPasscodeCode, getRSAKey, confirmPhoneNumber])

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

  static let client = Fixture(
    "vault.client", "user of the Basic credential at sign-up; the sample's is doc", mock: "doc")
  static let clientSecret = Fixture(
    "vault.clientSecret", "password of the Basic credential at sign-up; the sample's is secret", mock: "secret",
    isSecret: true)
  static let phoneCode = Fixture(
    "vault.phoneCode", "the code that was sent to the phone number at sign-up; the sandbox's is always 1234",
    mock: "1234", isSecret: true)
  static let wrongPhoneCode = Fixture(
    "vault.phoneCode.wrong", of: phoneCode, in: [phoneCodeWrong], "a code that was not sent to the phone number",
    mock: "0000", live: "0000")
  static let phoneCodeWrong = ProviderState(
    "phone-code-wrong", of: phoneCode, "the code is not the one that was sent to the phone number",
    quote: .documented(
      "errorId 117 CUSTOMER_SMS_CODE_INCORRECT: Incorrect code",
      at: "OpenAPI examples of POST /v2/mobile/phone/confirm"))

  static let document = Document(
    url: "https://github.com/Vault-ist/api", revision: "commit 429c924, 2024-04-09", retrieved: "2026-11-20")

  /// The same commit, read for the pages beside the first three.
  static let siblingDocument = Document(
    url: "https://github.com/Vault-ist/api", revision: "commit 429c924, 2024-04-09", retrieved: "2026-11-22")
}
