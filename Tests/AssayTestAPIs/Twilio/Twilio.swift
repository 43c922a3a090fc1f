import AssaySpec

/// Twilio Verify: services, verifications and verification checks.
enum Twilio {
  static let provider = Provider(
    "twilio", "Twilio",
    servers: [Server(.production, "https://verify.twilio.com", quote: "servers: url: https://verify.twilio.com")],
    fixtures: [
      account, authToken, service, unknownService, verification, unknownVerification, phone, unsentPhone, code,
      wrongCode,
    ],
    states: [serviceUnknown, verificationUnknown, nothingSent, codeWrong],
    endpoints: [
      createService, listServices, fetchService, updateService, deleteService, createVerification, fetchVerification,
      checkVerification,
    ])

  static let document = Document(
    url: "https://github.com/twilio/twilio-oai/blob/main/spec/json/twilio_verify_v2.json",
    revision: "d50069b, 2026-04-14", retrieved: "2026-11-21")

  static let security = Security.basic(
    user: account, password: authToken,
    quote: .documented(
      "Authenticate using your Account SID as the username, and your Auth Token as the password.", at: "Error 20003"))

  static let account = Fixture(
    "twilio.account", "SID of the account", mock: "ACaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")
  static let authToken = Fixture("twilio.authToken", "the account's Auth Token", mock: "mock-token", isSecret: true)

  static let service = Fixture(
    "twilio.service", "SID of a verification service that tests may change",
    mock: "VAaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")
  static let unknownService = Fixture(
    "twilio.service.unknown", of: service, in: [serviceUnknown], "a SID that no service has",
    mock: "VAbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb", live: "VAbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb")

  static let verification = Fixture(
    "twilio.verification", "SID of a pending verification of the service", mock: "VEaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")
  static let unknownVerification = Fixture(
    "twilio.verification.unknown", of: verification, in: [verificationUnknown], "a SID that no verification has",
    mock: "VEbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb", live: "VEbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb")

  static let phone = Fixture(
    "twilio.phone", "a phone number with a pending verification", mock: "+15017122661", isPersonal: true)
  static let unsentPhone = Fixture(
    "twilio.phone.unsent", of: phone, in: [nothingSent], "a phone number without a verification",
    mock: "+15017122662", isPersonal: true)

  static let code = Fixture("twilio.code", "the code that was sent to the phone number", mock: "1234", isSecret: true)
  static let wrongCode = Fixture(
    "twilio.code.wrong", of: code, in: [codeWrong], "a code that was not sent", mock: "9876", live: "9876",
    isSecret: true)

  static let serviceUnknown = ProviderState(
    "service-unknown", of: service, "no service has the SID",
    quote: .documented("Requesting a resource for a sid that does not exist", at: "Error 20404"))
  static let verificationUnknown = ProviderState(
    "verification-unknown", of: verification, "no verification has the SID",
    quote: .documented("Requesting a resource for a sid that does not exist", at: "Error 20404"))
  static let nothingSent = ProviderState(
    "nothing-sent", of: phone, "no verification of the phone number is pending",
    quote: .documented(
      "Twilio deletes the verification SID once it's: expired (after 10 minutes), approved, max check attempts reached",
      at: "Verification Check › Check a Verification"))
  static let codeWrong = ProviderState(
    "code-wrong", of: code, "the code is not the one that was sent",
    quote: .documented("This will check whether the user-provided token is correct.", at: "Verification Check"))
}
