/// The result of one non-blocking read or write.
package enum IOResult: Sendable, Hashable {
  /// This many bytes were transferred, at least 1.
  case moved(Int)
  /// Nothing can be transferred now.
  case wouldBlock
  /// The peer has ended the stream (reading only).
  case end
  /// The error number.
  case failed(Int32)
}
