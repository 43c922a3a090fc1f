import AssayHTTP
import AssayTestSupport
import Foundation
import Testing

@testable import AssayRun

/// Secrets in every part of a request: they arrive as they are, and nothing else leaves in their place.
@Suite struct SecretPlaceTests {
  static let secrets = [
    "ASSAY_SHOP_TOKEN": "shop-token-1", "ASSAY_SHOP_ACCOUNT": "ä/b 7?%41", "ASSAY_SHOP_KEY": "key&2=ü+#",
    "ASSAY_SHOP_PIN": "9876", "ASSAY_SHOP_SIGNATUREKEY": "shop-signature-key", "ASSAY_SHOP_CLIENT": "shop-client-1",
  ]
  static let account = "%C3%A4%2Fb%207%3F%2541"
  static let key = "key%262%3D%C3%BC%2B%23"

  /// A server that wants the account, the key and the token, answers with the account, and takes any body.
  static func server() throws -> Listener {
    try Listener { request in
      let refusal = Response(400, headers: ["Content-Type": "application/json"], body: Array("{}".utf8))
      guard request.target == "/accounts/\(account)/pin?key=\(key)" else { return refusal }
      guard request.headers["Authorization"] == "Bearer shop-token-1" else { return Response(401) }
      let body = #"{"account": "ä/b 7?%41"}"#
      return Response(200, headers: ["Content-Type": "application/json"], body: Array(body.utf8))
    }
  }

  static func run(
    _ target: String, _ folder: TemporaryFolder, _ environment: [String: String], only glob: String
  ) throws -> CommandResult {
    try Command.run(
      Repository.shop,
      ["--target", target, "--var", "shop.note=+12025550199", "--output", folder.path, "--only", glob],
      environment: environment)
  }

  @Test func `secrets arrive in the path, the query, the body, the headers and the signature`() throws {
    let listener = try Self.server()
    let folder = try TemporaryFolder()
    let result = try Self.run(listener.url, folder, Self.secrets, only: "shop.pin.set/optional/note")
    #expect(result.status == 0, "\(result.output)\(result.errors)")
    let request = try #require(listener.requests.first)
    #expect(request.target == "/accounts/\(Self.account)/pin?key=\(Self.key)")
    #expect(request.headers["Authorization"] == "Bearer shop-token-1")
    #expect(String(decoding: request.body ?? [], as: UTF8.self) == #"{"pin":"9876","note":"+12025550199"}"#)
    let digest = HMAC.sha256(key: Array("shop-signature-key".utf8), Array("shop-client-1key&2=ü+#9876".utf8))
    #expect(
      request.headers["X-Signature"] == digest.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined())
  }

  @Test func `no case sends a placeholder, and no report shows a secret`() throws {
    let listener = try Self.server()
    let folder = try TemporaryFolder()
    let result = try Self.run(listener.url, folder, Self.secrets, only: "*")
    #expect(result.status == 1)
    let requests = listener.requests
    #expect(requests.count >= 40)
    for request in requests {
      let text =
        "\(request.target.removingPercentEncoding ?? "") \(request.headers) \(String(decoding: request.body ?? [], as: UTF8.self))"
      #expect(!text.contains("ASSAY_"), "\(text)")
    }
    for name in ["report.html", "junit.xml", "results.json", "summary.md"] {
      let text = try folder.read(name)
      for secret in ["shop-token-1", Self.account, Self.key, "ä/b 7?%41", "key&2=ü", "shop-client-1"] {
        #expect(!text.contains(secret), "\(name) has \(secret)")
      }
    }
    #expect(try folder.read("results.json").contains("/accounts/${ASSAY_SHOP_ACCOUNT}/pin?key=${ASSAY_SHOP_KEY}"))
  }

  /// A variable that a pipeline did not expand, the most usual way to a placeholder without a value.
  @Test(arguments: [
    ("ASSAY_SHOP_ACCOUNT", "path or query"), ("ASSAY_SHOP_KEY", "path or query"),
    ("ASSAY_SHOP_TOKEN", "header Authorization"), ("ASSAY_SHOP_PIN", "body"),
  ])
  func `a placeholder without a value is an error that names it, and nothing is sent`(
    variable: String, place: String
  ) throws {
    let listener = try Self.server()
    let folder = try TemporaryFolder()
    var environment = Self.secrets
    environment[variable] = "${\(variable)}"
    let result = try Self.run(listener.url, folder, environment, only: "shop.pin.set/optional/note")
    #expect(result.status != 0)
    let reason =
      "not sent: the request's \(place) still has ${\(variable)}: set \(variable) to its value in the environment"
    #expect(result.output.contains(reason), "\(result.output)\(result.errors)")
    #expect(try folder.read("results.json").contains(reason))
    #expect(listener.requests.isEmpty)
  }

  @Test func `a signature that lacks a value stands for that value`() throws {
    let folder = try TemporaryFolder()
    let listener = try Self.server()
    var environment = Self.secrets
    environment["ASSAY_SHOP_CLIENT"] = nil
    let result = try Self.run(listener.url, folder, environment, only: "shop.pin.set/optional/*")
    #expect("\(result.output)\(result.errors)".contains("set ASSAY_SHOP_CLIENT"))
    #expect(result.status != 0)
    #expect(listener.requests.isEmpty)
  }
}
