import AssayJudge
import AssayRun

/// Prints how much of the contracts a run has seen.
package struct CoverageReporter: Reporter {
  package init() {}

  package mutating func handle(_ event: RunEvent, encoded: [UInt8], write: ReportWriter) throws {
    if case .runFinished(let summary) = event {
      try write(.console, Array("\n\(Self.text(of: summary.coverage))".utf8))
    }
  }

  /// Each endpoint with how much of its contract was seen, and what was not and why.
  package static func text(of coverages: [Coverage]) -> String {
    var lines: [String] = []
    for coverage in coverages {
      let kinds = Coverage.Item.Kind.allCases.compactMap { kind -> String? in
        let items = coverage.items.filter { $0.kind == kind }
        return items.isEmpty ? nil : "\(kind.rawValue) \(items.count { $0.count > 0 })/\(items.count)"
      }
      lines.append("\(coverage.endpoint): \(kinds.joined(separator: ", "))")
      for item in coverage.missed {
        lines.append("  not seen: \(item.kind.rawValue) \(item.name): \(item.reason ?? "")")
      }
    }
    let seen = coverages.reduce(0) { $0 + $1.seen }
    let all = coverages.reduce(0) { $0 + $1.items.count }
    lines.append("seen \(seen) of \(all) documented statuses, members, enum values, states and credentials")
    return lines.joined(separator: "\n") + "\n"
  }
}
