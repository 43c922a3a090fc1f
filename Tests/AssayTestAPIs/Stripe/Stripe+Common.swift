import AssaySpec

/// What Stripe's documents say of every request and response.
extension Stripe {
  static let intentPath = Parameter.path(
    "intent", .string, from: intent, example: "pi_1PgafyB7WZ01zgkWSjxsAJo3",
    quote: "ID of the PaymentIntent to retrieve.")

  static let idempotencyHeader = Parameter.header(
    "Idempotency-Key", Schema(.string, [.maxLength(255)]), required: false, from: idempotencyKey,
    quote: .documented("Idempotency keys are up to 255 characters long.", at: "Idempotent requests"))

  static let idempotency = Evidence.documented(
    "Subsequent requests with the same key return the same result, including 500 errors.", at: "Idempotent requests")

  static let sameResult = RepeatedResponse(
    quote: .documented(
      "Stripe's idempotency works by saving the resulting status code and body of the first request made for any given "
        + "idempotency key, regardless of whether it succeeds or fails.", at: "Idempotent requests"))

  static let requestID = ResponseHeader(
    "Request-Id", .string(pattern: "^req_"), required: true,
    quote: .documented(
      "Each API request has an associated request identifier. You can find this value in the response headers, under "
        + "Request-Id.", at: "Request IDs"))

  static let error = Body.json(
    [
      .required(
        "error",
        .object([
          .required(
            "type", .enum("api_error", "card_error", "idempotency_error", "invalid_request_error"),
            quote: "The type of error returned."),
          .optional(
            "message", .string, quote: "A human-readable message providing more details about the error."),
          .optional("code", .string, quote: "a short string indicating the error code reported"),
          .optional("decline_code", .string, quote: "the card issuer's reason for the decline"),
          .optional("param", .string, quote: "the parameter related to the error"),
          .optional("doc_url", .string, quote: "A URL to more information about the error code reported."),
          .optional(
            "payment_intent", .object,
            quote: "The PaymentIntent object for errors returned on a request involving a PaymentIntent."),
        ]), quote: "required: error")
    ],
    example: """
      {
        "error": {
          "code": "parameter_missing",
          "doc_url": "https://stripe.com/docs/error-codes/parameter-missing",
          "message": "Missing required param: amount.",
          "param": "amount",
          "type": "invalid_request_error"
        }
      }
      """, mediaTypeQuote: "application/json")

  static let badRequest = ResponseSpec(
    400, error, when: .invalidRequest, description: "Bad Request", headers: [requestID],
    quote: .documented(
      "The request was unacceptable, often due to missing a required parameter.", at: "Errors › 400"))
  static let badRequestOrState = ResponseSpec(
    400, error, when: .invalidRequest, .state(intentCanceled), description: "Bad Request", headers: [requestID],
    quote: .documented(
      "The request was unacceptable, often due to missing a required parameter.", at: "Errors › 400"))

  static let unauthorized = ResponseSpec(
    401, error, when: .unauthenticated, description: "Unauthorized", headers: [requestID],
    quote: .documented("No valid API key provided.", at: "Errors › 401"))

  static let notFound = ResponseSpec(
    404, error, when: .state(intentUnknown), description: "Not Found", headers: [requestID],
    quote: .documented("The requested resource doesn't exist.", at: "Errors › 404"))

  static let connect = Note(
    "Parameters of Connect, `expand`, and those that need `confirm` are left out.",
    quote: .documented("This parameter can only be used with `confirm=true`", at: "Request Body"))
}
