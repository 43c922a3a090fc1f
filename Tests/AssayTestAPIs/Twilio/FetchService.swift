import AssaySpec

extension Twilio {
  /// Fetches a verification service.
  static let fetchService = Endpoint(
    .get, "/v2/Services/{Sid}", id: "twilio.services.fetch", title: "Fetch specific Verification Service Instance",
    document: document, security: security, parameters: [servicePath("Sid")],
    responses: [
      ResponseSpec(
        200, serviceBody, when: .validRequest,
        echoes: [
          EchoedValue(
            "/sid", of: .path("Sid"), quote: "The unique string that we created to identify the Service resource.")
        ], quote: "OK"),
      serviceNotFound, unauthorized,
    ],
    openQuestions: [dateQuestion])
}
