import AssaySpec

extension Twilio {
  /// Fetches a verification.
  static let fetchVerification = Endpoint(
    .get, "/v2/Services/{ServiceSid}/Verifications/{Sid}", id: "twilio.verifications.fetch",
    title: "Fetch a specific Verification", document: document, security: security,
    parameters: [
      servicePath("ServiceSid"),
      .path(
        "Sid", .string, from: verification, example: "VEaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
        quote: "The Twilio-provided string that uniquely identifies the Verification resource to fetch."),
    ],
    responses: [
      ResponseSpec(
        200, verificationBody, when: .validRequest,
        echoes: [
          EchoedValue(
            "/sid", of: .path("Sid"),
            quote: "The unique string that we created to identify the Verification resource."),
          EchoedValue(
            "/service_sid", of: .path("ServiceSid"), quote: "The SID of the Service the resource is associated with."),
        ], quote: "OK"),
      verificationNotFound, unauthorized,
    ],
    openQuestions: [dateQuestion])
}
