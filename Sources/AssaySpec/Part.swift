import AssayJSON
import AssaySchema

/// A part of a `multipart/form-data` body.
public struct Part: Sendable, Hashable {
  package var property: Property
  /// The media type that the part names; `nil` for a plain field.
  package var mediaType: String?
  package var fileName: String?

  /// A part that holds a member.
  ///
  /// JSON types hold any value, texts one value, and every other type bytes (``Schema/bytes(minLength:maxLength:startsWith:)``).
  ///
  /// - Parameters:
  ///   - mediaType: The media type that the part names, such as `application/pdf`; without it the part is a plain field.
  ///   - fileName: The name of the file, which makes the part a file.
  public init(_ property: Property, as mediaType: String? = nil, fileName: String? = nil) {
    self.property = property
    self.mediaType = mediaType
    self.fileName = fileName
  }
}

extension Schema {
  /// Bytes, each as one character from U+0000 to U+00FF: for bodies and parts that are neither text nor JSON.
  ///
  /// - Parameters:
  ///   - minLength: The least number of bytes.
  ///   - maxLength: The greatest number of bytes.
  ///   - startsWith: The first bytes, such as `Array("%PDF-".utf8)`.
  public static func bytes(minLength: Int = 1, maxLength: Int? = nil, startsWith: [UInt8] = []) -> Schema {
    var assertions: [Assertion] = []
    if minLength > startsWith.count { assertions.append(.minLength(minLength)) }
    if let maxLength { assertions.append(.maxLength(maxLength)) }
    if !startsWith.isEmpty {
      let escapes = startsWith.map { "\\x" + ($0 < 16 ? "0" : "") + String($0, radix: 16) }
      assertions.append(.pattern("^" + escapes.joined()))
    }
    return Schema(.string, assertions)
  }
}
