import AssayHTTP
import AssayJSON
import AssaySpec

extension Placeholder {
  /// A value as each part of a request writes it.
  package struct Value: Sendable {
    var field: [UInt8]
    /// The characters of a JSON string without its quotes.
    package var json: [UInt8]
    var text: [UInt8]
    var segment: [UInt8]
    var query: [UInt8]

    package init(_ text: String) {
      field = text.isomorphicBytes
      json = Array(JSONValue.string(text).serializedBytes().dropFirst().dropLast())
      self.text = Array(text.utf8)
      segment = Array(PercentEncoding.encodeSegment(text).utf8)
      query = Array(PercentEncoding.encodeQuery(text).utf8)
    }
  }

  /// How one part of a request writes a value.
  package typealias Spelling = KeyPath<Value, [UInt8]> & Sendable

  /// The request with the values, by variable, in the place of their placeholders in path, query, headers and body.
  package static func fill(_ request: Request, with values: [String: Value], body: Spelling = \.json) -> Request {
    func fill(_ bytes: [UInt8], _ spelling: Spelling) -> [UInt8] {
      replace(in: bytes) { values[$0]?[keyPath: spelling] }
    }
    var filled = request
    if request.target.utf8.contains(UInt8(ascii: "$")) {
      let bytes = Array(request.target.utf8)
      let end = bytes.firstIndex(of: UInt8(ascii: "?")) ?? bytes.endIndex
      filled.target = String(
        decoding: fill(Array(bytes[..<end]), \.segment) + fill(Array(bytes[end...]), \.query), as: UTF8.self)
    }
    filled.headers = HeaderFields()
    filled.headers.reserve(bytes: 64 * request.headers.count, fields: request.headers.count)
    request.headers.forEachRaw { name, value in
      filled.headers.append(name: name, value: fill(Array(value), \.field))
    }
    filled.body = request.body.map { fill($0, body) }
    return filled
  }
}
