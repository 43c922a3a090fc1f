import AssayPlan

/// Where a reporter keeps bytes until the run has ended: they are added at the end and read anywhere.
package protocol Buffer: Sendable {
  mutating func append(_ bytes: [UInt8]) throws
  /// The bytes of a range that was written before.
  func read(at offset: Int, count: Int) throws -> [UInt8]
}

/// A buffer in memory.
package struct MemoryBuffer: Buffer {
  private var bytes: [UInt8] = []

  package init() {}

  package mutating func append(_ bytes: [UInt8]) { self.bytes += bytes }
  package func read(at offset: Int, count: Int) -> [UInt8] { Array(bytes[offset..<offset + count]) }
}

/// What a report has of each case, kept until the end of the run, since a suite begins with the counts of its cases.
///
/// Cases finish in any order and are given back in the plan's. Each takes 16 bytes of memory; its text is in the buffer.
struct CaseBuffer: Sendable {
  private struct Extent {
    var offset = 0
    /// -1 for a case without bytes.
    var count: Int32 = -1
  }

  private var buffer: any Buffer
  private var extents: [[Extent]] = []
  private var written = 0
  /// The last bytes, which are written together.
  private var pending: [UInt8] = []

  private static let blockSize = 1 << 16

  init(_ buffer: any Buffer) { self.buffer = buffer }

  mutating func append(_ bytes: [UInt8], at index: CaseIndex) throws {
    while extents.count <= index.suite { extents.append([]) }
    let missing = index.index + 1 - extents[index.suite].count
    if missing > 0 { extents[index.suite] += Array(repeating: Extent(), count: missing) }
    extents[index.suite][index.index] = Extent(offset: written + pending.count, count: Int32(bytes.count))
    pending += bytes
    if pending.count >= Self.blockSize { try flush() }
  }

  private mutating func flush() throws {
    try buffer.append(pending)
    written += pending.count
    pending.removeAll(keepingCapacity: true)
  }

  /// Gives what was added of a suite's cases, in their order.
  mutating func forEach(in suite: Int, _ body: ([UInt8]) throws -> Void) throws {
    if !pending.isEmpty { try flush() }
    guard extents.indices.contains(suite) else { return }
    for extent in extents[suite] where extent.count >= 0 {
      try body(buffer.read(at: extent.offset, count: Int(extent.count)))
    }
  }
}
