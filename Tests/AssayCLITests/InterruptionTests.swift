import AssayHTTP
import AssayNet
import AssaySystem
import AssayTestSupport
import Foundation
import Testing

/// A run ends soon after an interrupt, whatever it waits for, and its reports are written.
@Suite struct InterruptionTests {
  /// What a run waits for when it is interrupted.
  enum Wait: String, CaseIterable, Sendable {
    case answer, restOfAnswer, endOfAnswer, handshake, proxy, throttle, rate
  }

  /// Everything that the wait needs on the other side.
  final class Peer: Sendable {
    /// A socket that connects and never says a word.
    private let silent: Descriptor
    private let server: HTTPServer
    let arguments: [String]

    init(_ wait: Wait) throws {
      let any = try SocketAddress.resolve("127.0.0.1", port: 0)
      silent = try Sockets.listen(at: any[0])
      let port = try Sockets.localAddress(silent).port ?? 0
      server = HTTPServer { request in
        switch wait {
        case .restOfAnswer: .raw(Array("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{".utf8), close: false)
        case .endOfAnswer: .raw(Array("HTTP/1.1 200 OK\r\n\r\n{}".utf8), close: false)
        case .throttle: .response(Response(429, headers: ["Retry-After": "50"]))
        default: .response(Response(404))
        }
      }
      let url = "http://127.0.0.1:\(try server.start())"
      arguments =
        switch wait {
        case .answer: ["--target", "http://127.0.0.1:\(port)"]
        case .restOfAnswer, .endOfAnswer, .throttle: ["--target", url]
        case .handshake: ["--target", "https://127.0.0.1:\(port)"]
        case .proxy:
          [
            "--target", "https://127.0.0.1:1", "--allow-host", "127.0.0.1", "--proxy", "http://127.0.0.1:\(port)",
            "--allow", "sendsMessage=1000", "--allow", "changesCredential=1000",
          ]
        case .rate: ["--target", url, "--rate", "0.05"]
        }
    }

    deinit {
      server.stop()
      Sockets.close(silent)
    }
  }

  /// Starts a run and returns when its journal stands, so that requests are on their way.
  private func start(_ arguments: [String], _ folder: TemporaryFolder, errors: Pipe) throws -> Process {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: Repository.assay)
    process.arguments = arguments + ["--output", folder.path]
    process.environment = ProcessInfo.processInfo.environment.merging(ForeignProvider.environment) { $1 }
    process.standardOutput = FileHandle.nullDevice
    process.standardError = errors
    try process.run()
    let journal = folder.path + "/journal.jsonl"
    for _ in 0..<1000 where (Files.size(journal) ?? 0) == 0 { Thread.sleep(forTimeInterval: 0.01) }
    // The journal's last lines and the first request follow at once.
    Thread.sleep(forTimeInterval: 0.3)
    return process
  }

  @Test(arguments: Wait.allCases, [SIGINT, SIGTERM])
  func `an interrupt ends what a run waits for`(wait: Wait, signal: Int32) throws {
    let folder = try TemporaryFolder()
    let peer = try Peer(wait)
    let errors = Pipe()
    let process = try start(peer.arguments, folder, errors: errors)
    let begin = ContinuousClock.now
    kill(process.processIdentifier, signal)
    process.waitUntilExit()
    // Less than a second on an idle machine; without the interrupt's reaching the wait it is half a minute.
    #expect(ContinuousClock.now - begin < .seconds(8))
    #expect(process.terminationReason == .exit)
    #expect(process.terminationStatus == 130)
    #expect(
      String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        == "assay: interrupted; the reports are being written (interrupt again to end at once)\n")
    let junit = try folder.read("junit.xml")
    #expect(junit.contains("<skipped message=\"the run was interrupted\">"))
    // What was cut off says nothing of the provider; only what came before may have failed.
    if wait != .rate {
      // The one error is the run's own: no case has one.
      #expect(!junit.contains("<failure") && junit.components(separatedBy: "<error ").count == 2)
      #expect(junit.contains("<testcase name=\"run\" classname=\"assay\""))
    }
    for name in ["results.json", "report.html", "summary.md", "history.jsonl"] {
      #expect(Files.kind(folder.path + "/" + name) == .file, "\(name)")
    }
  }

  @Test func `a second interrupt ends the process at once, and the journal makes the reports`() throws {
    let folder = try TemporaryFolder()
    let peer = try Peer(.answer)
    let errors = Pipe()
    let process = try start(peer.arguments, folder, errors: errors)
    // Two signals of one kind that wait to be delivered are one.
    kill(process.processIdentifier, SIGINT)
    kill(process.processIdentifier, SIGTERM)
    process.waitUntilExit()
    #expect(process.terminationReason == .exit)
    #expect(process.terminationStatus == 130)
    let words = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    #expect(
      words.hasSuffix(
        "assay: ended at once; assay report --output \(folder.path) makes the reports of what was judged\n"))
    #expect(try Files.list(folder.path).filter { $0.hasSuffix(".tmp") } == [])
    let report = try Command.assay("report", "--output", folder.path)
    #expect(report.status != 0 && report.errors == "", "\(report.errors)")
    #expect(try folder.read("junit.xml").hasSuffix("</testsuites>\n"))
  }

  @Test func `an interrupt ends a run whose output nobody reads`() throws {
    let folder = try TemporaryFolder()
    let output = Pipe()
    #if os(Linux)
      // The smallest pipe there is (F_SETPIPE_SZ).
      _ = fcntl(output.fileHandleForWriting.fileDescriptor, 1031, 4096)
    #endif
    let process = Process()
    process.executableURL = URL(fileURLWithPath: Repository.assay)
    process.arguments = ["--verbose", "--output", folder.path]
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
    var size = -1
    // It stands still when the pipe is full.
    while let now = Files.size(folder.path + "/journal.jsonl") ?? .some(0), now != size || now == 0 {
      size = now
      Thread.sleep(forTimeInterval: 0.5)
    }
    #expect(process.isRunning)
    kill(process.processIdentifier, SIGTERM)
    process.waitUntilExit()
    #expect(process.terminationStatus == 130)
    #expect(try folder.read("junit.xml").hasSuffix("</testsuites>\n"))
  }
}
