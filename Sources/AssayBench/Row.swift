import AssaySystem

/// What one row of the table measures.
struct Row {
  /// A short name, to select it by.
  var name: String
  /// What is measured, in words.
  var title: String
  /// Measures it; one line a comparison.
  var measure: () throws -> [Line]
}

/// One figure, alone or beside that of another program in the same run.
struct Line {
  var what: String
  /// Ours, with its unit.
  var figure: String
  /// The other's name and figure.
  var peer: String?
  /// How many times ours is the other's, where more is better.
  var ratio: Double?
  var goal: Goal?
}

/// What a figure or a ratio is to reach.
struct Goal {
  var text: String
  var isMet: Bool

  static func atMost(_ limit: Double, _ unit: String, found: Double) -> Goal {
    Goal(text: "≤ \(Figures.short(limit)) \(unit)", isMet: found <= limit)
  }

  static func atLeast(_ limit: Double, _ unit: String, found: Double) -> Goal {
    Goal(text: "≥ \(Figures.short(limit)) \(unit)", isMet: found >= limit)
  }
}

/// Why a row or a part of it cannot be measured here.
struct Unavailable: Error, CustomStringConvertible {
  var description: String
  init(_ description: String) { self.description = description }
}

enum Figures {
  /// A number with three digits that say something.
  static func short(_ value: Double) -> String {
    let size = value.magnitude
    if size >= 100 || value == value.rounded() { return String(Int(value.rounded())) }
    let scale: Double = size >= 10 ? 10 : size >= 1 ? 100 : 1000
    let (whole, part) = Int((value.magnitude * scale).rounded()).quotientAndRemainder(dividingBy: Int(scale))
    let digits = String(Int(scale) + part).dropFirst()
    return (value < 0 ? "-" : "") + "\(whole).\(digits)"
  }

  static func median(_ values: [Double]) -> Double {
    let sorted = values.sorted()
    let middle = sorted.count / 2
    return sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
  }
}

/// The table as it grows, for a terminal or a file.
struct Table {
  private static let widths = [46, 16, 30, 9, 16]

  func begin() { put(["what", "assay", "beside", "ratio", "goal", ""]) }

  func add(_ line: Line) {
    put([
      line.what, line.figure, line.peer ?? "", line.ratio.map { Figures.short($0) + " ×" } ?? "",
      line.goal?.text ?? "", line.goal.map { $0.isMet ? "met" : "MISSED" } ?? "",
    ])
  }

  func add(_ name: String, skipped reason: String) { put([name, "skipped: \(reason)"]) }

  /// Writes at once, so that whoever waits sees each line as it is measured.
  private func put(_ columns: [String]) { StandardStream.output.write(Self.line(columns) + "\n") }

  private static func line(_ columns: [String]) -> String {
    var text = ""
    for (index, column) in columns.enumerated() {
      text += column
      let isLast = columns[(index + 1)...].allSatisfy(\.isEmpty)
      if isLast { return text }
      if index < widths.count { text += String(repeating: " ", count: max(1, widths[index] - column.count) + 1) }
    }
    return text
  }
}
