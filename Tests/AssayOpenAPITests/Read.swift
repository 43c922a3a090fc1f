import AssayOpenAPI
import AssaySpec

/// What becomes of documents that are given as texts, by their paths; the first names the provider.
func read(_ files: KeyValuePairs<String, String>) -> Result<Provider, OpenAPIError> {
  do throws(OpenAPIError) {
    return .success(
      try OpenAPIReader.provider(files[0].key, retrieved: "2026-11-20") { path in
        guard let text = files.first(where: { $0.key == path })?.value else {
          return .failure(OpenAPIError(file: path, at: nil, "cannot read \(path): no such file"))
        }
        return .success(Array(text.utf8))
      })
  } catch {
    return .failure(error)
  }
}

/// A document of one operation, `POST /orders/{id}`, with these parts.
func document(
  version: String = "3.0.3", operation: String = "", parameters: String = "", body: String = "",
  responses: String = "'200': {description: ok}", components: String = "{}", path: String = "/orders/{id}"
) -> String {
  """
  openapi: \(version)
  info: {title: Shop, version: "1"}
  servers: [{url: https://sandbox.example.com/v1}]
  paths:
    \(path):
      post:
        operationId: updateOrder
        \(operation)
        parameters: [{name: id, in: path, required: true, schema: {type: integer}, example: 7}\(parameters)]
        \(body.isEmpty ? "" : "requestBody: {required: true, content: {\(body)}}")
        responses: {\(responses)}
  components: \(components)

  """
}
