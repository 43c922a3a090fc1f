import AssayNet
import AssayReport
import AssaySpec

/// `assay replay CASE`: asks one case of the last run again and says what has become of it.
struct ReplayCommand {
  let catalog: Catalog
  let console: Console

  func run(_ arguments: Arguments) throws -> ExitStatus {
    let id = arguments.operands[0]
    let folder = arguments.last("--output") ?? "Reports"
    let last = try ReportFiles.results(folder)
    let all = last.suites.flatMap { suite in suite.cases.map { (suite: suite.header, record: $0) } }
    guard let (suite, before) = all.first(where: { $0.record.id == id }) else {
      throw UsageError.unknown("case", id, among: all.map(\.record.id), command: "replay")
    }
    // Beside the run's own reports, which stay as they are.
    let place = folder + "/replay"
    var options: [String: [String]] = ["--only": [id], "--output": [place]]
    if !arguments.has("--target"), let origin = try? Origin(suite.target), !origin.isLoopback {
      options["--target"] = ["\(suite.provider)=\(suite.target)"]
    }
    var repeated = arguments
    repeated.replace(options)
    let status = try RunCommand(catalog: catalog, console: console).run(repeated)
    guard status != .wrong, let now = try ReportFiles.results(place).cases.first(where: { $0.id == id }) else {
      return status
    }
    console.print("\n\(id) was \(before.outcome.rawValue) and is \(now.outcome.rawValue): \(words(before, now))\n")
    return status
  }

  private func words(_ before: CaseRecord, _ now: CaseRecord) -> String {
    switch (before.outcome, now.outcome) {
    case (_, .error), (_, .skipped): "it cannot be asked: \(now.reason ?? "no reason is known")"
    case (.failed, .passed), (.error, .passed): "fixed"
    case (.failed, .failed):
      now.fingerprint == before.fingerprint ? "still failing, in the same way" : "still failing, in another way"
    case (_, .failed): "failing now"
    case (_, .passed): "passing"
    }
  }
}
