import AssaySchema
import AssaySpec

extension Provider {
  /// 10nPay: users and their phone numbers.
  public static let tenpay = Provider(
    "tenpay", "10nPay",
    servers: [
      Server(
        .sandbox, "https://api-test.10npay.com",
        evidence: .documented("Endpoint", "POST https://api-test.10npay.com/User/phone-number/send-code"))
    ],
    fixtures: [
      Fixture("tenpay.token", "an access token", mock: "assay-mock-token", isSecret: true),
      Fixture("tenpay.user", "id of a user whose phone number is not verified", mock: "2077"),
      Fixture(
        "tenpay.user.verified", of: "tenpay.user", "id of a user whose phone number is verified",
        states: ["user-verified"], mock: "2078"),
      Fixture(
        "tenpay.user.unknown", of: "tenpay.user", "an id that no user has", states: ["user-unknown"],
        mock: "2147483647", live: "2147483647"),
      Fixture("tenpay.phone", "a phone number that no other user has", mock: "+359881234567", isPersonal: true),
      Fixture(
        "tenpay.phone.taken", of: "tenpay.phone", "a phone number that is linked to another user",
        states: ["phone-taken"], mock: "+359881234568", isPersonal: true),
    ],
    states: [
      ProviderState(
        "user-verified", of: "tenpay.user", "the user's phone number is already verified",
        evidence: .documented("Responses › 204", "the user is already verified")),
      ProviderState(
        "user-unknown", of: "tenpay.user", "no user has the id",
        evidence: .documented("Responses › 404", "unknown userId")),
      ProviderState(
        "phone-taken", of: "tenpay.phone", "the phone number is linked to another user",
        evidence: .documented(
          "Notes", "if the phone is already linked to another user, the call returns 400")),
    ],
    endpoints: [.sendPhoneVerificationCode])
}
