/// The document that a contract was read from, as reports show it.
package struct Source: Sendable, Hashable {
  package var title: String
  package var url: String
  package var revision: String?
  package var retrieved: String

  package init(title: String, url: String, revision: String? = nil, retrieved: String) {
    self.title = title
    self.url = url
    self.revision = revision
    self.retrieved = retrieved
  }
}
