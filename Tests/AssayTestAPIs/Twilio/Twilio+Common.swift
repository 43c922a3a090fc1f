import AssaySpec

/// What Twilio's documents say of every request and response.
extension Twilio {
  static let sidOfService = sid("VA")

  /// A string identifier of 34 characters.
  static func sid(_ prefix: String) -> Schema {
    Schema(.string, [.minLength(34), .maxLength(34), .pattern("^\(prefix)[0-9a-fA-F]{32}$")])
  }

  static func servicePath(_ name: String) -> Parameter {
    .path(
      name, sidOfService, from: service, example: "VAaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
      quote: "pattern: ^VA[0-9a-fA-F]{32}$")
  }

  static let error = Body.json(
    [
      .required("code", .int32, quote: "Twilio-specific error code"),
      .required("message", .string, quote: "Error message"),
      .required("more_info", .string, quote: "Link to Error Code References"),
      .required("status", .int32, quote: "HTTP response status code"),
    ],
    example: """
      {"code": 20429, "message": "Too many requests", "more_info": "https://www.twilio.com/docs/errors/20429", \
      "status": 429}
      """, mediaTypeQuote: "application/json")

  static let badRequest = ResponseSpec(
    400, error, when: .invalidRequest, description: "Bad Request",
    quote: .documented(
      "There was an error with the request. The body of the response will have more info.",
      at: "Verify v1 › Return and Error Codes"))

  static let unauthorized = ResponseSpec(
    401, error, when: .unauthenticated, description: "Unauthorized",
    quote: .documented(
      "Token is invalid. If your API key is wrong a 401 will be generated.", at: "Verify v1 › Return and Error Codes"))

  private static let found = Evidence.documented(
    "Requesting a resource for a sid that does not exist", at: "Error 20404")

  static let serviceNotFound = ResponseSpec(
    404, error, when: .state(serviceUnknown), description: "Not Found", quote: found)
  static let verificationNotFound = ResponseSpec(
    404, error, when: .state(serviceUnknown), .state(verificationUnknown), description: "Not Found", quote: found)

  static let tooManyRequests = ResponseSpec(
    429, error, when: .nothing("It takes more requests than a test may send."), description: "Too Many Requests",
    quote: "Too Many Requests")
}
