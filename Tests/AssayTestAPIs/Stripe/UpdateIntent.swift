import AssaySpec

extension Stripe {
  /// Updates a payment intent.
  static let updateIntent = Endpoint(
    .post, "/v1/payment_intents/{intent}", id: "stripe.paymentIntents.update", title: "Update a PaymentIntent",
    document: document, security: security,
    effects: [
      Effect(
        Effect.Kind(rawValue: "changesPaymentIntent"), of: .path("intent"),
        quote: "Updates properties on a PaymentIntent object without confirming.")
    ],
    parameters: [intentPath, idempotencyHeader],
    requestBody: .form(
      [
        .optional("amount", amount, quote: "Amount intended to be collected by this PaymentIntent"),
        .optional("currency", currency, quote: "Three-letter ISO currency code, in lowercase."),
      ] + details(email: emailOrNothing), style: .brackets, example: "metadata[order_id]=6735",
      mediaTypeQuote: "application/x-www-form-urlencoded"),
    responses: [
      ResponseSpec(
        200, intentBody(), when: .validRequest, headers: [requestID],
        echoes: [
          EchoedValue("/id", of: .path("intent"), quote: "Unique identifier for the object."),
          EchoedValue("/amount", of: "/amount", quote: "Amount intended to be collected by this PaymentIntent."),
        ], quote: "Successful response."),
      badRequestOrState, unauthorized, notFound,
    ], idempotency: idempotency, repeatedResponse: sameResult, notes: [connect])
}
