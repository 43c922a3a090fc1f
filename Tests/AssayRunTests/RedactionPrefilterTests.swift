import Testing

@testable import AssayRun

/// What the quick look passes, the close look must leave alone: otherwise a secret would be kept as it came.
@Suite struct RedactionPrefilterTests {
  static let pieces = [
    "\"", "\"", "\\", "\\\"", ":", " : ", ",", "{", "}", "[", "]", "=", "&", " ", "-", "\n", "a", "e", "eyJ", ".",
    "\"token\"", "\"pass-Code\":", "\"Имя\":", "\"\\u0063ode\": 1", "\"keyId\":\"k\"", "token=", "x_phone=7", "код=1",
    "+", "+1", "+15551234567", "1234", "12", "3", "4111 1111 1111 1111", "4111-1111-1111-1111", "41111111", "11111111",
    "eyJhbGciOiJ9.e30.c2ln", "s3cr3t-value", "s3cr3t%2Dvalue", "s3cr3t\\u002Dvalue", "s3cr", "…", "“", "null", "true",
    #"{"\u0063ode": 1}"#, #"\"otp\":1"#, "%", "%3D", "&#61;", "\\/", "S3CR3T-VALUE", "czNjcjN0LXZhbHVl", "MTIzNA==",
    "TIzN",
    "31323334", "12 34", "12-34", "0035988777", "+44 20 7946 0958", "0044", "\n", "(", ")", "/",
  ]

  @Test(arguments: [[:], ["ASSAY_X_TOKEN": "s3cr3t-value", "ASSAY_X_CODE": "1234", "ASSAY_X_PHONE": "+35988777666"]])
  func `what the prefilter passes holds nothing to take out`(secrets: [String: String]) {
    let redactor = Redactor(secrets: secrets, keys: ["keyId"])
    let prefilter = RedactionPrefilter(SecretMatcher(secrets: secrets), KeyRedactor(also: ["keyId"]))
    // An LCG (Knuth's MMIX), so that each run sees the same bodies.
    var state: UInt64 = 7
    var passed = 0
    for _ in 0..<30_000 {
      var body: [UInt8] = []
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      for _ in 0..<(1 + state >> 33 % 9) {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        body += Array(Self.pieces[Int(state >> 33 % UInt64(Self.pieces.count))].utf8)
      }
      let text = String(decoding: body, as: UTF8.self)
      if body.withUnsafeBytes({ prefilter.passes($0, isBody: true) }) {
        passed += 1
        #expect(redactor.redact(body, .body) == body, "\(text)")
      }
      if body.withUnsafeBytes({ prefilter.passesValues($0) }) {
        #expect(redactor.redact(body, .own) == body, "\(text)")
      }
    }
    #expect(passed > 2_000, "many bodies pass, or nothing was tested")
  }

  @Test(arguments: [
    ("code", true), ("Code", true), ("x-code", false), ("codes", false), ("X-Pass_Code", true), ("otpCode2", true),
    ("", false), ("телефон", false), ("телефон-phone", true), ("phоne", false), ("keyId", true), ("KEY_ID", true),
    ("keyIds", false), ("encode", false), ("pinned", false), ("pin", true), ("секрет", true), ("Секрет", true),
    ("nottopic", false), ("secretary", true), ("\u{212A}eyId", true),
    ("pwd", true), ("dbPasswd", true), ("pass", true), ("passed", false), ("passphrase", true), ("pinCode", true),
    ("cvc", true), ("jwt", true), ("Bearer", true), ("sessionId", true), ("private_key", true), ("credentials", true),
  ])
  func `a name is sensitive as a whole or by a part`(name: String, expected: Bool) {
    #expect(SensitiveNames(also: ["keyId", "секрет"]).contains(name) == expected)
  }
}
