import AssayContract
import AssayJSON
import AssaySchema
import AssaySpec

extension OpenAPIReader {
  /// Notes the schemas of path parameters, so that those of one name and one schema share a fixture.
  mutating func notePathParameters(of operation: Operation) throws(OpenAPIError) {
    for place in operation.parameters where place["in"]?.string == "path" {
      let name = place["name"]?.string ?? ""
      let schema = try parameterSchema(place)
      if !(pathSchemas[name] ?? []).contains(schema) { pathSchemas[name, default: []].append(schema) }
    }
  }

  private mutating func parameterSchema(_ place: Place) throws(OpenAPIError) -> Schema {
    if let schema = place["schema"] { return try schemas.schema(schema) }
    if let content = try place.object("content") {
      ask(.silence, content, "A contract cannot express a parameter with a media type of its own.", "It is any text.")
      return .string
    }
    ask(.silence, place, "The parameter has no schema.", "It is any text.")
    return .string
  }

  mutating func readParameters(_ operation: Operation, _ security: Security) throws(OpenAPIError) -> [Parameter] {
    var parameters: [Parameter] = []
    let credentials = security.schemes.compactMap(\.location)
    for place in operation.parameters {
      let name = try place.text("name") ?? ""
      let schema = try usable(try parameterSchema(place), place)
      let example = try parameterExample(place, schema)
      let isRequired = try place.flag("required") ?? false
      let quote = place.evidence
      var defaultValue: String?
      if let value = place["schema"].flatMap({ try? files.resolve($0) })?["default"], schema.accepts(value.value) {
        defaultValue = Parameter.plainText(of: value.value)
      }
      for key in ["allowEmptyValue", "allowReserved"] where try place.flag(key) == true {
        ask(.silence, place, "A contract cannot express \(key).", "The value is written and checked as any other.")
      }
      let location: Location
      switch try place.text("in") {
      case "path":
        guard operation.template.contains("{\(name)}") else {
          ask(.contradiction, place, "The path \(operation.template) has no {\(name)}.", "The parameter is not sent.")
          continue
        }
        if !isRequired { ask(.contradiction, place, "A path parameter is not marked as required.", "It is required.") }
        parameters.append(pathParameter(name, schema, example, quote, operation))
        try checkStyle(place, "simple", schema)
        continue
      case "query": location = .query(name)
      case "header":
        if ["accept", "content-type", "authorization"].contains(name.lowercased()) {
          ask(.oddity, place, "OpenAPI ignores a header parameter of this name.", "It is not sent.")
          continue
        }
        location = .header(name)
      case "cookie": location = .cookie(name)
      case let other: throw place.error("a parameter is in: path, query, header or cookie, found \"\(other ?? "")\"")
      }
      if credentials.contains(location) {
        ask(.oddity, place, "The parameter is the credential of the operation.", "It is sent as the credential.")
        continue
      }
      var parameter = Parameter.query(
        name, schema, required: isRequired, example: example, default: defaultValue, quote: quote)
      parameter.location = location
      if location.kind == .query {
        parameter.style = try style(place, schema)
      } else {
        try checkStyle(place, location.kind == .cookie ? "form" : "simple", schema)
      }
      if try place.flag("deprecated") == true { parameter = parameter.deprecated }
      parameters.append(contentsOf: try spread(parameter, place))
    }
    let declared = parameters.map(\.name)
    for name in PathTemplate(operation.template).parameterNames where !declared.contains(name) {
      ask(
        .contradiction, operation.place, "The path has {\(name)}, and no parameter of that name is declared.",
        "It is any text.")
      parameters.append(
        pathParameter(name, .string(minLength: 1), nil, operation.place.assumed("The path has {\(name)}."), operation))
    }
    return parameters
  }

  /// An object in the query whose members stand there by themselves (`style: form` with `explode: true`).
  private mutating func spread(_ parameter: Parameter, _ place: Place) throws(OpenAPIError) -> [Parameter] {
    guard parameter.schema.types == .object else { return [parameter] }
    guard parameter.location.kind == .query else {
      let style = try place.text("style") ?? "simple"
      let explodes = try place.flag("explode") ?? (parameter.location.kind == .cookie)
      let isFlat = parameter.schema.properties.allSatisfy { $0.schema.types.isDisjoint(with: [.array, .object]) }
      if isFlat, !explodes, style == "simple" || parameter.location.kind == .cookie { return [parameter] }
      ask(
        .silence, place, "A contract cannot express this object in a \(parameter.location.kind.rawValue).",
        "The parameter is not sent.")
      return []
    }
    if parameter.style != .repeated { return [parameter] }
    guard !parameter.schema.properties.isEmpty else {
      ask(.silence, place, "A contract cannot express how the object is written.", "The parameter is not sent.")
      return []
    }
    return parameter.schema.properties.map { property in
      .query(
        property.name, property.schema, required: parameter.isRequired && property.presence == .required,
        quote: property.evidence ?? parameter.evidence)
    }
  }

