import AssayHTTP
import AssayJSON
import Foundation
import Testing

@testable import AssayRun

/// The table of the README that says what redaction promises, a test for each of its cells.
@Suite struct RedactionTableTests {
  static let secret = "s3cr3t-Ma+rk/er=Ä"
  static let secrets = [
    "ASSAY_X_TOKEN": secret, "ASSAY_X_KEY": "k7Q", "ASSAY_X_CODE": "4711", "ASSAY_X_OTP": "904817",
    "ASSAY_X_PHONE": "+359887776665", "ASSAY_X_LOCAL": "0207946095",
  ]
  static let redactor = Redactor(secrets: secrets)

  /// Ways in which a provider or a library writes a value.
  static let forms: [(name: String, write: @Sendable (String) -> String)] = [
    ("as it is", { $0 }),
    ("percent-encoded", { percent($0) }),
    ("percent-encoded in lower case", { percent($0).lowercased() }),
    ("percent-encoded three times", { percent($0).replacingOccurrences(of: "%", with: "%2525") }),
    ("JSON escapes", { JSONValue.string($0).withEscapes() }),
    ("JSON in JSON", { inJSON(inJSON(inJSON($0))) }),
    ("JSON escapes in JSON in JSON", { inJSON(inJSON(JSONValue.string($0).withEscapes())) }),
    ("character references", { $0.unicodeScalars.map { "&#\($0.value);" }.joined() }),
    (
      "hexadecimal character references, escaped",
      { $0.unicodeScalars.map { "&amp;#x\(String($0.value, radix: 16));" }.joined() }
    ),
    ("base64", { base64($0) }),
    (
      "base64 for addresses",
      { base64($0).replacingOccurrences(of: "+", with: "-").replacingOccurrences(of: "/", with: "_") }
    ),
    ("base64, percent-encoded", { percent(base64($0)) }),
    ("base64, JSON escapes", { JSONValue.string(base64($0)).withEscapes() }),
    ("base64, slashes escaped", { base64($0).replacingOccurrences(of: "/", with: "\\/") }),
    ("base64 in lines", { lines(base64($0), "\r\n") }),
    ("base64 in lines within JSON", { lines(base64($0), "\\n") }),
    ("hexadecimal digits", { hexadecimal($0) }),
    ("hexadecimal digits in upper case", { hexadecimal($0).uppercased() }),
  ]

  static func percent(_ text: String) -> String { text.utf8.map { String(format: "%%%02X", $0) }.joined() }
  static func hexadecimal(_ text: String) -> String { text.utf8.map { String(format: "%02x", $0) }.joined() }
  static func base64(_ text: String) -> String { Data(text.utf8).base64EncodedString() }
  static func inJSON(_ text: String) -> String { JSONValue.string(text).serialized() }
  static func lines(_ text: String, _ end: String) -> String {
    text.enumerated().map { $0.offset > 0 && $0.offset % 4 == 0 ? end + String($0.element) : String($0.element) }
      .joined()
  }

  static func redacted(_ text: String) -> String {
    String(decoding: redactor.response(Response(200, body: Array(text.utf8))).body, as: UTF8.self)
  }

