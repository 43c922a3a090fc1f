import AssayJSON
import AssaySchema
import AssaySpec

/// CAMARA's API of one-time passwords by SMS, which many telephone companies offer.
public enum CAMARA {
  /// The contracts of CAMARA.
  public static let provider = Provider(
    "camara", "CAMARA",
    fixtures: [
      token, phone, refusedPhone, blockedPhone, foreignPhone, authentication, expiredAuthentication,
      unknownAuthentication, code, wrongCode,
    ],
    states: [
      phoneRefused, phoneBlocked, phoneForeign, verificationExpired, verificationUnknown, codeWrong,
    ],
    throttles: [
      ThrottleSignal(
        403, at: "/code", codes: ["ONE_TIME_PASSWORD_SMS.MAX_OTP_CODES_EXCEEDED"],
        quote: .documented(
          "Too many OTPs have been requested for this MSISDN. Try later.", at: "SendCodeForbiddenError403"))
    ],
    endpoints: [sendCode, validateCode])

  static let token = Fixture(
    "camara.token", "an access token with the scope one-time-password-sms:send-validate", mock: "assay-mock-token",
    isSecret: true)

  static let phone = Fixture(
    "camara.phone", "a phone number of the operator that can receive SMS", mock: "+123456789", isPersonal: true)
  static let refusedPhone = Fixture(
    "camara.phone.refused", of: phone, in: [phoneRefused],
    "a phone number that cannot receive SMS, such as a landline's",
    mock: "+34900000001", isPersonal: true)
  static let blockedPhone = Fixture(
    "camara.phone.blocked", of: phone, in: [phoneBlocked], "a phone number with an active SMS barring",
    mock: "+34900000002", isPersonal: true)
  static let foreignPhone = Fixture(
    "camara.phone.foreign", of: phone, in: [phoneForeign], "a phone number that does not belong to the operator",
    mock: "+34900000003", isPersonal: true)

  static let authentication = Fixture(
    "camara.authentication", "the authenticationId of the code that was sent last",
    mock: "ea0840f3-3663-4149-bd10-c7c6b8912105")
  static let expiredAuthentication = Fixture(
    "camara.authentication.expired", of: authentication, in: [verificationExpired],
    "an authenticationId that was used before", mock: "ea0840f3-3663-4149-bd10-c7c6b8912106")
  static let unknownAuthentication = Fixture(
    "camara.authentication.unknown", of: authentication, in: [verificationUnknown],
    "an authenticationId that was never given out", mock: "00000000-0000-4000-8000-000000000000",
    live: "00000000-0000-4000-8000-000000000000")

  static let code = Fixture("camara.code", "the code that was received with it", mock: "AJY3", isSecret: true)
  static let wrongCode = Fixture(
    "camara.code.wrong", of: code, in: [codeWrong], "a code that was not received", mock: "WRONG", live: "WRONG")

  static let phoneRefused = ProviderState(
    "phone-refused", of: phone, "the phone number cannot receive SMS",
    quote: .documented("a phone number that cannot receive SMS", at: "\(sendFeature) › 403"))
  static let phoneBlocked = ProviderState(
    "phone-blocked", of: phone, "the phone number has an active SMS barring",
    quote: .documented("a phone number that that has an active SMS barring", at: "\(sendFeature) › 403"))
  static let phoneForeign = ProviderState(
    "phone-foreign", of: phone, "the phone number does not belong to the operator",
    quote: .documented("a phone number that did not belong to the operator", at: "\(sendFeature) › 404"))

  static let verificationExpired = ProviderState(
    "verification-expired", of: authentication, "the authenticationId is no longer valid",
    quote: .documented("The authenticationId is no longer valid", at: "ValidateCodeBadRequestError400"))
  static let verificationUnknown = ProviderState(
    "verification-unknown", of: authentication, "the authenticationId was never given out",
    quote: .documented("is set to an unknown value", at: "\(validateFeature) › 404"))
  static let codeWrong = ProviderState(
    "code-wrong", of: code, "the code is not the one that was received",
    quote: .documented(
      "a value distinct from the value received in the SMS", at: "\(validateFeature) › 400.5"))

