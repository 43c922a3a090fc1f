import AssaySchema
import AssaySpec

extension CompiledEndpoint {
  /// What keeps the mock from giving every documented response: contradictory rules, or else samples that were not found.
  package var unsatisfiable: [String] {
    let contradictions = contradictions
    return contradictions.isEmpty ? missingSamples : contradictions
  }

  /// The rules of its schemas that nothing can satisfy together, in words that say where and what to do.
  private var contradictions: [String] {
    func words(_ schema: Schema?, _ name: String) -> [String] {
      (schema?.contradictions ?? []).map { pointer, text in
        "nothing satisfies \(name)\(pointer == .root ? "" : " \(pointer)"): \(text): correct the schema"
      }
    }
    return words(endpoint.body.schema, "body")
      + endpoint.parameters.flatMap { words($0.schema, $0.location.description) }
      + endpoint.responses.flatMap { response in
        words(response.body.schema, "the \(response.status) response's body")
          + response.headers.flatMap { words($0.schema, "the \(response.status) response's header \($0.name)") }
      }
  }
}
