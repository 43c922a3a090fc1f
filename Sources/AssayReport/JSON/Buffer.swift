/// Where a stream puts what it must keep until its end: bytes that grow at the end and are read anywhere.
package protocol Buffer: Sendable {
  mutating func append(_ bytes: [UInt8]) throws
  /// The bytes of a range that was written before.
  func read(at offset: Int, count: Int) throws -> [UInt8]
}

/// A spool for runs that are in memory anyway.
package struct MemoryBuffer: Buffer {
  private var bytes: [UInt8] = []

  package init() {}

  package mutating func append(_ bytes: [UInt8]) { self.bytes += bytes }
  package func read(at offset: Int, count: Int) -> [UInt8] { Array(bytes[offset..<offset + count]) }
}

/// Records of many suites that come in any order, put into one spool and given back suite by suite, each in its order.
///
/// A suite's head holds the counts of its cases, so its cases are kept until the end of the run; on disk, since there may
/// be a million. A run asks what matters most first and has several workers, so a suite's records come as a few rising
/// sequences. Each record goes to the sequence that ends nearest before it (patience sorting), and at the end the
/// sequences are merged. In memory stay the blocks that are not full yet, 2 MB at most, and 16 bytes for each full one.
struct SuiteBuffer: Sendable {
  private struct Sequence: Sendable {
    var last: Int
    var block: [UInt8] = []
    var extents: [(offset: Int, count: Int)] = []
  }

  private var buffer: any Buffer
  private var written = 0
  private var waiting = 0
  private var suites: [Int: [Sequence]] = [:]

  private static let blockSize = 1 << 16
  private static let maxWaiting = 1 << 21
  /// More sequences than a run can have whose order makes any sense; what comes then stands where it came.
  private static let maxSequences = 256

  init(_ buffer: any Buffer) { self.buffer = buffer }

  /// Adds a record; `index` is its place in the suite.
  mutating func append(_ bytes: [UInt8], to suite: Int, at index: Int) throws {
    let number = sequence(of: suite, before: index)
    var head = [UInt8](repeating: 0, count: 8)
    for byte in 0..<4 {
      head[byte] = UInt8(truncatingIfNeeded: index >> (8 * byte))
      head[4 + byte] = UInt8(truncatingIfNeeded: bytes.count >> (8 * byte))
    }
    suites[suite]![number].block += head
    suites[suite]![number].block += bytes
    suites[suite]![number].last = index
    waiting += head.count + bytes.count
    if suites[suite]![number].block.count >= Self.blockSize {
      try flush(suite, number)
    } else if waiting > Self.maxWaiting {
      for (suite, sequences) in suites {
        for number in sequences.indices { try flush(suite, number) }
      }
    }
  }

  private mutating func sequence(of suite: Int, before index: Int) -> Int {
    let sequences = suites[suite] ?? []
    let fitting = sequences.indices.filter { sequences[$0].last < index }
    if let nearest = fitting.max(by: { sequences[$0].last < sequences[$1].last }) { return nearest }
    if sequences.count >= Self.maxSequences { return 0 }
    suites[suite, default: []].append(Sequence(last: index))
    return sequences.count
  }

  private mutating func flush(_ suite: Int, _ number: Int) throws {
    let block = suites[suite]![number].block
    if block.isEmpty { return }
    try buffer.append(block)
    suites[suite]![number].extents.append((written, block.count))
    suites[suite]![number].block = []
    written += block.count
    waiting -= block.count
  }

  /// Gives the records of a suite, in order.
  func copy(_ suite: Int, to write: (ArraySlice<UInt8>) throws -> Void) throws {
    var readers = try (suites[suite] ?? []).map { try Reader($0, buffer) }
    while let next = readers.indices.filter({ readers[$0].head != nil }).min(by: {
      readers[$0].head! < readers[$1].head!
    }) {
      try write(readers[next].take(from: buffer))
    }
  }

  /// One sequence, read block by block; a record stands whole in its block.
  private struct Reader {
    private var sequence: Sequence
    private var block: [UInt8] = []
    private var position = 0
    private var extent = 0
    /// The place of the next record; `nil` at the end.
    private(set) var head: Int?

    init(_ sequence: Sequence, _ buffer: any Buffer) throws {
      self.sequence = sequence
      try advance(in: buffer)
    }

    mutating func take(from buffer: any Buffer) throws -> ArraySlice<UInt8> {
      let count = number(at: position + 4)
      let record = block[position + 8..<position + 8 + count]
      position += 8 + count
      try advance(in: buffer)
      return record
    }

    private mutating func advance(in buffer: any Buffer) throws {
      if position == block.count {
        position = 0
        if extent < sequence.extents.count {
          block = try buffer.read(at: sequence.extents[extent].offset, count: sequence.extents[extent].count)
        } else {
          block = extent == sequence.extents.count ? sequence.block : []
        }
        extent += 1
      }
      head = block.isEmpty ? nil : number(at: position)
    }

    private func number(at position: Int) -> Int {
      (0..<4).reduce(0) { $0 | Int(block[position + $1]) << (8 * $1) }
    }
  }
}
