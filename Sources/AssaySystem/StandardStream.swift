#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// The process's standard output and standard error.
public enum StandardStream: Int32, Sendable {
  case output = 1
  case error = 2

  /// Writes all bytes; `false` when nobody reads any more (a closed pipe) or the system refuses.
  @discardableResult
  public func write(_ bytes: [UInt8]) -> Bool { systemWrite(rawValue, bytes) }

  /// Writes the text as UTF-8; `false` as for bytes.
  @discardableResult
  public func write(_ text: String) -> Bool { write(Array(text.utf8)) }

  /// Whether a person looks at it (a terminal, not a file or a pipe).
  public var isTerminal: Bool { isatty(rawValue) == 1 }

  /// The terminal's width in columns; `nil` where there is no terminal or it does not say.
  public var columns: Int? {
    var size = winsize()
    guard ioctl(rawValue, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return nil }
    return Int(size.ws_col)
  }
}
