import AssayContract
import AssayHTTP
import AssayMock
import AssayMutation
import AssayNet
import AssayPlan
import AssayReport
import AssaySpec
import AssaySystem
import Synchronization

extension Subcommand {
  static let mutate = Subcommand(
    "mutate", "run the cases against every mutant of the mock and print the mutation score",
    options: [
      .openAPI,
      .init(name: "--only", value: "GLOB", isRepeatable: true, help: "only these faults or endpoints"),
      .init(name: "--wire", help: "send requests over a socket instead of in this process"),
      .init(
        name: "--output", value: "DIR", help: "where mutation.json goes, for the page of the next run (default Reports)"
      ),
    ]
  ) { try $0.mutate() }
}

/// `assay mutate`: measures whether the cases kill every mutant and raise no false alarm.
extension Subcommand.Call {
  fileprivate func mutate() throws -> ExitStatus {
    let output = arguments.last("--output") ?? "Reports"
    if output.isEmpty { throw UsageError("--output needs a folder", command: "mutate") }
    try OutputFolder.prepare(output, files: ["mutation.json"])
    let only = arguments.all("--only").map(Glob.init)
    let started = SystemClock.monotonic()
    let mutation = try MutationRun(catalog)
    let isSelected = { (fault: Fault) in
      only.isEmpty || only.contains { $0.matches(fault.name) || $0.matches(fault.endpoint) }
    }
    guard mutation.faults.contains(where: isSelected) else {
      console.writeError(
        "assay: no fault is selected: see assay mock --list-faults for the names that --only matches\n")
      return .nothing
    }
    let score: MutationScore
    if arguments.has("--wire") {
      let wire = try MutantServer()
      defer { wire.stop() }
      score = mutation.run(isSelected, over: { wire.transport(to: $0) })
    } else {
      score = mutation.run(isSelected)
    }
    console.print(MutationText.text(of: score))
    let path = output + "/mutation.json"
    // The score of a part of the faults is not kept.
    if only.isEmpty { try Files.writeAtomically(path, MutationFile.bytes(of: score)) }
    let seconds = (SystemClock.monotonic() - started).secondsText
    console.print("\(mutation.caseCount) cases, \(seconds) s\(arguments.has("--wire") ? ", over a socket" : "")\n")
    if only.isEmpty { console.print("\(path)\n") }
    return score.isPerfect ? .passed : .failed
  }
}

/// A server whose mutant can be replaced between two requests.
final class MutantServer: Sendable {
  private let current: CurrentMutant
  private let server: HTTPServer
  private let connection: HTTPConnection

  init() throws {
    let current = CurrentMutant()
    self.current = current
    server = HTTPServer(bind: .loopback(port: 0)) { request in
      ServerReply(current.value?.reply(to: request) ?? MockReply(Response(503)))
    }
    let port = try server.start()
    connection = HTTPConnection(Origin(scheme: .http, host: "127.0.0.1", port: port), isOwnServer: true)
  }

  func transport(to mutant: Mutant) -> any Transport {
    current.value = mutant
    return connection
  }

  func stop() { server.stop() }
}

/// The current mutant, shared with the server's handler.
private final class CurrentMutant: Sendable {
  private let storage = Mutex<Mutant?>(nil)
  var value: Mutant? {
    get { storage.withLock { $0 } }
    set { storage.withLock { $0 = newValue } }
  }
}

extension ServerReply {
  /// Broken framing is sent as raw bytes.
  init(_ reply: MockReply) {
    if reply.delayMilliseconds > 0 { SystemClock.sleep(.milliseconds(reply.delayMilliseconds)) }
    if let framing = reply.framing {
      self = .raw(framing.bytes(reply.response), close: true)
    } else {
      self = .response(reply.response)
    }
  }
}
