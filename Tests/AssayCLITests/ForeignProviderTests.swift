import AssayTestSupport
import Foundation
import Testing

/// The whole command against the providers' behaviour by another hand: what keeps the contracts passes, what breaks one
/// is found.
@Suite(.enabled(if: ForeignProvider.python != nil, "there is no python3 here to run the other server"))
struct ForeignProviderTests {
  /// A run against such a server, of the cases that match.
  static func run(_ server: ForeignProvider, as kind: String, only endpoint: String? = nil) throws -> CommandResult {
    try server.become(kind)
    let folder = try TemporaryFolder()
    let target = endpoint.map { ["--target", "\($0.prefix { $0 != "." })=\(server.url)", "--only", $0] }
    // Many connections: where a failure is retried, all wait at the same time.
    let result = try Command.run(
      Repository.assay,
      (target ?? ["--target", server.url] + ForeignProvider.selection) + [
        "--jobs", "64", "--timeout", "10", "--max-wait", "1", "--output", folder.path,
      ],
      environment: ForeignProvider.environment)
    let results = try folder.read("results.json")
    #expect(
      !results.contains(#/"severity":\s*"failure"[^{}]*"evidence":\s*"assumed"/#), "\(kind): a failure that is assumed")
    return result
  }

  /// The ids of the server's endpoints.
  static let endpoints = [
    "vault-request-code": "vault.card.passcode.sms.send", "vault-set-passcode": "vault.card.passcode.set",
    "vault-resend-code": "vault.phone.verify.resend", "sfox-send-verification": "sfox.users.send-verification",
    "10npay-send-code": "tenpay.user.phone.send-code",
  ]

  @Test func `the server that keeps the contracts passes every case without a warning`() throws {
    let result = try Self.run(ForeignProvider(), as: "conform")
    #expect(result.status == 0, "\(result.output)")
    let count = try #require(result.output.split(separator: " ").dropFirst(2).first)
    #expect(result.output.contains("\n\(count) passed, 0 failed, 0 errors, 0 skipped in "))
  }

  @Test func `what a document leaves open is neither a failure nor a warning`() throws {
    let variations = try ForeignProvider.variations()
    #expect(variations.count >= 35)
    let results = Parallel.map(variations, workers: 3, with: { Result { try ForeignProvider() } }) { name, server in
      (name: name, result: Result { try Self.run(server.get(), as: "variation \(name)") })
    }
    for (name, result) in results {
      let run = try result.get()
      #expect(run.status == 0, "\(name): \(run.output)")
      // Undocumented members are worth a warning, and nothing else is.
      let warnings = run.output.split(separator: "\n").filter { $0.hasPrefix("    ") }
      #expect(warnings.allSatisfy { name == "extra-members" && $0.hasPrefix("    undocumented-member: ") }, "\(name)")
      #expect(warnings.isEmpty == (name != "extra-members"), "\(name): \(warnings)")
    }
  }

  /// A code that is good was never sent here, so that requests which need one are left out.
  @Test func `a server that remembers codes refuses what the contracts of its endpoints refuse`() throws {
    let server = try PythonServer("codes.py", [], lines: 2)
    let folder = try TemporaryFolder()
    let endpoints = [
      "vault.card.passcode.sms.verify", "vault.phone.confirm", "sfox.users.verify", "tenpay.user.phone.verify",
      "tenpay.user.create", "camara.*",
    ]
    let good = ["example/*", "answer/2*", "choice/*", "optional/*", "spelling/*", "boundary/*"]
    let result = try Command.run(
      Repository.assay,
      [
        "--target", server.addresses[0], "--target", "camara=\(server.addresses[0])/one-time-password-sms/vwip",
        "--output", folder.path, "--skip", "camara.otp.validate/answer/400/*",
      ] + endpoints.flatMap { ["--only", $0] } + good.flatMap { ["--skip", "*/\($0)"] },
      environment: ForeignProvider.environment)
    #expect(result.status == 0, "\(result.output)\(result.errors)")
    #expect(result.output.contains(#/\n2\d\d passed, 0 failed, 0 errors, 0 skipped/#), "\(result.output)")
  }

  @Test func `every fault is found`() throws {
    let faults = try ForeignProvider.faults()
    #expect(faults.count >= 287)
    let names = Set(faults.map(\.name))
    #expect(names.isSuperset(of: SilentFaults.warned.union(SilentFaults.unprovable)))
    let results = Parallel.map(
      faults.map { [$0.name, $0.endpoint] }, workers: 3, with: { Result { try ForeignProvider() } }
    ) { fault, server in
      (
        name: fault[0],
        result: Result { try Self.run(server.get(), as: "fault \(fault[0])", only: Self.endpoints[fault[1]]) }
      )
    }
    for (name, result) in results {
      let run = try result.get()
      let isWarned = run.output.contains(#/, \d+ warnings? in /#)
      if SilentFaults.refusesToken.contains(name) {
        #expect(
          run.status == 3 && run.output.contains("was refused with 401: set a valid one in "), "\(name): \(run.output)")
        continue
      }
      #expect(!run.output.contains("Nothing was tested"), "\(name)")
      if SilentFaults.throttled.contains(name) {
        #expect(
          run.status == 4 && run.output.contains("throttled: the provider responded with 429"),
          "\(name): \(run.output)")
      } else if SilentFaults.unprovable.contains(name) {
        #expect(run.status == 0 && !isWarned, "\(name) can be proved now: \(run.output)")
      } else if SilentFaults.warned.contains(name) {
        #expect(run.status == 0 && isWarned, "\(name) is not what it was, status \(run.status): \(run.output)")
      } else {
        #expect(run.status == 1, "\(name) is missed: \(run.output)")
      }
    }
  }

