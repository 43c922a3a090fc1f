public import AssayHTTP
import AssayJSON

/// Fills secrets into a request at the last moment: plans, journals and reports hold placeholders only.
public struct Secrets: Sendable {
  private struct Value: Sendable {
    var placeholder: [UInt8]
    /// The secret as a header has it.
    var field: [UInt8]
    /// The secret as the characters of a JSON string without its quotes.
    var json: [UInt8]
  }

  private let values: [Value]
  /// The secrets by the name of their environment variable.
  let byName: [String: String]

  public init(_ values: [String: String]) {
    byName = values
    self.values = values.map { name, value in
      Value(
        placeholder: Array("${\(name)}".utf8), field: value.isomorphicBytes,
        json: Array(JSONValue.string(value).serializedBytes().dropFirst().dropLast()))
    }
  }

  /// The request as it leaves, with each placeholder replaced in headers and in the body.
  public func fill(_ request: Request) -> Request {
    guard !values.isEmpty else { return request }
    var filled = request
    filled.headers = HeaderFields()
    filled.headers.reserve(bytes: 64 * request.headers.count, fields: request.headers.count)
    request.headers.forEachRaw { name, value in
      filled.headers.append(name: name, value: fill(Array(value), \.field))
    }
    filled.body = request.body.map { fill($0, \.json) }
    return filled
  }

  private func fill(_ bytes: [UInt8], _ spelling: KeyPath<Value, [UInt8]>) -> [UInt8] {
    guard bytes.contains(UInt8(ascii: "$")) else { return bytes }
    var result: [UInt8] = []
    var index = 0
    while index < bytes.count {
      if bytes[index] == UInt8(ascii: "$"),
        let value = values.first(where: { bytes[index...].starts(with: $0.placeholder) })
      {
        result += value[keyPath: spelling]
        index += value.placeholder.count
      } else {
        result.append(bytes[index])
        index += 1
      }
    }
    return result
  }
}
