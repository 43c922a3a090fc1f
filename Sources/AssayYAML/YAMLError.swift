import AssayJSON

/// Why bytes are not a YAML document that this reader accepts, and where.
package struct YAMLError: Error, Sendable, Hashable, CustomStringConvertible {
  package enum Kind: String, Sendable, Hashable {
    /// Not YAML 1.2.
    case invalid
    /// YAML, but without an equivalent in JSON or beyond the core schema.
    case unsupported
    /// Beyond ``YAMLLimits``.
    case limit
  }

  package var kind: Kind
  /// Where the reader stopped.
  package var location: JSONLocation
  /// What was wrong and what was expected, without the location.
  package var message: String

  package init(_ kind: Kind, _ message: String, at location: JSONLocation) {
    self.kind = kind
    self.location = location
    self.message = message
  }

  /// The message after its line and column.
  package var description: String { "line \(location.line), column \(location.column): \(message)" }
}

/// The limits of size and depth of a YAML reader.
package struct YAMLLimits: Sendable, Hashable {
  /// How deep sequences and mappings may nest; the outermost is depth 1.
  package var depth: Int
  /// How many bytes a document may have.
  package var bytes: Int
  /// How large the value may be when every alias is replaced by what it names: bytes of text, and 8 for each value.
  package var expanded: Int

  package init(depth: Int = 96, bytes: Int = 1 << 24, expanded: Int = 1 << 25) {
    self.depth = depth
    self.bytes = bytes
    self.expanded = expanded
  }

  /// 96 levels, 16 MiB, 32 MiB with aliases replaced.
  package static let `default` = YAMLLimits()
}
