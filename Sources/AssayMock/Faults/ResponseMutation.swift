import AssayHTTP
import AssayJSON
import AssaySchema

/// A change of the mock's response.
indirect enum ResponseMutation: Sendable, Hashable {
  case status(Int, reason: String)
  /// Replaces it by another documented response.
  case other(response: Int)
  case header(String, String?)
  case body([UInt8])
  /// Sets or removes a member of the JSON body.
  case member(JSONPointer, JSONValue?)
  /// Puts in place what a member of the JSON body lies in.
  case open(WayPoint)
  /// Rewrites the JSON text.
  case text(TextEdit)
  case wire(FramingMutation)
  /// Delays it.
  case slow(milliseconds: Int)
  case all([ResponseMutation])

  enum TextEdit: String, Sendable, Hashable, CaseIterable {
    case truncated
    case trailingBytes
    case byteOrderMark
    case invalidUTF8
    case duplicateKey
    case singleQuotes
  }

  /// The mutated reply; `documented` makes a documented response by index.
  func apply(to reply: MockReply, _ documented: (_ response: Int) -> Response) -> MockReply {
    var reply = reply
    switch self {
    case .status(let status, let reason):
      reply.response.status = status
      reply.response.reason = reason
    case .other(let index): reply.response = documented(index)
    case .header(let name, let value):
      if let value { reply.response.headers.set(name, value) } else { reply.response.headers.removeAll(named: name) }
    case .body(let bytes): reply.response.body = bytes
    case .member(let pointer, let value):
      guard var json = reply.json else { return reply }
      if let value { json.set(value, at: pointer) } else { json.remove(at: pointer) }
      reply.response.body = json.serializedBytes()
    case .open(let way):
      guard var json = reply.json else { return reply }
      way.open(in: &json)
      reply.response.body = json.serializedBytes()
    case .text(let edit): reply.response.body = edit.apply(to: reply.response.body)
    case .wire(let framing): reply.framing = framing
    case .slow(let milliseconds): reply.delayMilliseconds = milliseconds
    case .all(let mutations): for mutation in mutations { reply = mutation.apply(to: reply, documented) }
    }
    return reply
  }
}

extension ResponseMutation.TextEdit {
  func apply(to body: [UInt8]) -> [UInt8] {
    switch self {
    case .truncated: return Array(body.dropLast())
    case .trailingBytes: return body + Array(" x".utf8)
    case .byteOrderMark: return [0xEF, 0xBB, 0xBF] + body
    case .singleQuotes: return body.map { $0 == UInt8(ascii: "\"") ? UInt8(ascii: "'") : $0 }
    case .invalidUTF8:
      // Inside the first key.
      guard let quote = body.firstIndex(of: UInt8(ascii: "\"")) else { return body + [0xFF] }
      return body[...quote] + [0xFF] + body[(quote + 1)...]
    case .duplicateKey:
      guard let json = try? JSONDocument(parsing: body).value, case .object(let object) = json,
        let first = object.first
      else { return body }
      let again = JSONValue.object(JSONObject([(first.key, first.value)])).serializedBytes()
      return Array(body.dropLast()) + Array(",".utf8) + Array(again.dropFirst())
    }
  }
}
