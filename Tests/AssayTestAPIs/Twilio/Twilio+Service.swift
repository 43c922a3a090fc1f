import AssaySpec

/// The schema `verify.v2.service`, and the members of requests that make one or change it.
extension Twilio {
  /// No schema of the document requires a member; those that every example has are taken as always there.
  static let serviceMembers: [Property] = {
    let shown = Evidence.sample(at: "Responses › examples")
    return [
      .required("sid", sid("VA"), quote: "The unique string that we created to identify the Service resource."),
      .required("account_sid", sid("AC"), quote: "The SID of the Account that created the Service resource."),
      .required("friendly_name", .string, quote: shown),
      .required("code_length", .integer, quote: "The length of the verification code to generate."),
      .required("lookup_enabled", .boolean, quote: shown),
      .required("psd2_enabled", .boolean, quote: shown),
      .required("skip_sms_to_landlines", .boolean, quote: shown),
      .required("dtmf_input_required", .boolean, quote: shown),
      .required("tts_name", .string.orNull, quote: shown),
      .required("do_not_share_warning_enabled", .boolean, quote: shown),
      .required("custom_code_enabled", .boolean, quote: shown),
      .required("push", Schema.object.orNull, quote: shown),
      .required("totp", Schema.object.orNull, quote: shown),
      .required("whatsapp", Schema.object.orNull, quote: shown),
      .required("passkeys", Schema.object.orNull, quote: shown),
      .required("default_template_sid", sid("HJ").orNull, quote: "pattern: ^HJ[0-9a-fA-F]{32}$"),
      .required("verify_event_subscription_enabled", .boolean, quote: shown),
      .required("date_created", .dateTime, quote: "format: date-time"),
      .required("date_updated", .dateTime, quote: "format: date-time"),
      .required("url", .uri, quote: "The absolute URL of the resource."),
      .required("links", .map(of: .uri), quote: "The URLs of related resources."),
    ]
  }()

  static let serviceBody = Body.json(serviceMembers, example: serviceExample, mediaTypeQuote: "application/json")

  static let serviceExample = Example("body", serviceExampleText)

  static let serviceExampleText = """
    {
      "sid": "VAaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
      "account_sid": "ACaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
      "friendly_name": "name",
      "code_length": 4,
      "lookup_enabled": false,
      "psd2_enabled": false,
      "skip_sms_to_landlines": false,
      "dtmf_input_required": false,
      "tts_name": "name",
      "do_not_share_warning_enabled": false,
      "custom_code_enabled": true,
      "push": {
        "include_date": false,
        "apn_credential_sid": null,
        "fcm_credential_sid": null
      },
      "totp": {
        "issuer": null,
        "time_step": null,
        "code_length": null,
        "skew": null
      },
      "whatsapp": {
        "msg_service_sid": null,
        "from": null
      },
      "passkeys": {
        "relying_party": {
          "id": null,
          "name": null,
          "origins": null
        },
        "authenticator_attachment": null,
        "discoverable_credentials": null,
        "user_verification": null
      },
      "default_template_sid": "HJaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
      "verify_event_subscription_enabled": false,
      "date_created": "2015-07-30T20:00:00Z",
      "date_updated": "2015-07-30T20:00:00Z",
      "url": "https://verify.twilio.com/v2/Services/VAaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
      "links": {
        "verification_checks": "https://verify.twilio.com/v2/Services/VAaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa/VerificationCheck",
        "verifications": "https://verify.twilio.com/v2/Services/VAaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa/Verifications"
      }
    }
    """

  /// The members of a request that all may be left out.
  static let serviceSettings: [Property] = [
    .optional(
      "CodeLength", Schema(.integer, [.minimum(4), .maximum(10)]),
      quote: "Must be an integer value between 4 and 10, inclusive."),
    .optional("LookupEnabled", .boolean, quote: "Whether to perform a lookup with each verification started"),
    .optional("SkipSmsToLandlines", .boolean, quote: "Whether to skip sending SMS verifications to landlines."),
    .optional("DtmfInputRequired", .boolean, quote: "Whether to ask the user to press a number"),
    .optional("TtsName", .string, quote: "The name of an alternative text-to-speech service to use in phone calls."),
    .optional("Psd2Enabled", .boolean, quote: "Whether to pass PSD2 transaction parameters"),
    .optional("DoNotShareWarningEnabled", .boolean, quote: "Whether to add a security warning"),
    .optional("CustomCodeEnabled", .boolean, quote: "Whether to allow sending verifications with a custom code"),
    .optional("Push.IncludeDate", .boolean, quote: "Optional configuration for the Push factors."),
    .optional("Push.ApnCredentialSid", sid("CR"), quote: "pattern: ^CR[0-9a-fA-F]{32}$"),
    .optional("Totp.Issuer", .string, quote: "Set TOTP Issuer for this service."),
    .optional(
      "Totp.TimeStep", Schema(.integer, [.minimum(20), .maximum(60)]),
      quote: "Must be between 20 and 60 seconds, inclusive."),
    .optional(
      "Totp.CodeLength", Schema(.integer, [.minimum(3), .maximum(8)]), quote: "Must be between 3 and 8, inclusive."),
    .optional("Totp.Skew", Schema(.integer, [.minimum(0), .maximum(2)]), quote: "Must be between 0 and 2, inclusive."),
    .optional("DefaultTemplateSid", sid("HJ"), quote: "pattern: ^HJ[0-9a-fA-F]{32}$"),
    .optional("VerifyEventSubscriptionEnabled", .boolean, quote: "Whether to allow verifications from the service"),
  ]

  static let friendlyName = Schema(.string, [.maxLength(32)])

  static let nameQuestion = OpenQuestion.contradiction(
    "Request Body › FriendlyName",
    "A name may have 32 characters in a request and 30 in a response, which also excludes special characters.",
    readings: ["32", "30"], assumed: "32: the request says what may be sent.")

  static let dateQuestion = OpenQuestion.contradiction(
    "Responses › date_created",
    "The format is date-time and the description says RFC 2822.",
    readings: ["RFC 3339, as the format and the examples have it", "RFC 2822"],
    assumed: "RFC 3339: the examples agree with the format.")
}
