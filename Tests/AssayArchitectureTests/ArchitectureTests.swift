import AssayTestSupport
import Foundation
import Testing

/// The build lets a transitive import through; this test does not.
@Suite struct ArchitectureTests {
  /// Each module with the folder that holds it and what it may import, as the table in README.md says.
  static let modules: [(folder: String, mayImport: Set<String>)] = {
    let readme = (try? String(contentsOfFile: Repository.root + "/README.md", encoding: .utf8)) ?? ""
    let rows = readme.split(separator: "\n").drop { $0 != "| module | contents | imports |" }.dropFirst(2)
      .prefix { $0.hasPrefix("|") }.map { $0.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) } }
    let quoted = rows.map { row in
      row[0].split(separator: "`").enumerated().filter { $0.offset % 2 == 0 }.map { String($0.element) }
    }
    let all = Set(quoted.flatMap(\.self).filter { $0.hasPrefix("Assay") })
    var below: [String: Set<String>] = [:]
    var modules: [(String, Set<String>)] = []
    for (row, names) in zip(rows, quoted) {
      let direct = row[2].split(separator: ", ").filter { $0 != "–" }.map { "Assay" + $0 }
      let reached = row[2] == "all" ? all : direct.reduce(into: Set(direct)) { $0.formUnion(below[$1] ?? []) }
      below[names[0]] = reached
      for name in names where !name.hasPrefix("CC") {
        let folder = name.hasSuffix("/") ? String(name.dropLast()) : "Sources/\(name)"
        if !name.hasSuffix("/"), names.contains("Specs/") { continue }
        modules.append((folder, reached))
      }
    }
    return modules
  }()

  /// What a module may import of the toolchain.
  static func ofToolchain(_ folder: String) -> Set<String> {
    switch folder {
    case "Sources/AssayPlatform": ["Glibc", "Musl", "Darwin"]
    case "Sources/AssayNet": ["Synchronization", "CCurl"]
    case "Sources/AssayHTTP", "Specs": []
    default: ["Synchronization"]
    }
  }

  @Test(arguments: modules.map(\.folder))
  func `a module imports only what the table in the README allows`(folder: String) throws {
    let allowed = try #require(Self.modules.first { $0.folder == folder }).mayImport.union(Self.ofToolchain(folder))
    for file in try Self.swiftFiles(in: folder) {
      for (number, imported) in try Self.imports(of: file) {
        #expect(allowed.contains(imported), "\(file):\(number) imports \(imported)")
      }
    }
  }

  @Test func `every folder of Sources stands in the table`() throws {
    let folders = try FileManager.default.contentsOfDirectory(atPath: Repository.root + "/Sources")
    let known = Set(Self.modules.map(\.folder))
    // C has no imports to scan.
    for folder in folders where folder != "CCurl" {
      #expect(known.contains("Sources/\(folder)"), "Sources/\(folder) is no module of the table")
    }
  }

  @Test(.enabled(if: listed != nil, "this is no checkout of git"))
  func `the top level holds what the design names and nothing else`() throws {
    let expected: Set = ["Package.swift", "Sources", "Tests", "Specs", "Reports", "README.md"]
    let top = Set(try #require(Self.listed).split(separator: "\n").map { String($0.prefix { $0 != "/" }) })
    #expect(top.filter { !$0.hasPrefix(".") } == expected)
  }

  /// A check or a command that is missing in its list would silently never run.
  @Test(arguments: [
    ("Sources/AssayJudge/Checks", "enum ", ": Check {", "Sources/AssayJudge/Check.swift", " ", ".self"),
    ("Sources/AssayCLI/Commands", "static let ", " = Subcommand(", "Sources/AssayCLI/AssayCommand.swift", " .", ","),
  ])
  func `what a folder declares is in the list that uses it`(
    folder: String, before: String, after: String, list: String, prefix: String, suffix: String
  ) throws {
    let listed = try String(contentsOfFile: Repository.root + "/" + list, encoding: .utf8)
    let lines = try Self.swiftFiles(in: folder).flatMap { file in
      try String(contentsOfFile: file, encoding: .utf8).split(separator: "\n").map(String.init)
    }
    let names = lines.compactMap { line -> Substring? in
      guard let start = line.range(of: before), let end = line.range(of: after) else { return nil }
      return line[start.upperBound..<end.lowerBound]
    }
    #expect(names.count > 10)
    for name in names { #expect(listed.contains(prefix + name + suffix), "\(name) is not in \(list)") }
  }

  @Test func `the package depends on no other`() throws {
    let manifest = try String(contentsOfFile: Repository.root + "/Package.swift", encoding: .utf8)
    #expect(!manifest.contains(".package("))
  }

  @Test func `an import line is found whatever stands before it`() {
    let lines = ["import A", "public import B", "@testable import C", "  import struct D.E", "// import F"]
    #expect(lines.map(Self.imported) == ["A", "B", "C", "D", nil])
  }

  /// The files that git knows; `nil` where the sources are no checkout of git.
  static let listed: String? = {
    let result = try? Command.run("/usr/bin/env", ["git", "ls-files"], folder: Repository.root)
    return result?.status == 0 ? result?.output : nil
  }()

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
