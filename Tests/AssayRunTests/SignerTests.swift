import AssayHTTP
import AssayPlan
import AssaySpec
import AssaySpecs
import Testing

@testable import AssayRun

@Suite struct SignerTests {
  static func hex(_ bytes: [UInt8]) -> String {
    bytes.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
  }

  /// RFC 4231, test cases 1 to 4, 6 and 7.
  @Test(arguments: [
    (
      [UInt8](repeating: 0x0b, count: 20), Array("Hi There".utf8),
      "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"
    ),
    (
      Array("Jefe".utf8), Array("what do ya want for nothing?".utf8),
      "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
    ),
    (
      [UInt8](repeating: 0xaa, count: 20), [UInt8](repeating: 0xdd, count: 50),
      "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe"
    ),
    (
      Array(1...25), [UInt8](repeating: 0xcd, count: 50),
      "82558a389a443c0ea4cc819899f2083a85f0faa3e578f8077a2e3ff46729665b"
    ),
    (
      [UInt8](repeating: 0xaa, count: 131), Array("Test Using Larger Than Block-Size Key - Hash Key First".utf8),
      "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54"
    ),
    (
      [UInt8](repeating: 0xaa, count: 131),
      Array(
        "This is a test using a larger than block-size key and a larger than block-size data. The key needs to be hashed before being used by the HMAC algorithm."
          .utf8), "9b09ffa71b942fcb27635fbcd5b0e944bfdc63644f0713938a7f51535c3a35e2"
    ),
  ])
  func `HMAC-SHA256 gives the vectors of RFC 4231`(key: [UInt8], message: [UInt8], digest: String) {
    #expect(Self.hex(HMAC.sha256(key: key, message)) == digest)
  }

  @Test(arguments: [
    ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
    ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
    (
      "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
      "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
    ),
  ])
  func `SHA-256 gives the examples of FIPS 180-4`(text: String, digest: String) {
    #expect(Self.hex(SHA256.digest(of: Array(text.utf8))) == digest)
  }

  @Test func `a signature is sent when its key and seed are given, over what the contract says`() throws {
    let values = FixtureValues(
      given: [
        "vault.phone": "+700000031", "vault.signatureKey": "${ASSAY_VAULT_SIGNATUREKEY}",
        "vault.signatureSeed": "${ASSAY_VAULT_SIGNATURESEED}",
      ], isMock: false)
    let plan = try Planner(values: values).plan(Catalog([Vault.provider])).selecting(
      only: [Glob("vault.phone.verify.resend/answer/200/valid")], skip: [])
    let script = Script(statuses: 200)
    let results = Bench.run(
      plan, at: script, secrets: ["ASSAY_VAULT_SIGNATUREKEY": "key", "ASSAY_VAULT_SIGNATURESEED": "abcdefghijklmn"])
    let sent = try #require(script.requests.first)
    // Digits 7 + 3 + 1 = 11, so the seed begins at 1 and is "bcde".
    let message = "bcde" + "1234444" + "+700000031"
    #expect(sent.headers["X-Signature"] == Self.hex(HMAC.sha256(key: Array("key".utf8), Array(message.utf8))))
    let signature = results[0].requests.first?.headers.first { $0.name == "X-Signature" }
    #expect(signature?.value == HeaderSignature.placeholder)
  }

  @Test func `no signature is sent when no key is given`() throws {
    let script = Script(statuses: 200)
    _ = Bench.run(Bench.plan("vault.phone.verify.resend/answer/200/valid"), at: script)
    #expect(script.requests.count == 1)
    #expect(!script.requests[0].headers.contains("X-Signature"))
  }
}
