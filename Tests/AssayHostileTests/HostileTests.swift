import AssayTestSupport
import Foundation
import Testing

/// The whole command against servers that do what no server may: it ends, says what happened, and goes on unharmed.
@Suite(.enabled(if: ForeignProvider.python != nil, "python3 is needed for the hostile server"))
struct HostileTests {
  static let asked = "vault.card.passcode.sms.send/answer/200/valid"
  /// How long a request may take, and how long the whole command: the difference is for a busy machine.
  static let deadline = Repository.isSanitized ? 10.0 : 2.0
  static let patience = Repository.isSanitized ? 60.0 : 15.0
  static let maxMegabytes = 200

  @Test(arguments: HostileCase.all.filter { !$0.isTLS })
  func `a hostile response does no harm`(hostile: HostileCase) throws { try check(hostile) }

  @Test(
    .enabled(if: TestAuthority.shared != nil, "the openssl command is needed to make certificates"),
    arguments: HostileCase.all.filter(\.isTLS))
  func `a hostile server with TLS does no harm`(hostile: HostileCase) throws { try check(hostile) }

  private func check(_ hostile: HostileCase) throws {
    let authority = TestAuthority.shared
    let folder = try TemporaryFolder()
    let server = try PythonServer(
      "hostile.py", ["--behaviour", hostile.name] + (authority.map { ["--certificates", $0.folder] } ?? []), lines: 3)
    let target = hostile.isTLS ? "https://localhost:\(server.port())" : "http://\(server.addresses[0])"
    let next =
      hostile.spoilsPort
      ? "tenpay.user.phone.send-code/choice/correlationType=0" : "vault.card.passcode.set/answer/200/valid"
    var arguments = [
      "run", "--jobs", "1", "--timeout", "\(Self.deadline)", "--output", folder.path, "--only", Self.asked, "--only",
      next, "--target", "vault=\(target)",
    ]
    if hostile.spoilsPort { arguments += ["--target", "tenpay=http://\(server.addresses[1])"] }
    if hostile.isTLS, let authority { arguments += ["--ca", authority.file("ca.pem")] }
    let result = try Command.run(
      ForeignProvider.python!,
      [Repository.root + "/Tests/Fixtures/measured.py", folder.path + "/measured", Repository.assay] + arguments,
      environment: ForeignProvider.environment)
    let epilogue = server.stop()

    let report = try JUnitFile(folder.path + "/junit.xml")
    try #require(report.cases.map(\.id) == [Self.asked, next], "\(result.output)\(result.errors)")
    let found = report.cases[0]
    #expect(found.outcome == hostile.outcome, "\(found)")
    if !hostile.code.isEmpty { #expect(found.type == hostile.code, "\(found)") }
    let words = found.message + found.text
    #expect(hostile.says.isEmpty || words.contains(hostile.says), "\(found)")
    #expect(report.cases[1].outcome == "passed", "the next case: \(report.cases[1])")
    #expect(result.status == (hostile.outcome == "passed" ? 0 : 1))

    let numbers = try folder.read("measured").split(separator: " ").compactMap { Double($0) }
    try #require(numbers.count == 2)
    #expect(numbers[0] < Self.patience, "it took \(numbers[0]) s with a deadline of \(Self.deadline) s")
    #expect(Repository.isSanitized || numbers[1] < Double(Self.maxMegabytes), "it needed \(numbers[1]) MB")
    note(hostile, found, numbers)

    for (place, bytes) in [
      ("junit.xml", report.bytes), ("the console", Data((result.output + result.errors).utf8)),
    ] {
      #expect(Self.firstControl(in: bytes) == nil, "\(place) has a control character")
      #expect(!String(decoding: bytes, as: UTF8.self).contains("test-token"), "\(place) has the token")
    }
    #expect(epilogue.contains("elsewhere: 0 connections, 0 bytes"), "\(epilogue)")
  }

  @Test func `every behaviour of the server has its row`() throws {
    let listed = try Command.run(
      ForeignProvider.python!, [Repository.root + "/Tests/Fixtures/hostile.py", "--list"]
    ).output.split(separator: "\n").map(String.init)
    #expect(Set(listed) == Set(HostileCase.all.map(\.name)))
    #expect(listed.count == HostileCase.all.count)
    #expect(listed.count >= 40)
  }

  /// The first scalar that a terminal or a reader of XML would take for something else than text.
  private static func firstControl(in bytes: Data) -> Unicode.Scalar? {
    String(decoding: bytes, as: UTF8.self).unicodeScalars.first {
      $0 != "\n" && [.control, .format, .lineSeparator, .paragraphSeparator].contains($0.properties.generalCategory)
    }
  }

  /// Appends the row of the corpus's table to the file that `ASSAY_HOSTILE_TABLE` names, if it does.
  private func note(_ hostile: HostileCase, _ found: JUnitFile.TestCase, _ numbers: [Double]) {
    guard let path = ProcessInfo.processInfo.environment["ASSAY_HOSTILE_TABLE"] else { return }
    let row =
      "| \(hostile.name) | \(found.outcome) \(found.type) | \(numbers[0]) s of \(Self.deadline) s | \(Int(numbers[1])) MB |\n"
    if !FileManager.default.fileExists(atPath: path) { _ = FileManager.default.createFile(atPath: path, contents: nil) }
    guard let file = FileHandle(forWritingAtPath: path) else { return }
    defer { try? file.close() }
    _ = try? file.seekToEnd()
    try? file.write(contentsOf: Data(row.utf8))
  }
}
