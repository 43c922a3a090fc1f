import AssaySpec

extension Stripe {
  /// Cancels a payment intent.
  static let cancelIntent = Endpoint(
    .post, "/v1/payment_intents/{intent}/cancel", id: "stripe.paymentIntents.cancel", title: "Cancel a PaymentIntent",
    document: document, security: security,
    effects: [
      Effect(
        Effect.Kind(rawValue: "changesPaymentIntent"), of: .path("intent"),
        quote: "Once canceled, no additional charges will be made by the PaymentIntent")
    ],
    parameters: [intentPath, idempotencyHeader],
    requestBody: .form(
      [
        .optional(
          "cancellation_reason", .enum("abandoned", "duplicate", "fraudulent", "requested_by_customer"),
          quote: "Possible values are `duplicate`, `fraudulent`, `requested_by_customer`, or `abandoned`")
      ], style: .brackets, example: "cancellation_reason=duplicate",
      mediaTypeQuote: "application/x-www-form-urlencoded"),
    responses: [
      ResponseSpec(
        200, intentBody(canceled, status: "canceled"), when: .validRequest, headers: [requestID],
        echoes: [
          EchoedValue("/id", of: .path("intent"), quote: "Unique identifier for the object."),
          EchoedValue(
            "/cancellation_reason", of: "/cancellation_reason", quote: "Reason for cancellation of this PaymentIntent"),
        ], quote: "Successful response."),
      badRequestOrState, unauthorized, notFound,
    ], idempotency: idempotency, repeatedResponse: sameResult, notes: [connect])

  private static let canceled = intentSchema(
    status: .enum("canceled"), quote: .documented("A PaymentIntent object can be canceled", at: "Description"))
}
