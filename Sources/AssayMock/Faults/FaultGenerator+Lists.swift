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
    switch paging.style {
    case .link, .cursor:
      add(.paging, "repeats", "sends the first page again and again", paging.evidence, .breakPaging(.repeats))
      add(.paging, "endless", "names a page after the last", paging.evidence, .breakPaging(.endless))
    case .lastItem:
      add(.paging, "endless", "says that there is more after the last page", paging.evidence, .breakPaging(.endless))
    case .page, .offset:
      if paging.id == nil { return }
      add(
        .paging, "repeats", "sends the first page again and again",
        .assumed("An item may move while the pages are read."), .breakPaging(.repeats))
    }
  }
}
