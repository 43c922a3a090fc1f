import AssayContract
import AssayHTTP
import AssayJSON
import AssaySchema
import AssaySpec

extension OpenAPIReader {
  mutating func readRequestBody(_ operation: Place) throws(OpenAPIError) -> Body {
    guard let declared = operation["requestBody"] else { return .empty }
    let place = try files.resolve(declared)
    guard let content = try place.object("content"), !content.members.isEmpty else {
      throw place.error("a request body needs content: its media types")
    }
    let body = try body(content, isRequest: true)
    if try place.flag("required") == true { return body }
    guard let schema = body.schema?.forRequests else { return body }
    if schema.accepts(.object(JSONObject([]))) || schema.types.contains(.null) { return body.optional }
    ask(
      .contradiction, place, "The body is not marked as required, and its schema requires members.",
      "The body is required.")
    return body
  }

  /// The body of the media types that a message may have.
  mutating func body(_ content: Place, isRequest: Bool) throws(OpenAPIError) -> Body {
    var bodies: [Body] = []
    for (type, media) in content.members {
      guard media.isObject else { throw media.error("a media type holds an object, found \(media.node.kind.rawValue)") }
      let body = try described(type, media, isRequest: isRequest)
      if bodies.contains(where: { $0.mediaType.lowercased() == body.mediaType.lowercased() }) { continue }
      bodies.append(body)
    }
    guard var first = bodies.first else { return .undocumented }
    let others = bodies.dropFirst().filter { $0.schema != nil }
    if first.schema != nil { first.others = Array(others) }
    return first
  }

  private mutating func described(_ type: String, _ media: Place, isRequest: Bool) throws(OpenAPIError) -> Body {
    var mediaType = type
    if type.contains("*") {
      mediaType = "application/json"
      ask(.silence, media, "The media type is the range \(type).", "It is application/json.")
    }
    guard let parsed = MediaType(parsing: mediaType) else { throw media.error("\"\(type)\" is no media type") }
    var schema = Schema.any
    if let place = media["schema"] {
      schema = try usable(try schemas.schema(place), place)
    } else {
      ask(.silence, media, "The body has no schema.", "It is any value.")
    }
    let encoding: Body.Encoding
    if parsed.isJSON || parsed.hasJSONSuffix {
      encoding = .json
    } else if parsed.essence == "application/x-www-form-urlencoded" {
      encoding = .form(.repeated, try formStyles(media, schema))
      if schema.types != .object { schema = objectSchema(schema, media) }
    } else if parsed.essence == "multipart/form-data" {
      schema = objectSchema(schema, media)
      encoding = .multipart(try parts(media, schema))
    } else if parsed.type == "text" {
      encoding = .text
      if schema == .any { schema = .string }
    } else {
      encoding = .bytes
      schema = .bytes()
      if parsed.essence == "application/xml" || parsed.essence.hasSuffix("+xml") {
        ask(.silence, media, "A contract cannot express XML.", "The body is any bytes.")
      }
    }
    var body = Body(.described(encoding, schema), mediaType: mediaType, mediaTypeEvidence: media.evidence)
    body.examples = try examples(media, body, isRequest: isRequest)
    if !isRequest, body.examples.isEmpty { body = sampled(body, media) }
    return body
  }

  private mutating func objectSchema(_ schema: Schema, _ media: Place) -> Schema {
    if schema.types == .object { return schema }
    ask(.silence, media, "A form has members, and the schema is not that of an object.", "It has any members.")
    return .object
  }

  private mutating func formStyles(_ media: Place, _ schema: Schema) throws(OpenAPIError) -> [String: FormStyle] {
    var styles: [String: FormStyle] = [:]
    for (name, encoding) in try media.object("encoding")?.members ?? [] where schema.property(name) != nil {
      if let type = encoding["contentType"] {
        ask(
          .silence, type, "A contract cannot express a member of a form with a media type.",
          "It is written as a form writes it.")
      }
      let style = try encoding.text("style") ?? "form"
      let explodes = try encoding.flag("explode") ?? (style == "form")
      switch style {
      case "deepObject": styles[name] = .brackets
      case "spaceDelimited": styles[name] = explodes ? .repeated : .spaces
      case "pipeDelimited": styles[name] = explodes ? .repeated : .pipes
      default: if !explodes { styles[name] = .commas }
      }
    }
    return styles
  }

