/// One node of a document's tape: 16 bytes, no reference.
///
/// Nodes are in document order. A container's children follow it; a member is a key node and the value's nodes.
package struct TapeNode: Sendable {
  /// Byte offset of the first byte: of a string or a key, its opening quote.
  package var offset: UInt32
  /// Byte offset past the last byte.
  package var end: UInt32
  /// Index past this node's subtree: the next sibling, if there is one. A key's subtree includes its value.
  package var next: UInt32
  /// Four bits of kind, one for a string with escapes, 27 of a key's hash or of a container's count of children.
  private var info: UInt32

  package enum Kind: UInt32, Sendable {
    case null, `false`, `true`, number, string, array, object, key
  }

  init(_ kind: Kind, offset: Int, end: Int, next: Int, isEscaped: Bool = false, detail: UInt32 = 0) {
    self.offset = UInt32(truncatingIfNeeded: offset)
    self.end = UInt32(truncatingIfNeeded: end)
    self.next = UInt32(truncatingIfNeeded: next)
    info = kind.rawValue | (isEscaped ? 16 : 0) | detail << 5
  }

  package var kind: Kind { Kind(rawValue: info & 15).unsafelyUnwrapped }

  /// Whether the text of a string or a key contains a backslash, so that its bytes are not its value.
  package var isEscaped: Bool { info & 16 != 0 }

  /// A key's hash over its unescaped UTF-8, or a container's count of items or members.
  package var detail: UInt32 { info >> 5 }

  mutating func countChild() { info &+= 32 }

  /// The 27-bit hash of a key's unescaped UTF-8 (FNV-1a, folded).
  package static func hash(_ bytes: some Sequence<UInt8>) -> UInt32 {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
    return UInt32(truncatingIfNeeded: hash ^ hash >> 32) & 0x7FF_FFFF
  }
}
