/// A queue of received bytes in one block of memory, which grows from 16 KiB up to its capacity.
final class ByteQueue {
  private var block: UnsafeMutableRawBufferPointer
  private var start = 0
  private var end = 0
  private let limit: Int

  /// - Parameter capacity: The maximum number of bytes.
  init(capacity: Int) {
    limit = max(capacity, 1 << 14)
    block = .allocate(byteCount: 1 << 14, alignment: 16)
  }

  deinit { block.deallocate() }

  var count: Int { end - start }
  var isEmpty: Bool { end == start }

  /// All bytes in the queue; valid until it changes.
  var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(rebasing: block[start..<end]) }

  /// The first bytes in the queue; valid until it changes.
  func prefix(_ count: Int) -> UnsafeRawBufferPointer {
    UnsafeRawBufferPointer(rebasing: block[start..<(start + count)])
  }

  /// Free space, at least one byte unless the queue is full. Call `commit` with the number of bytes written to it.
  func room() -> UnsafeMutableRawBufferPointer {
    if start == end {
      start = 0
      end = 0
    } else if block.count - end < 4096 {
      if start > 0 {
        block.baseAddress!.copyMemory(from: block.baseAddress! + start, byteCount: count)
        end -= start
        start = 0
      }
      if block.count - end < 4096 && block.count < limit { grow() }
    }
    return UnsafeMutableRawBufferPointer(rebasing: block[end...])
  }

  func commit(_ count: Int) { end += count }
  func consume(_ count: Int) { start += count }
  func removeAll() { (start, end) = (0, 0) }

  private func grow() {
    let larger = UnsafeMutableRawBufferPointer.allocate(byteCount: min(limit, block.count * 4), alignment: 16)
    larger.copyMemory(from: UnsafeRawBufferPointer(block))
    block.deallocate()
    block = larger
  }
}
