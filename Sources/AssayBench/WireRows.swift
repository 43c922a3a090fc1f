import AssayContract
import AssayHTTP
import AssayMock
import AssayNet
import AssayPlan
import AssayRun
import AssaySchema
import AssaySpec
import AssaySpecs
import AssaySystem
import Synchronization

/// Measures client and server, compared with wrk and nginx, over loopback with 64 persistent connections.
struct WireRows {
  let rounds: Rounds
  let folder: WorkFolder
  private let connections = 64
  private let seconds = 2

  init(rounds: Rounds, folder: WorkFolder) {
    self.rounds = rounds
    self.folder = folder
  }

  var rows: [Row] {
    [
      Row(name: "client", title: "judged cases a second") { try client() },
      Row(name: "server", title: "the mock under load") { try server() },
    ]
  }

  /// The runner judges responses of nginx, and wrk sends the same requests to the same server.
  private func client() throws -> [Line] {
    let wrk = try tool("wrk")
    let nginx = try Nginx(folder, body: Corpus.small.body())
    defer { nginx.stop() }
    let judge = try CaseLoad(port: nginx.port)
    let own = try CaseLoad(port: nginx.port, method: .post)
    var (ours, theirs, alone, unkept): ([Double], [Double], [Double], [Double]) = ([], [], [], [])
    var count = 20_000
    for _ in 0..<rounds.count {
      let rate = judge.casesPerSecond(count: count, jobs: connections)
      count = Int(rate) * seconds
      ours.append(judge.casesPerSecond(count: count, jobs: connections))
      theirs.append(try load(wrk, "http://127.0.0.1:\(nginx.port)/", script: nil))
      // Few, because a closed connection keeps its port for a while, and there are only 28,000 ports.
      unkept.append(own.casesPerSecond(count: 5000, jobs: connections))
      alone.append(try load(wrk, "http://127.0.0.1:\(nginx.port)/", script: nil, threads: 1))
    }
    return [
      line("judged cases a second, 64 connections", ours, "wrk, \(Self.cores) threads", theirs, goal: 0.7),
      line("the same", ours, "wrk, 1 thread", alone, goal: nil),
      line("each over a connection of its own", unkept, "kept", ours, goal: nil),
    ]
  }

  /// wrk sends requests to the mock, which validates each by its contract, and to nginx, which does not.
  private func server() throws -> [Line] {
    let wrk = try tool("wrk")
    let mock = try Mock(.all)
    let state = MockState(seededFrom: .all)
    let server = HTTPServer { request in .response(mock.answer(request, state)) }
    let port = try server.start()
    defer { server.stop() }
    let request = try Self.validRequest()
    let answer = mock.answer(request, state)
    let nginx = try Nginx(folder, body: answer.body)
    defer { nginx.stop() }
    let script = try folder.write("request.lua", Array(Self.script(request).utf8))
    var (ours, theirs): ([Double], [Double]) = ([], [])
    for _ in 0..<rounds.count {
      ours.append(try load(wrk, "http://127.0.0.1:\(port)\(request.target)", script: script))
      theirs.append(try load(wrk, "http://127.0.0.1:\(nginx.port)\(request.target)", script: script))
    }
    return [line("the mock, each request read by its contract", ours, "nginx", theirs, goal: 0.8)]
  }

  private func line(_ what: String, _ ours: [Double], _ peer: String, _ theirs: [Double], goal: Double?) -> Line {
    let ratio = Figures.median(zip(ours, theirs).map { $0 / $1 })
    return Line(
      what: what, figure: "\(Figures.short(Figures.median(ours) / 1000)) k/s",
      peer: "\(peer) \(Figures.short(Figures.median(theirs) / 1000)) k/s", ratio: ratio,
      goal: goal.map { .atLeast($0, "×", found: ratio) })
  }

  private func tool(_ name: String) throws -> String {
    guard let path = ChildProcess.path(of: name) else { throw Unavailable("\(name) is not installed") }
    return path
  }

  /// One thread a core, as its manual recommends.
  private static let cores = Machine.processorCount

  /// The requests a second that wrk counts.
  private func load(_ wrk: String, _ url: String, script: String?, threads: Int = cores) throws -> Double {
    let process = try ChildProcess(
      wrk, ["-t\(threads)", "-c\(connections)", "-d\(seconds)s"] + (script.map { ["-s", $0] } ?? []) + [url])
    let text = process.readAll()
    _ = process.wait()
    guard let line = text.split(separator: "\n").first(where: { $0.hasPrefix("Requests/sec:") }),
      let rate = Double(line.split(separator: " ").last ?? ""), !text.contains("Non-2xx")
    else { throw Unavailable("wrk says: \(text)") }
    return rate
  }

  /// A request that gets a success.
  static func validRequest() throws -> Request {
    let plan = try Planner(values: FixtureValues(isMock: true)).plan(Catalog([Vault.provider]))
    let suite = plan.suites.first { $0.endpoint.id == "vault.phone.verify.resend" }!
    return suite.cases().first { $0.kind == .answer && $0.id.contains("200") }!.request
  }

