import AssaySpec

/// The schema `verify.v2.service.verification`.
extension Twilio {
  static let verificationBody: Body = {
    let shown = Evidence.sample(at: "Responses › examples")
    return .json(
      [
        .required(
          "sid", sid("VE"), quote: "The unique string that we created to identify the Verification resource."),
        .required("service_sid", sid("VA"), quote: "The SID of the Service the resource is associated with."),
        .required("account_sid", sid("AC"), quote: "The SID of the Account that created the Verification resource."),
        .required("to", .string, quote: "The phone number or email being verified."),
        .required("channel", channel, quote: "sms, call, email, whatsapp, sna"),
        .required("status", status, quote: "The status of the verification."),
        .required("valid", .boolean, quote: "Legacy property indicating whether the verification was successful."),
        .required("lookup", Schema.object.orNull, quote: "Information about the phone number being verified."),
        .required("amount", .string.orNull, quote: shown),
        .required("payee", .string.orNull, quote: shown),
        .required(
          "send_code_attempts", .array(of: .object),
          quote: "An array of verification attempt objects containing the channel attempted"),
        .required("sna", Schema.object.orNull, quote: shown),
        .required("date_created", .dateTime, quote: "format: date-time"),
        .required("date_updated", .dateTime, quote: "format: date-time"),
        .required("url", .uri, quote: "The absolute URL of the Verification resource."),
      ],
      example: """
        {
          "sid": "VEaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
          "service_sid": "VAaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
          "account_sid": "ACaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
          "to": "+15017122661",
          "channel": "sms",
          "status": "pending",
          "valid": false,
          "date_created": "2015-07-30T20:00:00Z",
          "date_updated": "2015-07-30T20:00:00Z",
          "lookup": {},
          "amount": null,
          "payee": null,
          "send_code_attempts": [
            {
              "time": "2015-07-30T20:00:00Z",
              "channel": "SMS",
              "attempt_sid": "VLaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
            }
          ],
          "sna": null,
          "url": "https://verify.twilio.com/v2/Services/VAaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa/Verifications/VEaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
        }
        """, mediaTypeQuote: "application/json")
  }()

  static let channel = Schema.enum("sms", "call", "email", "whatsapp", "sna")
  static let status = Schema.enum(
    "pending", "approved", "canceled", "max_attempts_reached", "deleted", "failed", "expired")
}
