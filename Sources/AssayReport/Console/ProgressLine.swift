import AssayHTTP

/// The line that shows how far a run is.
package enum ProgressLine {
  /// `79/175 45 %  2 failed  31.2/s  about 3 s left`, as far as the columns reach.
  ///
  /// - Parameters:
  ///   - failed: How many cases have failed or had an error so far.
  ///   - elapsed: Since the first case began.
  package static func text(done: Int, of total: Int, failed: Int, elapsed: Duration, columns: Int?) -> String {
    var parts = ["\(done)/\(total) \(total > 0 ? done * 100 / total : 100) %"]
    if failed > 0 { parts.append("\(failed) failed") }
    let milliseconds = elapsed.microseconds / 1000
    if done > 0, milliseconds > 0 {
      let tenths = Int64(done) * 10_000 / milliseconds
      parts.append(tenths < 1000 ? "\(tenths / 10).\(tenths % 10)/s" : "\(tenths / 10)/s")
      // Before the first second a rate is a guess.
      if milliseconds >= 1000, done < total {
        parts.append("about \(words(milliseconds * Int64(total - done) / Int64(done) / 1000 + 1)) left")
      }
    }
    // One column stays free: a full line wraps on some terminals and would not be overwritten.
    while parts.count > 1, let columns, parts.joined(separator: "  ").count >= columns { parts.removeLast() }
    let line = parts.joined(separator: "  ")
    return columns.map { String(line.prefix(max(0, $0 - 1))) } ?? line
  }

  /// Seconds as a person says them: `8 s`, `3 min 20 s`, `2 h 5 min`.
  static func words(_ seconds: Int64) -> String {
    switch seconds {
    case ..<60: "\(seconds) s"
    case ..<3600: "\(seconds / 60) min \(seconds % 60) s"
    default: "\(seconds / 3600) h \(seconds % 3600 / 60) min"
    }
  }
}
