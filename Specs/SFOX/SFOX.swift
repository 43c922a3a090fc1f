import AssaySpec

/// sFOX Connect: end users of a partner's platform.
public enum SFOX {
  /// The contracts of sFOX.
  public static let provider = Provider(
    "sfox", "sFOX",
    servers: [
      Server(.production, "https://api.sfox.com", quote: .documented(at: "Title")),
      Server(
        .sandbox, "https://api.staging.sfox.com", quote: .assumed("The host stands in public client code only.")),
    ],
    fixtures: [token, user, emailVerifiedUser, verifiedUser, code],
    states: [emailVerified, phoneVerified],
    endpoints: [createVerificationCode, confirmVerificationCode])

  static let token = Fixture("sfox.token", "the enterprise API key", mock: "assay-mock-token", isSecret: true)

  static let user = Fixture("sfox.user", "a user who has verified nothing", mock: "client_account_1")
  static let emailVerifiedUser = Fixture(
    "sfox.user.emailVerified", of: user, in: [emailVerified],
    "a user whose e-mail address is verified and whose phone is not", mock: "client_account_2")
  static let verifiedUser = Fixture(
    "sfox.user.verified", of: user, in: [emailVerified, phoneVerified],
    "a user whose e-mail address and phone number are verified", mock: "client_account_3")

  static let code = Fixture("sfox.code", "the code that was sent to the user", mock: "12345", isSecret: true)

  static let emailVerified = ProviderState(
    "email-verified", of: user, "the user's e-mail address is verified",
    quote: .documented("Email has already been verified", at: "Responses › 422"))
  static let phoneVerified = ProviderState(
    "phone-verified", of: user, "the user's phone number is verified",
    quote: .documented("Phone number has already been verified", at: "Responses › 422"))
}
