import AssaySchema
import AssaySpec

extension Provider {
  /// sFOX Connect: end users of a partner's platform.
  public static let sfox = Provider(
    "sfox", "sFOX",
    servers: [
      Server(.production, "https://api.sfox.com", evidence: .documented("Title")),
      Server(
        .sandbox, "https://api.staging.sfox.com", evidence: .assumed("The host stands in public client code only.")),
    ],
    fixtures: [
      Fixture("sfox.token", "the enterprise API key", mock: "assay-mock-token", isSecret: true),
      Fixture("sfox.user", "a user who has verified nothing", mock: "client_account_1"),
      Fixture(
        "sfox.user.emailVerified", of: "sfox.user", "a user whose e-mail address is verified and whose phone is not",
        states: ["email-verified"], mock: "client_account_2"),
      Fixture(
        "sfox.user.verified", of: "sfox.user", "a user whose e-mail address and phone number are verified",
        states: ["email-verified", "phone-verified"], mock: "client_account_3"),
    ],
    states: [
      ProviderState(
        "email-verified", of: "sfox.user", "the user's e-mail address is verified",
        evidence: .documented("Responses › 422", "Email has already been verified")),
      ProviderState(
        "phone-verified", of: "sfox.user", "the user's phone number is verified",
        evidence: .documented("Responses › 422", "Phone number has already been verified")),
    ],
    endpoints: [.createVerificationCode])
}
