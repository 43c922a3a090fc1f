import AssayJSON

/// A mistake in a schema and its place, found before any value is validated.
package struct SchemaError: Error, Sendable, Hashable, CustomStringConvertible {
  package enum Kind: String, Sendable, Hashable, CaseIterable {
    /// A pattern that is malformed, or uses what is not supported.
    case pattern
    /// A `reference` to a name that no `definitions` in force has.
    case unknownReference
    /// References that lead back to themselves without looking at any part of the value.
    case endlessReference
    /// A property declared twice in one schema.
    case duplicateProperty
    /// An impossible bound: a negative count, or a `multipleOf` that is not above 0.
    case bound
    /// A discriminator whose member is not required, or a kind that is named twice.
    case discriminator
  }

  package var kind: Kind
  /// The place in the schema as a JSON Pointer: `/properties/email/pattern`.
  package var place: JSONPointer
  /// What is wrong, and what is supported.
  package var message: String

  package init(_ kind: Kind, at place: JSONPointer, _ message: String) {
    self.kind = kind
    self.place = place
    self.message = message
  }

  package var description: String { "schema at \"\(place)\": \(message)" }
}
