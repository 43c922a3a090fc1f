/// A location in a document: line and column from 1, and the byte offset from 0.
public struct JSONLocation: Sendable, Hashable {
  /// Lines end at a line feed.
  public var line: Int
  /// Columns count Unicode scalars.
  public var column: Int
  /// The offset of the byte, from 0.
  public var offset: Int

  /// A location by its line, column and offset.
  public init(line: Int, column: Int, offset: Int) {
    self.line = line
    self.column = column
    self.offset = offset
  }

  /// The location of an offset, which may be the end.
  package init(ofOffset offset: Int, in bytes: some RandomAccessCollection<UInt8>) {
    self.init(line: 1, column: 1, offset: offset)
    for byte in bytes.prefix(offset) {
      if byte == UInt8(ascii: "\n") {
        line += 1
        column = 1
      } else if byte & 0xC0 != 0x80 {
        // A continuation byte is part of the scalar before it.
        column += 1
      }
    }
  }
}
