import AssayJSON
import AssaySchema
import AssaySpec

extension Paging {
  /// How the pages are told apart, for readers.
  package var words: String {
    let style =
      switch style {
      case .link: "Link header with rel=next"
      case .nextURL(let url): "\(url) is the URL of the next page"
      case .cursor(let cursor, let location): "\(cursor) goes into \(location)"
      case .lastItem(let id, let location, let more):
        "\(id) of the last item goes into \(location) while \(more) is true"
      case .page(let location): "pages by number in \(location)"
      case .offset(let location): "pages by offset in \(location)"
      }
    return "\(items == .root ? "the body" : "\(items)"): \(style)"
  }
}

extension Endpoint {
  /// The values of responses that relations and paging are about.
  package var namedPointers: [JSONPointer] { relations.flatMap(\.pointers) + pagingPointers }

  /// The values of responses that say which page is next.
  package var pagingPointers: [JSONPointer] {
    switch paging?.style {
    case .cursor(let pointer, _), .nextURL(let pointer): [pointer]
    case .lastItem(let id, _, let more): [more, paging!.items.appending(0).appending(id)]
    case .link, .page, .offset, nil: []
    }
  }

  /// The relations that hold for the response to a valid request.
  package func relations(for request: RequestValidation) -> [ExpectedRelation] {
    func value(_ location: Location) -> JSONValue? {
      let parameter = parameter(at: location)
      return request[location]
        ?? parameter.flatMap { parameter in
          parameter.defaultValue.map { Parameter.value(of: $0, for: parameter.schema) }
        }
    }
    return relations.compactMap { relation in
      guard relation.conditions.allSatisfy({ value($0.location) == $0.value }) else { return nil }
      guard let location = relation.location else { return ExpectedRelation(relation: relation) }
      return value(location).map { ExpectedRelation(relation: relation, requested: $0) }
    }
  }
}

extension Endpoint {
  /// Few items for a page: the least number from 2 that a parameter accepts.
  package func smallPage(_ size: Location?) -> Int? {
    guard let schema = size.flatMap({ parameter(at: $0) })?.schema, let compiled = try? CompiledSchema(schema) else {
      return nil
    }
    return (2...100).first { compiled.accepts(.number(JSONNumber($0))) }
  }

  /// The most items that a page may have, where that is known and more than a small page has.
  package var largestPage: Int? {
    guard let paging, let schema = paging.size.flatMap({ parameter(at: $0) })?.schema,
      let small = smallPage(paging.size)
    else { return nil }
    let maximum = schema.assertions.lazy.compactMap { assertion -> Int? in
      if case .maximum(let bound) = assertion { bound.int64.map { Int(clamping: $0) } } else { nil }
    }.first
    guard let largest = paging.maxSize ?? maximum, largest > small, let compiled = try? CompiledSchema(schema),
      compiled.accepts(.number(JSONNumber(largest)))
    else { return nil }
    return largest
  }
}