  @Test(arguments: [
    (
      "resend-error-id-string",
      """
        failed vault.phone.verify.resend/answer/400/phone-unregistered
          a request that keeps the contract, given that nobody signed up with the phone number
          wrong-type at body /errorId (1:122)
            expected: integer
            found:    string "2"
            shown by a sample: Responses › 400 › Responses example
          curl -i -X POST
      """
    ),
    (
      "sfox-status-409",
      """
        failed sfox.users.send-verification/answer/422/email-verified,type=email
          a request that keeps the contract, with body /type = email, given that the user's e-mail address is verified
          undocumented-status at status
            expected: a documented status (200, 422, 400, 401, 403, 404, 405, 406, 429, 500, 503)
            found:    409
            documented: Responses › 422 ("Unprocessable Entity")
          curl -i -X POST
      """
    ),
    (
      "sfox-user-other",
      """
        failed sfox.users.send-verification/example/nodejs
          a request as the document's sample nodejs sends it
          echo at body /data/user_id (1:71)
            expected: "client_account_1", as in the request's path user_id
            found:    "client_account_77"
            documented: Responses › 200 › data › user_id ("The ID of the end user the code was sent to.")
          curl -i -X POST
      """
    ),
    (
      "10npay-body-with-204",
      """
        failed tenpay.user.phone.send-code/example/body
          a request as the document's sample body sends it
          body-forbidden at body
            expected: no body
            found:    Content-Length: 14 in a 204, and 14 bytes came after the head
            documented: Responses › 204 ("No Content — SMS dispatched")
          curl -i -X POST
      """
    ),
    (
      "sfox-accepts-type-outside",
      """
        failed sfox.users.send-verification/enum/type=outside
          a request with "outside" as /type (none of the values)
          accepted-invalid at status
            expected: a refusal (400)
            found:    200: the request was accepted
            documented: Request Body › type ("type required, string. Possible values: email, sms")
          curl -i -X POST
      """
    ),
    (
      "sfox-accepts-sms-first",
      """
        failed sfox.users.send-verification/answer/422/not-email-verified,type=sms
          a request that keeps the contract, with body /type = sms, given that it is not so that the user's e-mail address is verified
          accepted-invalid at status
            expected: a refusal (422)
            found:    200: the request was accepted
            documented: Title › hint ("Email **must** be verified before requesting an sms code.")
          curl -i -X POST
      """
    ),
    (
      "resend-error-id-fraction",
      """
        failed vault.phone.verify.resend/answer/400/phone-unregistered
          a request that keeps the contract, given that nobody signed up with the phone number
          not-an-integer at body /errorId (1:122)
            expected: integer
            found:    number 1.5
            shown by a sample: Responses › 400 › Responses example
          curl -i -X POST
      """
    ),
  ])
  func `a fault is reported with its place, what was promised and what came`(fault: String, text: String) throws {
    let result = try Self.run(ForeignProvider(), as: "fault \(fault)")
    #expect(result.status == 1)
    #expect(result.output.contains("\n\(text) "))
  }
}
