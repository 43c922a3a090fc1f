import AssayJSON
import AssayRun

/// The last runs of a folder, a line each: the trend, and since when a case fails.
///
/// The file is `history.jsonl`. Only its newest line lists cases, so it stays small: 200 lines of some 250 bytes, and
/// at most 10 000 cases.
package struct History: Sendable, Hashable {
  package struct Run: Sendable, Hashable {
    /// ``RunHeader/id``.
    package var id: String?
    package var startedAt = ""
    /// ``RunHeader/PlanIdentity/digest``.
    package var digest = ""
    package var passed = 0
    package var failed = 0
    package var errors = 0
    package var skipped = 0
    package var known = 0
    package var microseconds: Int64 = 0
    /// The cases that failed when they were last judged; only in the newest line.
    var failing: [RunSummary.Failing] = []

    /// Whether the line is of the run with this header.
    func isSame(as header: RunHeader) -> Bool {
      id == header.id && startedAt == header.info.startedAt && digest == header.plan.digest
    }
  }

  /// The oldest first.
  package private(set) var runs: [Run]
  /// The cases that failed when they were last judged, with the start of the run in which that began.
  package private(set) var failingSince: [String: String]

  package static let schemaName = "assay-history"
  package static let version = 1
  /// How many runs are kept.
  package static let maxRuns = 200

  package init() {
    runs = []
    failingSince = [:]
  }

  /// Reads the file.
  ///
  /// - Throws: ``RecordError`` with the position of a line that is not one of a history.
  package init(parsing bytes: [UInt8], file: String) throws(RecordError) {
    self.init()
    for (number, line) in bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).enumerated()
    where !line.isEmpty {
      do {
        var run = try Run(RecordFields(Array(line), file: file, schema: Self.schemaName, version: Self.version))
        failingSince = Dictionary(run.failing.map { ($0.id, $0.since) }) { $1 }
        run.failing = []
        runs.append(run)
      } catch {
        var error = error
        error.line = number + 1
        error.message += "; remove the file to begin a new history"
        throw error
      }
    }
  }

  /// Adds a run at the end and forgets the oldest beyond the limit; a run that is listed already is replaced.
  ///
  /// Cases that failed before and were not judged in the run stay as they were.
  package mutating func add(_ summary: RunSummary) {
    let counts = summary.counts
    let run = Run(
      id: summary.header.id, startedAt: summary.header.info.startedAt, digest: summary.header.plan.digest,
      passed: counts.passed, failed: counts.failed, errors: counts.errors,
      skipped: counts.skipped, known: counts.known, microseconds: summary.microseconds)
    if let position = runs.firstIndex(where: { $0.isSame(as: summary.header) }) {
      runs[position] = run
      // What a later run found out about the cases stays.
      if position < runs.count - 1 { return }
    } else {
      runs.append(run)
      runs.removeFirst(max(0, runs.count - Self.maxRuns))
    }
    failingSince = failingSince.filter { !summary.judgedAgain.contains($0.key) }
    for failing in summary.failing { failingSince[failing.id] = failing.since }
  }

  /// The runs other than one.
  package func runs(except header: RunHeader) -> [Run] { runs.filter { !$0.isSame(as: header) } }

  /// The file, a line a run.
  package var bytes: [UInt8] {
    let failing = failingSince.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
    return runs.enumerated().flatMap { index, run in
      var run = run
      if index == runs.count - 1 {
        run.failing = failing.prefix(RunSummary.maxFailing).map { RunSummary.Failing(id: $0.key, since: $0.value) }
      }
      return run.fileBytes(schema: Self.schemaName, version: Self.version, isPretty: false)
    }
  }
}

extension History.Run: Record {
  package static let definition = "run"
  package static let empty = History.Run()
  package static let members: [Member<History.Run>] = [
    .optional("id", \.id), .required("startedAt", \.startedAt), .required("digest", \.digest),
    .required("passed", \.passed), .required("failed", \.failed), .required("errors", \.errors),
    .required("skipped", \.skipped), .required("known", \.known),
    .required("microseconds", \.microseconds, nil, .upTo(RunInfo.maxMicroseconds)), .list("failing", \.failing),
  ]
}

/// Adds a run to `history.jsonl`.
package struct HistoryReporter: Reporter {
  private let read: @Sendable () -> History

  /// - Parameter read: Reads the history again, since another run may have ended after this one began.
  package init(read: @escaping @Sendable () -> History) { self.read = read }

  package mutating func handle(_ event: RunEvent, encoded: [UInt8], write: ReportWriter) throws {
    guard case .runFinished(let summary) = event else { return }
    var history = read()
    history.add(summary)
    try write(.file("history.jsonl"), history.bytes)
  }
}
