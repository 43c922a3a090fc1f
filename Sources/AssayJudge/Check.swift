import AssayHTTP
import AssayJSON
import AssayPlan
import AssaySpec

/// A rule that a response is checked against. A new one is a type in `Checks/` and a line in ``Judge/checks``.
protocol Check: SendableMetatype {
  /// Adds a violation for everything that breaks the rule. A response that keeps it must cost no allocation.
  static func check(_ response: Response, to step: Step, by judge: Judge, _ findings: inout Findings)
}

extension Judge {
  /// The checks of a response, in the order of their violations in reports.
  static let checks: [any Check.Type] = [
    FramingCheck.self, StatusCheck.self, HeaderCheck.self, BodyPresenceCheck.self, ContentCodingCheck.self,
    MarkupCheck.self, MediaTypeCheck.self, AcceptCheck.self, DecodingCheck.self, DuplicateKeyCheck.self,
    SchemaCheck.self, EchoCheck.self,
    RelationCheck.self,
    StackTraceCheck.self, LatencyCheck.self,
  ]

  /// How many violations of one kind are reported of one response: a body may contain a million.
  static let maxReported = 100
}

/// What the checks found in a response, and which of its parts the next ones may still look at.
struct Findings {
  var violations: [Violation] = []
  /// The documented response that this one is held to, by index; `nil` for an undocumented status.
  let documented: Int?
  /// Whether the case expects the documented response.
  let isExpected: Bool
  let duration: Duration
  /// Whether the body can be read. A check that finds its root defect ends this, so that no other reports consequences.
  private(set) var isBodyReadable: Bool
  /// The value of the body, set where acceptance alone does not answer everything.
  var document: JSONDocument?

  init(_ response: Response, documented: Int?, isExpected: Bool, duration: Duration) {
    self.documented = documented
    self.isExpected = isExpected
    self.duration = duration
    isBodyReadable = documented != nil && !response.faults.contains(where: \.cutsBody)
  }

  /// The documented response whose body this one must have, while the body can be read.
  var body: Int? { isBodyReadable ? documented : nil }

  mutating func add(_ violation: Violation) { violations.append(violation) }

  /// Adds the root defect of a body, which ends the checks of the body.
  mutating func rejectBody(_ violation: Violation) {
    violations.append(violation)
    isBodyReadable = false
    document = nil
  }

  /// Says how many violations beyond the limit are left out.
  mutating func addOmitted(_ count: Int, _ evidence: Evidence) {
    if count <= 0 { return }
    add(
      Violation(
        "more-violations", at: .body, expected: "no violation", found: "\(count) more, not listed",
        evidence: evidence, severity: .warning))
  }
}
