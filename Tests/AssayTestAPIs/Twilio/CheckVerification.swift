import AssaySpec

extension Twilio {
  /// Checks the code that a user gives.
  static let checkVerification = Endpoint(
    .post, "/v2/Services/{ServiceSid}/VerificationCheck", id: "twilio.verificationChecks.create",
    title: "challenge a specific Verification Check", document: document, security: security,
    effects: [
      Effect(Effect.Kind(rawValue: "approves"), of: "/To", quote: "challenge a specific Verification Check.")
    ],
    parameters: [servicePath("ServiceSid")],
    requestBody: .form(
      [
        .required(
          "Code", .string(minLength: 4, maxLength: 10), from: code, quote: "The 4-10 character string being verified.",
          isSecret: true),
        .required(
          "To", recipient, from: phone,
          quote: "Either this parameter or the `verification_sid` must be specified."),
        .optional("Amount", .string, quote: "The amount of the associated PSD2 compliant transaction."),
        .optional("Payee", .string, quote: "The payee of the associated PSD2 compliant transaction."),
      ],
      example: Example("verificationChecks", "To=%2B15017122661&Code=1234"),
      mediaTypeQuote: "application/x-www-form-urlencoded"),
    responses: [
      ResponseSpec(
        201, checkBody(status: "approved", valid: true), when: .validRequest, echoes: echoes, quote: "Created"),
      ResponseSpec(
        201, checkBody(status: "pending", valid: false), when: .state(codeWrong), echoes: echoes,
        quote: "The status of the verification."),
      ResponseSpec(
        404, error, when: .state(serviceUnknown), .state(nothingSent), description: "Not Found",
        quote: .documented(
          "If any of these events occur, the VerificationCheck request returns a `404 Not Found` error",
          at: "Verification Check › Check a Verification")),
      badRequest, unauthorized,
    ],
    openQuestions: [
      .silence(
        "Responses › 201", "What is a wrong code answered with?",
        readings: ["201 with the status `pending`", "400"], assumed: "201 with `pending`."),
      .contradiction(
        "Responses", "A check is answered with 201 or with 200, and an approved code is an example of both.",
        readings: ["either", "201 unless the channel is `sna`"], assumed: "201: it has the examples of every channel."),
      .contradiction(
        "Request Body › Code", "No member is required, and every example but that of `sna` has a code.",
        readings: ["required unless the channel is `sna`", "optional"], assumed: "Required: no case uses `sna`."),
    ])

  private static let echoes = [
    EchoedValue(
      "/service_sid", of: .path("ServiceSid"), quote: "The SID of the Service the resource is associated with."),
    EchoedValue("/to", of: "/To", quote: "The phone number or email being verified."),
  ]

  private static func checkBody(status: String, valid: Bool) -> Body {
    .json(
      [
        .required(
          "sid", sid("VE"), quote: "The unique string that we created to identify the VerificationCheck resource."),
        .required("service_sid", sid("VA"), quote: "The SID of the Service the resource is associated with."),
        .required("account_sid", sid("AC"), quote: "The SID of the Account"),
        .required("to", .string, quote: "The phone number or email being verified."),
        .required("channel", channel, quote: "sms, call, email, whatsapp, sna"),
        .required("status", .enum(.string(status)), quote: "The status of the verification."),
        .required(
          "valid", .enum(.boolean(valid)), quote: "Legacy property indicating whether the verification was successful."),
        .required("amount", .string.orNull, quote: .sample(at: "Responses › 201 › examples")),
        .required("payee", .string.orNull, quote: .sample(at: "Responses › 201 › examples")),
        .required(
          "sna_attempts_error_codes", Schema.array(of: .object).orNull,
          quote: "List of error codes as a result of attempting a verification using the `sna` channel."),
        .required("date_created", .dateTime, quote: "format: date-time"),
        .required("date_updated", .dateTime, quote: "format: date-time"),
      ],
      example: Example(
        "verificationChecks",
        """
        {
          "sid": "VEaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
          "service_sid": "VAaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
          "account_sid": "ACaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
          "to": "+15017122661",
          "channel": "sms",
          "status": "\(status)",
          "valid": \(valid),
          "amount": null,
          "payee": null,
          "sna_attempts_error_codes": [],
          "date_created": "2015-07-30T20:00:00Z",
          "date_updated": "2015-07-30T20:00:00Z"
        }
        """), mediaTypeQuote: "application/json")
  }
}