  private static func script(_ request: Request) -> String {
    func quoted(_ bytes: some Sequence<UInt8>) -> String {
      "\""
        + bytes.map { byte in
          let digits = String(byte)
          return "\\" + String(repeating: "0", count: 3 - digits.count) + digits
        }.joined() + "\""
    }
    var text = "wrk.method = \(quoted(request.method.rawValue.utf8))\n"
    for field in request.headers { text += "wrk.headers[\(quoted(field.name.utf8))] = \(quoted(field.value.utf8))\n" }
    return text + "wrk.body = \(quoted(request.body ?? []))\n"
  }
}

/// One case, run any number of times by the runner and the judge.
struct CaseLoad {
  private let suite: Plan.Suite
  private let target: any Target

  init(port: Int, method: Method = .get) throws {
    try self.init(HTTPTarget(Origin(scheme: .http, host: "127.0.0.1", port: port)), method: method)
  }

  init(_ target: any Target, method: Method = .get) throws {
    let endpoint = Endpoint(
      method, "/", id: "bench.error", title: "Error",
      document: Document(url: "https://docs.example.com/bench", retrieved: "2026-11-20"),
      security: .none(quote: .documented(at: "Authentication")),
      responses: [
        ResponseSpec(200, .json(schema: Corpus.small.schema), when: .validRequest, quote: .documented(at: "Responses"))
      ])
    let plan = try Planner(values: FixtureValues(isMock: true))
      .plan(Catalog([Provider("bench", "Bench", endpoints: [endpoint])]))
    suite = plan.suites[0]
    self.target = target
  }

  func casesPerSecond(count: Int, jobs: Int) -> Double {
    let first = suite.cases()[0]
    // Independent cases, as in a plan: with copies of one, all workers would count references to it.
    let cases = (0..<count).map { number in
      var one = first
      one.id = "\(one.id)/\(number)"
      one.steps[0].request.headers = HeaderFields(Array(one.request.headers))
      one.steps[0].expectation.responses = Array(one.expectation.responses.map { $0 })
      return one
    }
    let suite = Plan.Suite(provider: suite.provider, contract: suite.contract, cases: cases)
    var configuration = Runner.Configuration()
    configuration.jobs = jobs
    let runner = Runner(
      plan: Plan(suites: [suite]), targets: [target], secrets: Secrets([:]), configuration: configuration,
      environment: RunEnvironment(
        now: { SystemClock.monotonic() }, sleep: { SystemClock.sleep($0) },
        parallel: { workers, body in
          do { try Threads.run(count: workers, body) } catch { fatalError("\(error)") }
        }))
    let passed = Atomic<Int>(0)
    let start = SystemClock.monotonicNanoseconds()
    runner.run { record, _ in
      if record.outcome == .passed { passed.wrappingAdd(1, ordering: .relaxed) }
    }
    let took = Double(SystemClock.monotonicNanoseconds() - start) / 1e9
    precondition(passed.load(ordering: .relaxed) == count, "not every case passed")
    return Double(count) / took
  }
}

/// nginx with one worker and one static response.
struct Nginx {
  let port: Int
  private let process: ChildProcess

  init(_ folder: WorkFolder, body: [UInt8]) throws {
    let path =
      ["/usr/sbin/nginx", "/usr/local/sbin/nginx"].first { Files.exists($0) } ?? ChildProcess.path(of: "nginx")
    guard let path else { throw Unavailable("nginx is not installed") }
    port = try Self.freePort()
    let text = String(decoding: body, as: UTF8.self).split(separator: "'").joined(separator: "\\'")
    let configuration = try folder.write(
      "nginx.conf",
      Array(
        """
        worker_processes 1; daemon off; master_process off; pid \(folder.path)/nginx.pid; error_log /dev/null;
        events { worker_connections 512; }
        http {
          access_log off; keepalive_requests 1000000000;
          client_body_temp_path \(folder.path); proxy_temp_path \(folder.path); fastcgi_temp_path \(folder.path);
          uwsgi_temp_path \(folder.path); scgi_temp_path \(folder.path);
          server { listen 127.0.0.1:\(port); location / { default_type application/json; return 200 '\(text)'; } }
        }
        """.utf8))
    process = try ChildProcess(path, ["-c", configuration, "-p", folder.path])
    for _ in 0..<100 {
      let probe = HTTPConnection(Origin(scheme: .http, host: "127.0.0.1", port: port))
      if case .answered = probe.send(Request(.get, "/"), timeout: .seconds(1)).outcome { return }
      SystemClock.sleep(.milliseconds(20))
    }
    process.terminate()
    _ = process.wait()
    throw Unavailable("nginx does not respond")
  }

  func stop() {
    process.terminate()
    _ = process.wait()
  }

  private static func freePort() throws -> Int {
    let server = HTTPServer { _ in .response(Response(200)) }
    defer { server.stop() }
    return try server.start()
  }
}
