import AssayHTTP
import AssayJSON
import AssayJudge
import AssayPlan
import AssaySpec
import AssaySpecs
import Foundation
import Testing

@testable import AssayRun

@Suite struct RedactorTests {
  static let secret = "s3cr3t-Ma+rk/er=Ä"
  static let redactor = Redactor(secrets: ["ASSAY_X_TOKEN": secret, "ASSAY_X_CODE": "1234"], keys: ["keyId"])

  static func base64(_ text: String, offset: Int) -> String {
    Data(Array("abc".utf8.prefix(offset)) + Array(text.utf8) + Array("tail".utf8)).base64EncodedString()
  }

  /// Every spelling of a secret that a provider or a library may give back.
  static let spellings: [String] = [
    secret, secret.addingPercentEncoding(withAllowedCharacters: .alphanumerics)!,
    secret.addingPercentEncoding(withAllowedCharacters: .urlPathAllowed)!,
    Array(secret.utf8).map { "%" + String($0, radix: 16) }.joined(), JSONValue.string(secret).withEscapes(),
    // Encoded twice, and as a page writes it.
    secret.addingPercentEncoding(withAllowedCharacters: .alphanumerics)!.replacingOccurrences(of: "%", with: "%25"),
    secret.replacingOccurrences(of: "+", with: "&#43;").replacingOccurrences(of: "/", with: "&#x2F;"),
    base64(secret, offset: 0), base64(secret, offset: 1), base64(secret, offset: 2),
    base64(secret, offset: 1).replacingOccurrences(of: "+", with: "-").replacingOccurrences(of: "/", with: "_"),
  ]

  /// Whether a text shows the secret in any spelling, looked for in another way than the redactor does.
  static func leaks(_ text: String) -> Bool {
    let decoded = text.removingPercentEncoding ?? ""
    let page = text.replacingOccurrences(of: "&#43;", with: "+").replacingOccurrences(of: "&#x2F;", with: "/")
    var texts = [text, decoded, decoded.removingPercentEncoding ?? "", page]
    for run in text.components(
      separatedBy: CharacterSet.alphanumerics.union(CharacterSet(charactersIn: "+/-_=")).inverted)
    {
      for drop in 0..<4 {
        var part = String(run.dropFirst(drop)).replacingOccurrences(of: "-", with: "+")
          .replacingOccurrences(of: "_", with: "/").replacingOccurrences(of: "=", with: "")
        while part.count % 4 != 0 { part += "=" }
        if let data = Data(base64Encoded: part) { texts.append(String(decoding: data, as: UTF8.self)) }
      }
    }
    return texts.contains { $0.contains(secret) || $0.contains("s3cr3t-Ma+rk") }
  }

  @Test(arguments: spellings)
  func `a secret is found by value in every spelling`(spelling: String) {
    #expect(Self.leaks("x \(spelling) y") || spelling.contains("\\u"), "the check itself must see it")
    #expect(!Self.leaks(Self.redactor.text("x \(spelling) y")))
    #expect(Self.redactor.text("x \(spelling) y").contains("${ASSAY_X_TOKEN}"))
  }

