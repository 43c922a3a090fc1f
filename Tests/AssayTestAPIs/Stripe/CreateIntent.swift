import AssaySpec

extension Stripe {
  /// Creates a payment intent.
  static let createIntent = Endpoint(
    .post, "/v1/payment_intents", id: "stripe.paymentIntents.create", title: "Create a PaymentIntent",
    document: document, security: security,
    effects: [
      Effect(Effect.Kind(rawValue: "createsPaymentIntent"), of: "/currency", quote: "Creates a PaymentIntent object.")
    ],
    parameters: [idempotencyHeader],
    requestBody: .form(
      [
        .required(
          "amount", amount,
          quote: .documented(
            "The minimum amount is $0.50 US or equivalent in charge currency. The amount value supports up to "
              + "eight digits")),
        .required("currency", currency, quote: "Three-letter ISO currency code, in lowercase."),
        .optional(
          "capture_method", .enum("automatic", "manual"), quote: "One of `automatic` (default) or `manual`."),
        .optional(
          "confirmation_method", .enum("automatic", "manual"), quote: "One of `automatic` (default) or `manual`."),
      ] + details(), style: .brackets,
      example: "amount=2000&currency=usd&payment_method_types[]=card",
      mediaTypeQuote: "application/x-www-form-urlencoded"),
    responses: [
      ResponseSpec(
        200, intentBody(), when: .validRequest, headers: [requestID],
        echoes: [
          EchoedValue("/amount", of: "/amount", quote: "Amount intended to be collected by this PaymentIntent."),
          EchoedValue("/currency", of: "/currency", quote: "Three-letter ISO currency code, in lowercase."),
          EchoedValue("/description", of: "/description", quote: "An arbitrary string attached to the object."),
        ], quote: "Successful response."),
      badRequest, unauthorized,
    ],
    idempotency: idempotency, repeatedResponse: sameResult, notes: [connect],
    openQuestions: [
      .silence(
        "Request Body › currency", "Which currencies are supported?",
        readings: ["all of ISO 4217", "a list elsewhere"],
        assumed: "The six that the contract names.")
    ])
}
