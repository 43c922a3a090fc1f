/// Where a stream puts what it must keep until its end: bytes that grow at the end and are read anywhere.
public protocol Spool: Sendable {
  mutating func append(_ bytes: [UInt8]) throws
  /// The bytes of a range that was written before.
  func read(at offset: Int, count: Int) throws -> [UInt8]
}

/// A spool for runs that are in memory anyway.
public struct MemorySpool: Spool {
  private var bytes: [UInt8] = []

  public init() {}

  public mutating func append(_ bytes: [UInt8]) { self.bytes += bytes }
  public func read(at offset: Int, count: Int) -> [UInt8] { Array(bytes[offset..<offset + count]) }
}

/// Bytes of many suites that come in any order, put into one spool and given back suite by suite.
///
/// A suite's head holds the counts of its cases, so its cases are kept until the end of the run; on disk, since there may
/// be a million. In memory stay the blocks that are not full yet, 4 MB at most, and 16 bytes for each full one.
struct SuiteSpool: Sendable {
  private var spool: any Spool
  private var written = 0
  private var blocks: [Int: [UInt8]] = [:]
  private var waiting = 0
  private var extents: [Int: [(offset: Int, count: Int)]] = [:]

  private static let blockSize = 1 << 16
  private static let mostWaiting = 1 << 22

  init(_ spool: any Spool) { self.spool = spool }

  mutating func append(_ bytes: [UInt8], to suite: Int) throws {
    blocks[suite, default: []] += bytes
    waiting += bytes.count
    if blocks[suite]!.count >= Self.blockSize {
      try flush(suite)
    } else if waiting > Self.mostWaiting {
      for suite in Array(blocks.keys) { try flush(suite) }
    }
  }

  private mutating func flush(_ suite: Int) throws {
    guard let block = blocks.removeValue(forKey: suite) else { return }
    try spool.append(block)
    extents[suite, default: []].append((written, block.count))
    written += block.count
    waiting -= block.count
  }

  /// Gives everything of a suite, in the order in which it came.
  func copy(_ suite: Int, to write: ([UInt8]) throws -> Void) throws {
    for extent in extents[suite] ?? [] { try write(spool.read(at: extent.offset, count: extent.count)) }
    if let block = blocks[suite] { try write(block) }
  }
}
