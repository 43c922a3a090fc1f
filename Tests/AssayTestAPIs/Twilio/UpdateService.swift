import AssaySpec

extension Twilio {
  /// Updates a verification service.
  static let updateService = Endpoint(
    .post, "/v2/Services/{Sid}", id: "twilio.services.update", title: "Update a specific Verification Service",
    document: document, security: security,
    effects: [
      Effect(
        Effect.Kind(rawValue: "changesService"), of: .path("Sid"), quote: "Update a specific Verification Service.")
    ],
    parameters: [servicePath("Sid")],
    requestBody: .form(
      [
        .optional(
          "FriendlyName", friendlyName,
          quote: .documented(
            "A descriptive string that you create to describe the verification service. It can be up to 32 "
              + "characters long."))
      ] + serviceSettings,
      example: "FriendlyName=name&CodeLength=4&LookupEnabled=false&Totp.Issuer=test-issuer&Totp.TimeStep=30",
      mediaTypeQuote: "application/x-www-form-urlencoded"),
    responses: [
      ResponseSpec(
        200, serviceBody, when: .validRequest,
        echoes: [
          EchoedValue(
            "/sid", of: .path("Sid"), quote: "The unique string that we created to identify the Service resource."),
          EchoedValue("/friendly_name", of: "/FriendlyName", quote: "A descriptive string that you create"),
          EchoedValue("/code_length", of: "/CodeLength", quote: "The length of the verification code to generate."),
          EchoedValue("/lookup_enabled", of: "/LookupEnabled", quote: "Whether to perform a lookup"),
        ], quote: "OK"),
      badRequest, unauthorized, serviceNotFound,
    ],
    openQuestions: [nameQuestion, dateQuestion])
}
