public import AssayHTTP
import AssayJSON

/// Fills secrets into a request at the last moment: plans, journals and reports hold placeholders only.
public struct Secrets: Sendable {
  /// The secrets by the name of their environment variable.
  let values: [(placeholder: [UInt8], value: String)]
  let byName: [String: String]

  public init(_ values: [String: String]) {
    byName = values
    self.values = values.sorted { $0.key < $1.key }.map { (Array("${\($0.key)}".utf8), $0.value) }
  }

  /// The request as it leaves, with each placeholder replaced in headers and in the body.
  public func fill(_ request: Request) -> Request {
    guard !values.isEmpty else { return request }
    var filled = request
    for (placeholder, value) in values {
      let name = String(decoding: placeholder, as: UTF8.self)
      if filled.headers.contains(where: { $0.value.contains(name) }) {
        filled.headers = HeaderFields(
          filled.headers.map { HeaderField($0.name, $0.value.replacing(name, with: value)) })
      }
      if let body = filled.body, let replaced = Self.replace(placeholder, in: body, with: Self.escaped(value)) {
        filled.body = replaced
      }
    }
    return filled
  }

  /// The characters of a JSON string without its quotes.
  private static func escaped(_ value: String) -> [UInt8] {
    Array(JSONValue.string(value).serializedBytes().dropFirst().dropLast())
  }

  private static func replace(_ mark: [UInt8], in bytes: [UInt8], with value: [UInt8]) -> [UInt8]? {
    guard bytes.count >= mark.count, bytes.contains(UInt8(ascii: "$")) else { return nil }
    var result: [UInt8] = []
    var index = 0
    var isFound = false
    while index < bytes.count {
      if bytes[index] == mark[0], bytes[index...].starts(with: mark) {
        result += value
        index += mark.count
        isFound = true
      } else {
        result.append(bytes[index])
        index += 1
      }
    }
    return isFound ? result : nil
  }
}
