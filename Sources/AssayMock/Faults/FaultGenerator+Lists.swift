import AssayContract
import AssaySpec

extension FaultGenerator {
  /// Mutants that break a relation between values, or the paging of a list.
  mutating func makeListFaults() {
    for relation in endpoint.relations {
      add(
        .relation, relation.name, "sends a response in which it is not so that \(relation.words)", relation.evidence,
        .breakRelation(relation))
    }
    guard let paging = endpoint.paging else { return }
    func addPaging(_ name: String, _ what: String, _ fault: PagingFault) {
      add(.paging, name, what, paging.evidence, .breakPaging(fault))
    }
    switch paging.style {
    case .link, .nextURL, .cursor, .lastItem:
      addPaging("repeats", "sends the first page again and again", .repeats)
      addPaging("endless", "has a page after the last", .endless)
      if endpoint.largestPage != nil { addPaging("ends", "has no page after the first", .ends) }
    case .page, .offset:
      if paging.id != nil { addPaging("repeats", "sends the first page again and again", .repeats) }
    }
  }
}
