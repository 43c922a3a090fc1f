/// The result of the fast pass.
package enum FastValidation: Sendable, Hashable {
  /// The document is JSON without duplicate keys, and the full validator would report nothing.
  case valid
  /// The bytes are not a JSON document, or the full validator would report more than undocumented members.
  case invalid
  /// Only the full validator can decide.
  case undecided
}
