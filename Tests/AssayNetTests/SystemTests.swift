import AssaySystem
import Foundation
import Synchronization
import Testing

/// The operating system as the other rooms see it.
struct SystemTests {
  @Test(
    arguments: [
      (0, "1970-01-01T00:00:00Z"), (1_795_218_301, "2026-11-20T23:45:01Z"), (951_782_400, "2000-02-29T00:00:00Z"),
      (-1, "1969-12-31T23:59:59Z"), (4_107_542_399, "2100-02-28T23:59:59Z"), (4_107_542_400, "2100-03-01T00:00:00Z"),
      (253_402_300_799, "9999-12-31T23:59:59Z"),
    ] as [(Int64, String)])
  func `a moment is written in UTC`(_ seconds: Int64, _ text: String) {
    #expect(Timestamp(seconds: seconds).iso8601 == text)
  }

  @Test func `a file is replaced whole and leaves nothing behind`() throws {
    let top = "/tmp/assay-test-\(Machine.processID)-\(SystemClock.monotonicNanoseconds())"
    let folder = top + "/a/b"
    try Files.createDirectories(folder)
    try Files.createDirectories(folder)
    let path = folder + "/file"
    try Files.writeAtomically(path, [1, 2, 3])
    try Files.writeAtomically(path, [4])
    #expect(try Files.read(path, limit: 100) == [4])
    #expect(try Files.list(folder) == ["file"])
    let log = try AppendHandle(path)
    try log.write([5])
    try log.write([6, 7])
    log.close()
    #expect(throws: SystemError.self) { try log.write([8]) }
    #expect(try Files.read(path, limit: 100) == [4, 5, 6, 7])
    try Files.remove(path)
    for emptied in [folder, top + "/a", top] { try Files.remove(emptied) }
    #expect(!Files.exists(top))
  }

  @Test func `a failure says what and where`() {
    let missing = #expect(throws: SystemError.self) { try Files.read("/no/such/file", limit: 100) }
    #expect(missing?.description == "Cannot open /no/such/file: No such file or directory. Check the path.")
    let folder = #expect(throws: SystemError.self) { try Files.createDirectories("/dev/null/x") }
    #expect(
      folder?.description
        == "Cannot create the folder /dev/null: Not a directory. A part of the path is a file, not a folder.")
  }

  @Test func `a pipe is read only where it is wanted and not for ever`() throws {
    let path = "/tmp/assay-pipe-\(Machine.processID)-\(SystemClock.monotonicNanoseconds())"
    #expect(mkfifo(path, 0o600) == 0)
    defer { try? Files.remove(path) }
    func failure(acceptsPipe: Bool) -> String? {
      do throws(SystemError) {
        _ = try Files.read(path, limit: 3, acceptsPipe: acceptsPipe, patience: .milliseconds(30))
        return nil
      } catch { return error.description }
    }
    #expect(failure(acceptsPipe: false) == "Cannot read \(path): it is a named pipe, not a file.")
    // Nobody writes.
    #expect(failure(acceptsPipe: true) == "Cannot read \(path): it is a named pipe that did not end within 0 s.")
    // Somebody writes and does not end.
    let writer = open(path, O_RDWR)
    #expect(write(writer, "ab", 2) == 2)
    #expect(failure(acceptsPipe: true) == "Cannot read \(path): it is a named pipe that did not end within 0 s.")
    #expect(write(writer, "abcd", 4) == 4)
    #expect(failure(acceptsPipe: true) == "Cannot read \(path): it is longer than 3 bytes, the most that is read.")
    #expect(close(writer) == 0)
  }

  @Test func `threads run once each and are waited for`() throws {
    let seen = Mutex<Set<Int>>([])
    try Threads.run(count: 8) { index in _ = seen.withLock { $0.insert(index) } }
    #expect(seen.withLock { $0 } == Set(0..<8))
  }
}
