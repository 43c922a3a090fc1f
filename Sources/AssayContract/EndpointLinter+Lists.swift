import AssayJSON
import AssaySchema
import AssaySpec

extension EndpointLinter {
  /// Relations, paging, and the contract's own checks and cases.
  func checkLists() {
    for relation in endpoint.relations {
      let name = "the relation \(relation.name)"
      let source = relation.evidence.source
      for pointer in relation.pointers { check(pointer, name, at: source) }
      for location in relation.conditions.map(\.location) + (relation.location.map { [$0] } ?? []) {
        check(location, name, at: source)
      }
    }
    if let paging = endpoint.paging {
      let source = paging.evidence.source
      check(paging.items, "the paging", at: source)
      for location in [paging.size, endpoint.cursorLocation].compactMap({ $0 }) {
        check(location, "the paging", at: source)
      }
      switch paging.style {
      case .cursor(let pointer, _), .nextURL(let pointer): check(pointer, "the paging", at: source)
      case .lastItem(let id, _, let more):
        check(JSONPointer(paging.items.tokens + ["0"] + id.tokens), "the paging", at: source)
        check(more, "the paging", at: source)
      case .page(let location), .offset(let location): check(location, "the paging", at: source)
      case .link: break
      }
      if let most = paging.maxSize, endpoint.largestPage == nil {
        let size = paging.size.map { "\($0)" } ?? "no parameter"
        report(
          "the paging has pages of at most \(most) items, which \(size) cannot request: correct maxSize", at: source)
      }
    }
    for names in [endpoint.checks.map(\.name), endpoint.cases.map(\.name), endpoint.relations.map(\.name)] {
      for name in Set(names).sorted() where names.count(where: { $0 == name }) > 1 {
        report("two relations, checks or cases have the name \(name): rename one or leave it out")
      }
    }
    for custom in endpoint.cases {
      let source = custom.evidence.source
      let name = "the case \(custom.name)"
      if !endpoint.responses.contains(where: { $0.status == custom.status }) {
        report(
          "\(name) expects \(custom.status), which the endpoint does not document: declare the response", at: source)
      }
      for location in custom.settings.map(\.location) + custom.omissions where !isUndeclared(location) {
        check(location, name, at: source)
      }
    }
  }

  /// Whether a member is one that the body says it does not have: a case may send it, to see it refused.
  private func isUndeclared(_ location: Location) -> Bool {
    guard case .body(let pointer) = location, pointer.tokens.count == 1 else { return false }
    return endpoint.body.schema?.assertions.contains(.additionalProperties(.never)) ?? false
  }

  /// Whether a success declares a value.
  private func check(_ pointer: JSONPointer, _ user: String, at source: SourceLine) {
    let successes = endpoint.responses.filter { $0.status.isSuccess }
    if !successes.contains(where: { $0.body.schema?.member(at: pointer) != nil }) {
      report("\(user) names \(pointer), which no success declares", at: source)
    }
  }
}
