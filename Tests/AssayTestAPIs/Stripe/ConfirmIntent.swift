import AssaySpec

extension Stripe {
  /// Confirms a payment intent.
  static let confirmIntent = Endpoint(
    .post, "/v1/payment_intents/{intent}/confirm", id: "stripe.paymentIntents.confirm",
    title: "Confirm a PaymentIntent", document: document, security: security,
    effects: [
      Effect(
        Effect.Kind(rawValue: "charges"), of: .path("intent"),
        quote: "Upon confirmation, the PaymentIntent will attempt to initiate a payment.")
    ],
    parameters: [intentPath, idempotencyHeader],
    requestBody: .form(
      [
        .required(
          "payment_method", .string, from: method,
          quote: "ID of the payment method to attach to this PaymentIntent."),
        .optional(
          "receipt_email", emailOrNothing,
          quote: "Email address that the receipt for the resulting payment will be sent to."),
        .optional(
          "return_url", .uri,
          quote: "The URL to redirect your customer back to after they authenticate or cancel their payment"),
        .optional(
          "setup_future_usage", .enum("off_session", "on_session"),
          quote: "Indicates that you intend to make future payments with this PaymentIntent's payment method."),
      ], style: .brackets, example: "payment_method=pm_card_visa&return_url=https%3A%2F%2Fwww.example.com",
      mediaTypeQuote: "application/x-www-form-urlencoded"),
    responses: [
      ResponseSpec(
        200, intentBody(confirmed, status: "succeeded"), when: .validRequest, headers: [requestID],
        echoes: [EchoedValue("/id", of: .path("intent"), quote: "Unique identifier for the object.")],
        quote: "If payment succeeds, the PaymentIntent will transition to the `succeeded` status"),
      badRequestOrState, unauthorized,
      ResponseSpec(
        402, error, when: .state(methodDeclined, example: declined), description: "Request Failed",
        headers: [requestID],
        quote: .documented("The parameters were valid but the request failed.", at: "Errors › 402")),
      notFound,
    ],
    idempotency: idempotency, repeatedResponse: sameResult, notes: [connect],
    openQuestions: [
      .contradiction(
        "Request Body › payment_method",
        "The parameter is optional, and an intent without a payment method cannot be confirmed.",
        readings: ["required unless the intent has one", "optional"],
        assumed: "Required: the intent of the tests has none.")
    ])

  private static let declined = Example(
    "card_declined",
    """
    {
      "error": {
        "code": "card_declined",
        "decline_code": "generic_decline",
        "doc_url": "https://stripe.com/docs/error-codes/card-declined",
        "message": "Your card was declined.",
        "type": "card_error"
      }
    }
    """)

  private static let confirmed = intentSchema(
    status: .enum("succeeded", "requires_capture", "requires_action", "processing"),
    quote: .documented(
      "If payment succeeds, the PaymentIntent will transition to the `succeeded` status", at: "Description"))
}
