import AssayHTTP
import AssayJSON
import AssaySpec

extension ThrottleSignal {
  /// Longer bodies are not searched.
  private static let maxBody = 64 << 10

  /// Whether a response is this signal.
  package func matches(_ response: Response) -> Bool {
    guard response.status == status, response.body.count <= Self.maxBody,
      let document = Body.document(ofUndescribed: response.body, contentType: response.headers["Content-Type"]),
      let node = document.node(at: pointer)
    else { return false }
    return codes.contains(node.value)
  }
}
