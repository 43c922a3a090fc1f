import AssaySpec

extension Stripe {
  /// Lists payment intents, a page at a time.
  static let listIntents = Endpoint(
    .get, "/v1/payment_intents", id: "stripe.paymentIntents.list", title: "List all PaymentIntents",
    document: document, security: security,
    parameters: [
      .query(
        "limit", Schema(.integer, [.minimum(1), .maximum(100)]), required: false, example: "10", default: "10",
        quote: .documented(
          "A limit on the number of objects to be returned. Limit can range between 1 and 100, and the default "
            + "is 10.")),
      .query(
        "starting_after", .string, required: false, example: "pi_2PgafyB7WZ01zgkWSjxsAJo3",
        quote: "A cursor for use in pagination. `starting_after` is an object ID that defines your place in the list."),
      .query(
        "customer", .string, required: false, example: "cus_NffrFeUfNV2Hib",
        quote: "Only return PaymentIntents for the customer specified by this customer ID."),
    ],
    responses: [
      ResponseSpec(
        200,
        .json(
          [
            .required("object", .enum("list"), quote: "Always has the value `list`."),
            .required("data", .array(of: intentSchema()), quote: "required: data"),
            .required(
              "has_more", .boolean,
              quote: "True if this list has another page of items after this one that can be fetched."),
            .required(
              "url", .string(pattern: "^/v1/payment_intents"), quote: "The URL where this list can be accessed."),
          ],
          example: Example(
            "list",
            """
            {
              "object": "list",
              "url": "/v1/payment_intents",
              "has_more": false,
              "data": [
                \(example(status: "requires_payment_method", id: "pi_2PgafyB7WZ01zgkWSjxsAJo3", created: 1234567891)),
                \(example(status: "requires_payment_method"))
              ]
            }
            """), mediaTypeQuote: "application/json"),
        when: .validRequest, headers: [requestID], quote: "Successful response."),
      badRequest, unauthorized,
    ],
    relations: [
      .atMost("/data", .query("limit"), quote: "A limit on the number of objects to be returned."),
      .sorted(
        "/data", by: "/created", .descending,
        quote: .documented("return objects in reverse chronological order", at: "Pagination")),
    ],
    paging: .lastItem(
      "/id", into: .query("starting_after"), more: "/has_more", items: "/data", size: .query("limit"),
      quote: .documented(
        "The `starting_after` parameter returns objects listed after the named object.", at: "Pagination")),
    notes: [
      Note(
        "ending_before is left out: it must not be sent with starting_after.",
        quote: .documented("These parameters are mutually exclusive.", at: "Pagination"))
    ],
    openQuestions: [
      .silence(
        "Query Parameters › starting_after", "What is an id that no payment intent has answered with?",
        readings: ["400", "404", "an empty list"], assumed: "Not sent.")
    ])
}
