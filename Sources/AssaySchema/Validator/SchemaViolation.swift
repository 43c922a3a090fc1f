import AssayJSON

/// A violation of a schema at one place of a document.
package struct SchemaViolation: Sendable, Hashable, CustomStringConvertible {
  package var validationError: ValidationError
  /// The pointer to the value; for a missing member, the pointer that it would have.
  package var pointer: JSONPointer
  /// Where the value begins; for a missing member, where its object does; for an undocumented one, its key.
  package var location: JSONLocation
  /// The evidence of the nearest property that declares some.
  package var evidence: Evidence?
  /// Whether this only says that a member is not documented, which makes no value invalid.
  package var isUndocumentedMember: Bool
  /// The kind of the discriminated object that it lies in: `"type" is "card"`.
  package var kind: String?

  @inline(__always)
  package init(
    validationError: ValidationError, pointer: JSONPointer, location: JSONLocation, evidence: Evidence?,
    isUndocumentedMember: Bool = false, kind: String? = nil
  ) {
    self.validationError = validationError
    self.pointer = pointer
    self.location = location
    self.evidence = evidence
    self.isUndocumentedMember = isUndocumentedMember
    self.kind = kind
  }

  /// What was expected, with the kind of the object: `integer, as "type" is "card"`.
  package var expected: String { validationError.expected + (kind.map { ", as \($0)" } ?? "") }

  /// Pointer, line and column, what was expected and what was found.
  package var description: String {
    "\(pointer.tokens.isEmpty ? "(root)" : pointer.description) (\(location.line):\(location.column)): expected \(expected), found \(validationError.found)"
  }
}
