import AssayJSON
import AssaySchema
import AssaySpec
import Testing

@Suite struct OpenAPIReaderTests {
  private func endpoint(_ text: String, also files: KeyValuePairs<String, String> = [:]) throws -> Endpoint {
    let all = [("shop.yaml", text)] + files.map { ($0.key, $0.value) }
    let provider =
      all.count == 1
      ? try read(["shop.yaml": text]).get() : try read(["shop.yaml": text, all[1].0: all[1].1]).get()
    return try #require(provider.endpoints.first)
  }

  @Test func `an operation becomes an endpoint whose evidence is the place in the document`() throws {
    let text = document(
      operation: "summary: Update an order\n      deprecated: true\n      security: [{key: []}]",
      parameters: ", {name: expand, in: query, schema: {type: array, items: {type: string}}, explode: false}",
      body: "application/json: {schema: {$ref: '#/components/schemas/Order'}}",
      responses:
        "'200': {description: The order}, '400': {description: bad}, '401': {description: no}, default: {description: else}",
      components:
        "{securitySchemes: {key: {type: apiKey, in: header, name: X-Key}}, schemas: {Order: {type: object, required: [note], properties: {note: {type: string, description: A note.}}}}}"
    )
    let provider = try read(["apis/shop.v1.yaml": text]).get()
    let endpoint = try #require(provider.endpoints.first)
    #expect(provider.id == "shop-v1")
    #expect(provider.servers.map { "\($0.kind) \($0.url)" } == ["sandbox https://sandbox.example.com"])
    #expect(endpoint.id == "shop-v1.updateOrder")
    #expect("\(endpoint.method) \(endpoint.path)" == "POST /v1/orders/{id}")
    #expect(endpoint.title == "Update an order")
    #expect(endpoint.security.description == "key shop-v1.key in header X-Key")
    #expect(endpoint.effects.map(\.kind) == [.changesData])
    #expect(
      endpoint.parameters.map { "\($0.location) \($0.isRequired) \($0.style)" } == [
        "path id true repeated", "query expand false commas",
      ])
    #expect(endpoint.parameters[0].fixture == "shop-v1.id")
    #expect(provider.fixtures.map { "\($0.name)=\($0.mock)" } == ["shop-v1.key=mock-key", "shop-v1.id=7"])
    let note = try #require(endpoint.body.schema?.property("note"))
    #expect(note.evidence?.place == "#/components/schemas/Order/properties/note")
    #expect(note.evidence?.quote == "A note.")
    #expect(
      endpoint.responses.map { "\($0.status) \($0.triggers[0].trigger)" } == [
        "200 validRequest", "400 invalidRequest", "401 unauthenticated",
        "default nothing(reason: \"The document does not say which request brings it.\")",
      ])
    #expect(endpoint.notes.map(\.text) == ["The operation is deprecated."])
    #expect(endpoint.openQuestions.isEmpty)
    #expect(endpoint.file == "apis/shop.v1.yaml" && endpoint.line == 7)
  }

  /// The schema of the body of a document in which `S` is declared so, and the open questions.
  private func schema(_ text: String, version: String = "3.0.3", also others: String = "") throws -> (
    CompiledSchema, [String]
  ) {
    let endpoint = try endpoint(
      document(
        version: version, body: "application/json: {schema: {$ref: '#/components/schemas/S'}}",
        components: "{schemas: {S: \(text)\(others.isEmpty ? "" : ", \(others)")}}"))
    return (
      try CompiledSchema(try #require(endpoint.body.schema)), endpoint.openQuestions.map { "\($0.kind) \($0.question)" }
    )
  }

  @Test(
    arguments: [
      ("3.0.3", "{type: string, nullable: true, enum: [a, null]}", ["a", .null], ["b", 1]),
      ("3.1.0", "{type: [string, 'null'], maxLength: 2}", ["ab", .null], ["abc", 1]),
      ("3.1.0", "{const: 5}", [5], [6]),
      ("3.0.3", "{type: integer, minimum: 3, exclusiveMinimum: true}", [4], [3]),
      ("3.1.0", "{type: integer, exclusiveMinimum: 3}", [4], [3]),
      ("3.0.3", "{type: string, format: date}", ["2026-01-31"], ["2026-02-31"]),
      ("3.1.0", "{anyOf: [{type: string}, {type: 'null'}]}", ["a", .null], [1]),
      (
        "3.0.3",
        "{allOf: [{type: object, required: [a], properties: {a: {type: string}}}, {type: object, properties: {b: {type: integer}}}], required: [b]}",
        [["a": "x", "b": 1]], [["a": "x"], ["b": 1], ["a": "x", "b": "y"]]
      ),
      (
        "3.0.3",
        "{type: object, properties: {a: {type: string}, b: {type: string}}, oneOf: [{required: [a]}, {required: [b]}]}",
        [["a": "x"], ["b": "x"]], [[:], ["a": "x", "b": "y"]]
      ),
      (
        "3.0.3", "{type: object, properties: {next: {$ref: '#/components/schemas/S'}, n: {type: integer}}}",
        [["next": ["next": ["n": 1]]]], [["next": ["next": ["n": "x"]]]]
      ),
      ("3.0.3", "{type: object, additionalProperties: {type: integer}}", [["a": 1]], [["a": "x"]]),
      ("3.1.0", "{type: array, prefixItems: [{type: string}], items: {type: integer}}", [["a", 1]], [[1]]),
      ("3.1.0", "{if: {required: [a]}, then: {required: [b]}}", [[:], ["a": 1, "b": 1]], [["a": 1]]),
    ] as [(String, String, [JSONValue], [JSONValue])])
  func `a schema accepts what its keywords say`(
    version: String, text: String, accepted: [JSONValue], refused: [JSONValue]
  ) throws {
    let (schema, _) = try schema(text, version: version)
    for value in accepted { #expect(schema.accepts(value), "\(text) refuses \(value.serialized())") }
    for value in refused { #expect(!schema.accepts(value), "\(text) accepts \(value.serialized())") }
  }

  @Test(arguments: [
    // With a mapping, by names of schemas, and by schemas that name their parent.
    (
      "{oneOf: [{$ref: '#/components/schemas/Card'}, {$ref: '#/components/schemas/Iban'}], discriminator: {propertyName: kind, mapping: {card: '#/components/schemas/Card', debit: Card, iban: Iban}}}",
      ["card", "debit", "iban"]
    ),
    (
      "{oneOf: [{$ref: '#/components/schemas/Card'}, {$ref: '#/components/schemas/Iban'}], discriminator: {propertyName: kind}}",
      ["Card", "Card", "Iban"]
    ),
    (
      "{type: object, required: [kind], properties: {kind: {type: string}}, discriminator: {propertyName: kind}}",
      ["Child", "Child", "Other"]
    ),
  ])
  func `a discriminator names the schema that holds`(text: String, names: [String]) throws {
    let (schema, _) = try schema(
      text,
      also:
        "Card: {type: object, required: [kind, number], properties: {kind: {type: string}, number: {type: string}}}, Iban: {type: object, required: [kind, iban], properties: {kind: {type: string}, iban: {type: string}}}, Child: {allOf: [{$ref: '#/components/schemas/S'}, {type: object, required: [number], properties: {number: {type: string}}}]}, Other: {allOf: [{$ref: '#/components/schemas/S'}, {type: object, required: [iban], properties: {iban: {type: string}}}]}"
    )
    #expect(schema.accepts(["kind": .string(names[0]), "number": "1"]))
    #expect(schema.accepts(["kind": .string(names[1]), "number": "1"]))
    #expect(schema.accepts(["kind": .string(names[2]), "iban": "1"]))
    #expect(!schema.accepts(["kind": .string(names[0]), "iban": "1"]))
    #expect(!schema.accepts(["kind": "nothing", "number": "1"]))
  }

  @Test(arguments: [
    ("{type: object, required: [a]}", "contradiction \"a\" is required, and no property of that name is declared."),
    ("{type: string, format: house-number}", "silence The format \"house-number\" has no definition."),
    ("{type: string, pattern: '^(?=a)'}", "silence The pattern cannot be read: "),
    ("{properties: {a: {type: string}}}", "silence The schema names no type."),
    ("{type: string, enum: [a, 1]}", "contradiction The other rules of the schema exclude values of its enum: 1."),
    ("{type: string, enum: [a, a]}", "oddity The enum has a value twice."),
    (
      "{type: object, properties: {a: {type: string, default: 1}}}",
      "contradiction The default does not satisfy its schema: expected string."
    ),
    ("{type: integer, minimum: 3, maximum: 2}", "contradiction Nothing satisfies the schema: "),
    ("{type: file}", "oddity \"file\" is no type of JSON Schema."),
    (
      "{type: object, unevaluatedProperties: false}",
      "silence The keyword unevaluatedProperties is not one that a contract can express."
    ),
    (
      "{type: object, properties: {a: {type: string, readOnly: true, writeOnly: true}}}",
      "contradiction The member is read-only and write-only."
    ),
    (
      "{oneOf: [{$ref: '#/components/schemas/K'}], discriminator: {propertyName: kind}}",
      "silence No schema requires the member \"kind\" that names the kind."
    ),
  ])
  func `what a schema leaves open is a question with its place`(text: String, question: String) throws {
    let (_, questions) = try schema(text, also: "K: {type: object, properties: {a: {type: string}}}")
    #expect(questions.count == 1 && questions[0].hasPrefix(question), "\(questions)")
  }

  @Test(arguments: [
    (
      document(parameters: ", {name: f, in: query, schema: {type: object}, style: form, explode: true}"),
      "silence A contract cannot express how the object is written."
    ),
    (
      document(parameters: ", {name: f, in: header, schema: {type: object}, explode: true}"),
      "silence A contract cannot express this object in a header."
    ),
    (
      document(parameters: ", {name: Accept, in: header, schema: {type: string}}"),
      "oddity OpenAPI ignores a header parameter of this name."
    ),
    (
      document(parameters: ", {name: x, in: path, required: true, schema: {type: string}}"),
      "contradiction The path /orders/{id} has no {x}."
    ),
    (
      document(parameters: ", {name: q, in: query, schema: {type: integer}, example: x}"),
      "contradiction The example does not satisfy the schema."
    ),
    (
      document(
        body:
          "application/json: {schema: {type: object, required: [a], properties: {a: {type: integer}}}, example: {a: x}}"
      ), "contradiction The example does not satisfy the schema at /a: expected integer, found string \"x\"."
    ),
    (document(body: "application/xml: {schema: {type: object}}"), "silence A contract cannot express XML."),
    (document(operation: "callbacks: {x: {}}"), "silence Callbacks are requests of the provider."),
    (document(responses: "'400': {description: bad}"), "silence No success is described."),
    (
      document(responses: "'204': {description: no, content: {application/json: {schema: {type: string}}}}"),
      "contradiction HTTP allows no body with the status 204."
    ),
    (
      document(responses: "'200': {description: ok}, '202': {description: later}"),
      "silence There are several successes: 200, 202."
    ),
    (document(responses: "'200': {description: ok, links: {next: {}}}"), "silence A link leads to another operation."),
    (
      document(
        operation: "security: [{a: []}]",
        components: "{securitySchemes: {a: {type: openIdConnect, openIdConnectUrl: x}}}"),
      "silence A run cannot sign in by OpenID Connect."
    ),
    (
      document(operation: "security: [{a: []}]", components: "{securitySchemes: {a: {type: http, scheme: digest}}}"),
      "silence A contract cannot express the scheme \"digest\"."
    ),
  ])
  func `what an operation leaves open is a question with its place`(text: String, question: String) throws {
    let questions = try endpoint(text).openQuestions
    #expect(questions.map { "\($0.kind) \($0.question)" } == [question])
    #expect(questions.allSatisfy { $0.place.hasPrefix("#/") && !$0.assumed.isEmpty })
  }

  @Test(arguments: [
    ("[]", "none"), ("[{}]", "none"), ("[{b: []}]", "basic user shop.b.user and password shop.b.password"),
    ("[{t: []}]", "bearer token shop.t"), ("[{k: []}, {t: []}]", "key shop.k in query key, or bearer token shop.t"),
    ("[{k: [], t: []}]", "key shop.k in query key with bearer token shop.t"),
    ("[{o: [read]}]", "oauth2 client shop.o.client with secret shop.o.secret at https://example.com/token"),
    ("[{m: []}]", "client certificate (mutual TLS)"),
  ])
  func `requirements are alternatives, and the schemes of one hold together`(text: String, expected: String) throws {
    let endpoint = try endpoint(
      document(
        operation: "security: \(text)",
        components:
          "{securitySchemes: {b: {type: http, scheme: basic}, t: {type: http, scheme: Bearer}, k: {type: apiKey, in: query, name: key}, o: {type: oauth2, flows: {clientCredentials: {tokenUrl: 'https://example.com/token', scopes: {}}}}, m: {type: mutualTLS}}}"
      ))
    #expect(endpoint.security.description == expected)
  }

  @Test func `forms, parts, texts and several media types have bodies of their own`() throws {
    let form = try endpoint(
      document(
        body:
          "application/x-www-form-urlencoded: {schema: {type: object, properties: {a: {type: array, items: {type: string}}}}, encoding: {a: {explode: false}}, example: {a: [x, y]}}"
      ))
    #expect(form.body.encoding == .form(.repeated, ["a": .commas]))
    #expect(form.body.examples.map(\.text) == ["a=x,y"])
    let parts = try endpoint(
      document(
        body:
          "multipart/form-data: {schema: {type: object, properties: {file: {type: string, format: binary}, meta: {type: object}, name: {type: string}}}}"
      ))
    guard case .multipart(let list)? = parts.body.encoding else {
      Issue.record("no parts")
      return
    }
    #expect(
      list.map { "\($0.property.name) \($0.mediaType ?? "-") \($0.fileName ?? "-")" } == [
        "file application/octet-stream file", "meta application/json -", "name - -",
      ])
    let several = try endpoint(
      document(body: "application/json: {schema: {type: string}}, text/plain: {schema: {type: string}}"))
    #expect(several.body.alternatives.map(\.mediaType) == ["application/json", "text/plain"])
  }

  @Test func `a body that is not required may be left out unless its schema requires a member`() throws {
    let text = document(body: "application/json: {schema: {type: object}}").replacing(
      "required: true, content", with: "content")
    #expect(try endpoint(text).body.isOptional)
    let needed = text.replacing(
      "{type: object}", with: "{type: object, required: [a], properties: {a: {type: string}}}")
    let endpoint = try endpoint(needed)
    #expect(!endpoint.body.isOptional)
    #expect(
      endpoint.openQuestions.map(\.question) == ["The body is not marked as required, and its schema requires members."]
    )
  }

  @Test func `parts of other files are named with their file`() throws {
    let text = document(body: "application/json: {schema: {$ref: 'common/b.yaml#/Order'}}")
    let endpoint = try endpoint(
      text,
      also: [
        "common/b.yaml":
          "Order: {type: object, properties: {a: {$ref: '#/Amount'}}}\nAmount: {type: integer, format: cents}"
      ])
    #expect(endpoint.body.schema?.property("a")?.evidence?.place == "b.yaml#/Order/properties/a")
    #expect(endpoint.openQuestions.map(\.place) == ["b.yaml#/Amount/format"])
  }

  @Test
  func `of two operations of one route the first is tested, and path parameters of other things have other fixtures`()
    throws
  {
    let text = """
      openapi: 3.0.0
      paths:
        /services/{Sid}:
          get: {parameters: [{name: Sid, in: path, required: true, schema: {type: string, pattern: '^VA[0-9]{2}$'}}], responses: {'200': {description: ok}}}
        /services/{Other}:
          get: {parameters: [{name: Other, in: path, required: true, schema: {type: string}}], responses: {'200': {description: ok}}}
        /calls/{Sid}:
          delete: {parameters: [{name: Sid, in: path, required: true, schema: {type: string, pattern: '^CA[0-9]{2}$'}}], responses: {'204': {description: ok}}}
        /calls/{Sid}.json:
          get: {responses: {'200': {description: ok}}}
      """
    let provider = try read(["twilio.yaml": text]).get()
    #expect(provider.endpoints.map(\.id) == ["twilio.get-services-Sid", "twilio.delete-calls-Sid"])
    #expect(provider.fixtures.map { "\($0.name)=\($0.mock)" } == ["twilio.services.Sid=VA00", "twilio.calls.Sid=CA00"])
    #expect(
      provider.endpoints.flatMap { $0.openQuestions.map { "\($0.kind) \($0.place)" } } == [
        "contradiction #/paths/~1services~1{Other}/get", "silence #/paths/~1calls~1{Sid}.json/get",
      ])
  }
}