  private mutating func style(_ place: Place, _ schema: Schema) throws(OpenAPIError) -> FormStyle {
    let style = try place.text("style") ?? "form"
    let explodes = try place.flag("explode") ?? (style == "form")
    switch style {
    case "form": return explodes ? .repeated : .commas
    case "deepObject": return .brackets
    case "spaceDelimited": return explodes ? .repeated : .spaces
    case "pipeDelimited": return explodes ? .repeated : .pipes
    default:
      throw place.error(
        "a query parameter has the style form, spaceDelimited, pipeDelimited or deepObject, found \"\(style)\"")
    }
  }

  private mutating func checkStyle(_ place: Place, _ usual: String, _ schema: Schema) throws(OpenAPIError) {
    if let style = try place.text("style"), style != usual, let at = place["style"] {
      ask(.silence, at, "A contract cannot express the style \(style).", "The value is written in the style \(usual).")
    }
  }

  private mutating func pathParameter(
    _ name: String, _ schema: Schema, _ example: String?, _ quote: Evidence, _ operation: Operation
  ) -> Parameter {
    guard schema.allowedValues.isEmpty else { return .path(name, schema, example: example, quote: quote) }
    // Parameters of one name may be of several things, which differ in what precedes them.
    let all = pathSchemas[name] ?? []
    var subject = name
    if all.count > 1 {
      let segments = operation.template.split(separator: "/")
      let index = segments.firstIndex { $0 == "{\(name)}" } ?? 0
      let before = segments[..<index].last { !$0.hasPrefix("{") }
      subject = "\(before.map { "\($0)." } ?? "")\(name)"
    }
    let mock = example ?? Parameter.plainText(of: schema.sample)
    var value = fixture(subject, "\(name) of \(operation.template)", mock: mock, at: operation.place)
    var number = 2
    while !schema.accepts(Parameter.value(of: value.mock, for: schema)) {
      value = fixture("\(subject)-\(number)", "\(name) of \(operation.template)", mock: mock, at: operation.place)
      number += 1
      if number > 100 { break }
    }
    return .path(name, schema, from: value, example: example, quote: quote)
  }

  private mutating func parameterExample(_ place: Place, _ schema: Schema) throws(OpenAPIError) -> String? {
    var candidates = [place["example"]]
    for (_, example) in try place.object("examples")?.members ?? [] {
      candidates.append(try files.resolve(example)["value"])
    }
    if let target = place["schema"].flatMap({ try? files.resolve($0) }) {
      candidates += [target["example"], target["examples"]?.item(0)]
    }
    for candidate in candidates.compactMap({ $0 }) {
      let text = Parameter.plainText(of: candidate.value)
      if schema.accepts(Parameter.query("", schema, required: true).value(of: text)) { return text }
      ask(.contradiction, candidate, "The example does not satisfy the schema.", "The schema counts.")
    }
    return nil
  }

  /// A schema that something satisfies and that can be compiled; else one that asks less.
  mutating func usable(_ schema: Schema, _ place: Place) throws(OpenAPIError) -> Schema {
    do throws(SchemaError) { _ = try CompiledSchema(schema) } catch {
      ask(.silence, place, "The schema cannot be used: \(error.message).", "It asks nothing of a value.")
      return .any
    }
    guard let (pointer, text) = schema.contradictions.first else { return schema }
    ask(
      .contradiction, place, "Nothing satisfies the schema\(pointer == .root ? "" : " at \(pointer)"): \(text).",
      "It asks nothing of a value.")
    return .any
  }
}

extension Schema {
  /// Whether a value satisfies the schema; false where that cannot be compiled.
  func accepts(_ value: JSONValue) -> Bool {
    guard let compiled = try? CompiledSchema(self) else { return false }
    return !compiled.violations(of: value).contains { !$0.isUndocumentedMember }
  }
}
