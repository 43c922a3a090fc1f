public import AssayJSON

/// One place where a document is not what its schema says.
public struct SchemaViolation: Sendable, Hashable, CustomStringConvertible {
  public var mismatch: Mismatch
  /// The value; for a missing member, the way that member would have.
  public var pointer: JSONPointer
  /// Where the value begins; for a missing member, where its object does; for an undocumented one, its key.
  public var location: JSONLocation
  /// What the expectation stands on: that of the nearest property that declares some.
  public var evidence: Evidence?
  /// Whether this only says that a member is not documented, which makes no value invalid.
  public var isUndocumentedMember: Bool

  @inline(__always)
  public init(
    mismatch: Mismatch, pointer: JSONPointer, location: JSONLocation, evidence: Evidence?,
    isUndocumentedMember: Bool = false
  ) {
    self.mismatch = mismatch
    self.pointer = pointer
    self.location = location
    self.evidence = evidence
    self.isUndocumentedMember = isUndocumentedMember
  }

  /// Pointer, line and column, what was expected and what was found.
  public var description: String {
    "\(pointer.tokens.isEmpty ? "(root)" : pointer.description) (\(location.line):\(location.column)): \(mismatch)"
  }
}
