import AssaySchema
import AssaySpec

extension CompiledEndpoint {
  /// What keeps the mock from giving every documented response, and where it stands: contradictory rules, or else samples
  /// that were not found.
  package var unsatisfiable: [(message: String, source: SourceLine)] {
    let contradictions = contradictions
    return contradictions.isEmpty ? missingSamples : contradictions
  }

  /// The rules of its schemas that nothing can satisfy together, in words that say where and what to do.
  private var contradictions: [(message: String, source: SourceLine)] {
    func words(_ schema: Schema?, _ name: String, _ source: SourceLine) -> [(message: String, source: SourceLine)] {
      guard let schema else { return [] }
      return schema.contradictions.map { pointer, text in
        (
          "nothing satisfies \(name)\(pointer == .root ? "" : " \(pointer)"): \(text): correct the schema",
          schema.source(of: pointer).or(source)
        )
      }
    }
    return words(endpoint.body.schema, "body", endpoint.body.source)
      + endpoint.parameters.flatMap { words($0.schema, $0.location.description, $0.evidence.source) }
      + endpoint.responses.flatMap { response in
        words(response.body.schema, "the \(response.status) response's body", response.evidence.source)
          + response.headers.flatMap {
            words($0.schema, "the \(response.status) response's header \($0.name)", $0.evidence.source)
          }
      }
  }
}