  @Test(arguments: spellings)
  func `no place of an answer keeps a secret`(spelling: String) {
    let response = Response(
      200, reason: spelling,
      headers: ["Location": "https://elsewhere.example/?next=\(spelling)", "X-Debug": spelling],
      body: Array("{\"echo\": \"\(spelling)\", \"list\": [\"\(spelling)\"]}".utf8), trailers: ["X-End": spelling],
      interim: [InterimResponse(103, reason: spelling, headers: ["Link": spelling])])
    let redacted = Self.redactor.response(response)
    var texts = [redacted.reason, String(decoding: redacted.body, as: UTF8.self), redacted.interim[0].reason]
    for fields in [redacted.headers, redacted.trailers, redacted.interim[0].headers] {
      texts += fields.map { String(decoding: $0.value.isomorphicBytes, as: UTF8.self) }
    }
    for text in texts { #expect(!Self.leaks(text), "\(text)") }
    let garbled = Self.redactor.exchange(
      Exchange(
        request: Request(.get, "/"),
        outcome: .garbled(MalformedResponse(reason: spelling, excerpt: Array(spelling.utf8)))))
    #expect(!Self.leaks("\(garbled.outcome)"))
    let unanswered = Self.redactor.exchange(
      Exchange(
        request: Request(.get, "/\(spelling)", headers: ["A": spelling], body: Array(spelling.utf8)),
        outcome: .unanswered(TransportError(.tlsFailed, "no: \(spelling)"))))
    #expect(!Self.leaks("\(unanswered.outcome)"))
    #expect(!Self.leaks(unanswered.request.target))
    #expect(!Self.leaks(String(decoding: unanswered.request.body!, as: UTF8.self)))
  }

  @Test func `a secret that looks like an escape itself is found in every spelling`() {
    let odd = #"a%2Fb&amp;c"d\u0041"#
    let redactor = Redactor(secrets: ["ASSAY_X_ODD": odd])
    for spelling in [
      odd, odd.addingPercentEncoding(withAllowedCharacters: .alphanumerics)!, JSONValue.string(odd).serialized(),
      odd.replacingOccurrences(of: "&", with: "&amp;").replacingOccurrences(of: "\"", with: "&quot;"),
      JSONValue.string(odd).withEscapes(),
    ] {
      #expect(redactor.text("x \(spelling) y").contains("${ASSAY_X_ODD}"), "\(spelling)")
    }
  }

  @Test(arguments: ["s3cr…", "s3cr3t%2…", #"s3cr3t\u002…"#, "s3cr3t&#x2…", "%73%33%63%72%33%74…", "czNjcjN0…"])
  func `what a cut leaves of a secret is hidden`(text: String) {
    #expect(Self.redactor.text("x \(text)") == "x ${ASSAY_X_TOKEN}…")
  }

  @Test func `a short secret is hidden where it stands alone and nowhere else`() {
    #expect(Self.redactor.text("code 1234, fingerprint 1234444") == "code ${ASSAY_X_CODE}, fingerprint 1234444")
  }

  @Test(arguments: [
    (#"{"otp": "99", "status": "ok"}"#, #"{"otp": "[redacted]", "status": "ok"}"#),
    (#"{"data":{"phone_number":"12","n":1}}"#, #"{"data":{"phone_number":"[redacted]","n":1}}"#),
    (#"{"access_token": {"a": ["b"]}, "x": 1}"#, #"{"access_token": "[redacted]", "x": 1}"#),
    (
      #"{"keyId": "k", "Pass-Code": 7, "code": null}"#,
      #"{"keyId": "[redacted]", "Pass-Code": "[redacted]", "code": null}"#
    ),
    (#"{"ot\u0070": "99"}"#, #"{"ot\u0070": "[redacted]"}"#),
    (#"{"otp": "99", "x":"#, #"{"otp": "[redacted]", "x":"#),
    (#"{"token": ["a", "b"#, #"{"token": "[redacted]""#),
    ("a=1&otp=99&b=2", "a=1&otp=[redacted]&b=2"), ("no secret here", "no secret here"),
    (#"{"errorCode": 7, "statusCode": "x"}"#, #"{"errorCode": 7, "statusCode": "x"}"#),
  ])
  func `a value is found by its key, in JSON, in what was JSON and in pairs`(body: String, expected: String) {
    let redacted = Self.redactor.response(Response(200, body: Array(body.utf8)))
    #expect(String(decoding: redacted.body, as: UTF8.self) == expected)
  }

  @Test(arguments: [
    ("to +359881234567.", "to [redacted]."), ("card 4111 1111 1111 1111!", "card [redacted]!"),
    ("card 4111111111111111", "card [redacted]"), ("card 4111111111111112", "card 4111111111111112"),
    ("id 1234567890123456789012", "id 1234567890123456789012"), ("1+12 and +12", "1+12 and +12"),
    ("t eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln x", "t [redacted] x"), ("eyJ is no token", "eyJ is no token"),
  ])
  func `a value is found by its shape`(text: String, expected: String) {
    #expect(Self.redactor.text(text) == expected)
  }

  /// Bodies longer than a report keeps: taking out secrets moves the end of what is looked at to where a report shows it.
  @Test(arguments: [spellings[0], spellings[1], base64(secret, offset: 0)])
  func `no cut shows the beginning of a secret`(spelling: String) throws {
    let text = Array(String(repeating: spelling + " ", count: 70_000 / spelling.utf8.count + 99).utf8)
    let body = Self.redactor.response(Response(200, body: text)).body
    #expect(body.count > 8000)
    #expect(Data(body).range(of: Data(spelling.utf8.prefix(6))) == nil)
    let garbled = Self.redactor.exchange(
      Exchange(
        request: Request(.get, "/"), outcome: .garbled(MalformedResponse(reason: "", excerpt: Array(text.prefix(1024))))
      ))
    var excerpt: [UInt8]?
    if case .garbled(let malformed) = garbled.outcome { excerpt = malformed.excerpt }
    #expect(Data(try #require(excerpt)).range(of: Data(spelling.utf8.prefix(6))) == nil)
  }

  @Test func `headers that carry credentials lose their value`() {
    let redacted = Self.redactor.response(
      Response(200, headers: ["Set-Cookie": "a=b", "X-Auth-Token": "t", "Content-Type": "application/json"]))
    #expect(redacted.headers.map(\.value) == ["[redacted]", "[redacted]", "application/json"])
  }

  @Test func `the name of a header, of a member and of a place may be a secret too`() {
    let secret = "s3cr3t-name"
    let redactor = Redactor(secrets: ["ASSAY_X_NAME": secret])
    let redacted = redactor.response(
      Response(
        200, headers: ["X-\(secret)": "1"], body: Array("{\"\(secret)\": 1}".utf8), trailers: ["\(secret)-token": "2"]))
    #expect(redacted.headers.map(\.name) == ["X-${ASSAY_X_NAME}"])
    #expect(redacted.trailers.map(\.name) == ["${ASSAY_X_NAME}-token"])
    #expect(redacted.body == Array("{\"${ASSAY_X_NAME}\": 1}".utf8))
    let here = JSONLocation(line: 1, column: 1, offset: 0)
    let places: [Violation.Place] = [.value(JSONPointer(["a", secret, "0"]), here), .header("X-\(secret)")]
    let verdict = Verdict(
      .failed,
      violations: places.map {
        Violation("header-missing", at: $0, expected: secret, found: secret, evidence: .documented(at: "R"))
      })
    for violation in redactor.verdict(verdict).violations { #expect(!violation.message.contains(secret)) }
  }

  @Test func `the words of a violation are redacted and nothing is kept behind them`() {
    let verdict = Verdict(
      .failed,
      violations: [
        Violation(
          "echo", at: .value("/data/phone_number", JSONLocation(line: 1, column: 2, offset: 1)),
          expected: "+359881234567", found: Self.secret, evidence: .documented(at: "Response"), echoed: .path("id")),
        Violation(
          "redirect", at: .status, expected: "an answer, not a redirect",
          found: "302 to https://x.example/?token=abc&t=\(Self.secret)", evidence: .documented(at: "R")),
      ], reason: "because of \(Self.secret)")
    let redacted = Self.redactor.verdict(verdict)
    #expect(!"\(redacted)".contains("s3cr3t"))
    #expect(!"\(redacted)".contains("359881234567"))
    #expect(redacted.violations[0].expected == "[redacted]")
    #expect(redacted.violations[0].found == "[redacted]")
    #expect(redacted.violations[0].code == "echo")
    #expect(redacted.violations[1].found == "302 to https://x.example/?token=[redacted]&t=${ASSAY_X_TOKEN}")
  }

  @Test func `a run against an answer that echoes its request shows no secret anywhere`() throws {
    let plan = try Planner(
      values: FixtureValues(
        given: [
          "vault.token": "${ASSAY_VAULT_TOKEN}", "vault.card": "77", "vault.keyId": "k",
          "vault.code": "${ASSAY_VAULT_CODE}",
          "vault.passCode": "${ASSAY_VAULT_PASSCODE}",
        ], isMock: false)
    ).plan(Catalog([Vault.provider]))
    let values = [
      "ASSAY_VAULT_TOKEN": Self.secret, "ASSAY_VAULT_CODE": "code-0000", "ASSAY_VAULT_PASSCODE": "pass-0000",
    ]
    let script = Script { _, request in
      let token = request.headers["Authorization"].map { String(decoding: $0.isomorphicBytes, as: UTF8.self) } ?? ""
      let json: JSONValue = [
        "result": .string(token), "again": .string(String(decoding: request.body ?? [], as: UTF8.self)),
      ]
      return .answered(
        Response(200, headers: ["Content-Type": "application/json", "X-Seen": token], body: json.serializedBytes()))
    }
    let runner = Runner(
      plan: plan, targets: plan.suites.map { _ in script }, secrets: Secrets(values),
      configuration: Runner.Configuration(), environment: FakeEnvironment().environment,
      redactor: Redactor(secrets: values))
    let results = Collected()
    runner.run(emit: results.add)
    #expect(script.requests.contains { String(decoding: $0.body ?? [], as: UTF8.self).contains("pass-0000") })
    for result in results.all {
      for value in values.values { #expect(!"\(result)".contains(value), "\(result.id)") }
    }
  }
}
