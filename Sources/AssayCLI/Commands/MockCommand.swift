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
      .openAPI,
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
    let hosts = catalog.providers.flatMap(\.servers).map { $0.url.hasSuffix("/") ? String($0.url.dropLast()) : $0.url }
    var answer: @Sendable (Request) -> ServerReply = { request in
      .response(Self.withOwnLinks(mock.answer(request, state), to: request, insteadOf: hosts))
    }
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

  /// The response with links that lead to the mock instead of the provider's hosts: clients follow what they are given.
  private static func withOwnLinks(_ response: Response, to request: Request, insteadOf hosts: [String]) -> Response {
    guard let host = request.headers["Host"] else { return response }
    func local(_ text: String) -> String { hosts.reduce(text) { $0.replacing($1, with: "http://\(host)") } }
    var response = response
    for field in response.headers where local(field.value) != field.value {
      response.headers.set(field.name, local(field.value))
    }
    if response.headers["Content-Type"].flatMap(MediaType.init(parsing:))?.isJSON ?? false {
      response.body = Array(local(String(decoding: response.body, as: UTF8.self)).utf8)
    }
    if response.headers.contains("Content-Length") { response.headers.set("Content-Length", "\(response.body.count)") }
    return response
  }
}
