import AssayJSON
import AssaySchema
import AssaySpec

extension CompiledEndpoint {
  /// The documented answers that the mock cannot give: no example, and nothing found that satisfies their schemas.
  var missingSamples: [(message: String, source: SourceLine)] {
    var messages: [(message: String, source: SourceLine)] = []
    for (index, response) in endpoint.responses.enumerated() {
      let hasExample = !response.body.examples.isEmpty || response.triggers.allSatisfy { $0.example != nil }
      if !hasExample, let schema = response.body.schema,
        let wrong = responses[index]?.schema.violations(of: schema.sample).first(where: { !$0.isUndocumentedMember })
      {
        let message =
          "nothing was found that satisfies the schema of the \(response.status) response: "
          + "at \(wrong.pointer.tokens.isEmpty ? "its root" : wrong.pointer.description), \(wrong.validationError): "
          + "correct it or give an example"
        messages.append((message, schema.source(of: wrong.pointer).or(response.evidence.source)))
      }
      for (header, schema) in zip(response.headers, responseHeaders[index]) where header.example == nil {
        let value = Parameter.value(of: header.sample(mediaType: response.body.contentType), for: header.schema)
        guard let wrong = schema.violations(of: value).first else { continue }
        let message =
          "nothing was found that satisfies the schema of the \(response.status) response's header \(header.name): "
          + "\(wrong.validationError): correct it"
        messages.append((message, header.evidence.source))
      }
    }
    return messages
  }
}
