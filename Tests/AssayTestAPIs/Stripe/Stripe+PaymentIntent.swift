import AssaySpec

/// The schema `payment_intent`, and the members of requests that make one or change it.
extension Stripe {
  /// The schema, with the statuses that an operation may leave behind.
  static func intentSchema(
    status: Schema = .enum(
      "canceled", "processing", "requires_action", "requires_capture", "requires_confirmation",
      "requires_payment_method", "succeeded"), quote: Evidence = "Status of this PaymentIntent"
  ) -> Schema {
    .object([
      .required("id", .string, quote: "Unique identifier for the object."),
      .required("object", .enum("payment_intent"), quote: "String representing the object's type."),
      .required("amount", .integer, quote: "Amount intended to be collected by this PaymentIntent."),
      .optional("amount_capturable", .integer, quote: "Amount that can be captured from this PaymentIntent."),
      .optional("amount_received", .integer, quote: "Amount that was collected by this PaymentIntent."),
      .optional("application", .string.orNull, quote: "nullable: true"),
      .optional("application_fee_amount", Schema.integer.orNull, quote: "nullable: true"),
      .optional("canceled_at", Schema.integer.orNull, quote: "format: unix-time, nullable: true"),
      .optional(
        "cancellation_reason",
        Schema.enum(
          "abandoned", "automatic", "duplicate", "failed_invoice", "fraudulent", "requested_by_customer", "void_invoice"
        ).orNull, quote: "Reason for cancellation of this PaymentIntent"),
      .required("capture_method", .enum("automatic", "manual"), quote: "One of `automatic` (default) or `manual`."),
      .optional("client_secret", .string.orNull, quote: "The client secret of this PaymentIntent.", isSecret: true),
      .required(
        "confirmation_method", .enum("automatic", "manual"), quote: "One of `automatic` (default) or `manual`."),
      .required("created", .integer, quote: "Measured in seconds since the Unix epoch."),
      .required(
        "currency", .string(pattern: "^[a-z]{3}$"), quote: "Three-letter ISO currency code, in lowercase."),
      .optional("customer", .string.orNull, quote: "ID of the Customer this PaymentIntent belongs to, if one exists."),
      .optional("description", .string.orNull, quote: "An arbitrary string attached to the object."),
      .optional("last_payment_error", Schema.object.orNull, quote: "nullable: true"),
      .required("livemode", .boolean, quote: "`false` if the object exists in test mode"),
      .optional("metadata", .map(of: .string), quote: "additionalProperties: maxLength: 500, type: string"),
      .optional("next_action", Schema.object.orNull, quote: "nullable: true"),
      .optional("on_behalf_of", .string.orNull, quote: "nullable: true"),
      .optional("payment_method", .string.orNull, quote: "ID of the payment method used in this PaymentIntent."),
      .optional("payment_method_options", Schema.object.orNull, quote: "nullable: true"),
      .required(
        "payment_method_types", .array(of: .string),
        quote: "The list of payment method types (e.g. card) that this PaymentIntent is allowed to use."),
      .optional("receipt_email", .string.orNull, quote: "nullable: true"),
      .optional("review", .string.orNull, quote: "nullable: true"),
      .optional("setup_future_usage", .string.orNull, quote: "nullable: true"),
      .optional("shipping", Schema.object.orNull, quote: "nullable: true"),
      .optional("statement_descriptor", .string.orNull, quote: "nullable: true"),
      .optional("statement_descriptor_suffix", .string.orNull, quote: "nullable: true"),
      .required("status", status, quote: quote),
      .optional("transfer_data", Schema.object.orNull, quote: "nullable: true"),
      .optional("transfer_group", .string.orNull, quote: "nullable: true"),
    ])
  }

  static func intentBody(_ schema: Schema = intentSchema(), status: String = "requires_payment_method") -> Body {
    .json(
      schema: schema, example: Example("payment_intent", example(status: status)), mediaTypeQuote: "application/json")
  }

  /// The fixture of the OpenAPI repository, with the members of the schema.
  static func example(
    status: String, id: String = "pi_1PgafyB7WZ01zgkWSjxsAJo3", created: Int = 1_234_567_890
  ) -> String {
    """
    {
      "amount": 1099,
      "amount_capturable": 0,
      "amount_received": 0,
      "application": null,
      "application_fee_amount": null,
      "canceled_at": 1234567890,
      "cancellation_reason": null,
      "capture_method": "automatic",
      "client_secret": "pi_1PgafyB7WZ01zgkWSjxsAJo3_secret_Dm43xiq1k0ywrRRjDoi8y1gkM",
      "confirmation_method": "automatic",
      "created": \(created),
      "currency": "usd",
      "customer": null,
      "description": null,
      "id": "\(id)",
      "last_payment_error": null,
      "livemode": false,
      "metadata": {},
      "next_action": null,
      "object": "payment_intent",
      "on_behalf_of": null,
      "payment_method": null,
      "payment_method_options": {},
      "payment_method_types": ["card"],
      "receipt_email": null,
      "review": null,
      "setup_future_usage": null,
      "shipping": null,
      "statement_descriptor": null,
      "statement_descriptor_suffix": null,
      "status": "\(status)",
      "transfer_data": null,
      "transfer_group": null
    }
    """
  }

  static let amount = Schema(.integer, [.minimum(50), .maximum(99_999_999)])
  static let currency = Schema.enum("usd", "eur", "gbp", "jpy", "chf", "bgn")

  static let emailOrNothing = Schema(.string, [.anyOf([.email, .enum("")])])

  /// The members of a request that all may be left out.
  static func details(email: Schema = .email) -> [Property] {
    [
      .optional(
        "customer", .string, from: customer,
        quote: "ID of the Customer this PaymentIntent belongs to, if one exists."),
      .optional(
        "description", Schema(.string, [.maxLength(1000)]), quote: "An arbitrary string attached to the object."),
      .optional("metadata", .map(of: .string), quote: "Set of key-value pairs that you can attach to an object."),
      .optional(
        "payment_method", .string, from: method,
        quote: "ID of the payment method to attach to this PaymentIntent."),
      .optional(
        "payment_method_types", .array(of: .enum("card")),
        quote: "The list of payment method types (e.g. card) that this PaymentIntent is allowed to use."),
      .optional(
        "receipt_email", email, quote: "Email address that the receipt for the resulting payment will be sent to."),
      .optional(
        "setup_future_usage", .enum("off_session", "on_session"),
        quote: "Indicates that you intend to make future payments with this PaymentIntent's payment method."),
      .optional(
        "shipping",
        .object([
          .required(
            "address",
            .object([
              .required("line1", .string(minLength: 1, maxLength: 5000), quote: "required: line1"),
              .optional("city", .string, quote: "maxLength: 5000, type: string"),
            ]), quote: "required: address"),
          .required("name", .string(minLength: 1, maxLength: 5000), quote: "required: name"),
        ]), quote: "Shipping information for this PaymentIntent."),
      .optional(
        "statement_descriptor", Schema(.string, [.maxLength(22)]),
        quote: "Must contain at least one letter, maximum 22 characters."),
      .optional("transfer_group", .string, quote: "A string that identifies the resulting payment as part of a group."),
    ]
  }
}
