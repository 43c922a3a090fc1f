import AssayCLI
import AssaySchema
import AssaySystem

// assay-bench: measures every figure of the README and what it is compared with, in one run.

let usage = """
  usage: assay-bench [--rounds N] [ROW...]      measures all rows, or those named
         assay-bench --list                     names the rows
         assay-bench --repeat WHAT N            does one thing N times and prints nothing (for counting instructions)
         assay-bench --assay-of N [COMMAND...]  is assay with N made-up endpoints of 50 cases
         assay-bench --assay-of NxV [COMMAND...] the same with V cases more an endpoint
  """

var arguments = Array(CommandLine.arguments.dropFirst())
func fail(_ message: String) -> Never {
  StandardStream.error.write("assay-bench: \(message)\n\(usage)\n")
  Machine.exit(2)
}

switch arguments.first {
case "--help", "-h":
  print(usage)
case "--repeat":
  guard arguments.count == 3, let count = Int(arguments[2]), let work = try Repetition.named(arguments[1]) else {
    fail("--repeat takes one of \(Repetition.names) and a number")
  }
  work(count)
case "--assay-of":
  guard arguments.count > 1, let scale = Scale(parsing: arguments[1]) else {
    fail("--assay-of takes a number of endpoints, or that and a number of values, as 1000x500")
  }
  Machine.exit(AssayCommand.run(scale.catalog, arguments: Array(arguments.dropFirst(2))))
default:
  var rounds = Rounds(count: 5)
  if let position = arguments.firstIndex(of: "--rounds") {
    guard position + 1 < arguments.count, let count = Int(arguments[position + 1]), count > 0 else {
      fail("--rounds takes a number")
    }
    rounds.count = count
    arguments.removeSubrange(position...position + 1)
  }
  let folder = try WorkFolder()
  // The commands first, because the peak memory of a child includes that of its parent when it started.
  let program = CommandLine.arguments[0]
  let rows =
    CommandRows(rounds: rounds, folder: folder, program: program).rows
    + RedactionRows(rounds: rounds).rows
    + JudgeRows(rounds: rounds, python: try? PythonPeer(), folder: folder).rows
    + WireRows(rounds: rounds, folder: folder).rows
  if arguments == ["--list"] {
    for row in rows { print(row.name, row.title, separator: ": ") }
    break
  }
  if let unknown = arguments.first(where: { name in !rows.contains { $0.name == name } }) {
    fail("there is no row \(unknown): see assay-bench --list")
  }
  let table = Table()
  table.begin()
  for row in rows where arguments.isEmpty || arguments.contains(row.name) {
    do {
      for line in try row.measure() { table.add(line) }
    } catch {
      table.add(row.title, skipped: "\(error)")
    }
  }
}
