import AssayHTTP
import AssayJSON
import AssaySchema
import AssaySpec

/// Reads OpenAPI 3.0 and 3.1 documents, JSON and YAML, as contracts.
///
/// The evidence of each promise is its place in the document. What a contract cannot express, and where the document
/// contradicts itself, is an open question of the endpoint that met it first.
package struct OpenAPIReader {
  let files: DocumentFiles
  let root: Place
  let providerID: String
  let document: Document
  var schemas: SchemaReader
  var fixtures: [Fixture] = []
  /// The part of every path that the first server's address ends with.
  var basePath = ""
  /// The parameters of paths that have a fixture each: by name, the schemas.
  var pathSchemas: [String: [Schema]] = [:]
  private var endpointIDs: Set<String> = []
  private var routes: [String: String] = [:]

  /// Reads the document of one provider.
  ///
  /// - Parameters:
  ///   - path: The file; it names the provider.
  ///   - others: The ids of providers that are there already.
  ///   - retrieved: The day, as `yyyy-mm-dd`.
  ///   - load: Reads a file; the error names it.
  package static func provider(
    _ path: String, besides others: [String] = [], retrieved: String,
    load: @escaping (_ path: String) -> Result<[UInt8], OpenAPIError>
  ) throws(OpenAPIError) -> Provider {
    var reader = try OpenAPIReader(path, besides: others, retrieved: retrieved, load)
    return try reader.provider()
  }

  private init(
    _ path: String, besides others: [String], retrieved: String,
    _ load: @escaping (_ path: String) -> Result<[UInt8], OpenAPIError>
  ) throws(OpenAPIError) {
    files = DocumentFiles(load)
    root = try files.root(of: path)
    guard root.isObject else { throw root.error("an OpenAPI document is an object, found \(root.node.kind.rawValue)") }
    if root["swagger"] != nil {
      throw root.error("this is Swagger 2.0: convert it to OpenAPI 3.0 first (converter.swagger.io)")
    }
    guard let version = try root.text("openapi") else {
      throw root.error("the member \"openapi\" with the version is missing: this is no OpenAPI document")
    }
    guard version.hasPrefix("3.0.") || version.hasPrefix("3.1.") else {
      throw (root["openapi"] ?? root).error("OpenAPI \(version) is not supported: 3.0 and 3.1 are")
    }
    schemas = SchemaReader(files, isOld: version.hasPrefix("3.0"))
    providerID = Self.providerID(path, besides: others)
    let info = try root.object("info")
    document = Document(
      url: try root.object("externalDocs")?.text("url") ?? path, revision: try info?.text("version"),
      retrieved: retrieved)
  }

  /// The file's name without its extension, as ids have it.
  private static func providerID(_ path: String, besides others: [String]) -> String {
    let file = path.split(separator: "/").last.map(String.init) ?? "api"
    let stem = file.lastIndex(of: ".").map { String(file[..<$0]) } ?? file
    let name = Self.word(stem.replacing(".", with: "-"))
    let id = name.first?.isLetter == true ? name : "api-\(name)"
    var number = 1
    var unique = id
    while others.contains(unique) {
      number += 1
      unique = "\(id)-\(number)"
    }
    return unique
  }

  /// A text of the characters that ids have.
  static func word(_ text: String) -> String {
    var word = ""
    for scalar in text.unicodeScalars {
      let isPlain =
        scalar.isASCII
        && (scalar.properties.isAlphabetic || ("0"..."9").contains(scalar) || "._-".unicodeScalars.contains(scalar))
      if isPlain { word.unicodeScalars.append(scalar) } else if !word.isEmpty, word.last != "-" { word += "-" }
    }
    while word.last == "-" || word.last == "." { word.removeLast() }
    return word
  }

  private mutating func provider() throws(OpenAPIError) -> Provider {
    let servers = try readServers()
    guard let paths = try root.object("paths"), !paths.members.isEmpty else {
      throw root.error("the document has no paths: there is nothing to test")
    }
    if let webhooks = root["webhooks"] {
      ask(.silence, webhooks, "Webhooks are requests of the provider.", "They are not tested.")
    }
    var operations: [Operation] = []
    for (template, item) in paths.members {
      guard template.hasPrefix("/") else { throw item.error("a path begins with /, found \"\(template)\"") }
      let item = try files.resolve(item)
      guard item.isObject else {
        throw item.error("a path holds an object of operations, found \(item.node.kind.rawValue)")
      }
      for (name, place) in item.members {
        guard let method = Self.methods[name] else {
          if !["summary", "description", "servers", "parameters", "$ref"].contains(name) {
            ask(.oddity, place, "\"\(name)\" is no method that a contract can have.", "The operation is not tested.")
          }
          continue
        }
        guard place.isObject else { throw place.error("an operation is an object, found \(place.node.kind.rawValue)") }
        operations.append(
          Operation(method: method, template: template, place: place, parameters: try parameters(of: place, in: item)))
      }
    }
    for operation in operations { try notePathParameters(of: operation) }
    var endpoints: [Endpoint] = []
    for operation in operations { if let endpoint = try endpoint(operation) { endpoints.append(endpoint) } }
    guard !endpoints.isEmpty else { throw paths.error("no operation of the document can be tested") }
    // What was asked of endpoints that are left out.
    endpoints[endpoints.count - 1].openQuestions += schemas.questions.take()
    let title = try root.object("info")?.text("title") ?? providerID
    return Provider(
      providerID, title, servers: servers, fixtures: fixtures, endpoints: endpoints,
      file: root.path, line: root.line)
  }

  struct Operation {
    var method: Method
    var template: String
    var place: Place
    var parameters: [Place]
  }

  private static let methods: [String: Method] = [
    "get": .get, "put": .put, "post": .post, "delete": .delete, "options": .options, "head": .head, "patch": .patch,
  ]

  mutating func ask(_ kind: OpenQuestion.Kind, _ place: Place, _ question: String, _ assumed: String) {
    schemas.questions.add(kind, at: place, question, assumed: assumed)
  }

  /// The parameters of an operation and those of its path that it does not replace.
  private func parameters(of operation: Place, in item: Place) throws(OpenAPIError) -> [Place] {
    var all: [Place] = []
    var names: Set<String> = []
    for list in [operation, item] {
      var own: Set<String> = []
      for entry in try list.array("parameters") ?? [] {
        let place = try files.resolve(entry)
        guard let name = try place.text("name"), let location = try place.text("in") else {
          throw place.error("a parameter needs a name and in: path, query, header or cookie")
        }
        let key = "\(location) \(name)"
        if !own.insert(key).inserted {
          throw entry.error("the \(location) parameter \"\(name)\" is declared twice: remove one")
        }
        if names.insert(key).inserted { all.append(place) }
      }
    }
    return all
  }

  private mutating func endpoint(_ operation: Operation) throws(OpenAPIError) -> Endpoint? {
    let place = operation.place
    let path = basePath + operation.template
    let template = PathTemplate(path)
    let isWhole = template.segments.allSatisfy { segment in
      if case .literal(let text) = segment { !text.contains("{") && !text.contains("}") } else { true }
    }
    guard isWhole else {
      ask(.silence, place, "A parameter is only part of a segment of the path \(path).", "The operation is not tested.")
      return nil
    }
    let route = "\(operation.method) " + path.replacing(/\{[^}]*\}/, with: "{}")
    if let earlier = routes.updateValue(place.name, forKey: route) {
      ask(
        .contradiction, place, "Two operations have the route \(route); the other is \(earlier).",
        "The first is meant; this one is not tested.")
      return nil
    }
    let title = try place.text(place["summary"] == nil ? "operationId" : "summary") ?? ""
    let security = try readSecurity(place)
    let parameters = try readParameters(operation, security)
    let body = try readRequestBody(place)
    let isRefusable = body.schema != nil || parameters.contains { $0.isRequired || $0.schema != .string }
    let responses = try readResponses(operation, hasSecurity: !security.schemes.isEmpty, isRefusable: isRefusable)
    var notes: [Note] = []
    if try place.flag("deprecated") == true {
      notes.append(Note("The operation is deprecated.", quote: place.evidence))
    }
    for (key, what) in [
      ("callbacks", "Callbacks are requests of the provider."), ("servers", "The operation has servers of its own."),
    ] {
      if let value = place[key] { ask(.silence, value, what, "They are not tested.") }
    }
    let isSafe = [.get, .head, .options].contains(operation.method)
    return Endpoint(
      operation.method, template, id: try id(operation), title: title.isEmpty ? "\(operation.method) \(path)" : title,
      document: document, security: security,
      effects: isSafe
        ? [] : [.changesData(quote: place.assumed("Only GET, HEAD and OPTIONS are known to change nothing."))],
      parameters: parameters, requestBody: body, responses: responses, notes: notes,
      openQuestions: schemas.questions.take(), file: place.path, line: place.line)
  }

  private mutating func id(_ operation: Operation) throws(OpenAPIError) -> String {
    let place = operation.place
    var name = Self.word(try place.text("operationId") ?? "")
    if name.isEmpty { name = Self.word("\(operation.method)".lowercased() + operation.template) }
    let id = "\(providerID).\(name)"
    if endpointIDs.insert(id).inserted { return id }
    if let duplicate = place["operationId"] {
      ask(.contradiction, duplicate, "Another operation has this operationId.", "They are different operations.")
    }
    var number = 2
    while !endpointIDs.insert("\(id)-\(number)").inserted { number += 1 }
    return "\(id)-\(number)"
  }
}
