import AssaySpec

extension Stripe {
  /// Retrieves a payment intent.
  static let retrieveIntent = Endpoint(
    .get, "/v1/payment_intents/{intent}", id: "stripe.paymentIntents.retrieve", title: "Retrieve a PaymentIntent",
    document: document, security: security, parameters: [intentPath],
    responses: [
      ResponseSpec(
        200, intentBody(), when: .validRequest, headers: [requestID],
        echoes: [EchoedValue("/id", of: .path("intent"), quote: "Unique identifier for the object.")],
        quote: "Successful response."),
      unauthorized, notFound,
    ])
}