  @Test(arguments: forms.map(\.name), secrets.keys.sorted())
  func `a value of the run is hidden in every form`(form: String, name: String) throws {
    let write = try #require(Self.forms.first { $0.name == form }).write
    let value = try #require(Self.secrets[name])
    let shown = Self.redacted("x \(write(value)) y")
    // What stays is quotes around it, and the padding of base64.
    let padding = CharacterSet(charactersIn: "\\\"=%3Du00d")
    #expect(shown.hasPrefix("x ") && shown.hasSuffix(" y"))
    let parts = shown.dropFirst(2).dropLast(2).components(separatedBy: "${\(name)}")
    #expect(parts.count == 2, "\(shown)")
    for part in parts { #expect(part.trimmingCharacters(in: padding).isEmpty, "\(shown)") }
  }

  @Test(arguments: [
    ("S3CR3T-ma+RK/ER=Ä", "${ASSAY_X_TOKEN}"),
    ("s3cr3t-Ma%20rk/er%3DÄ", "${ASSAY_X_TOKEN}"), ("a K7q.", "a ${ASSAY_X_KEY}."),
  ])
  func `a secret is hidden in another case of its letters, and in a form`(text: String, expected: String) {
    #expect(Self.redacted(text) == expected)
  }

  @Test(arguments: ["user:", "a:", "bc:"])
  func `the base64 of a user and a secret is hidden`(user: String) {
    for (name, value) in Self.secrets {
      let text = "Basic " + Self.base64(user + value)
      let shown = Self.redacted(text).replacingOccurrences(of: "=", with: "")
      // The characters that hold nothing but the user's name.
      #expect(shown == "Basic \(Self.base64(user).prefix(user.utf8.count * 8 / 6))${\(name)}")
    }
  }

  @Test(arguments: [
    ("+359 88 777 6665", "+359 ${ASSAY_X_PHONE}"), ("00359887776665", "${ASSAY_X_PHONE}"),
    ("00359 887-776-665", "00359 ${ASSAY_X_PHONE}"), ("0887776665", "${ASSAY_X_PHONE}"),
    ("088 777 66 65", "${ASSAY_X_PHONE}"), ("(088) 777/66.65", "(${ASSAY_X_PHONE}"), ("887776665", "${ASSAY_X_PHONE}"),
    ("n:359887776665", "n:${ASSAY_X_PHONE}"), ("tel:+359-88-777-6665.", "tel:+359-${ASSAY_X_PHONE}."),
    ("+44 (0)20 7946 095", "+44 (0)${ASSAY_X_LOCAL}"), ("+4420 7946 095", "+${ASSAY_X_LOCAL}"),
    ("%2B359%2088%20777%206665", "%2B359%20${ASSAY_X_PHONE}"),
  ])
  func `a phone number of the run is hidden in every notation`(text: String, expected: String) {
    // Behind a plus sign the pattern of a number is known too, and takes the country code with it.
    let shown = Self.redactor.ownText("x \(text) y")
    #expect(shown == "x \(expected) y")
    #expect(!Self.redacted("x \(text) y").contains("777"))
  }

  @Test(arguments: [
    ("904 817", "${ASSAY_X_OTP}"), ("904-817", "${ASSAY_X_OTP}"), ("9 0 4 8 1 7", "${ASSAY_X_OTP}"),
    ("47 11", "${ASSAY_X_CODE}"), ("4-7-1-1", "${ASSAY_X_CODE}"), ("Code: 4711.", "Code: ${ASSAY_X_CODE}."),
  ])
  func `a code of the run is hidden with a space or a hyphen between its digits`(text: String, expected: String) {
    #expect(Self.redacted(text) == expected)
  }

  @Test(arguments: [
    ("s3cr3t-M…", "${ASSAY_X_TOKEN}…"), ("%73%33%63%72%3…", "${ASSAY_X_TOKEN}…"), ("czNjcjN0…", "${ASSAY_X_TOKEN}…"),
    ("733363723374…", "${ASSAY_X_TOKEN}…"), ("S3CR\\u00…", "${ASSAY_X_TOKEN}…"), ("9048…", "${ASSAY_X_OTP}…"),
    ("+35988…", "${ASSAY_X_PHONE}…"), ("{\"otp\": \"99…", "{\"otp\": \"[redacted]\""), ("s3c…", "s3c…"),
  ])
  func `what a cut leaves of a value is hidden`(text: String, expected: String) {
    #expect(Self.redacted(text) == expected)
  }

  @Test(arguments: [
    "14711", "47112", "4711a", "2026-47-11", "47-11-2026", "1 47 11", "47.11", "47/11", "47, 11", "1904817",
    "88777666512",
    "3598877766651", "123456887776665", "k7Qx", "ak7Q", "2026-11-21T10:00:00+01:00", "+1.234567890123",
    "00000012345678",
    "0012345678", "order 1234567890123456789012", #"{"passed": 12, "codes": [47, 11], "passenger": "x"}"#,
    #"{"password": null, "token": true, "otp": false}"#, "C:\\dir\\new", "100% of a&b;c",
  ])
  func `what only looks alike is kept`(text: String) {
    #expect(Self.redacted(text) == text)
  }

  @Test(arguments: [
    "pwd", "passwd", "pass", "passphrase", "pinCode", "cvc", "jwt", "bearer", "sessionId", "private_key", "credentials",
    "password", "access_token", "otp", "phoneNumber", "apiKey", "X-Secret", "code",
  ])
  func `the value of a sensitive name is hidden in every form`(key: String) {
    #expect(Self.redacted(#"{"\#(key)": "zq", "n": 1}"#) == #"{"\#(key)": "[redacted]", "n": 1}"#)
    #expect(Self.redacted(#"{"\#(key.uppercased())": 1}"#) == #"{"\#(key.uppercased())": "[redacted]"}"#)
    #expect(Self.redacted(#"{"\#(key)": ["z", {"#) == #"{"\#(key)": "[redacted]""#)
    #expect(Self.redacted(#"{"\#(key)": 77, "n": 1}"#) == #"{"\#(key)": "[redacted]", "n": 1}"#)
    #expect(
      Self.redacted(#"{"a": "{\"\#(key)\":\"z\\\"q\",\"n\":1}"}"#) == #"{"a": "{\"\#(key)\":\"[redacted]\",\"n\":1}"}"#)
    #expect(
      Self.redacted(Self.inJSON(Self.inJSON(#"{"\#(key)":["zq"],"n":1}"#)))
        == Self.inJSON(Self.inJSON(#"{"\#(key)":"[redacted]","n":1}"#)))
    #expect(Self.redacted("<p>{&quot;\(key)&quot;:&quot;zq&quot;}") == "<p>{&quot;\(key)&quot;:&quot;[redacted]&quot;}")
    #expect(Self.redacted("a=1&\(key)=zq&b=2") == "a=1&\(key)=[redacted]&b=2")
    #expect(Self.redacted("next=%2F%3F\(key)%3Dzq%26b") == "next=%2F%3F\(key)%3D[redacted]%26b")
    #expect(Self.redactor.response(Response(200, headers: [key: "zq"])).headers.map(\.value) == ["[redacted]"])
  }

  @Test(arguments: [
    ("eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln", "[redacted]"), ("4111 1111 1111 1111", "[redacted]"),
    ("4111-1111-1111-1111", "[redacted]"), ("+15551234567", "[redacted]"), ("+44 20 7946 0958", "[redacted]"),
    ("+44 (0)20-7946-0958", "[redacted]"), ("00447911123456", "[redacted]"), ("0044 7911 123456", "[redacted]"),
  ])
  func `a token, a card and a phone number that nobody gave are hidden in every form`(text: String, expected: String) {
    #expect(Self.redacted("x \(text) y") == "x \(expected) y")
    #expect(Self.redacted("x \(Self.percent(text)) y") == "x \(expected) y")
    #expect(Self.redacted("x \(JSONValue.string(text).withEscapes()) y") == "x \"\(expected)\" y")
    #expect(Self.redacted("x \(text.unicodeScalars.map { "&#\($0.value);" }.joined()) y") == "x \(expected) y")
  }
}
