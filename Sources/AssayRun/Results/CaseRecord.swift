import AssayContract
import AssayJudge
import AssayPlan
import AssaySpec

/// The result of one case, as every reporter and `results.json` have it: redacted, bounded in size, safe to print.
///
/// Texts of a provider are cut, and their control characters are shown by code points. It holds everything that a reader
/// needs of a case, so that reports made from a journal or from merged shards are those of one run.
package struct CaseRecord: Sendable, Hashable {
  package var id = ""
  package var kind = ""
  /// What was sent, to follow "a request".
  package var summary = ""
  /// The index of the case in its suite of the whole plan, from 0.
  package var index = 0
  package var outcome = Verdict.Outcome.skipped
  /// Whether the request keeps the contract and the endpoint must accept it.
  package var expectsSuccess = false
  /// From the first byte sent to the verdict, waits included, in whole microseconds.
  package var microseconds: Int64 = 0
  /// Why it was skipped, or could not be judged.
  package var reason: String?
  /// The kind of that reason, of a skipped case.
  package var skip: SkipReason.Kind?
  /// The requests of the attempt that counts, in the order in which they were sent.
  package var steps: [StepRecord] = []
  /// The statuses of the documented transient failures before it.
  package var retried: [Int] = []
  /// At most ``maxViolations``.
  package var violations: [ViolationRecord] = []
  /// How many violations there were beyond those.
  package var furtherViolations = 0
  /// What broke, without what changes from run to run; 16 hexadecimal digits, only of a failed case.
  package var fingerprint: String?
  /// The start of the run since which the case has failed whenever it was judged; also of a case without a verdict.
  package var failingSince: String?
  package var baseline: BaselineMark?
  /// The file that has the responses in full, when they are longer than what the record has of them.
  package var attachment: String?
  /// The text of that file, until it is written; no file holds it.
  package var fullText: String?

  /// A day. A file in which a case took longer is refused, so that no sum of times overflows.
  package static let maxMicroseconds: Int64 = 86_400_000_000

  /// The most violations that a record has; the judge reports a hundred of a kind and counts the rest.
  package static let maxViolations = 256

  /// How many violations show the body around them; with more, the response and the curl line would be lost.
  package static let maxExcerpts = 10

  package var duration: Duration { .microseconds(microseconds) }
  /// How many violations there were in all.
  package internal(set) var violationCount: Int {
    get { violations.count + furtherViolations }
    set { furtherViolations = max(0, newValue - violations.count) }
  }
  package var failures: [ViolationRecord] { violations.filter { $0.severity == .failure } }
  package var warnings: [ViolationRecord] { violations.filter { $0.severity == .warning } }
  /// Whether it passed only after a documented transient failure.
  package var isFlaky: Bool { outcome == .passed && !retried.isEmpty }

  /// What reports count the case as: a known failure as skipped, a baseline entry that no longer fails as failed.
  package var reported: Verdict.Outcome {
    switch (outcome, baseline?.state) {
    case (.failed, .known): .skipped
    case (.passed, .stale): .failed
    default: outcome
    }
  }

  /// What was sent: `a request with the member keyId left out`, or what a scenario shows.
  package var words: String { kind == CaseKind.scenario.rawValue ? summary : "a request \(summary)" }

  /// Whether there is a verdict on the provider.
  package var isJudged: Bool { outcome == .passed || outcome == .failed }

  /// Whether the run fails because of this case.
  package var breaksRun: Bool { reported == .failed || reported == .error }
}

/// The steps part by part, as files have them.
extension CaseRecord {
  /// The statuses of the attempt that counts.
  package internal(set) var statuses: [Int] {
    get { steps.compactMap(\.status) }
    set { setSteps(\.status, newValue) }
  }
  /// How long each of those responses took, in whole microseconds.
  var responseMicroseconds: [Int64] {
    get { steps.compactMap { $0.status == nil ? nil : $0.microseconds } }
    set { for (index, time) in newValue.prefix(steps.count).enumerated() { steps[index].microseconds = time } }
  }
  /// What was sent, step by step; empty when there is nothing to say about the case.
  package internal(set) var requests: [RequestRecord] {
    get { steps.compactMap(\.request) }
    set { setSteps(\.request, newValue) }
  }
  var firstRequest: RequestRecord? {
    get { steps.first?.request }
    set { requests = [newValue].compactMap { $0 } }
  }
  var furtherRequests: [RequestRecord] {
    get { Array(requests.dropFirst()) }
    set { requests += newValue }
  }
  /// The responses, step by step; empty when there is nothing to say about the case.
  package internal(set) var answers: [AnswerRecord] {
    get { steps.compactMap(\.answer) }
    set { setSteps(\.answer, newValue) }
  }

  private mutating func setSteps<Part>(_ part: WritableKeyPath<StepRecord, Part?>, _ values: [Part]) {
    steps += Array(repeating: StepRecord(), count: max(0, values.count - steps.count))
    for (index, value) in values.enumerated() { steps[index][keyPath: part] = value }
  }
}

extension Verdict.Outcome: MemberValue {}
extension SkipReason.Kind: MemberValue {}

extension CaseRecord: Record {
  package static let definition = "case"
  package static let empty = CaseRecord()
  package static let members: [Member<CaseRecord>] = [
    .required("id", \.id, "stable from run to run", .schema(["minLength": 1])),
    .required("kind", \.kind),
    .required("summary", \.summary, "what was sent, to follow 'a request'"),
    .required("index", \.index, "its index in its suite of the whole plan"),
    .required("outcome", \.outcome),
    .flag("expectsSuccess", \.expectsSuccess, "whether the endpoint must accept the request"),
    .required("microseconds", \.microseconds, nil, .upTo(Int(maxMicroseconds))),
    .optional("reason", \.reason, "why it was skipped, or has no response"),
    .optional("skip", \.skip, "the kind of that reason, of a skipped case"),
    .required("statuses", \.statuses, nil, .status),
    .defaulted(
      "responseMicroseconds", \.responseMicroseconds,
      "how long each response in statuses took; not in files of an older assay", .upTo(Int(maxMicroseconds))
    ) { $0.contains { $0 > 0 } },
    .list("retried", \.retried, "the documented transient failures before the attempt that counts", .status),
    .list("violations", \.violations, "at most \(maxViolations)"),
    .defaulted("violationCount", \.violationCount, "all of them, also those that were cut") { $0 > 0 },
    .optional("fingerprint", \.fingerprint, "what broke, without what changes from run to run", .digest),
    .optional(
      "failingSince", \.failingSince,
      "the start of the first run since which it has failed whenever it was judged; also of a case without a verdict"),
    .optional("baseline", \.baseline),
    .optional("request", \.firstRequest, "only of a case that there is something to say about"),
    .list("furtherRequests", \.furtherRequests, "of a case that sends more than one request"),
    .optional(
      "attachment", \.attachment,
      "the file with the responses in full, as seen from the folder the run was started in"),
    .list("answers", \.answers),
  ]

  /// A file of an older assay has one request, however often it was sent.
  package mutating func finishReading(_ fields: RecordFields) throws(RecordError) {
    guard let only = requests.first, requests.count == 1 else { return }
    for index in steps.indices { steps[index].request = only }
  }
}
