import AssaySpec

/// A contract of parameters in every style and place, with a key that each request has anew.
enum Search {
  static let page = Evidence.documented(at: "Search")
  static let document = Document(url: "https://example.com/search", retrieved: "2026-11-20")
  static let key = Fixture("search.key", "the key of a request", generated: .uuid)
  static let shelf = Fixture("search.shelf", "the number of a shelf", mock: "7")

  static let names = Schema.array(of: .string(pattern: "^[a-z]+$")).and(.minItems(2)).and(.maxItems(3)).and(
    .uniqueItems)
  static let numbers = Schema.array(of: Schema(.integer, [.minimum(1)])).and(.maxItems(4))

  static let search = Endpoint(
    .get, "/shelves/{shelf}/{ids}", id: "search.find", title: "Find", document: document,
    security: .none(quote: page),
    parameters: [
      .path("shelf", .int64, from: shelf, quote: page), .path("ids", numbers, example: "1,2", quote: page),
      .query("tags", names, required: true, example: "red,blue", quote: page),
      .query("colours", names, required: false, example: "red,blue", style: .commas, quote: page),
      .query("sizes", numbers, required: false, example: "[1, 2]", style: .pipes, quote: page),
      .query("words", names, required: false, example: "red,blue", style: .spaces, quote: page),
      .query(
        "filter",
        .object([
          .required("from", Schema(.integer, [.maximum(9)]), quote: page), .optional("to", .date, quote: page),
        ]), required: false, style: .brackets, quote: page),
      .query("order", .enum("up", "down"), required: false, quote: page),
      .header("X-Fields", numbers, required: false, quote: page),
      .header("Idempotency-Key", .uuid, required: true, from: key, quote: page),
      .cookie("theme", .enum("dark", "light"), required: true, quote: page),
      .cookie("page", Schema(.integer, [.minimum(1), .maximum(50)]), required: false, quote: page),
    ],
    responses: [
      ResponseSpec(
        200, .json([.required("id", .string, quote: page), .required("served", .string, quote: page)]),
        when: .validRequest, quote: page),
      ResponseSpec(400, .undocumented, when: .invalidRequest, quote: page),
    ], repeatedResponse: RepeatedResponse(except: "/served", quote: page))

  static let provider = Provider("search", "Search", fixtures: [key, shelf], endpoints: [search])
}
