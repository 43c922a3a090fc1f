import AssayPlatform

/// A child process. Its standard input and output are pipes; its standard error is discarded.
package struct ChildProcess: Sendable {
  package let processID: Int32
  /// To the program's standard input.
  private let input: Int32
  /// From the program's standard output.
  private let output: Int32

  /// How a program ended and what it used.
  package struct End: Sendable, Hashable {
    /// The exit status, or the number of the signal plus 128.
    package var status: Int32
    /// Its peak memory in bytes.
    package var peakMemory: Int
  }

  /// Starts a program by its path, with this process's environment.
  ///
  /// - Throws: `SystemError` when it cannot be started.
  package init(_ path: String, _ arguments: [String]) throws(SystemError) {
    let input = try Descriptor.pipe()
    let output: (read: Descriptor, write: Descriptor)
    do throws(SystemError) { output = try Descriptor.pipe() } catch {
      Sockets.close(input.read)
      Sockets.close(input.write)
      throw error
    }
    #if canImport(Darwin)
      var actions: posix_spawn_file_actions_t?
    #else
      var actions = posix_spawn_file_actions_t()
    #endif
    posix_spawn_file_actions_init(&actions)
    posix_spawn_file_actions_adddup2(&actions, input.read.number, 0)
    posix_spawn_file_actions_adddup2(&actions, output.write.number, 1)
    posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)
    defer { posix_spawn_file_actions_destroy(&actions) }
    var words: [UnsafeMutablePointer<CChar>?] = ([path] + arguments).map { strdup($0) } + [nil]
    defer { for word in words { free(word) } }
    var id: pid_t = 0
    let code = posix_spawn(&id, path, &actions, nil, &words, environ)
    Sockets.close(input.read)
    Sockets.close(output.write)
    guard code == 0 else {
      Sockets.close(input.write)
      Sockets.close(output.read)
      throw SystemError(operation: "start", path: path, code: code)
    }
    processID = id
    self.input = input.write.number
    self.output = output.read.number
  }

  /// The path of a program that the `PATH` names; `nil` when it has none of that name.
  package static func path(of name: String) -> String? {
    (Machine.environment("PATH") ?? "").split(separator: ":").map { "\($0)/\(name)" }
      .first { access($0, X_OK) == 0 && !Files.isDirectory($0) }
  }

  /// Writes a line to the program.
  package func write(line: String) { _ = systemWrite(input, Array((line + "\n").utf8)) }

  /// Reads the program's next line, without its end; `nil` when the program has closed its output.
  package func readLine() -> String? {
    var line: [UInt8] = []
    var byte: UInt8 = 0
    while withUnsafeMutableBytes(of: &byte, { systemRead(output, $0) }) == 1 {
      if byte == UInt8(ascii: "\n") { return String(decoding: line, as: UTF8.self) }
      line.append(byte)
    }
    return line.isEmpty ? nil : String(decoding: line, as: UTF8.self)
  }

  /// Reads the rest of the program's output.
  package func readAll() -> String {
    var all: [UInt8] = []
    let block = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 16, alignment: 16)
    defer { block.deallocate() }
    while case let count = systemRead(output, block), count > 0 { all.append(contentsOf: block[..<count]) }
    return String(decoding: all, as: UTF8.self)
  }

  /// Asks the program to end.
  package func terminate() { kill(processID, SIGTERM) }

  /// Closes the pipes and waits for the program to end. Call it once.
  package func wait() -> End {
    systemClose(input)
    _ = readAll()
    systemClose(output)
    var status: Int32 = 0
    var usage = rusage()
    while wait4(processID, &status, 0, &usage) < 0, errno == EINTR {}
    let signal = status & 0x7F
    #if canImport(Darwin)
      let unit = 1
    #else
      let unit = 1024
    #endif
    return End(status: signal == 0 ? status >> 8 & 0xFF : 128 + signal, peakMemory: usage.ru_maxrss * unit)
  }
}
