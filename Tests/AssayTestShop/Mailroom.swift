import AssaySpec

/// Contracts whose bodies are not JSON: forms in both styles, texts.
enum Mailroom {
  static let page = Evidence.documented(at: "Mailroom")
  static let document = Document(url: "https://example.com/mailroom", retrieved: "2026-11-20")
  static let token = Fixture("mailroom.token", "an access token", mock: "t", isSecret: true)
  static let phone = Fixture("mailroom.phone", "a phone number", mock: "+15558675310", isPersonal: true)
  static let pin = Fixture("mailroom.pin", "a PIN", mock: "12 34&5+6%", isSecret: true)

  static let problem = Body.json([.required("message", .string, quote: page)], mediaTypeQuote: page)

  /// As Twilio: names are repeated for arrays.
  static let send = Endpoint(
    .post, "/messages", id: "mailroom.messages.send", title: "Send a message", document: document,
    security: .bearer(token, quote: page),
    requestBody: .form(
      [
        .required("To", .e164, from: phone, quote: page),
        .required("Body", .string(minLength: 1, maxLength: 160), quote: page),
        .required("Pin", .string, from: pin, quote: page, isSecret: true),
        .optional("Attempt", .int32, quote: page),
        .optional("MaxPrice", Schema(.number, [.minimum(0)]), quote: page),
        .optional("ForceDelivery", .boolean, quote: page),
        .optional("MediaUrl", .array(of: .uri).and(.maxItems(3)), quote: page),
        .optional("Tags", .array(of: .string(pattern: "^[a-z]+$")), quote: page),
        .optional("Channel", .enum("sms", "whatsapp"), quote: page),
      ], style: .repeated, styles: ["Tags": .commas],
      example:
        "To=%2B15558675310&Body=Hello+there&Pin=1234&MediaUrl=https%3A%2F%2Fa.example%2F1&MediaUrl=https%3A%2F%2Fa.example%2F2&Tags=a,b",
      mediaTypeQuote: page),
    responses: [
      ResponseSpec(
        201,
        .json([.required("to", .e164, quote: page), .required("body", .string, quote: page)], mediaTypeQuote: page),
        when: .validRequest,
        echoes: [EchoedValue("/to", of: "/To", quote: page), EchoedValue("/body", of: "/Body", quote: page)],
        quote: page),
      ResponseSpec(400, problem, when: .invalidRequest, quote: page),
      ResponseSpec(401, problem, when: .unauthenticated, quote: page),
    ], samples: [])

  /// As Stripe: arrays and objects have brackets.
  static let pay = Endpoint(
    .post, "/intents", id: "mailroom.intents.create", title: "Create an intent", document: document,
    security: .none(quote: page),
    requestBody: .form(
      [
        .required("amount", Schema(.integer, [.minimum(50), .maximum(99_999_999)]), quote: page),
        .required("currency", .enum("eur", "usd"), quote: page),
        .optional("payment_method_types", .array(of: .enum("card", "sepa_debit")), quote: page),
        .optional("metadata", .map(of: .string), quote: page),
        .optional(
          "shipping",
          .object([
            .required("name", .string, quote: page),
            .required(
              "address",
              .object([.required("city", .string, quote: page), .optional("line2", .string, quote: page)]), quote: page),
          ]), quote: page),
        .optional(
          "items",
          .array(of: .object([.required("sku", .string, quote: page), .required("count", .integer, quote: page)])),
          quote: page),
        .optional("confirm", .boolean, quote: page),
      ], style: .brackets,
      example:
        "amount=2000&currency=usd&payment_method_types[]=card&metadata[order]=1&items[0][sku]=a&items[0][count]=2",
      mediaTypeQuote: page),
    responses: [
      ResponseSpec(
        200,
        .json(
          [.required("id", .string, quote: page), .required("amount", .integer, quote: page)], mediaTypeQuote: page),
        when: .validRequest, echoes: [EchoedValue("/amount", of: "/amount", quote: page)], quote: page),
      ResponseSpec(400, problem, when: .invalidRequest, quote: page),
    ])

