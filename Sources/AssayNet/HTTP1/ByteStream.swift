import AssayHTTP

/// The result of one read from a stream.
enum StreamRead {
  case moved(Int)
  /// The peer ended the stream in an orderly way.
  case end
  /// The deadline passed, or nothing was there when not waiting.
  case nothing
  case failed(String)
}

/// The result of writing to a stream; `sent` bytes were sent.
enum StreamWrite {
  case done
  /// Writing would block and something can be read, perhaps an early response.
  case readable(sent: Int)
  case timedOut(sent: Int)
  case failed(String, sent: Int)
}

/// A connection as a stream of bytes, over a plain socket or TLS.
///
/// Deadlines are nanoseconds of the monotonic clock. `cancel` may be called by any thread at any moment, even after
/// `close`; everything else by one thread at a time.
protocol ByteStream: AnyObject, Sendable {
  /// Whether a TLS stream ended without `close_notify`, so that it may have been truncated.
  var lacksCloseNotify: Bool { get }
  /// Waits for bytes and reads them. With a deadline in the past it does not wait.
  func read(into block: UnsafeMutableRawBufferPointer, deadline: Int64) -> StreamRead
  /// Reads what is there without waiting.
  func readNow(into block: UnsafeMutableRawBufferPointer) -> StreamRead
  /// Writes all bytes. With `stopsWhenReadable` it stops when something can be read.
  func write(_ block: UnsafeRawBufferPointer, deadline: Int64, stopsWhenReadable: Bool) -> StreamWrite
  /// Adds what only the stream knows to the outcome of an exchange, such as why TLS ended the connection.
  func explained(_ outcome: Outcome) -> Outcome
  /// Wakes a thread that waits on the stream and makes every later call fail or end.
  func cancel()
  func close()
}

extension ByteStream {
  var lacksCloseNotify: Bool { false }
  func explained(_ outcome: Outcome) -> Outcome { outcome }
}
