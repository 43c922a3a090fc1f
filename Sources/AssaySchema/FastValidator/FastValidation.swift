/// What a single fast pass over bytes can say of them.
package enum FastValidation: Sendable, Hashable {
  /// The document is JSON, has no duplicate key, and the full judge would report nothing at all.
  case valid
  /// The bytes are no JSON document, or the full judge would report more than undocumented members.
  case invalid
  /// The pass cannot tell; the full judge must.
  case undecided
}
