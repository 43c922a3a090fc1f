import AssayHTTP
import AssayJSON
import AssaySchema
import AssaySpec

/// How bodies of one encoding are written and read, and how they can be broken; requests and responses share it.
///
/// Whatever the encoding, a body stands for a JSON value, which its schema describes. A new encoding is a codec in this
/// folder, a line in ``Body/Encoding/codec`` and a case of the enum in `AssaySpec`.
package protocol BodyCodec: Sendable {
  /// The name of the encoding in texts: `JSON`.
  var name: String { get }
  /// The rule that a readable body keeps: `well-formed JSON (RFC 8259)`.
  var rule: String { get }
  /// Whether the encoding has types; without them all values are texts, read as the schema's types.
  var keepsTypes: Bool { get }
  /// Whether a body may look like HTML or XML.
  var mayBeMarkup: Bool { get }
  /// The parameters that follow the media type: `; boundary=x`.
  var parameters: String { get }
  /// How the value of a placeholder is written inside a body.
  var placeholders: Placeholder.Spelling { get }
  /// Why bodies of this encoding cannot have a media type; `nil` when they can.
  func problem(withMediaType text: String) -> String?
  /// The part of a schema that this encoding cannot express; `nil` when it can express all.
  func problem(with schema: Schema) -> String?
  func encode(_ value: JSONValue) -> [UInt8]
  /// The value that a body stands for, with the places of its parts in the body.
  func decode(_ bytes: [UInt8], contentType: String?, as schema: Schema) throws(BodyError) -> JSONDocument
  /// The value after encoding and decoding it; `nil` when it cannot be encoded.
  func reading(of value: JSONValue, at pointer: JSONPointer, as schema: Schema) -> JSONValue?
  /// Bodies that a provider must refuse, made of a valid one.
  func broken(_ value: JSONValue, _ schema: Schema) -> [BrokenBody]
  /// Other spellings of a valid body.
  func spellings(_ value: JSONValue) -> [BodySpelling]
  /// Whether a body is spelled in one of these ways, by its name.
  func uses(_ spelling: String, _ bytes: [UInt8], contentType: String) -> Bool
}

/// An encoding of typed values, which may have any media type, has no parameters and only one spelling.
extension BodyCodec {
  package var keepsTypes: Bool { true }
  package var mayBeMarkup: Bool { false }
  package var parameters: String { "" }
  package var placeholders: Placeholder.Spelling { \.text }
  package func problem(withMediaType text: String) -> String? { nil }
  package func problem(with schema: Schema) -> String? { nil }
  package func reading(of value: JSONValue, at pointer: JSONPointer, as schema: Schema) -> JSONValue? { value }
  package func spellings(_ value: JSONValue) -> [BodySpelling] { [] }
  package func uses(_ spelling: String, _ bytes: [UInt8], contentType: String) -> Bool { false }
}

extension Body.Encoding {
  package var codec: any BodyCodec {
    switch self {
    case .json: JSONCodec()
    case .text: TextCodec()
    case .bytes: BytesCodec()
    case .multipart(let parts): MultipartCodec(parts: parts)
    case .form(let style, let styles): FormCodec(style: style, styles: styles)
    }
  }
}

/// Why a body cannot be read.
package struct BodyError: Error, Sendable {
  package var reason: RequestProblem.Reason
  package var message: String
  package var location: JSONLocation
  /// What of the message stays the same from body to body.
  package var lasting: String
}

/// A body that a provider must refuse.
package struct BrokenBody: Sendable {
  /// The last part of the case's id.
  package var name: String
  /// How the request differs from a valid one: `with a body that ends too early`.
  package var summary: String
  package var bytes: [UInt8]
  /// Other parameters of `Content-Type` than the right ones.
  package var parameters: String?
  /// What the mutant of the mock that accepts it overlooks, and the last part of the fault's name.
  package var fault: (name: String, reason: RequestProblem.Reason)?
  /// The member that is wrong; the root where it is the whole body.
  package var pointer = JSONPointer.root
  /// What is wrong, where no document says that it is refused.
  package var undocumented: String?
  /// Whether a reader may take it for no body.
  package var mayStandForNone = false
}

/// Another spelling of a valid body.
package struct BodySpelling: Sendable {
  /// The last part of the case's id, and of the fault that refuses it.
  package var name: String
  package var summary: String
  /// What the mutant of the mock refuses: `white space in JSON`.
  package var what: String
  package var bytes: [UInt8]
  /// Other parameters of `Content-Type`; `nil` for the usual ones.
  package var parameters: String?
  /// The rule that makes it equivalent.
  package var evidence: Evidence
}
