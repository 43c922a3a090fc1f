import AssayContract
import AssayHTTP
import AssayMock
import AssayNet
import AssaySpec
import AssaySystem

extension Subcommand {
  static let mock = Subcommand(
    "mock", "serve the contracts' mock on loopback until interrupted",
    options: [
      .init(name: "--port", value: "N", help: "the port, 0 to 65535 (default 0: a free one, printed)"),
      .init(name: "--fault", value: "NAME", help: "serve the mutant with this fault"),
      .init(name: "--list-faults", help: "list the faults and what each does"),
    ]
  ) { try $0.mock() }
}

/// `assay mock`: serves the mock, for developing a client.
extension Subcommand.Call {
  fileprivate func mock() throws -> ExitStatus {
    if arguments.has("--list-faults") {
      for fault in FaultCatalog(catalog).faults {
        console.print("\(fault.name)\t\(fault.summary) (\(fault.evidence.level.rawValue))\n")
      }
      return .passed
    }
    let port = try arguments.integer("--port", 0...65535, command: "mock") ?? 0
    let mock = try Mock(catalog)
    let state = MockState(seededFrom: catalog)
    var answer: @Sendable (Request) -> ServerReply = { request in .response(mock.answer(request, state)) }
    if let name = arguments.last("--fault") {
      let bank = FaultCatalog(catalog)
      guard let fault = bank.fault(named: name) else {
        throw UsageError.unknown("fault", name, among: bank.faults.map(\.name), command: "mock")
      }
      let mutant = Mutant(mock, state: state, .fault(fault))
      answer = { request in ServerReply(mutant.reply(to: request)) }
    }
    let server = HTTPServer(bind: .loopback(port: port), handler: answer)
    let bound = try server.start()
    console.print("listening on http://127.0.0.1:\(bound)\n")
    for provider in catalog.providers {
      for fixture in provider.fixtures {
        let states = fixture.states.isEmpty ? "" : " (\(fixture.states.joined(separator: ", ")))"
        console.print("  \(fixture.name) = \(fixture.mock)\(states)\n")
      }
    }
    Signals.watchInterrupts { _ in }
    while !Signals.wasInterrupted { SystemClock.sleep(.milliseconds(50)) }
    server.stop()
    return .passed
  }
}
