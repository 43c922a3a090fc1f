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
    package var startedAt: String
    /// ``RunHeader/PlanIdentity/digest``.
    package var digest: String
    package var passed: Int
    package var failed: Int
    package var errors: Int
    package var skipped: Int
    package var known: Int
    package var microseconds: Int64

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
  /// - Throws: ``RecordError`` with the place for a line that is no line of a history.
  package init(parsing bytes: [UInt8], file: String) throws(RecordError) {
    self.init()
    for (number, line) in bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).enumerated()
    where !line.isEmpty {
      do {
        let fields = try RecordFields(Array(line), file: file, schema: Self.schemaName, version: Self.version)
        runs.append(
          Run(
            id: try fields.optionalString("id"), startedAt: try fields.string("startedAt"),
            digest: try fields.string("digest"),
            passed: try fields.integer("passed"), failed: try fields.integer("failed"),
            errors: try fields.integer("errors"), skipped: try fields.integer("skipped"),
            known: try fields.integer("known"), microseconds: try fields.microseconds("microseconds", ofRun: true)))
        failingSince = [:]
        for item in try fields.items("failing") {
          let failing = try RecordFields(item, file: file)
          failingSince[try failing.string("id")] = try failing.string("since")
        }
      } catch {
        var error = error
        error.line = number + 1
        error.message += "; remove the file to begin a new history"
        throw error
      }
    }
  }

  /// Adds a run at the end and forgets the oldest beyond the limit; a run that stands here already keeps its place.
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
    var json = JSONWriter()
    var bytes: [UInt8] = []
    for (index, run) in runs.enumerated() {
      json.begin(schema: Self.schemaName, version: Self.version)
      json.member("id", run.id)
      json.member("startedAt", run.startedAt)
      json.member("digest", run.digest)
      json.member("passed", run.passed)
      json.member("failed", run.failed)
      json.member("errors", run.errors)
      json.member("skipped", run.skipped)
      json.member("known", run.known)
      json.member("microseconds", run.microseconds)
      if index == runs.count - 1 {
        let failing = failingSince.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
        json.array("failing", failing.prefix(RunSummary.maxFailing)) { failing, json in
          json.member("id", failing.key)
          json.member("since", failing.value)
        }
      }
      json.endObject()
      bytes += json.take() + [UInt8(ascii: "\n")]
    }
    return bytes
  }
}
