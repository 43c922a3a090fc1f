import AssayPlatform

/// Facts about the machine and this process.
package enum Machine {
  package static var processID: Int32 { getpid() }

  /// The name of the machine, or `localhost` when it has none.
  package static var hostName: String {
    var name = [CChar](repeating: 0, count: 256)
    guard gethostname(&name, name.count - 1) == 0 else { return "localhost" }
    let text = String(decoding: name.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    return text.isEmpty ? "localhost" : text
  }

  /// The number of online processors, at least 1.
  package static var processorCount: Int { max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN)))) }

  /// The value of an environment variable; `nil` when it is not set.
  package static func environment(_ name: String) -> String? {
    getenv(name).map { String(cString: $0) }
  }

  /// Makes the allocator return large blocks to the system as soon as they are freed.
  ///
  /// Otherwise glibc keeps freed blocks for the thread that allocated them.
  package static func releaseLargeBlocks() {
    #if canImport(Glibc)
      // Swift's Glibc module does not include malloc.h.
      guard let symbol = dlsym(nil, "mallopt") else { return }
      let mallopt = unsafeBitCast(symbol, to: (@convention(c) (CInt, CInt) -> CInt).self)
      let mmapThreshold: CInt = -3
      _ = mallopt(mmapThreshold, 1 << 20)
    #endif
  }

  /// Exits with this status, after flushing the C library's streams.
  package static func exit(_ status: Int32) -> Never { systemExit(status) }

  /// Exits with this status at once, whatever other threads do.
  package static func exitAtOnce(_ status: Int32) -> Never { _exit(status) }
}

private func systemExit(_ status: Int32) -> Never { exit(status) }
