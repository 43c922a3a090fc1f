import AssaySpec

extension CAMARA {
  /// Sends a one-time password by SMS to a phone number.
  public static let sendCode = Endpoint(
    .post, "/send-code",
    id: "camara.otp.send", title: "Sends a message including an OTP code to the given phone number",
    document: document, security: security,
    effects: [
      .sendsMessage(
        to: "/phoneNumber",
        quote: "Sends an SMS with the desired message and an OTP code to the received phone number.")
    ],
    parameters: [correlator],
    requestBody: .json(
      schema: strict([
        .required(
          "phoneNumber", Schema(.string, [.pattern(#"^\+[1-9][0-9]{4,14}$"#), .maxLength(16)]),
          "A public identifier addressing a telephone subscription, in international format, prefixed with '+'.",
          from: phone,
          quote: "formatted in international format, according to E.164 standard, prefixed with '+'"),
        .required(
          "message", Schema(.string, [.pattern(#".*\{\{code\}\}.*"#), .maxLength(160)]),
          "Message template used to compose the content of the SMS sent to the phone number.",
          quote: "It must include the following label indicating where to include the short code `{{code}}`"),
      ]),
      example: Example(
        "schema",
        #"{"phoneNumber": "+123456789", "message": "{{code}} is your short code to authenticate with Cool App via SMS"}"#
      ),
      mediaTypeQuote: "application/json"),
    responses: [
      ResponseSpec(
        200,
        .json(
          [
            .required(
              "authenticationId", authenticationId,
              "unique id of the verification attempt the code belongs to.", quote: "required: authenticationId")
          ],
          example: #"{"authenticationId": "ea0840f3-3663-4149-bd10-c7c6b8912105"}"#,
          mediaTypeQuote: "application/json"),
        when: .validRequest, description: "OK", headers: [correlated], quote: "OK"),
      ResponseSpec(
        400,
        error(
          400, "INVALID_ARGUMENT",
          message: "Client specified an invalid argument, request body or query param."),
        when: .invalidRequest, description: "Problem with the client request", headers: [correlated],
        quote: "Problem with the client request"),
      unauthenticated,
      ResponseSpec(
        403,
        error(
          403, "PERMISSION_DENIED", "ONE_TIME_PASSWORD_SMS.MAX_OTP_CODES_EXCEEDED",
          "ONE_TIME_PASSWORD_SMS.PHONE_NUMBER_NOT_ALLOWED", "ONE_TIME_PASSWORD_SMS.PHONE_NUMBER_BLOCKED",
          message: "Client does not have sufficient permissions to perform this action"),
        when: .state(
          phoneRefused,
          example: example(
            403, "ONE_TIME_PASSWORD_SMS.PHONE_NUMBER_NOT_ALLOWED",
            "Phone_number can't receive an SMS due to business reasons in the operator.")),
        .state(
          phoneBlocked,
          example: example(
            403, "ONE_TIME_PASSWORD_SMS.PHONE_NUMBER_BLOCKED",
            "Phone_number is blocked to receive SMS due to any blocking business reason in the operator.")),
        description: "Client does not have sufficient permissions to perform this action.", headers: [correlated],
        quote: "The given phoneNumber can't receive an SMS due to business reasons in the operator"),
      ResponseSpec(
        404,
        error(404, "NOT_FOUND", "IDENTIFIER_NOT_FOUND", message: "The specified resource is not found."),
        when: .state(
          phoneForeign,
          quote: .documented(
            "a phone number that did not belong to the operator … the response property \"$.status\" is 404",
            at: "\(sendFeature) › 404.1")),
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
        "The code comes in the message, in the place of its label.",
        quote: "It must include the following label indicating where to include the short code `{{code}}`"),
      Note(
        "A code that is requested makes the earlier one of the phone number invalid.",
        quote: .documented(
          "verification expired because a new one has been requested for the same phone number",
          at: "\(validateFeature) › 400.7")),
    ],
    openQuestions: commonQuestions + [
      .silence(
        "responses › SendCodeForbiddenError403", "After how many codes is a phone number refused, and for how long?",
        readings: ["a number and a time that each operator sets", "the same for all operators"],
        assumed: "Not asked: such a refusal is a throttle, and what it refuses was not tested."),
      .silence(
        "requestBody › message", "How long may a message be?",
        readings: ["160 characters, as the schema says", "less, as \"Operator could specified a max_lenght\" allows"],
        assumed: "160: a shorter limit of an operator breaks the schema."),
    ])
}
