import AssayContract
import AssayHTTP
import AssayJSON
import AssaySchema
import AssaySpec

/// A change of the mock's response.
indirect enum ResponseMutation: Sendable, Hashable {
  case status(Int, reason: String)
  /// Replaces it by another documented response.
  case other(response: Int)
  case header(String, String?)
  case body([UInt8])
  /// Sets or removes a member of the body.
  case member(JSONPointer, JSONValue?)
  /// Puts in place what a member of the body lies in.
  case open(WayPoint)
  /// Breaks the body, in one of the ways of its codec.
  case broken(String)
  case wire(FramingMutation)
  /// Delays it.
  case slow(milliseconds: Int)
  case all([ResponseMutation])

  /// The mutated reply.
  ///
  /// - Parameters:
  ///   - body: What the contract says of the reply's body.
  ///   - documented: Makes a documented response by index.
  func apply(to reply: MockReply, _ body: Body, _ documented: (_ response: Int) -> Response) -> MockReply {
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
      reply.edit(body) { json in
        if let value { json.set(value, at: pointer) } else { json.remove(at: pointer) }
      }
    case .open(let way): reply.edit(body) { way.open(in: &$0) }
    case .broken(let name):
      let body = body.alternative(of: reply.response.headers["Content-Type"]) ?? body
      guard let value = reply.value(of: body), let schema = body.schema,
        let broken = body.codec?.broken(value, schema).first(where: { $0.name == name })
      else { return reply }
      reply.response.body = broken.bytes
      if let parameters = broken.parameters { reply.response.headers.set("Content-Type", body.mediaType + parameters) }
    case .wire(let framing): reply.framing = framing
    case .slow(let milliseconds): reply.delayMilliseconds = milliseconds
    case .all(let mutations): for mutation in mutations { reply = mutation.apply(to: reply, body, documented) }
    }
    return reply
  }
}

extension MockReply {
  /// The value of the body, by what the contract says of it.
  func value(of body: Body) -> JSONValue? {
    body.document(of: response.body, contentType: response.headers["Content-Type"])?.value
  }

  /// Edits the value of the body.
  mutating func edit(_ body: Body, _ edit: (inout JSONValue) -> Void) {
    let body = body.alternative(of: response.headers["Content-Type"]) ?? body
    guard let codec = body.codec, var value = value(of: body) else { return }
    edit(&value)
    response.body = codec.encode(value)
  }
}
