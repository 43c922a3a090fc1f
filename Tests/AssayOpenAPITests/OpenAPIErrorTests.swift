import AssayOpenAPI
import Testing

@Suite struct OpenAPIErrorTests {
  private func error(_ files: KeyValuePairs<String, String>) -> String {
    switch read(files) {
    case .success(let provider): "read: \(provider.id)"
    case .failure(let error): "\(error)"
    }
  }

  @Test(arguments: [
    ("[]", "a.yaml:1:1: an OpenAPI document is an object, found array"),
    ("swagger: '2.0'", "a.yaml:1:1: this is Swagger 2.0: convert it to OpenAPI 3.0 first (converter.swagger.io)"),
    ("a: 1", "a.yaml:1:1: the member \"openapi\" with the version is missing: this is no OpenAPI document"),
    ("openapi: 3.2.0", "a.yaml:1:10: OpenAPI 3.2.0 is not supported: 3.0 and 3.1 are"),
    ("openapi: 3.0", "a.yaml:1:10: openapi must be a string, found number"),
    ("openapi: 3.0.0", "a.yaml:1:1: the document has no paths: there is nothing to test"),
    ("openapi: 3.0.0\npaths: []", "a.yaml:2:8: paths must be an object, found array"),
    ("openapi: 3.0.0\npaths:\n  x: {}", "a.yaml:3:6: a path begins with /, found \"x\""),
    ("openapi: 3.0.0\npaths:\n  /x: {}", "a.yaml:3:3: no operation of the document can be tested"),
    ("openapi: 3.0.0\npaths:\n  /x:\n    get: 1", "a.yaml:4:10: an operation is an object, found number"),
    (
      "openapi: 3.0.0\npaths:\n  /x:\n    get: {}",
      "a.yaml:4:10: the operation has no responses: there is nothing to check"
    ),
    (
      "openapi: 3.0.0\npaths:\n  /x:\n    get:\n      responses: {ok: {}}",
      "a.yaml:5:23: \"ok\" is no status: write 200, 2XX or default"
    ),
    ("openapi: 3.0.0\nopenapi: 3.0.0", "a.yaml:2:1: the key \"openapi\" is there already, on line 1"),
    ("openapi: \"3.0.0", "a.yaml:1:10: a quotation that is not closed"),
    (
      document(operation: "security: [{nobody: []}]"),
      "a.yaml:8:18: no security scheme \"nobody\" is declared in components/securitySchemes"
    ),
    (
      document(body: "application/json: {schema: {$ref: '#/components/schemas/Order'}}"),
      "a.yaml:10:74: the reference #/components/schemas/Order leads to nothing: #/components has no \"schemas\""
    ),
    (
      document(body: "application/json: {schema: {$ref: 'https://example.com/a.yaml'}}"),
      "a.yaml:10:74: the reference https://example.com/a.yaml leads to the network: download that document and refer to the file"
    ),
    (
      document(body: "application/json: {schema: {$ref: 'b.yaml'}}"),
      "a.yaml:10:74: the reference b.yaml: cannot read b.yaml: no such file"
    ),
    (document(body: "application/json: {schema: 1}"), "a.yaml:10:74: a schema must be an object, found number"),
    (
      document(body: "application/json: {schema: {type: string, minLength: -1}}"),
      "a.yaml:10:100: minLength must be a whole number, 0 or above, found -1"
    ),
    (
      document(parameters: ", {name: q, in: body}"),
      "a.yaml:9:95: a parameter is in: path, query, header or cookie, found \"body\""
    ),
  ])
  func `a broken document is an error with its place and what to do`(text: String, expected: String) {
    #expect(error(["a.yaml": text]) == expected)
  }

  @Test func `an error in a file that is referred to names that file`() {
    let root = document(body: "application/json: {schema: {$ref: 'common/b.json#/Order'}}")
    #expect(
      error(["a.yaml": root, "common/b.json": "{\"Order\": 1}"])
        == "common/b.json:1:11: a schema must be an object, found number")
    #expect(
      error(["a.yaml": root, "common/b.json": "{"]) == "common/b.json:1:2: the document ends where a key is expected")
  }

  @Test func `references that only lead to each other are an error`() {
    let components = "{parameters: {A: {$ref: '#/components/parameters/B'}, B: {$ref: '#/components/parameters/A'}}}"
    let text = document(parameters: ", {$ref: '#/components/parameters/A'}", components: components)
    #expect(error(["a.yaml": text]).hasSuffix("leads back to itself: correct it"))
  }
}
