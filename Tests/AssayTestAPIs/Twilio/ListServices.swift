import AssaySpec

extension Twilio {
  /// Lists the verification services of an account, a page at a time.
  static let listServices = Endpoint(
    .get, "/v2/Services", id: "twilio.services.list",
    title: "Retrieve a list of all Verification Services for an account", document: document, security: security,
    parameters: [
      .query(
        "PageSize", Schema(.integer, [.format(.int64), .minimum(1), .maximum(1000)]), required: false, example: "2",
        default: "50",
        quote: "How many resources to return in each list page. The default is 50, and the maximum is 1000."),
      .query(
        "Page", Schema(.integer, [.minimum(0)]), required: false, example: "0",
        quote: "The page index. This value is simply for client state."),
    ],
    responses: [
      ResponseSpec(
        200,
        .json(
          [
            .required(
              "services", .array(of: .object(serviceMembers)), quote: .sample(at: "Responses › 200 › examples")),
            .required(
              "meta",
              .object([
                .required("first_page_url", .uri, quote: "format: uri"),
                .required("key", .enum("services"), quote: .sample(at: "Responses › 200 › examples")),
                .required("next_page_url", Schema.uri.orNull, quote: "format: uri, nullable: true"),
                .required("page", .integer, quote: "type: integer"),
                .required("page_size", .integer, quote: "type: integer"),
                .required("previous_page_url", Schema.uri.orNull, quote: "format: uri, nullable: true"),
                .required("url", .uri, quote: "format: uri"),
              ]), quote: .sample(at: "Responses › 200 › examples")),
          ],
          example: Example(
            "readAll",
            """
            {
              "meta": {
                "page": 0,
                "page_size": 50,
                "first_page_url": "https://verify.twilio.com/v2/Services?PageSize=50&Page=0",
                "previous_page_url": null,
                "next_page_url": null,
                "key": "services",
                "url": "https://verify.twilio.com/v2/Services?PageSize=50&Page=0"
              },
              "services": [\(serviceExampleText)]
            }
            """), mediaTypeQuote: "application/json"),
        when: .validRequest,
        echoes: [EchoedValue("/meta/page_size", of: .query("PageSize"), quote: "How many resources to return")],
        quote: "OK"),
      badRequest, unauthorized,
    ],
    relations: [
      .atMost("/services", .query("PageSize"), quote: "How many resources to return in each list page.")
    ],
    paging: .nextURL(
      "/meta/next_page_url", items: "/services", size: .query("PageSize"), id: "/sid",
      quote: .documented(
        "If you are paging through a result set, be sure you are requesting the provided paging urls in the Twilio API "
          + "response.", at: "Error 21481")),
    notes: [
      Note(
        "PageToken is sent only as a part of `next_page_url`.", quote: "The page token. This is provided by the API.")
    ],
    openQuestions: [
      .silence(
        "Query Parameters › Page", "May a page index be sent without a page token?",
        readings: ["yes, and the index means nothing", "no"], assumed: "Yes: \"simply for client state\".")
    ])
}
