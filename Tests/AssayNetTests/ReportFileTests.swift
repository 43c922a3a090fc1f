import AssaySystem
import Foundation
import Testing

@Suite struct ReportFileTests {
  let folder = NSTemporaryDirectory() + "assay-files-\(UUID().uuidString)"

  init() throws { try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true) }

  private var names: [String] { (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [] }

  @Test func `a file appears whole at its commit, and nothing is left without one`() throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    do {
      let file = try AtomicFile(folder + "/a")
      try file.write(Array(repeating: 0x61, count: 1_000_000))
      #expect(!Files.exists(folder + "/a"))
    }
    #expect(names.isEmpty)
    let file = try AtomicFile(folder + "/a")
    for _ in 0..<1000 { try file.write(Array(repeating: 0x62, count: 1000)) }
    try file.commit()
    #expect(names == ["a"])
    #expect(try Files.read(folder + "/a", limit: 1 << 20) == Array(repeating: 0x62, count: 1_000_000))
    #expect(Files.size(folder + "/a") == 1_000_000)
    #expect(Files.size(folder + "/b") == nil)
    #expect(throws: SystemError.self) { try AtomicFile(folder + "/no/a") }
  }

  @Test func `a buffer gives back what was put in and has no name`() throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let buffer = try BufferFile(in: folder)
    #expect(names.isEmpty)
    try buffer.append(Array("abc".utf8))
    try buffer.append(Array("defg".utf8))
    #expect(try buffer.read(at: 2, count: 3) == Array("cde".utf8))
    try buffer.append(Array("h".utf8))
    #expect(try buffer.read(at: 0, count: 8) == Array("abcdefgh".utf8))
    #expect(throws: SystemError.self) { try buffer.read(at: 6, count: 8) }
  }
}
