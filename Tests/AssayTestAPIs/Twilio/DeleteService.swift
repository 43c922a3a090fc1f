import AssaySpec

extension Twilio {
  /// Deletes a verification service.
  static let deleteService = Endpoint(
    .delete, "/v2/Services/{Sid}", id: "twilio.services.delete",
    title: "Delete a specific Verification Service Instance", document: document, security: security,
    effects: [
      Effect(
        Effect.Kind(rawValue: "deletesService"), of: .path("Sid"),
        quote: "Delete a specific Verification Service Instance.")
    ],
    parameters: [servicePath("Sid")],
    responses: [
      ResponseSpec(204, .empty, when: .validRequest, quote: "The resource was deleted successfully."),
      serviceNotFound, unauthorized,
    ])
}
