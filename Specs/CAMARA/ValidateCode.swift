import AssaySpec

extension CAMARA {
  /// Checks the one-time password that a phone received.
  public static let validateCode = Endpoint(
    .post, "/validate-code",
    id: "camara.otp.validate", title: "Verifies the OTP received as input",
    document: document, security: security,
    effects: [
      .changesData(
        of: "/authenticationId",
        quote: .documented(
          "authenticationId is no longer valid because it has already been used", at: "\(validateFeature) › 400.8"))
    ],
    parameters: [correlator],
    requestBody: .json(
      schema: strict([
        .required(
          "authenticationId", authenticationId, "unique id of the verification attempt the code belongs to.",
          from: authentication, quote: "required: authenticationId"),
        .required(
          "code", Schema(.string, [.maxLength(10)]), "temporal, short code to be validated", from: code,
          quote: "required: code", isSecret: true),
      ]),
      example: Example(
        "schema", #"{"authenticationId": "ea0840f3-3663-4149-bd10-c7c6b8912105", "code": "AJY3"}"#),
      mediaTypeQuote: "application/json"),
    responses: [
      ResponseSpec(
        204, .empty, when: .validRequest, description: "The OTP was successfully validated", headers: [correlated],
        quote: "The OTP was successfully validated"),
      ResponseSpec(
        400,
        error(
          400, "INVALID_ARGUMENT", "OUT_OF_RANGE", "ONE_TIME_PASSWORD_SMS.VERIFICATION_FAILED",
          "ONE_TIME_PASSWORD_SMS.VERIFICATION_EXPIRED", "ONE_TIME_PASSWORD_SMS.INVALID_OTP",
          message: "Client specified an invalid argument, request body or query param"),
        when: .invalidRequest,
        .state(
          codeWrong,
          example: example(
            400, "ONE_TIME_PASSWORD_SMS.INVALID_OTP", "The provided OTP is not valid for this authenticationId"),
          quote: "OTP is not valid for the provided authenticationId"),
        .state(
          verificationExpired,
          example: example(
            400, "ONE_TIME_PASSWORD_SMS.VERIFICATION_EXPIRED", "The authenticationId is no longer valid"),
          quote: "Expired authenticationId"),
        description: "Problem with the client request", headers: [correlated],
        quote: "Problem with the client request"),
      unauthenticated,
      ResponseSpec(
        403,
        error(
          403, "PERMISSION_DENIED",
          message: "Client does not have sufficient permissions to perform this action."),
        when: .nothing("It needs a token without the scope, and the API's test plan has no case for it either."),
        description: "Client does not have sufficient permission", headers: [correlated],
        quote: "Client does not have sufficient permission"),
      ResponseSpec(
        404,
        error(404, "NOT_FOUND", "IDENTIFIER_NOT_FOUND", message: "The specified resource is not found."),
        when: .state(
          verificationUnknown,
          quote: .documented(
            "\"$.authenticationId\" is set to an unknown value … the response property \"$.status\" is 404",
            at: "\(validateFeature) › 404")),
        description: "Not found", headers: [correlated], quote: "Not found"),
      throttled,
    ],
    cases: [
      CustomCase(
        "undeclared-member", "with a member that is not declared", setting: ["/assayUndeclared": true], expects: 400,
        quote: strictness)
    ],
    notes: [
      Note(
        "A code can be used once.",
        quote: .documented(
          "authenticationId is no longer valid because it has already been used", at: "\(validateFeature) › 400.8"))
    ],
    openQuestions: commonQuestions + [
      .silence(
        "responses › ValidateCodeBadRequestError400", "How many wrong codes are allowed, and how long is a code valid?",
        readings: ["numbers that each operator sets", "the same for all operators"],
        assumed: "Nothing: no number is expected of the operator."),
      .contradiction(
        "\(validateFeature) › 400.9",
        "Max_try is the maximum allowed; the test plan sends max_try - 1 wrong codes and expects the refusal next.",
        readings: ["the try number max_try is refused", "max_try tries are allowed"],
        assumed: "Either: a chain of requests ends at the first refusal of this kind."),
      .silence(
        "requestBody › code", "Does the case of letters in a code matter?", readings: ["yes", "no"],
        assumed: "Not asked: the code is sent as it was received."),
    ])
}
