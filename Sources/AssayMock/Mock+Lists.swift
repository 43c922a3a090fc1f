import AssayContract
import AssayHTTP
import AssayJSON
import AssaySchema
import AssaySpec

/// A way in which a mutant breaks the paging of a list.
enum PagingFault: Sendable, Hashable {
  /// Every page is the first.
  case repeats
  /// Every page has one after it.
  case endless
  /// No page has one after it.
  case ends
}

extension Endpoint {
  /// How many items the mock has in each list whose order, length or pages the contract declares.
  private static let listLength = 5

  /// A body whose declared lists have enough items for several pages.
  func lengthened(_ body: JSONValue, _ response: ResponseSpec) -> JSONValue {
    var lists = paging.map { [$0.items] } ?? []
    for relation in relations {
      switch relation.rule {
      case .atMost(let items, _), .sorted(let items, _, _): lists.append(items)
      case .bounded: lists += relation.items.map { [$0] } ?? []
      case .sum, .notBefore, .equal: continue
      }
    }
    var body = body
    // Of a relation between optional members there must be something to see.
    for pointer in relations.flatMap(\.pointers) where body[pointer] == nil {
      if let schema = response.body.schema?.member(at: pointer) { body.set(schema.sample, at: pointer) }
    }
    for pointer in lists {
      guard case .array(let items)? = body[pointer], let schema = response.body.schema?.member(at: pointer)?.items,
        items.count < Self.listLength
      else { continue }
      let missing = Array(repeating: items.last ?? schema.sample, count: Self.listLength - items.count)
      body.set(.array(schema.varied(items + missing)), at: pointer)
    }
    return body
  }

  /// The values of a request that name pages, one for each number of items before them.
  var sampleCursors: [JSONValue] {
    guard let schema = cursorLocation.flatMap({ parameter(at: $0) })?.schema else { return [] }
    return schema.varied(Array(repeating: schema.sample, count: 4 * Self.listLength))
  }

  /// The places of a request that the document calls deprecated.
  var deprecatedLocations: [Location] {
    parameters.filter(\.isDeprecated).map(\.location)
      + (body.schema?.places ?? []).filter(\.property.isDeprecated).map { .body($0.pointer) }
  }
}

extension Mock.Contract {
  /// Makes the lists of a success what the relations and the paging of the endpoint say.
  func completeLists(
    of body: inout JSONValue, _ headers: inout HeaderFields, _ response: Int, _ reading: RequestValidation,
    _ fault: PagingFault?
  ) {
    let relations = endpoint.relations(for: reading)
    for relation in relations where !relation.isAboutLength { relation.enforce(on: &body) }
    if let paging = endpoint.paging { cut(&body, &headers, to: paging, response, reading, fault) }
    for relation in relations { relation.enforce(on: &body) }
  }

  private func cut(
    _ body: inout JSONValue, _ headers: inout HeaderFields, to paging: Paging, _ response: Int,
    _ reading: RequestValidation, _ fault: PagingFault?
  ) {
    guard case .array(let items)? = body[paging.items] else { return }
    func number(_ location: Location) -> Int? {
      let parameter = endpoint.parameter(at: location)
      let text = reading[location].map(Parameter.text) ?? parameter?.defaultValue
      return text.flatMap { Int($0) }
    }
    let query = reading.target[(reading.target.firstIndex(of: "?") ?? reading.target.endIndex)...].dropFirst()
    let size = max(1, paging.size.map { number($0) ?? items.count } ?? 2)
    let page = PercentEncoding.queryValue(of: "page", in: query).flatMap { Int($0) } ?? 1
    var start =
      switch paging.style {
      case .link, .nextURL: (page - 1) * size
      case .cursor(_, let location): reading[location].flatMap(cursors.firstIndex) ?? 0
      case .lastItem(let id, let location, _):
        reading[location].flatMap { last in items.firstIndex { $0[id] == last } }.map { $0 + 1 } ?? 0
      case .page(let location): ((number(location) ?? 1) - 1) * size
      case .offset(let location): number(location) ?? 0
      }
    if fault == .repeats { start = 0 }
    start = max(0, start)
    body.set(.array(Array(items.dropFirst(start).prefix(size))), at: paging.items)
    let isLast = fault == .ends || start + size >= items.count && fault != .endless
    func next() -> String {
      let number = JSONNumber(fault == .repeats ? 2 : page + 1)
      return endpoint.setting(.number(number), at: .query("page"), in: Request(endpoint.method, reading.target)).target
    }
    func setNext(_ value: @autoclosure () -> JSONValue, at pointer: JSONPointer) {
      if !isLast { return body.set(value(), at: pointer) }
      let schema = endpoint.responses[response].body.schema?.member(at: pointer)
      if schema?.takesNull ?? false { return body.set(.null, at: pointer) }
      body.remove(at: pointer)
    }
    switch paging.style {
    case .link:
      headers.removeAll(named: "Link")
      if !isLast { headers.append("Link", "<\(next())>; rel=\"next\"") }
    case .nextURL(let url): setNext(.string((provider.servers.first?.url ?? "https://example.com") + next()), at: url)
    case .cursor(let cursor, _): setNext(cursors[min(start + size, cursors.count - 1)], at: cursor)
    case .lastItem(_, _, let more): body.set(.boolean(!isLast), at: more)
    case .page, .offset: break
    }
  }
}

extension ExpectedRelation {
  fileprivate var isAboutLength: Bool { if case .atMost = relation.rule { true } else { false } }
}

/// The bodies of a response in which an object may be of several kinds: one for each.
struct MockKinds: Sendable {
  private var bodies: [JSONValue] = []
  /// The members that name the kinds.
  private var members: [JSONPointer] = []

  var isEmpty: Bool { bodies.isEmpty }

  init(_ body: Body) {
    guard let schema = body.schema, case let samples = schema.sampleVariants, samples.count > 1 else { return }
    for kind in schema.places.flatMap(\.kinds) {
      let member = kind.pointer.appending(kind.member)
      if !members.contains(member) { members.append(member) }
    }
    let examples = body.exampleValues
    bodies =
      examples
      + samples.filter { sample in
        !examples.contains { example in members.allSatisfy { example[$0] == sample[$0] } }
      }
  }

  /// The body of the kinds that the request names at the same places, or else one that depends on the request.
  func choice(for reading: RequestValidation) -> JSONValue? {
    if bodies.isEmpty { return nil }
    let named = members.filter { reading[.body($0)] != nil }
    let same = bodies.first { body in named.allSatisfy { reading[.body($0)] == body[$0] } }
    if !named.isEmpty, let same { return same }
    let sum = reading.target.utf8.reduce(0) { ($0 &* 31 &+ Int($1)) & 0xFFFF }
    return bodies[sum % bodies.count]
  }
}
