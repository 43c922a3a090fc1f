import AssayHTTP
import AssayTestSupport
import Foundation
import Testing

/// What a run needs of memory when every answer is large.
@Suite(.enabled(if: ForeignProvider.python != nil, "python3 measures the memory of the command"))
struct MemoryTests {
  /// A tree of such a body takes eight times its size, and the places of its values half of that again.
  static let body = Array(("[" + String(repeating: "0,", count: 1 << 20) + "0]").utf8)
  static let jobs = 16

  @Test(.enabled(if: !Repository.isSanitized, "a sanitizer needs memory of its own"))
  func `the memory of a run does not grow with its jobs, however large the answers are`() throws {
    let listener = try Listener { _ in
      Response(200, headers: ["Content-Type": "application/json"], body: Self.body)
    }
    let folder = try TemporaryFolder()
    let result = try Command.run(
      ForeignProvider.python ?? "",
      [
        Repository.root + "/Tests/Fixtures/measured.py", folder.path + "/measured", Repository.assay, "run", "--jobs",
        "\(Self.jobs)", "--target", "vault=\(listener.url)", "--only", "vault.card.passcode.set/type/*", "--output",
        folder.path,
      ], environment: ForeignProvider.environment)
    #expect(listener.requests.count >= Self.jobs, "\(result.output)\(result.errors)")
    let megabytes = try #require(try folder.read("measured").split(separator: " ").last.flatMap { Double($0) })
    // The bodies of all jobs at once, one that is judged, and twice what a run takes in any case.
    let bodies = Double((Self.jobs + 16) * Self.body.count) / 1e6
    #expect(megabytes < bodies + 80, "\(megabytes) MB for bodies of \(Self.body.count) bytes")
  }
}
