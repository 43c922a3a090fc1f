import AssayHTTP
import AssayJSON
import AssaySpec

/// How bodies of one encoding are written and read, and how they can be broken; requests and responses share it.
///
/// Whatever the encoding, a body stands for a JSON value, which its schema describes.
package protocol BodyCodec: Sendable {
  /// Why bodies of this encoding cannot have a media type; `nil` when they can.
  func problem(withMediaType text: String) -> String?
  func encode(_ value: JSONValue) -> [UInt8]
  func decode(_ bytes: [UInt8]) throws(BodyError) -> JSONDocument
  /// Bodies that a provider must refuse, made of a valid one.
  func broken(_ value: JSONValue) -> [BrokenBody]
  /// Other spellings of a valid body, and what says that they are as good.
  func spellings(_ value: JSONValue) -> (bodies: [BodySpelling], evidence: Evidence)
}

/// Why a body cannot be read.
package struct BodyError: Error, Sendable {
  package var reason: RequestProblem.Reason
  package var message: String
}

/// A body that a provider must refuse.
package struct BrokenBody: Sendable {
  /// The last part of the case's id.
  package var name: String
  /// How the request differs from a valid one: `with a body that ends too early`.
  package var summary: String
  package var bytes: [UInt8]
  /// What the mutant of the mock that accepts it overlooks, and the last part of the fault's name.
  package var fault: (name: String, reason: RequestProblem.Reason)?
  /// The member that is wrong; the root where it is the whole body.
  package var pointer = JSONPointer.root
  /// What is wrong, where no document says that it is refused.
  package var undocumented: String?
}

/// Another spelling of a valid body.
package struct BodySpelling: Sendable {
  /// The last part of the case's id.
  package var name: String
  package var summary: String
  package var bytes: [UInt8]
}

extension Body {
  /// The encoding of a described body; `nil` when there is no body or its contents are not documented.
  package var codec: (any BodyCodec)? {
    switch content {
    case .none, .undocumented: nil
    case .json: JSONCodec()
    }
  }
}
