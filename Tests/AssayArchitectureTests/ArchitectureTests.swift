import AssayTestSupport
import Foundation
import Testing

/// The build lets a transitive import through; the house does not.
@Suite struct ArchitectureTests {
  /// Each room with what it may import; the README's table says the same in words.
  static let rooms: [(folder: String, mayImport: Set<String>)] = [
    ("Sources/AssayJSON", ["Synchronization"]),
    ("Sources/AssayHTTP", []),
    ("Sources/AssaySystem", ["Synchronization", "Glibc", "Musl", "Darwin"]),
    ("Sources/AssaySchema", ["AssayJSON", "Synchronization"]),
    ("Sources/AssaySpec", ["AssayJSON", "AssayHTTP", "AssaySchema", "Synchronization"]),
    ("Specs", ["AssayJSON", "AssayHTTP", "AssaySchema", "AssaySpec"]),
    ("Sources/AssayPlan", ["AssayJSON", "AssayHTTP", "AssaySchema", "AssaySpec", "Synchronization"]),
    ("Sources/AssayJudge", ["AssayJSON", "AssayHTTP", "AssaySchema", "AssaySpec"]),
    ("Sources/AssayMock", ["AssayJSON", "AssayHTTP", "AssaySchema", "AssaySpec", "Synchronization"]),
    ("Sources/AssayNet", ["AssayHTTP", "AssaySystem", "CCurl", "Synchronization"]),
    (
      "Sources/AssayRun",
      ["AssayJSON", "AssayHTTP", "AssaySchema", "AssaySpec", "AssayPlan", "AssayJudge", "Synchronization"]
    ),
    (
      "Sources/AssayMutation",
      ["AssayJSON", "AssayHTTP", "AssaySchema", "AssaySpec", "AssayPlan", "AssayJudge", "AssayMock", "AssayRun"]
    ),
    (
      "Sources/AssayReport",
      [
        "AssayJSON", "AssayHTTP", "AssaySchema", "AssaySpec", "AssayPlan", "AssayJudge", "AssayMock", "AssayRun",
        "AssayMutation",
      ]
    ),
    (
      "Sources/AssayCLI",
      [
        "AssayJSON", "AssayHTTP", "AssaySystem", "AssaySchema", "AssaySpec", "AssayPlan", "AssayJudge", "AssayMock",
        "AssayNet", "AssayRun", "AssayMutation", "AssayReport", "Synchronization",
      ]
    ),
    ("Sources/assay", ["AssayCLI", "AssaySpecs"]),
    (
      "Sources/AssayBench",
      [
        "AssayJSON", "AssayHTTP", "AssaySystem", "AssaySchema", "AssaySpec", "AssayPlan", "AssayMock", "AssayNet",
        "AssayRun", "AssayCLI", "AssaySpecs", "Synchronization",
      ]
    ),
  ]

  @Test(arguments: rooms.map(\.folder))
  func `a room imports only what the table allows`(folder: String) throws {
    let allowed = try #require(Self.rooms.first { $0.folder == folder }).mayImport
    for file in try Self.swiftFiles(in: folder) {
      for (number, imported) in try Self.imports(of: file) {
        #expect(allowed.contains(imported), "\(file):\(number) imports \(imported)")
      }
    }
  }

  @Test func `every folder of Sources stands in the table`() throws {
    let folders = try FileManager.default.contentsOfDirectory(atPath: Repository.root + "/Sources")
    let known = Set(Self.rooms.map(\.folder))
    // C has no imports to scan.
    for folder in folders where folder != "CCurl" {
      #expect(known.contains("Sources/\(folder)"), "Sources/\(folder) is no room of the table")
    }
  }

  @Test func `the top level holds what the design names and nothing else`() throws {
    let expected: Set = ["Package.swift", "Sources", "Tests", "Specs", "Reports", "README.md"]
    let listed = try Command.run("/usr/bin/env", ["git", "ls-files"], folder: Repository.root)
    guard listed.status == 0 else { return }
    let top = Set(listed.output.split(separator: "\n").map { String($0.prefix { $0 != "/" }) })
    #expect(top.filter { !$0.hasPrefix(".") } == expected)
  }

  @Test func `the package depends on no other`() throws {
    let manifest = try String(contentsOfFile: Repository.root + "/Package.swift", encoding: .utf8)
    #expect(!manifest.contains(".package("))
  }

  @Test func `an import line is found whatever stands before it`() {
    let lines = ["import A", "public import B", "@testable import C", "  import struct D.E", "// import F"]
    #expect(lines.map(Self.imported) == ["A", "B", "C", "D", nil])
  }

  static func swiftFiles(in folder: String) throws -> [String] {
    let root = Repository.root + "/" + folder
    let names = try FileManager.default.subpathsOfDirectory(atPath: root)
    let files = names.filter { $0.hasSuffix(".swift") }.map { "\(root)/\($0)" }
    #expect(!files.isEmpty, "\(folder) has no source")
    return files
  }

  static func imports(of file: String) throws -> [(Int, String)] {
    try String(contentsOfFile: file, encoding: .utf8).split(separator: "\n", omittingEmptySubsequences: false)
      .enumerated().compactMap { index, line in imported(String(line)).map { (index + 1, $0) } }
  }

  static func imported(_ line: String) -> String? {
    let words = line.split(separator: " ").map(String.init)
    guard let position = words.firstIndex(of: "import"), position + 1 < words.count,
      words[..<position].allSatisfy({ ["public", "package", "internal", "private"].contains($0) || $0.hasPrefix("@") })
    else { return nil }
    let kinds: Set = ["struct", "class", "enum", "protocol", "func", "var", "let", "typealias"]
    let name = kinds.contains(words[position + 1]) ? words[position + 2] : words[position + 1]
    return String(name.prefix { $0 != "." })
  }
}