  private mutating func parts(_ media: Place, _ schema: Schema) throws(OpenAPIError) -> [Part] {
    let declared = try media["schema"].map { (place) throws(OpenAPIError) in try files.resolve(place) }
    return try schema.properties.map { (property) throws(OpenAPIError) in
      let place = try declared?["properties"]?[property.name].map { (place) throws(OpenAPIError) in
        try files.resolve(place)
      }
      let isFile = place?["format"]?.string == "binary" || place?["contentMediaType"] != nil
      let named = try media["encoding"]?[property.name]?.text("contentType")
      let type = named ?? place?["contentMediaType"]?.string ?? (isFile ? "application/octet-stream" : nil)
      var property = property
      let first = type.map { String($0.prefix { $0 != "," }) }
      let parsed = first.flatMap { MediaType(parsing: $0) }
      if property.schema.types == .object || property.schema.types == .array {
        return Part(property, as: parsed?.isJSON == true ? first : "application/json")
      }
      guard let first, parsed != nil, !first.contains("*") else { return Part(property) }
      if parsed?.type != "text", parsed?.isJSON != true { property.schema = .bytes() }
      return Part(property, as: first, fileName: isFile ? "file" : nil)
    }
  }

  /// The examples of a body that satisfy its schema.
  private mutating func examples(_ media: Place, _ body: Body, isRequest: Bool) throws(OpenAPIError) -> [Example] {
    var found: [(name: String, place: Place)] = []
    if let example = media["example"] { found.append(("body", example)) }
    for (name, example) in try media.object("examples")?.members ?? [] {
      let example = try files.resolve(example)
      if let value = example["value"] { found.append((Self.word(name), value)) }
      if let value = example["externalValue"] {
        ask(.silence, value, "The example is in a file of its own.", "It is not used.")
      }
    }
    if found.isEmpty, let place = media["schema"] {
      let target = try files.resolve(place)
      if let example = target["example"] ?? target["examples"]?.item(0) { found.append(("body", example)) }
    }
    guard let schema = body.schema, let codec = body.codec else { return [] }
    let wanted = isRequest ? schema.forRequests : schema.forResponses
    guard let compiled = try? CompiledSchema(wanted) else { return [] }
    var examples: [Example] = []
    for (name, place) in found {
      let value = place.value
      // An example of another encoding than JSON may be given as that text.
      let isText = place.string != nil && schema.types != .string && body.encoding == .json
      let json = isText ? (try? JSONValue(parsing: place.string ?? "")) ?? value : value
      if let wrong = compiled.violations(of: json).first {
        let at = wrong.pointer == .root ? "" : " at \(wrong.pointer)"
        ask(
          .contradiction, place,
          "The example does not satisfy the schema\(at): expected \(wrong.validationError.expected), found \(wrong.validationError.found).",
          "The schema counts; the example is not used.")
        continue
      }
      let text: String
      switch body.encoding {
      case .json: text = json.serialized()
      case .text: text = Parameter.text(of: json)
      default: text = String(decoding: codec.encode(json), as: UTF8.self)
      }
      let unique = examples.contains { $0.name == name } || name.isEmpty ? "example-\(examples.count + 1)" : name
      examples.append(Example(unique, text, quote: place.evidence))
    }
    return examples
  }

  /// A response body for which the mock finds a value.
  private mutating func sampled(_ body: Body, _ media: Place) -> Body {
    guard let schema = body.schema, let compiled = try? CompiledSchema(schema.forResponses) else { return body }
    guard let wrong = compiled.violations(of: schema.forResponses.sample).first(where: { !$0.isUndocumentedMember })
    else {
      return body
    }
    let at = wrong.pointer == .root ? "" : " at \(wrong.pointer)"
    ask(
      .silence, media, "No value was found that satisfies the schema\(at): expected \(wrong.validationError.expected).",
      "Of the body only the media type is checked.")
    var body = body
    if let encoding = body.encoding { body.content = .described(encoding, Schema(schema.types)) }
    return body
  }
}
