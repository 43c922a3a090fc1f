import AssaySpec

/// A contract of what responses have beside a body: validators, cookies, redirects, and media types to choose from.
enum Desk {
  static let page = Evidence.documented(at: "Desks")
  static let document = Document(url: "https://example.com/desks", retrieved: "2026-11-20")

  static let read = Endpoint(
    .get, "/desks/{id}", id: "desk.read", title: "Read", document: document, security: .none(quote: page),
    parameters: [.path("id", .int32, example: "7", quote: page)],
    responses: [
      ResponseSpec(
        200,
        .oneOf(
          .json([.required("id", .int32)], mediaTypeQuote: page),
          .text(.string(pattern: "^id,"), as: "text/csv", example: "id,7", mediaTypeQuote: page)),
        when: .validRequest,
        headers: [
          ResponseHeader("ETag", .string(pattern: "^\"[0-9a-f]+\"$"), required: true, example: "\"a1\"", quote: page),
          ResponseHeader(
            "Set-Cookie", .string(pattern: "^[a-z]+=[^;]*; Secure$"), required: false, example: "id=1; Secure",
            quote: page),
        ], quote: page),
      ResponseSpec(304, .empty, when: .notModified, quote: page),
      ResponseSpec(400, .undocumented, when: .invalidRequest, quote: page),
    ],
    cases: [CustomCase("first", "for the first desk", setting: [.path("id"): 1], expects: 200, quote: page)])

  static let latest = Endpoint(
    .get, "/latest", id: "desk.latest", title: "Latest", document: document, security: .none(quote: page),
    responses: [
      ResponseSpec(
        302, .undocumented, when: .validRequest,
        headers: [
          ResponseHeader(
            "Location", .string(pattern: "^/desks/[0-9]+$"), required: true, example: "/desks/7", quote: page)
        ], quote: page)
    ])

  static let provider = Provider("desk", "Desk", endpoints: [read, latest])
}
