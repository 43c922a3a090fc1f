import AssayHTTP

/// What came of reading once from a stream.
enum StreamRead {
  case moved(Int)
  /// The other side ended the stream in order.
  case end
  /// The deadline passed (or, without waiting, nothing was there).
  case nothing
  case failed(String)
}

/// What came of writing to a stream; `sent` bytes went before it ended.
enum StreamWrite {
  case done
  /// Something can be read while writing would wait: perhaps an answer that comes early.
  case readable(sent: Int)
  case timedOut(sent: Int)
  case failed(String, sent: Int)
}

/// A connection as a stream of bytes: plain socket or TLS, the codec does not know.
///
/// Deadlines are nanoseconds on the clock that is never set (`SystemClock`). Everything but `cancel` is for one thread
/// at a time; `cancel` is for any thread, at any moment, and harms no descriptor that is no longer this stream's.
protocol ByteStream: AnyObject, Sendable {
  /// Whether a TLS stream has ended without `close_notify`, so that it may have been cut.
  var lacksCloseNotify: Bool { get }
  /// Waits for bytes and reads what is there; a deadline in the past reads without waiting.
  func read(into block: UnsafeMutableRawBufferPointer, deadline: Int64) -> StreamRead
  /// Reads what is there without waiting.
  func readNow(into block: UnsafeMutableRawBufferPointer) -> StreamRead
  /// Writes all the bytes, or as many as go before something can be read where `stopsWhenReadable` says so.
  func write(_ block: UnsafeRawBufferPointer, deadline: Int64, stopsWhenReadable: Bool) -> StreamWrite
  /// The outcome of an exchange with what the stream knows of it: TLS ends a connection for reasons that no reader sees.
  func explained(_ outcome: Outcome) -> Outcome
  /// Wakes whoever waits on the stream and makes every later call fail or end.
  func cancel()
  func close()
}

extension ByteStream {
  var lacksCloseNotify: Bool { false }
  func explained(_ outcome: Outcome) -> Outcome { outcome }
}
