import AssayJSON
import AssaySpec

extension OpenAPIReader {
  /// The credentials of an operation: any one of its requirements, each with all of its schemes.
  mutating func readSecurity(_ operation: Place) throws(OpenAPIError) -> Security {
    guard let list = operation["security"] ?? root["security"] else {
      return .none(quote: operation.assumed("The document names no credential for the operation."))
    }
    guard list.node.kind == .array else {
      throw list.error("security must be an array, found \(list.node.kind.rawValue)")
    }
    var alternatives: [Security] = []
    for requirement in list.items {
      var parts: [Security] = []
      for (name, scopes) in requirement.members {
        parts.append(try scheme(name, scopes.items.compactMap(\.string), requirement))
      }
      alternatives.append(
        parts.isEmpty ? .none(quote: requirement.evidence) : .all(parts, quote: parts[0].evidence))
    }
    guard let first = alternatives.first else { return .none(quote: list.evidence) }
    return alternatives.count == 1 ? first : .anyOf(alternatives, quote: list.evidence)
  }

  private mutating func scheme(_ name: String, _ scopes: [String], _ requirement: Place) throws(OpenAPIError)
    -> Security
  {
    guard let declared = root["components"]?["securitySchemes"]?[name] else {
      throw requirement.error("no security scheme \"\(name)\" is declared in components/securitySchemes")
    }
    let place = try files.resolve(declared)
    let quote = place.evidence
    switch try place.text("type") {
    case "http":
      let kind = (try place.text("scheme") ?? "").lowercased()
      if kind == "basic" {
        return .basic(
          user: fixture("\(name).user", "the user of \(name)", mock: "mock-user", at: place),
          password: fixture(
            "\(name).password", "the password of \(name)", mock: "mock-password", isSecret: true, at: place),
          quote: quote)
      }
      if kind != "bearer" {
        ask(.silence, place, "A contract cannot express the scheme \"\(kind)\".", "A Bearer token stands in its place.")
      }
      return .bearer(token(name, place), quote: quote)
    case "apiKey":
      guard let key = try place.text("name"), let location = try place.text("in") else {
        throw place.error("an apiKey needs a name and in: header, query or cookie")
      }
      let fixture = fixture(name, "the key of \(name)", mock: "mock-\(name.lowercased())", isSecret: true, at: place)
      switch location {
      case "header": return .apiKey(fixture, in: .header(key), quote: quote)
      case "query": return .apiKey(fixture, in: .query(key), quote: quote)
      case "cookie": return .apiKey(fixture, in: .cookie(key), quote: quote)
      default: throw place.error("an apiKey stands in: header, query or cookie, found \"\(location)\"")
      }
    case "oauth2":
      if let flow = try place.object("flows")?.object("clientCredentials") {
        guard let url = try flow.text("tokenUrl") else { throw flow.error("clientCredentials needs a tokenUrl") }
        return .oauth2ClientCredentials(
          id: fixture("\(name).client", "the client's id of \(name)", mock: "mock-client", at: place),
          secret: fixture(
            "\(name).secret", "the client's secret of \(name)", mock: "mock-secret", isSecret: true, at: place),
          tokenURL: url.contains("://") || url.hasPrefix("/") ? url : "/" + url, scopes: scopes, quote: quote)
      }
      ask(
        .silence, place, "A run cannot go through a flow in which a person signs in.",
        "An access token is given to the run.")
      return .bearer(token(name, place), quote: quote)
    case "openIdConnect":
      ask(.silence, place, "A run cannot sign in by OpenID Connect.", "An access token is given to the run.")
      return .bearer(token(name, place), quote: quote)
    case "mutualTLS": return .mutualTLS(quote: quote)
    case let type:
      throw place.error(
        "a security scheme has a type: apiKey, http, oauth2, openIdConnect or mutualTLS, found \(type.map { "\"\($0)\"" } ?? "none")"
      )
    }
  }

  private mutating func token(_ name: String, _ place: Place) -> Fixture {
    fixture(name, "an access token of \(name)", mock: "mock-\(name.lowercased())-token", isSecret: true, at: place)
  }

  /// The fixture of a name, which is declared when it is first needed.
  mutating func fixture(
    _ name: String, _ description: String, mock: String, isSecret: Bool = false, at place: Place
  ) -> Fixture {
    let name = "\(providerID).\(Self.word(name))"
    let variable = Fixture.environmentName(of: name)
    if let known = fixtures.first(where: { $0.environmentName == variable }) { return known }
    let fixture = Fixture(
      name, description, mock: mock, isSecret: isSecret, file: place.path, line: place.line)
    fixtures.append(fixture)
    return fixture
  }
}
