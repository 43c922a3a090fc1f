/// The limits of size and depth of a JSON reader.
package struct JSONLimits: Sendable, Hashable {
  /// How deep arrays and objects may nest; the outermost is depth 1.
  package var depth: Int
  /// How many bytes a document may have; at most 2^28 (256 MiB), whatever is set here.
  package var bytes: Int

  package init(depth: Int = 512, bytes: Int = JSONLimits.maxBytes) {
    self.depth = depth
    self.bytes = min(bytes, JSONLimits.maxBytes)
  }

  /// 256 MiB, because node counts have 27 bits.
  package static let maxBytes = 1 << 28

  /// 512 levels, 256 MiB.
  package static let `default` = JSONLimits()
}
