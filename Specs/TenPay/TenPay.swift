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
    fixtures: [
      token, user, verifiedUser, unknownUser, phone, takenPhone, code, wrongCode, merchant, email,
    ],
    states: [userVerified, userUnknown, phoneTaken, codeWrong],
    endpoints: [sendPhoneVerificationCode, verifyPhoneNumber, createUser])

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

  static let code = Fixture(
    "tenpay.code", "the code that was sent last to the user", mock: "714982", isSecret: true)
  static let wrongCode = Fixture(
    "tenpay.code.wrong", of: code, in: [codeWrong], "a code that was not sent to the user", mock: "000000",
    live: "000000")

  static let merchant = Fixture("tenpay.merchant", "id of the merchant that creates users", mock: "9101")
  static let email = Fixture("tenpay.email", "e-mail address of a user who is created", generated: .email)

  static let userVerified = ProviderState(
    "user-verified", of: user, "the user's phone number is already verified",
    quote: .documented("the user is already verified", at: "Responses › 204"))
  static let userUnknown = ProviderState(
    "user-unknown", of: user, "no user has the id", quote: .documented("unknown userId", at: "Responses › 404"))
  static let phoneTaken = ProviderState(
    "phone-taken", of: phone, "the phone number is linked to another user",
    quote: .documented("if the phone is already linked to another user, the call returns 400", at: "Notes"))
  static let codeWrong = ProviderState(
    "code-wrong", of: code, "the code is not the one that was sent last",
    quote: .documented("incorrect or expired code", at: "Verify Phone Number › Responses › 400"))
}
