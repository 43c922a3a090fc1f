/// The provider's document that a contract was read from.
public struct Document: Sendable, Hashable {
  package var url: String
  /// The document's own version or date, when it has one.
  package var revision: String?
  /// The day the document was read, as `yyyy-mm-dd`.
  package var retrieved: String

  /// A document at an address.
  ///
  /// - Parameters:
  ///   - revision: The document's own version or date, when it has one.
  ///   - retrieved: The day the document was read, as `yyyy-mm-dd`.
  public init(url: String, revision: String? = nil, retrieved: String) {
    self.url = url
    self.revision = revision
    self.retrieved = retrieved
  }
}