  static let sendFeature = "one-time-password-sms-sendCode.feature"
  static let validateFeature = "one-time-password-sms-validateCode.feature"

  static let document = Document(
    url: "https://github.com/camaraproject/OTPValidation", revision: "commit 8cf8763, 2026-06-28",
    retrieved: "2026-11-22")

  static let security = Security.bearer(
    token,
    quote: .documented("the header \"Authorization\" is set to a valid access token", at: "\(sendFeature) › Background")
  )

  /// Any text that matches; a UUID is recommended.
  private static let correlatorSchema = Schema(
    .string, [.pattern(#"^[a-zA-Z0-9-_:;.\/<>{}]{0,256}$"#), .maxLength(256)])

  static let correlator = Parameter.header(
    "x-correlator", correlatorSchema, required: false, "Correlation id for the different services",
    example: "b4333c46-49c0-4f62-80d7-f0ef930f1c46", quote: "x-correlator: in: header")

  static let correlated = ResponseHeader(
    "x-correlator", correlatorSchema, required: false, example: "b4333c46-49c0-4f62-80d7-f0ef930f1c46",
    quote: "Correlation id for the different services")

  static let authenticationId = Schema(.string, [.maxLength(36)])

  /// A request's members, and no other.
  static func strict(_ members: [Property]) -> Schema { Schema.object(members).and(.additionalProperties(.never)) }

  static let strictness = Evidence.documented(
    "This API rejects requests with JSON request bodies that contain properties not declared in this specification",
    at: "info › Request body strictness")

  /// An error of the shape that all CAMARA APIs share; the first code is the example's.
  static func error(_ status: Int, _ codes: String..., message: String) -> Body {
    .json(
      [
        .required("status", .enum(.number(JSONNumber(status))), "HTTP response status code", quote: "required: status"),
        .required(
          "code", Schema(.string, [.enum(codes.map(JSONValue.string))]), "A human-readable code to describe the error",
          quote: "required: code"),
        .required(
          "message", Schema(.string, [.maxLength(512)]),
          "A human-readable description of what the event represents", quote: "required: message"),
      ],
      example: example(status, codes[0], message), mediaTypeQuote: "application/json")
  }

  static func example(_ status: Int, _ code: String, _ message: String) -> Example {
    Example(code, #"{"status": \#(status), "code": "\#(code)", "message": "\#(message)"}"#)
  }

  static let unauthenticated = ResponseSpec(
    401,
    error(
      401, "UNAUTHENTICATED",
      message:
        "Request not authenticated due to missing, invalid, or expired credentials. A new authentication is required."),
    when: .unauthenticated, description: "Unauthorized", headers: [correlated], quote: "Unauthorized")

  static let throttled = ResponseSpec(
    429,
    error(429, "QUOTA_EXCEEDED", "TOO_MANY_REQUESTS", message: "Out of resource quota."),
    when: .nothing("No number of requests is documented that brings it about."),
    description: "Either out of resource quota or reaching rate limiting", headers: [correlated],
    quote: "Either out of resource quota or reaching rate limiting")

  static let commonQuestions: [OpenQuestion] = [
    .silence(
      "info › Additional CAMARA error responses",
      "The list of errors is not exhaustive. Which other errors are there?",
      readings: ["those of CAMARA_common.yaml", "those of this document alone"],
      assumed: "Those of this document: another status or code is reported."),
    .contradiction(
      "responses › headers › x-correlator",
      "The response's x-correlator is optional in the API's definition; its test plan expects the request's value there.",
      readings: ["there exactly when the request has it, with its value", "optional"],
      assumed: "Optional; where it is there, its pattern is checked and its value is not compared."),
    .silence(
      "servers", "At which address is the API of an operator, and under which version?",
      readings: ["{apiRoot}/one-time-password-sms/vwip", "{apiRoot}/one-time-password-sms/v1"],
      assumed: "The target names both: its path is the prefix of every request."),
  ]
}