  static let search = Endpoint(
    .post, "/searches", id: "mailroom.searches.create", title: "Search", document: document,
    security: .none(quote: page),
    requestBody: .form(
      [.optional("query", .string, quote: page), .optional("limit", Schema(.integer, [.maximum(100)]), quote: page)],
      mediaTypeQuote: page),
    responses: [
      ResponseSpec(
        200,
        .form([.required("count", .integer, quote: page), .optional("next", .uri, quote: page)], mediaTypeQuote: page),
        when: .validRequest, quote: page),
      ResponseSpec(400, .text(mediaTypeQuote: page), when: .invalidRequest, quote: page),
    ])

  static let note = Endpoint(
    .put, "/notes/{id}", id: "mailroom.notes.put", title: "Write a note", document: document,
    security: .none(quote: page), parameters: [.path("id", .int32, example: "7", quote: page)],
    requestBody: .text(.string(minLength: 2, maxLength: 80), example: "Call back", mediaTypeQuote: page),
    responses: [
      ResponseSpec(200, .text(.enum("saved", "queued"), mediaTypeQuote: page), when: .validRequest, quote: page),
      ResponseSpec(400, .text(mediaTypeQuote: page), when: .invalidRequest, quote: page),
    ])

  static let upload = Endpoint(
    .post, "/files", id: "mailroom.files.create", title: "Upload a file", document: document,
    security: .none(quote: page),
    requestBody: .multipart(
      [
        Part(.required("purpose", .enum("invoice", "photo"), quote: page)),
        Part(
          .required("file", .bytes(maxLength: 4096, startsWith: Array("%PDF-".utf8)), quote: page),
          as: "application/pdf",
          fileName: "a.pdf"),
        Part(
          .optional("details", .object([.required("pages", .integer, quote: page)]), quote: page),
          as: "application/json"),
        Part(.optional("copies", .int32, quote: page)), Part(.optional("tags", .array(of: .string), quote: page)),
      ],
      example: #"{"purpose": "invoice", "file": "%PDF-1.7", "details": {"pages": 2}, "tags": ["a", "b"]}"#,
      mediaTypeQuote: page),
    responses: [
      ResponseSpec(
        201, .json([.required("purpose", .string, quote: page)], mediaTypeQuote: page), when: .validRequest,
        echoes: [EchoedValue("/purpose", of: "/purpose", quote: page)], quote: page),
      ResponseSpec(400, problem, when: .invalidRequest, quote: page),
    ])

  static let replace = Endpoint(
    .put, "/logo", id: "mailroom.logo.put", title: "Replace the logo", document: document,
    security: .none(quote: page),
    requestBody: .bytes(
      as: "image/png", minLength: 12, maxLength: 2048, startsWith: [0x89, 0x50, 0x4E, 0x47], mediaTypeQuote: page),
    responses: [
      ResponseSpec(
        200, .bytes(as: "image/png", startsWith: [0x89, 0x50, 0x4E, 0x47], mediaTypeQuote: page), when: .validRequest,
        quote: page),
      ResponseSpec(400, problem, when: .invalidRequest, quote: page),
    ])

  static let convert = Endpoint(
    .post, "/rates", id: "mailroom.rates.find", title: "Find rates", document: document, security: .none(quote: page),
    requestBody: .oneOf(
      .json([.required("weight", .integer, quote: page)], example: #"{"weight": 3}"#, mediaTypeQuote: page),
      .form([.required("weight", .integer, quote: page)], example: "weight=4", mediaTypeQuote: page)),
    responses: [
      ResponseSpec(
        200,
        .oneOf(
          .json([.required("price", .number, quote: page)], mediaTypeQuote: page),
          .text(.string(pattern: "^price;[0-9]+$"), as: "text/csv", example: "price;12", mediaTypeQuote: page)),
        when: .validRequest, quote: page),
      ResponseSpec(400, problem, when: .invalidRequest, quote: page),
    ])

  static let provider = Provider(
    "mailroom", "Mailroom", fixtures: [token, phone, pin],
    endpoints: [send, pay, search, note, upload, replace, convert])
}
