/// What a case is about, the first part of its name after the endpoint's id; an open set.
public struct CaseKind: RawRepresentable, Sendable, Hashable {
  public var rawValue: String
  public init(rawValue: String) { self.rawValue = rawValue }

  /// A request of the provider's own document, replayed.
  public static let example = CaseKind(rawValue: "example")
  /// A request that must bring one documented answer.
  public static let answer = CaseKind(rawValue: "answer")
  /// The same request twice.
  public static let idempotent = CaseKind(rawValue: "idempotent")
  /// A valid request with fewer or more of the optional members.
  public static let optional = CaseKind(rawValue: "optional")
  /// A valid request for each value of an enum.
  public static let choice = CaseKind(rawValue: "choice")
  /// A valid request with a value at the edge of what is allowed.
  public static let boundary = CaseKind(rawValue: "boundary")
  /// A valid body spelt in another way that JSON allows.
  public static let spelling = CaseKind(rawValue: "spelling")
  /// A required part left out.
  public static let missing = CaseKind(rawValue: "missing")
  public static let null = CaseKind(rawValue: "null")
  public static let empty = CaseKind(rawValue: "empty")
  /// A value of another JSON type.
  public static let type = CaseKind(rawValue: "type")
  /// A value that is none of an enum's.
  public static let `enum` = CaseKind(rawValue: "enum")
  /// A value beyond its range, its length or its integer format.
  public static let range = CaseKind(rawValue: "range")
  public static let format = CaseKind(rawValue: "format")
  /// A body that is not what the contract calls a body.
  public static let body = CaseKind(rawValue: "body")
  public static let contentType = CaseKind(rawValue: "content-type")
  public static let credential = CaseKind(rawValue: "credential")
}
