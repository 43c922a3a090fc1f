import AssayJSON

/// Why a document cannot be read as OpenAPI, where, and what to do.
package struct OpenAPIError: Error, Sendable, Hashable, CustomStringConvertible {
  package var file: String
  /// `nil` where the file cannot be read; the message then names it.
  package var location: JSONLocation?
  package var message: String

  package init(file: String, at location: JSONLocation?, _ message: String) {
    self.file = file
    self.location = location
    self.message = message
  }

  /// `FILE:LINE:COLUMN: message`.
  package var description: String { location.map { "\(file):\($0.line):\($0.column): \(message)" } ?? message }
}
