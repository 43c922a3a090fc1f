/// What came of one read or write that does not wait.
package enum IOResult: Sendable, Hashable {
  /// So many bytes were moved, 1 at least.
  case moved(Int)
  /// Nothing can be moved now.
  case wouldBlock
  /// The other side has ended the stream (reading only).
  case end
  /// The number of the error.
  case failed(Int32)
}
