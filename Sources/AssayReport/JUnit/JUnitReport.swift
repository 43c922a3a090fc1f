import AssayRun

/// Writes a run that is in memory as JUnit XML; a run that goes on is written by ``JUnitStream``.
package enum JUnitReport {
  package static func bytes(
    of results: RunResults, profile: JUnitProfile = .strict, limits: JUnitLimits = JUnitLimits()
  ) -> [UInt8] {
    var stream = JUnitStream(
      header: results.header, suites: results.suites.map(\.header), profile: profile, limits: limits,
      buffer: MemoryBuffer())
    var bytes: [UInt8] = []
    do {
      for (index, suite) in results.suites.enumerated() {
        for (place, record) in suite.cases.enumerated() { try stream.add(record, suite: index, at: place) }
      }
      try stream.finish(RunOverview(results)) { bytes += $0 }
    } catch {
      preconditionFailure("memory refused to hold a report: \(error)")
    }
    return bytes
  }

  /// Seconds with three decimals and a dot, whatever the locale.
  package static func seconds(_ duration: Duration) -> String {
    let (whole, fraction) = duration.components
    let milliseconds = fraction / 1_000_000_000_000_000
    let digits = String(milliseconds)
    return "\(whole)." + String(repeating: "0", count: 3 - digits.count) + digits
  }
}
