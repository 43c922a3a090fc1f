import AssaySpec

extension Twilio {
  /// Creates a verification service.
  static let createService = Endpoint(
    .post, "/v2/Services", id: "twilio.services.create", title: "Create a new Verification Service",
    document: document, security: security,
    effects: [
      Effect(Effect.Kind(rawValue: "createsService"), of: "/FriendlyName", quote: "Create a new Verification Service.")
    ],
    requestBody: .form(
      [
        .required(
          "FriendlyName", friendlyName,
          quote: .documented(
            "A descriptive string that you create to describe the verification service. It can be up to 32 "
              + "characters long."))
      ] + serviceSettings,
      example: """
        FriendlyName=name&CodeLength=4&LookupEnabled=false&Psd2Enabled=false&SkipSmsToLandlines=false&\
        DtmfInputRequired=false&TtsName=name&DoNotShareWarningEnabled=false&CustomCodeEnabled=true&\
        Push.ApnCredentialSid=CRaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa&Totp.Issuer=test-issuer&Totp.TimeStep=30&\
        Totp.CodeLength=3&Totp.Skew=2&DefaultTemplateSid=HJaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa&\
        VerifyEventSubscriptionEnabled=false
        """,
      mediaTypeQuote: "application/x-www-form-urlencoded"),
    responses: [
      ResponseSpec(
        201, serviceBody, when: .validRequest,
        echoes: [
          EchoedValue("/friendly_name", of: "/FriendlyName", quote: "A descriptive string that you create"),
          EchoedValue("/code_length", of: "/CodeLength", quote: "The length of the verification code to generate."),
        ], quote: "Created"),
      badRequest, unauthorized,
    ],
    openQuestions: [
      nameQuestion, dateQuestion,
      .oddity(
        "Request Body › examples", "The example has MailerSid, which is no declared parameter.",
        readings: ["a parameter that was forgotten", "one that was removed"], assumed: "It is not sent."),
    ])
}
