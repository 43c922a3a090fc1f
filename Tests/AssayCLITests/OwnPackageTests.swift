import AssayTestSupport
import Foundation
import Testing

@Suite struct OwnPackageTests {
  static let isAsked = ProcessInfo.processInfo.environment["ASSAY_TEST_PACKAGE"].map { !$0.isEmpty } ?? false

  /// The code block of the README that follows the line which names the file.
  static func block(_ file: String) throws -> String {
    let lines = try String(contentsOfFile: Repository.root + "/README.md", encoding: .utf8).components(
      separatedBy: "\n")
    let start = try #require(lines.firstIndex { $0.contains("`\(file)`:") })
    let block = lines[(start + 2)...].prefix { $0.isEmpty || $0.hasPrefix("    ") }
    return block.map { String($0.dropFirst(4)) }.joined(separator: "\n")
  }

  @Test(.enabled(if: isAsked, "it builds a second package, which takes minutes: set ASSAY_TEST_PACKAGE"))
  func `the package that the README shows runs its contract against its own mock`() throws {
    let folder = try TemporaryFolder()
    let manifest = try Self.block("contracts/Package.swift").replacingOccurrences(of: "../assay", with: Repository.root)
    try folder.write(manifest, to: "Package.swift")
    try folder.write(Self.block("contracts/Sources/contracts/main.swift"), to: "Sources/contracts/main.swift")
    let swift = try #require(Command.find("swift"))
    let built = try Command.run(swift, ["build", "--package-path", folder.path])
    #expect(built.status == 0, "\(built.output)\(built.errors)")
    let program = folder.path + "/.build/debug/contracts"
    let result = try Command.run(program, ["--strict"], folder: folder.path)
    #expect(result.status == 0, "\(result.output)")
    #expect(result.output.contains("\nok    acme.orders.read  "))
    #expect(result.errors == "")
    let listed = try Command.run(program, ["list"])
    #expect(listed.output.contains("  acme.orders.read/answer/404/order-unknown\n"), "\(listed.output)")
    #expect(listed.output.contains("  acme.orders.read/boundary/id=2147483647\n"), "\(listed.output)")
    #expect(try Command.run(program, ["mutate"], folder: folder.path).status == 0)
  }
}
