import AssaySystem

/// A row of the table.
struct Row {
  /// A short name, to select it by.
  var name: String
  /// A description of what is measured.
  var title: String
  /// Measures it and returns a line for each comparison.
  var measure: () throws -> [Line]
}

/// A figure, alone or compared with another program in the same run.
struct Line {
  var what: String
  /// Our figure with its unit.
  var figure: String
  /// The name and figure of the other program.
  var peer: String?
  /// Our figure divided by the other's; more is better.
  var ratio: Double?
  var goal: Goal?
}

/// The goal of a figure or a ratio.
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

/// Why a row cannot be measured on this machine.
struct Unavailable: Error, CustomStringConvertible {
  var description: String
  init(_ description: String) { self.description = description }
}

enum Figures {
  /// A number with three significant digits.
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

/// Writes the table line by line.
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

  /// Writes each line as soon as it is measured.
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
