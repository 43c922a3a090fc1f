import AssaySpec

extension Twilio {
  /// Starts a verification: sends a code.
  static let createVerification = Endpoint(
    .post, "/v2/Services/{ServiceSid}/Verifications", id: "twilio.verifications.create",
    title: "Create a new Verification using a Service", document: document, security: security,
    effects: [.sendsMessage(to: "/To", quote: "Create a new Verification using a Service")],
    parameters: [servicePath("ServiceSid")],
    requestBody: .form(
      [
        .required(
          "To", recipient,
          quote: "The phone number or email to verify. Phone numbers must be in E.164 format."),
        .required(
          "Channel", .enum("email", "sms", "whatsapp", "call", "sna", "auto"),
          quote: "The verification method to use. One of: `email`, `sms`, `whatsapp`, `call`, `sna` or `auto`."),
        .optional("CustomFriendlyName", .string, quote: "A custom user defined friendly name"),
        .optional("SendDigits", .string, quote: "The digits to send after a phone call is answered"),
        .optional("Locale", .string, quote: "Locale will automatically resolve based on phone number country code"),
        .optional(
          "CustomCode", .string(minLength: 4, maxLength: 10),
          quote: "The code can be between 4 and 10 characters, inclusive."),
        .optional("Amount", .string, quote: "The amount of the associated PSD2 compliant transaction."),
        .optional("Payee", .string, quote: "The payee of the associated PSD2 compliant transaction."),
        .optional("TemplateSid", sid("HJ"), quote: "pattern: ^HJ[0-9a-fA-F]{32}$"),
        .optional("RiskCheck", .enum("enable", "disable"), quote: "verification_enum_risk_check"),
      ],
      example: Example("createVerification", "To=%2B15017122661&Channel=sms&Locale=en"),
      mediaTypeQuote: "application/x-www-form-urlencoded"),
    responses: [
      ResponseSpec(
        201, verificationBody,
        when: .validRequest, .validRequest(setting: ["/Channel": "email", "/To": "mail@email.com"]),
        echoes: [
          EchoedValue(
            "/service_sid", of: .path("ServiceSid"), quote: "The SID of the Service the resource is associated with."),
          EchoedValue("/to", of: "/To", quote: "The phone number or email being verified."),
        ], quote: "Created"),
      badRequest, unauthorized, serviceNotFound, tooManyRequests,
    ],
    openQuestions: [
      dateQuestion,
      .silence(
        "Request Body › To", "What is a phone number with the channel `email` answered with?",
        readings: ["400", "a message to the phone"], assumed: "Not sent."),
    ])
}
