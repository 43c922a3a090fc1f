import AssayContract
import AssayHTTP
import AssayJSON
import AssayPlan
import AssaySpec

/// Fills secrets into a request just before it is sent. Plans, journals and reports contain only placeholders.
package struct Secrets: Sendable {
  private let values: [String: Placeholder.Value]
  /// The values by the name of their environment variable.
  let byName: [String: String]

  package init(_ values: [String: String]) {
    byName = values
    self.values = values.mapValues(Placeholder.Value.init)
  }

  /// The request with its secrets, and its credentials as their schemes encode them.
  package func fill(
    _ request: Request, _ security: Security? = nil, body: Placeholder.Spelling = \.json
  ) -> Request {
    let filled = values.isEmpty ? request : Placeholder.fill(request, with: values, body: body)
    return security.map { filled.encodingCredentials(of: $0, in: request, byName) } ?? filled
  }

  /// The expectation with the secrets that a response must repeat.
  func fill(_ expectation: Expectation) -> Expectation {
    var filled = expectation
    for index in filled.echoes.indices { filled.echoes[index].value = fill(filled.echoes[index].value) }
    for index in filled.relations.indices {
      filled.relations[index].requested = filled.relations[index].requested.map(fill)
    }
    return filled
  }

  private func fill(_ value: JSONValue) -> JSONValue {
    guard case .string(let text) = value, Placeholder.isWhole(text) else { return value }
    let filled = Placeholder.replace(in: Array(text.utf8)) { byName[$0].map { Array($0.utf8) } }
    return .string(String(decoding: filled, as: UTF8.self))
  }
}

extension Request {
  /// The first placeholder that was not replaced: its variable and the part of the request.
  var unfilled: (variable: String, part: String)? {
    // Percent-encoded placeholders count too.
    if target.utf8.contains(where: { $0 == UInt8(ascii: "$") || $0 == UInt8(ascii: "%") }),
      let variable = Placeholder.firstVariable(in: Array(PercentEncoding.decode(target).utf8))
    {
      return (variable, "path or query")
    }
    var found: (String, String)?
    headers.forEachRaw { name, value in
      guard found == nil, value.contains(UInt8(ascii: "$")) else { return }
      found = Placeholder.firstVariable(in: Array(value)).map {
        ($0, "header \(String(decoding: name, as: UTF8.self))")
      }
    }
    return found ?? body.flatMap(Placeholder.firstVariable).map { ($0, "body") }
  }
}
