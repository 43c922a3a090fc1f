import AssaySchema

/// What a test case is about, the part of its id after the endpoint's: `…/missing/phone`.
///
/// Contracts name kinds to say which mistakes of a request bring a response: `.invalidRequest(.format, .range)`.
public struct CaseKind: RawRepresentable, Sendable, Hashable {
  /// The kind as case ids have it.
  public var rawValue: String
  /// A custom kind.
  public init(rawValue: String) { self.rawValue = rawValue }

  /// A request that the provider's document prints, sent as printed.
  public static let example = CaseKind(rawValue: "example")
  /// A request that must bring one documented response.
  public static let answer = CaseKind(rawValue: "answer")
  /// The same request twice.
  public static let idempotent = CaseKind(rawValue: "idempotent")
  /// A valid request, sent again on condition that the resource has changed.
  public static let conditional = CaseKind(rawValue: "conditional")
  /// A valid request with fewer or more of the optional members.
  public static let optional = CaseKind(rawValue: "optional")
  /// A valid request for each value of an enum.
  public static let choice = CaseKind(rawValue: "choice")
  /// A valid request with a value at the edge of what is allowed.
  public static let boundary = CaseKind(rawValue: "boundary")
  /// A valid body written in another way that its encoding allows.
  public static let spelling = CaseKind(rawValue: "spelling")
  /// A valid request whose response a relation between values is about.
  public static let relation = CaseKind(rawValue: "relation")
  /// A valid request and the pages after the first.
  public static let paging = CaseKind(rawValue: "paging")
  /// A chain of requests, to one endpoint or to several.
  public static let scenario = CaseKind(rawValue: "scenario")
  /// A case that the contract itself declares.
  public static let custom = CaseKind(rawValue: "custom")
  /// A required part left out.
  public static let missing = CaseKind(rawValue: "missing")
  /// Optional values that must come together and do not, or that exclude each other and do.
  public static let dependency = CaseKind(rawValue: "dependency")
  /// `null` where the schema does not allow it.
  public static let null = CaseKind(rawValue: "null")
  /// An empty string in a required place.
  public static let empty = CaseKind(rawValue: "empty")
  /// A value of another JSON type.
  public static let type = CaseKind(rawValue: "type")
  /// A value that is none of an enum's.
  public static let `enum` = CaseKind(rawValue: "enum")
  /// A value beyond its range, its length or its integer format.
  public static let range = CaseKind(rawValue: "range")
  /// A string that breaks its format or its pattern.
  public static let format = CaseKind(rawValue: "format")
  /// A body that is missing, cannot be read or is of another type.
  public static let body = CaseKind(rawValue: "body")
  /// Another `Content-Type` than the declared one.
  public static let contentType = CaseKind(rawValue: "content-type")
  /// A credential that is missing or not valid.
  public static let credential = CaseKind(rawValue: "credential")
}
