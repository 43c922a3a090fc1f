#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

extension Files {
  /// Writes a file piece by piece so that a reader sees the old content or the whole new one, and memory holds one piece.
  ///
  /// The pieces go to a temporary file of the same folder, which is synced and then renamed onto the path.
  public static func writeAtomically(
    _ path: String, _ produce: (_ write: ([UInt8]) -> Void) -> Void
  ) throws(SystemError) {
    let temporary = "\(path).\(Machine.processID).\(SystemClock.monotonicNanoseconds()).tmp"
    let file = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
    guard file >= 0 else { throw SystemError(operation: "create", path: temporary, code: errno) }
    var code: Int32 = 0
    produce { piece in
      // After a failure the rest is not worth writing.
      if code == 0, !systemWrite(file, piece) { code = errno }
    }
    if code == 0, fsync(file) != 0 { code = errno }
    if close(file) != 0, code == 0 { code = errno }
    if code == 0, rename(temporary, path) != 0 { code = errno }
    guard code == 0 else {
      unlink(temporary)
      throw SystemError(operation: "write", path: path, code: code)
    }
  }
}
