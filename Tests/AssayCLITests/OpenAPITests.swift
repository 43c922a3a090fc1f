import AssayTestSupport
import Foundation
import Testing

/// The whole command over contracts that are read from OpenAPI documents.
@Suite struct OpenAPITests {
  static let shop = """
    openapi: 3.0.3
    info: {title: Shop, version: "1"}
    servers: [{url: https://shop.example.com}]
    security: [{token: []}]
    paths:
      /orders/{id}:
        parameters: [{name: id, in: path, required: true, schema: {type: integer}, example: 7}]
        get:
          operationId: readOrder
          responses:
            '200': {description: The order, content: {application/json: {schema: {$ref: 'common.yaml#/Order'}}}}
            '401': {description: No token}
        put:
          operationId: writeOrder
          requestBody: {required: true, content: {application/json: {schema: {$ref: 'common.yaml#/Order'}}}}
          responses:
            '204': {description: Written}
            '400': {description: Invalid}
    components: {securitySchemes: {token: {type: http, scheme: bearer}}}

    """
  static let common = """
    Order:
      type: object
      required: [note]
      properties:
        note: {type: string, maxLength: 20}
        state: {type: string, enum: [open, paid], format: state}

    """

  private func folder() throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    try folder.write(Self.shop, to: "apis/shop.yaml")
    try folder.write(Self.common, to: "apis/common.yaml")
    return folder
  }

  @Test func `a document passes lint and a strict run against its mock, and no mutant survives`() throws {
    let folder = try folder()
    let lint = try Command.assay("lint", "--openapi", "apis/shop.yaml", folder: folder.path)
    #expect(lint.status == 0, "\(lint.output)\(lint.errors)")
    #expect(
      lint.output.contains(
        """
        shop.readOrder: 1 open questions
          silence at common.yaml#/Order/properties/state/format: The format "state" has no definition.
            assumed: Any value of the type has it.

        """), "\(lint.output)")
    let run = try Command.assay("run", "--strict", "--openapi", "apis/shop.yaml", folder: folder.path)
    #expect(
      run.status == 0 && run.output.contains("The mock kept the contracts of Shop\n"), "\(run.output)\(run.errors)")
    #expect(!run.output.contains("Vault"))
    let mutate = try Command.assay("mutate", "--openapi", "apis/shop.yaml", folder: folder.path)
    #expect(mutate.status == 0, "\(mutate.output)\(mutate.errors)")
    #expect(mutate.output.contains(", 0 survived\nfalse alarms 0: 21 equivalent mutants in "), "\(mutate.output)")
  }

  @Test func `list, show and coverage read the document, and say where it says so`() throws {
    let folder = try folder()
    let document = ["--openapi", "apis/shop.yaml"]
    func run(_ words: String...) throws -> String {
      try Command.run(Repository.assay, words + document, folder: folder.path).output
    }
    #expect(try run("list").hasPrefix("shop.readOrder  GET /orders/{id}  ("))
    #expect(
      try run("list", "--variables").contains(
        """
        shop.id
          id of /orders/{id}
          needed by shop.readOrder, shop.writeOrder
          --var shop.id=VALUE or ASSAY_SHOP_ID: not set
        """))
    let show = try run("show", "shop.writeOrder")
    #expect(show.contains("#/paths/~1orders~1{id}/put"), "\(show)")
    #expect(show.contains("effect: changesData"), "\(show)")
    #expect(try run("coverage").contains("shop.readOrder"))
  }

  @Test func `a live run needs the host allowed, values for path parameters and a budget for what changes data`() throws
  {
    let folder = try folder()
    let variables = ["ASSAY_SHOP_TOKEN": "t"]
    func run(_ words: String...) throws -> CommandResult {
      try Command.run(
        Repository.assay, ["run", "--openapi", "apis/shop.yaml"] + words, environment: variables, folder: folder.path)
    }
    let production = try run("--target", "https://shop.example.com")
    #expect(production.status == 2 && production.errors.contains("is Shop's production"), "\(production.errors)")
    let missing = try run("--target", "http://127.0.0.1:1")
    #expect(missing.status == 2 && missing.errors.contains("--var shop.id=VALUE"), "\(missing.errors)")
    let dry = try run(
      "--target", "https://test.example.com", "--allow-host", "test.example.com", "--var", "shop.id=7", "--dry-run",
      "--only", "shop.writeOrder*")
    #expect(dry.output.contains("changesData"), "\(dry.output)\(dry.errors)")
    #expect(dry.output.contains("--allow changesData=N"), "\(dry.output)\(dry.errors)")
  }

  @Test func `a replay reads the document of its run again`() throws {
    let folder = try folder()
    let run = try Command.assay("run", "--openapi", "apis/shop.yaml", folder: folder.path)
    #expect(run.status == 0, "\(run.errors)")
    let replay = try Command.assay("replay", "shop.readOrder/answer/200/valid", folder: folder.path)
    #expect(replay.output.hasSuffix("was passed and is passed: passing\n"), "\(replay.output)\(replay.errors)")
  }

  @Test func `a document that cannot be read ends with its place and status 2`() throws {
    let folder = try TemporaryFolder()
    try folder.write("openapi: 3.0.0\npaths: {/x: {get: {}}}\n", to: "a.yaml")
    let broken = try Command.assay("list", "--openapi", "a.yaml", folder: folder.path)
    #expect(broken.status == 2)
    #expect(broken.errors == "assay: a.yaml:2:19: the operation has no responses: there is nothing to check\n")
    let absent = try Command.assay("list", "--openapi", "none.yaml", folder: folder.path)
    #expect(absent.status == 2)
    #expect(absent.errors == "assay: Cannot open none.yaml: No such file or directory. Check the path.\n")
  }

  @Test func `several documents are providers of their own`() throws {
    let folder = try folder()
    let list = try Command.assay(
      "list", "--openapi", "apis/shop.yaml", "--openapi", "apis/shop.yaml", folder: folder.path)
    #expect(list.output.contains("\nshop-2.readOrder  GET "), "\(list.output)\(list.errors)")
  }
}
