import AssayContract
import AssayHTTP
import AssayJSON
import AssayJudge
import AssayPlan
import AssaySchema
import AssaySpec
import AssaySpecs
import Testing

/// An answer to a planned case, and every word that the judge must say of it.
struct Judgement: Sendable, CustomTestStringConvertible {
  var what: String
  var testCase: String
  var answer: Response
  /// One line a violation: `failure missing-member body /result (1:1): expected …, found … [documented]`.
  var lines: [String]

  init(_ what: String, _ testCase: String, _ answer: Response, _ lines: String...) {
    self.what = what
    self.testCase = testCase
    self.answer = answer
    self.lines = lines
  }

  var testDescription: String { what }
}

/// The real contracts with their cases.
enum Bench {
  static let plan = try! Planner(values: FixtureValues(isMock: true)).plan(.all)

  static func verdict(_ id: String, _ answers: Response..., isStrict: Bool = false) throws -> Verdict {
    try verdict(id, outcomes: answers.map { .answered($0) }, isStrict: isStrict)
  }

  static func verdict(_ id: String, outcomes: [Outcome], isStrict: Bool = false) throws -> Verdict {
    let (contract, testCase) = try find(id)
    let exchanges = outcomes.map { Exchange(request: testCase.request, outcome: $0) }
    return Judge(contract, isStrict: isStrict).verdict(on: testCase, exchanges)
  }

  static func find(_ id: String) throws -> (contract: CompiledEndpoint, testCase: TestCase) {
    for suite in plan.suites {
      if let testCase = suite.cases().first(where: { $0.id == id }) { return (suite.contract, testCase) }
    }
    throw NoSuchCase(id: id)
  }

  /// Holds a judgement against the judge, plain and strict.
  static func expect(_ row: Judgement, at location: SourceLocation = #_sourceLocation) throws {
    let verdict = try verdict(row.testCase, row.answer)
    #expect(lines(verdict) == row.lines, sourceLocation: location)
    let isBroken = row.lines.contains { $0.hasPrefix("failure ") }
    #expect(verdict.outcome == (isBroken ? .failed : .passed), sourceLocation: location)
    let strict = try self.verdict(row.testCase, row.answer, isStrict: true)
    #expect(strict.outcome == (row.lines.isEmpty ? .passed : .failed), sourceLocation: location)
    #expect(strict.violations == verdict.violations, sourceLocation: location)
  }

  static func lines(_ verdict: Verdict) -> [String] {
    verdict.violations.map { "\($0.severity) \($0.code) \($0.message) [\($0.evidence.level)]" }
  }
}

struct NoSuchCase: Error {
  var id: String
}

/// The cases that most judgements are about.
enum Cases {
  static let request = "vault.card.passcode.sms.send/answer/200/valid"
  static let requestInvalid = "vault.card.passcode.sms.send/type/id=letters"
  static let requestUnauthenticated = "vault.card.passcode.sms.send/credential/missing"
  static let requestLargestID = "vault.card.passcode.sms.send/boundary/id=9223372036854775807"
  static let emptyKeyID = "vault.card.passcode.set/empty/keyId"
  static let sfoxNoType = "sfox.users.send-verification/missing/type"
  static let email = "sfox.users.send-verification/choice/type=email"
  static let sms = "sfox.users.send-verification/choice/type=sms"
  static let alreadyVerified = "sfox.users.send-verification/answer/422/email-verified,type=email"
  static let smsFirst = "sfox.users.send-verification/answer/422/not-email-verified,type=sms"
  static let send = "tenpay.user.phone.send-code/choice/correlationType=0"
  static let sendInvalid = "tenpay.user.phone.send-code/missing/id"
  static let sendTwice = "tenpay.user.phone.send-code/idempotent/twice"
  static let sendUnknown = "tenpay.user.phone.send-code/answer/404/user-unknown"
}

/// A JSON answer.
func json(_ status: Int, _ body: String, type: String = "application/json") -> Response {
  Response(status, headers: ["Content-Type": type], body: Array(body.utf8))
}
