/// What of a body is shown: its beginning and whatever is marked, with the marks' extents.
///
/// A mark covers the token that begins at its offset: a string, a number, a word, or the bracket of a container.
struct BodyExcerpt {
  enum Piece: Equatable {
    case text(Range<Int>)
    /// What the violations of these numbers are about; an empty range is a place where nothing stands.
    case mark(Range<Int>, numbers: [Int])
    /// So many bytes are left out.
    case gap(Int)
  }

  /// How much of the beginning is shown, how much around each mark, how long a mark is, how many windows there are.
  private static let beginning = 2000
  private static let around = 300
  private static let longestMark = 400
  private static let windowLimit = 10

  let bytes: [UInt8]
  private(set) var pieces: [Piece] = []

  /// - Parameter dropped: How many bytes followed that are not kept; a mark on one of them has no place here.
  init(_ bytes: [UInt8], marks: [(offset: Int, number: Int)] = [], dropped: Int = 0) {
    self.bytes = bytes
    let merged = merge(dropped > 0 ? marks.filter { $0.offset < bytes.count } : marks)
    var mark = merged.startIndex
    var position = 0
    for window in windows(around: merged) {
      if window.lowerBound > position { pieces.append(.gap(window.lowerBound - position)) }
      position = window.lowerBound
      while mark < merged.endIndex, merged[mark].range.upperBound <= window.upperBound {
        let (range, numbers) = merged[mark]
        if range.lowerBound > position { pieces.append(.text(position..<range.lowerBound)) }
        pieces.append(.mark(range, numbers: numbers))
        position = range.upperBound
        mark += 1
      }
      if position < window.upperBound { pieces.append(.text(position..<window.upperBound)) }
      position = window.upperBound
    }
    let rest = bytes.count - position + dropped
    if rest > 0 { pieces.append(.gap(rest)) }
  }

  /// The marks in order; several at one place are one, and none reaches into the next.
  private func merge(_ marks: [(offset: Int, number: Int)]) -> [(range: Range<Int>, numbers: [Int])] {
    var merged: [(range: Range<Int>, numbers: [Int])] = []
    for mark in marks.sorted(by: { ($0.offset, $0.number) < ($1.offset, $1.number) }) {
      let range = token(at: min(max(0, mark.offset), bytes.count))
      if let last = merged.last, last.range == range || range.lowerBound < last.range.upperBound {
        merged[merged.count - 1].numbers.append(mark.number)
      } else {
        merged.append((range, [mark.number]))
      }
    }
    return merged
  }

  private func windows(around marks: [(range: Range<Int>, numbers: [Int])]) -> [Range<Int>] {
    var windows = [0..<aligned(Self.beginning)]
    for mark in marks where mark.range.upperBound > windows.last!.upperBound || mark.range.isEmpty {
      let start = aligned(max(0, mark.range.lowerBound - Self.around))
      let end = aligned(mark.range.upperBound + Self.around)
      if start <= windows.last!.upperBound {
        windows[windows.count - 1] = windows.last!.lowerBound..<max(end, windows.last!.upperBound)
      } else if windows.count < Self.windowLimit {
        windows.append(start..<end)
      }
    }
    // A remainder that is shorter than the note about it is shown.
    if bytes.count - windows.last!.upperBound < 80 {
      windows[windows.count - 1] = windows.last!.lowerBound..<bytes.count
    }
    return windows
  }

  /// The offset, moved back to where a scalar begins.
  private func aligned(_ offset: Int) -> Int {
    var offset = min(offset, bytes.count)
    for _ in 0..<3 where offset > 0 && offset < bytes.count && bytes[offset] & 0xC0 == 0x80 { offset -= 1 }
    return offset
  }

  private func token(at offset: Int) -> Range<Int> {
    guard offset < bytes.count else { return bytes.count..<bytes.count }
    let limit = min(bytes.count, offset + Self.longestMark)
    var end = offset + 1
    switch bytes[offset] {
    case UInt8(ascii: "\""):
      while end < limit, bytes[end] != UInt8(ascii: "\"") { end += bytes[end] == UInt8(ascii: "\\") ? 2 : 1 }
      end = min(end + 1, limit)
    case let byte where Self.isWord(byte):
      while end < limit, Self.isWord(bytes[end]) { end += 1 }
    default:
      while end < limit, bytes[end] & 0xC0 == 0x80 { end += 1 }
    }
    return offset..<max(offset + 1, aligned(end))
  }

  private static func isWord(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"),
      UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."):
      true
    default: false
    }
  }
}
