import AssayHTTP
import AssayRun
import Testing

@Suite struct SecretsTests {
  static let secrets = Secrets(["ASSAY_A": "one", "ASSAY_A_B": "t\"w\\o", "ASSAY_EMPTY": ""])

  @Test(arguments: [
    ("nothing to fill", "nothing to fill"), ("${ASSAY_A}", "one"), ("x${ASSAY_A}y${ASSAY_A}", "xoneyone"),
    ("${ASSAY_A}${ASSAY_A_B}", #"onet\"w\\o"#), ("$${ASSAY_A}}", "$one}"), ("${ASSAY_UNKNOWN}", "${ASSAY_UNKNOWN}"),
    ("${ASSAY_A", "${ASSAY_A"), ("a${ASSAY_EMPTY}b", "ab"), ("$", "$"), ("", ""),
  ])
  func `a placeholder in a body becomes the characters of a JSON string`(body: String, filled: String) {
    let request = Request(.post, "/${ASSAY_A}", body: Array(body.utf8))
    let sent = Self.secrets.fill(request)
    #expect(sent.body.map { String(decoding: $0, as: UTF8.self) } == filled)
    #expect(sent.target == "/${ASSAY_A}")
  }

  @Test func `a placeholder in a header becomes the secret itself, order and repetition kept`() {
    let request = Request(
      .get, "/", headers: ["Authorization": "Bearer ${ASSAY_A_B}", "X-A": "plain", "x-a": "${ASSAY_A}, ${ASSAY_A}"])
    let sent = Self.secrets.fill(request)
    #expect(sent.headers == ["Authorization": "Bearer t\"w\\o", "X-A": "plain", "x-a": "one, one"])
    #expect(sent.body == nil)
  }

  @Test func `bytes that are no text stay`() {
    let body: [UInt8] = [0xFF, 0x24] + Array("${ASSAY_A}".utf8) + [0x00, 0xC3]
    #expect(
      Self.secrets.fill(Request(.post, "/", body: body)).body == [0xFF, 0x24] + Array("one".utf8) + [0x00, 0xC3])
  }
}
