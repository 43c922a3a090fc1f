import AssaySpec

/// 10nPay: users and their phone numbers.
public enum TenPay {
  /// The contracts of 10nPay.
  public static let provider = Provider(
    "tenpay", "10nPay",
    servers: [
      Server(
        .sandbox, "https://api-test.10npay.com",
        quote: .documented("POST https://api-test.10npay.com/User/phone-number/send-code", at: "Endpoint"))
    ],
    fixtures: [token, user, verifiedUser, unknownUser, phone, takenPhone],
    states: [userVerified, userUnknown, phoneTaken],
    endpoints: [sendPhoneVerificationCode])

  static let token = Fixture("tenpay.token", "an access token", mock: "assay-mock-token", isSecret: true)

  static let user = Fixture("tenpay.user", "id of a user whose phone number is not verified", mock: "2077")
  static let verifiedUser = Fixture(
    "tenpay.user.verified", of: user, in: [userVerified], "id of a user whose phone number is verified", mock: "2078")
  static let unknownUser = Fixture(
    "tenpay.user.unknown", of: user, in: [userUnknown], "an id that no user has", mock: "2147483647",
    live: "2147483647")

  static let phone = Fixture(
    "tenpay.phone", "a phone number that no other user has", mock: "+359881234567", isPersonal: true)
  static let takenPhone = Fixture(
    "tenpay.phone.taken", of: phone, in: [phoneTaken], "a phone number that is linked to another user",
    mock: "+359881234568", isPersonal: true)

  static let userVerified = ProviderState(
    "user-verified", of: user, "the user's phone number is already verified",
    quote: .documented("the user is already verified", at: "Responses › 204"))
  static let userUnknown = ProviderState(
    "user-unknown", of: user, "no user has the id", quote: .documented("unknown userId", at: "Responses › 404"))
  static let phoneTaken = ProviderState(
    "phone-taken", of: phone, "the phone number is linked to another user",
    quote: .documented("if the phone is already linked to another user, the call returns 400", at: "Notes"))
}
