import AssayPlan
import AssaySpec
import AssaySpecs
import AssayTestSupport
import Testing

/// The commands that only tell.
@Suite struct ShowTests {
  @Test func `list names every endpoint and every case`() throws {
    let result = try Command.assay("list")
    #expect(result.status == 0)
    let plan = try Planner(values: FixtureValues(isMock: true)).plan(.all)
    let lines = plan.suites.flatMap { suite in
      ["\(suite.endpoint.id)  \(suite.endpoint.method) \(suite.endpoint.path)  (\(suite.count) cases)"]
        + suite.cases().map { "  \($0.id)" }
    }
    #expect(result.output == lines.map { $0 + "\n" }.joined())
    #expect(result.output.contains("\nvault.card.passcode.set  POST /v2/card/{id}/passcode/code/set  ("))
    #expect(result.output.contains("\n  vault.card.passcode.set/missing/code\n"))
  }

  @Test func `the variables are reported with what each is for and whether it is set`() throws {
    let result = try Command.assay(
      "list", "--variables", environment: ["ASSAY_VAULT_TOKEN": "t0p", "ASSAY_VAULT_CARD": "", "ASSAY_SFOX_USER": "u"])
    #expect(result.status == 0)
    for text in [
      """
      vault.token
        access token of the cards' owner
        needed by vault.card.passcode.sms.send, vault.card.passcode.set, vault.card.passcode.sms.verify, vault.card.rsa-key
        secret, ASSAY_VAULT_TOKEN or ASSAY_VAULT_TOKEN_FILE: set in the environment (ASSAY_VAULT_TOKEN)

      """,
      """
      vault.card
        id of a Card Program 1 card of the token's owner
        needed by vault.card.passcode.sms.send, vault.card.passcode.set, vault.card.passcode.sms.verify
        --var vault.card=VALUE or ASSAY_VAULT_CARD: not set

      """,
      """
      sfox.user
        a user who has verified nothing
        needed by sfox.users.send-verification, sfox.users.verify
        --var sfox.user=VALUE or ASSAY_SFOX_USER: set in the environment (ASSAY_SFOX_USER)

      """,
      """
      tenpay.user.unknown
        an id that no user has
        needed by tenpay.user.phone.send-code, tenpay.user.phone.verify
        --var tenpay.user.unknown=VALUE or ASSAY_TENPAY_USER_UNKNOWN: not set; 2147483647 is used

      """,
    ] { #expect(result.output.contains(text)) }
    for fixture in Catalog.all.providers.flatMap(\.fixtures) {
      #expect(result.output.contains(fixture.environmentName), "\(fixture.name)")
    }
  }

  @Test func `a contract is shown with all that it says`() throws {
    let result = try Command.assay("show", "sfox.users.send-verification")
    #expect(result.status == 0)
    for text in [
      "sfox.users.send-verification: Create Verification Code\nPOST /v1/enterprise/users/send-verification/{user_id}\n",
      "\nsecurity: bearer token sfox.token (sample: Example Requests › Shell: ",
      "\n  path user_id: string, required (documented: Path Parameters › user_id: \"user_id required, string\")\n",
      "\nrequest body:\n  type: string out of \"email\", \"sms\", required\n",
      "\n  200 OK (documented: Responses › 200)\n    data: object, required\n      user_id: string, required\n",
      "\n      email: string, there exactly when type is \"email\"\n",
      "\n    /data/user_id repeats the request's path user_id\n",
      "\n  422 Unprocessable Entity (documented: Responses › 422: \"Unprocessable Entity\")\n    error: string, required\n",
      "\n  401  (documented: docs.sfox.com/connect/errors/error-codes)\n    undocumented body\n",
      "\ncases:\n  sfox.users.send-verification/example/shell\n",
    ] { #expect(result.output.contains(text), "\(text)") }
  }

  @Test func `a case is shown with its request and a line that repeats it`() throws {
    let result = try Command.assay("show", "vault.card.passcode.set/example/curl")
    #expect(result.status == 0)
    #expect(
      result.output == #"""
        vault.card.passcode.set/example/curl
        A request as the document's sample curl sends it.

        POST /v2/card/1234435/passcode/code/set
        Accept: application/json
        Authorization: Bearer ${ASSAY_VAULT_TOKEN}
        Content-Type: application/json

        {
          "code": "1234",
          "keyId": "abc123",
          "passCode": "pass123"
        }

        expected: 200 (sample: Request Sample: cURL)
        effect: changesCredential to 1234435

        curl -i -X POST "${ASSAY_TARGET:?}"/v2/card/1234435/passcode/code/set -H 'Accept: application/json' -H 'Authorization: Bearer '"${ASSAY_VAULT_TOKEN:?}" -H 'Content-Type: application/json' --data-binary '{
          "code": "1234",
          "keyId": "abc123",
          "passCode": "pass123"
        }'

        """#)
  }

  @Test func `a case whose rule is stated and whose refusal is not shows both`() throws {
    let result = try Command.assay("show", "sfox.users.send-verification/null/type")
    #expect(
      result.output.contains(
        """

        expected: 400 (assumed: The list of error codes does not say which requests bring which code.)
        because of the rule: documented: Request Body › type: "type required, string. Possible values: email, sms"

        """), "\(result.output)")
  }

  @Test func `lint finds nothing wrong and lists what the documents leave open`() throws {
    let result = try Command.assay("lint")
    #expect(result.status == 0)
    let count = Catalog.all.endpoints.reduce(0) { $0 + $1.openQuestions.count }
    #expect(result.output.hasSuffix("\n13 contracts, 0 findings, \(count) open questions\n"))
    #expect(
      result.output.contains(
        """
          contradiction at Request › Headers: X-Fingerprint and X-Merchant-ID are required and have a default.
            - required: a request without is refused
            - the server falls back on the default
            - the default is a value to try with
            assumed: Required, and the default is the value to send: a request without the header should be refused.

        """))
    #expect(
      result.output.contains("  not triggered: 5xx: A passing failure of the provider; no request brings it about.\n"))
  }
}
