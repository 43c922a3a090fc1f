import AssayPlatform

/// What the process can know of the machine and of itself.
package enum Machine {
  package static var processID: Int32 { getpid() }

  /// The name of the machine, or `localhost` when it has none.
  package static var hostName: String {
    var name = [CChar](repeating: 0, count: 256)
    guard gethostname(&name, name.count - 1) == 0 else { return "localhost" }
    let text = String(decoding: name.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    return text.isEmpty ? "localhost" : text
  }

  /// How many processors are online, 1 at least.
  package static var processorCount: Int { max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN)))) }

  /// The value of an environment variable; `nil` when it is not set.
  package static func environment(_ name: String) -> String? {
    getenv(name).map { String(cString: $0) }
  }

  /// Makes the allocator return a large block to the system as soon as it is freed.
  ///
  /// glibc otherwise keeps freed blocks for the thread that had them, and the more the larger they were.
  package static func releaseLargeBlocks() {
    #if canImport(Glibc)
      // Swift's module of the C library leaves malloc.h out.
      guard let symbol = dlsym(nil, "mallopt") else { return }
      let mallopt = unsafeBitCast(symbol, to: (@convention(c) (CInt, CInt) -> CInt).self)
      let mmapThreshold: CInt = -3
      _ = mallopt(mmapThreshold, 1 << 20)
    #endif
  }

  /// Ends the process with this status; nothing that is still buffered by C's own streams is lost.
  package static func exit(_ status: Int32) -> Never { systemExit(status) }

  /// Ends the process with this status while its other threads work on.
  package static func exitAtOnce(_ status: Int32) -> Never { _exit(status) }
}

private func systemExit(_ status: Int32) -> Never { exit(status) }
