import AssayHTTP
import AssayNet
import AssaySystem

/// Measures the `assay` command as a process, from start to end.
struct CommandRows {
  let rounds: Rounds
  let folder: WorkFolder
  /// The path of this program; `assay` is in the same folder.
  let program: String

  var rows: [Row] {
    [
      Row(name: "version", title: "assay --version") { try version() },
      Row(name: "run", title: "assay run, all contracts, every report written") { try run() },
      Row(name: "scale", title: "1000 endpoints × 50 cases") { try scale() },
      Row(name: "memory", title: "10 thousand to 1 million cases") { try memory() },
      Row(name: "large", title: "responses of 16 MiB to 1 to 16 workers") { try largeAnswers() },
    ]
  }

  private func assay() throws -> String {
    let path =
      program.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(separator: "/") + "/assay"
    guard Files.exists(path) else { throw Unavailable("there is no \(path): build it first (swift build -c release)") }
    return path
  }

  private func version() throws -> [Line] {
    let assay = try assay()
    guard let nothing = ChildProcess.path(of: "true") else { throw Unavailable("there is no program true") }
    let pairs = try (0..<rounds.count * 4).map { _ in
      (try time(assay, ["--version"]).milliseconds, try time(nothing, []).milliseconds)
    }
    let ours = Figures.median(pairs.map(\.0))
    return [
      Line(
        what: "assay --version", figure: "\(Figures.short(ours)) ms",
        peer: "true \(Figures.short(Figures.median(pairs.map(\.1)))) ms", goal: .atMost(5, "ms", found: ours))
    ]
  }

  private func run() throws -> [Line] {
    let assay = try assay()
    let runs = try (0..<rounds.count * 2).map { _ in
      try time(assay, ["run", "--quiet", "--output", folder.path + "/run"])
    }
    let ours = Figures.median(runs.map(\.milliseconds))
    let memory = Double(runs.map(\.memory).max()!) / 1_048_576
    return [
      Line(
        what: "assay run, all contracts, start to end", figure: "\(Figures.short(ours)) ms",
        goal: .atMost(100, "ms", found: ours)),
      Line(
        what: "its peak memory", figure: "\(Figures.short(memory)) MiB", goal: .atMost(40, "MiB", found: memory)),
    ]
  }

  /// Larger and larger catalogs: the time for one case must stay constant.
  private func scale() throws -> [Line] {
    let casesPerEndpoint = try Scale(endpoints: 1).casesPerEndpoint()
    var perCase: [Double] = []
    var lines: [Line] = []
    for endpoints in [250, 500, 1000] {
      let output = folder.path + "/scale"
      let (milliseconds, memory) = try time(
        program, ["--assay-of", String(endpoints), "run", "--quiet", "--output", output])
      let cases = endpoints * casesPerEndpoint
      perCase.append(milliseconds / Double(cases))
      lines.append(
        Line(
          what: "\(endpoints) endpoints × \(casesPerEndpoint) cases, planned to reported",
          figure: "\(Figures.short(Double(cases) / milliseconds * 1000)) cases/s",
          peer: "\(Figures.short(milliseconds / 1000)) s, peak \(Figures.short(Double(memory) / 1_048_576)) MiB"))
    }
    let growth = perCase.last! / perCase.first!
    lines.append(
      Line(
        what: "time a case, 1000 endpoints by 250", figure: "\(Figures.short(growth)) ×",
        goal: .atMost(1.3, "×", found: growth)))
    return lines
  }

  /// Ten and a hundred times as many cases: the memory of a run beside its contracts must hardly grow.
  private func memory() throws -> [Line] {
    let scales = [15, 150, 1500].map { Scale(endpoints: $0, values: 600) }
    // All processes first, because the peak memory of a child includes that of its parent when it started.
    let runs = try scales.map { scale in
      // The contracts are in memory whatever the command does.
      let contracts = try time(program, ["--assay-of", scale.name, "--version"]).memory
      let run = try time(program, ["--assay-of", scale.name, "run", "--quiet", "--output", folder.path + "/memory"])
      return (milliseconds: run.milliseconds, memory: run.memory, contracts: contracts)
    }
    let perEndpoint = try scales[0].casesPerEndpoint()
    var lines = zip(scales, runs).map { scale, run in
      let cases = scale.endpoints * perEndpoint
      return Line(
        what: "\(scale.endpoints) endpoints × \(perEndpoint) cases, peak memory",
        figure: "\(Figures.short(Double(run.memory) / 1_048_576)) MiB",
        peer:
          "contracts alone \(Figures.short(Double(run.contracts) / 1_048_576)) MiB; \(Figures.short(Double(cases) / run.milliseconds * 1000)) cases/s"
      )
    }
    let beyond = runs.map { $0.memory - $0.contracts }
    let growth = Double(beyond[2] - beyond[0]) / Double((scales[2].endpoints - scales[0].endpoints) * perEndpoint)
    lines.append(
      Line(
        what: "memory that a further case takes beside its contract", figure: "\(Figures.short(growth)) bytes",
        goal: .atMost(320, "bytes", found: growth)))
    return lines
  }

  /// Responses of the maximum size, in which every value has the wrong type.
  private func largeAnswers() throws -> [Line] {
    let body = Array(("[" + String(repeating: "0,", count: (8 << 20) - 2) + "0]").utf8)
    let response = Response(200, headers: ["Content-Type": "application/json"], body: body)
    let server = HTTPServer { _ in .response(response) }
    let port = try server.start()
    defer { server.stop() }
    let peaks = try [1, 16].map { jobs in
      let process = try ChildProcess(
        program,
        [
          "--assay-of", "1", "run", "--quiet", "--jobs", "\(jobs)", "--target", "scale=http://127.0.0.1:\(port)",
          "--only",
          "scale.endpoint0/type/*", "--output", folder.path + "/large",
        ])
      let end = process.wait()
      // Every case must fail.
      guard end.status == 1 else { throw Unavailable("the run of large responses ended with \(end.status)") }
      return Double(end.peakMemory) / 1_048_576
    }
    return [
      Line(
        what: "responses of 16 MiB, 16 workers, peak memory", figure: "\(Figures.short(peaks[1])) MiB",
        peer: "1 worker \(Figures.short(peaks[0])) MiB", goal: .atMost(400, "MiB", found: peaks[1]))
    ]
  }

  private func time(_ path: String, _ arguments: [String]) throws -> (milliseconds: Double, memory: Int) {
    let start = SystemClock.monotonicNanoseconds()
    let process = try ChildProcess(path, arguments)
    let end = process.wait()
    guard end.status == 0 else {
      throw Unavailable("\(path) \(arguments.joined(separator: " ")) ended with \(end.status)")
    }
    return (Double(SystemClock.monotonicNanoseconds() - start) / 1e6, end.peakMemory)
  }
}
