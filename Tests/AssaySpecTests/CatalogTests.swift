import AssayContract
import AssayHTTP
import AssayJSON
import AssaySchema
import AssaySpec
import AssaySpecs
import Testing

/// What must be true of every contract of the package.
@Suite struct CatalogTests {
  @Test func `the linter finds nothing wrong`() {
    #expect(Linter().findings(in: .all) == [])
  }

  @Test func `thirteen endpoints of four providers are under contract`() {
    #expect(Catalog.all.providers.map(\.id) == ["vault", "sfox", "tenpay", "camara"])
    #expect(
      Catalog.all.endpoints.map(\.id) == [
        "vault.card.passcode.sms.send", "vault.card.passcode.set", "vault.phone.verify.resend",
        "vault.card.passcode.sms.verify", "vault.card.rsa-key", "vault.phone.confirm",
        "sfox.users.send-verification", "sfox.users.verify",
        "tenpay.user.phone.send-code", "tenpay.user.phone.verify", "tenpay.user.create",
        "camara.otp.send", "camara.otp.validate",
      ])
  }

  @Test(arguments: Catalog.all.endpoints.map(\.id))
  func `each endpoint says what its sample sends, what it does in the world and what is unclear`(id: String) throws {
    let endpoint = try #require(Catalog.all.endpoints.first { $0.id == id })
    #expect(!endpoint.samples.isEmpty)
    #expect(endpoint.effects.isEmpty == (endpoint.method == .get))
    #expect(!endpoint.openQuestions.isEmpty)
    #expect(["2026-11-20", "2026-11-22"].contains(endpoint.document.retrieved))
    #expect(endpoint.file.hasSuffix(".swift") && endpoint.line > 1)
  }

  @Test func `the notes that are easily lost are there`() throws {
    let set = Vault.setPasscode
    #expect(set.parameter(at: .path("id"))?.schema == .int64)
    #expect(set.security.evidence.level == .sample)
    #expect(set.effects.map(\.kind) == [.changesCredential])

    let resend = Vault.resendCode
    #expect(resend.security.schemes.isEmpty)
    #expect(resend.parameter(at: .header("X-Merchant-ID"))?.defaultValue == "bece038f-2e46-49f4-b25e-89cd38d6dc16")
    #expect(resend.parameter(at: .header("X-Signature"))?.isRequired == false)
    #expect(resend.samples[0].headers?.last == HeaderField("X-Signature", ""))
    let error = try #require(resend.responses.first { $0.status == 400 }?.body.schema)
    #expect(error.properties.count == 8)
    #expect(
      error.properties.filter { $0.presence == .required }.map(\.name) == ["message", "errorId", "systemId", "error"])
    #expect(error.property("data")?.schema == .map(of: .object))

    let sfox = SFOX.createVerificationCode
    let data = try #require(sfox.responses[0].body.schema?.property("data")?.schema)
    #expect(data.property("email")?.presence == .exactlyWhen(sibling: "type", equals: "email"))
    #expect(data.property("phone_number")?.presence == .exactlyWhen(sibling: "type", equals: "sms"))
    #expect(sfox.responses[0].echoes.map(\.pointer) == ["/data/user_id", "/data/type"])
    #expect(sfox.samples.first { $0.name == "shell" }?.headers?.contains { $0.name == "Content-Type" } == false)

    let tenpay = TenPay.sendPhoneVerificationCode
    #expect(tenpay.body.schema?.property("id")?.schema == .int32)
    #expect(tenpay.body.schema?.property("phoneNumber")?.schema == .e164)
    #expect(tenpay.responses.first { $0.status == 204 }?.body == .empty)
    #expect(tenpay.responses.first { $0.status == .serverError }?.isTransient == true)
    #expect(tenpay.idempotency?.level == .documented)
  }

  @Test func `the contradictions and silences that the documents have are entries`() {
    func places(_ endpoint: Endpoint) -> [String] { endpoint.openQuestions.map(\.place) }
    for endpoint in [Vault.requestPasscodeCode, Vault.setPasscode, Vault.resendCode] {
      #expect(places(endpoint).contains("Responses › 400"))
      #expect(places(endpoint).contains("Responses › 400 › data"))
    }
    #expect(places(Vault.setPasscode).contains("Request Sample: cURL"))
    #expect(places(Vault.resendCode).contains("Request › Headers"))
    #expect(places(Vault.resendCode).contains("Request Sample: cURL"))
    #expect(places(SFOX.createVerificationCode).filter { $0 == "Example Requests › Shell" }.count == 2)
    #expect(places(TenPay.sendPhoneVerificationCode).contains("Responses › 404"))
  }
}
