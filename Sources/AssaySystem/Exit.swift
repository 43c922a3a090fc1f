#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

extension Machine {
  /// Ends the process with this status; nothing that is still buffered by C's own streams is lost.
  package static func exit(_ status: Int32) -> Never { systemExit(status) }

  /// Ends the process with this status while its other threads work on.
  package static func exitAtOnce(_ status: Int32) -> Never { _exit(status) }
}

private func systemExit(_ status: Int32) -> Never { exit(status) }
