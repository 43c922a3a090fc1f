import AssayContract
import AssayHTTP
import AssayJSON
import AssayPlan
import AssaySpec

/// Pages must come to an end, and no item may come twice.
enum PagingCheck {
  static func violations(in exchanges: [Exchange], of testCase: TestCase, _ endpoint: Endpoint) -> [Violation] {
    guard testCase.kind == .paging, let paging = endpoint.paging else { return [] }
    var violations: [Violation] = []
    var pages: [JSONValue: Int] = [:]
    for (page, exchange) in exchanges.enumerated() {
      guard let response = exchange.response, (200..<300).contains(response.status) else { break }
      guard case .array(let items)? = Capture.json(response)?[paging.items] else { break }
      func add(_ expected: String, _ found: String, isWarning: Bool = false) {
        var violation = Violation(
          "paging", at: paging.place(in: response), expected: expected, found: TextSanitizer.text(found),
          lasting: expected, evidence: paging.evidence, severity: isWarning ? .warning : nil)
        violation.attempt = page + 1
        violations.append(violation)
      }
      if let id = paging.id, let again = items.lazy.compactMap({ $0[id] }).first(where: { pages[$0] ?? page < page }) {
        // An item may move while pages are read.
        add("items that no page before had", "\(again.serialized()) again", isWarning: true)
      }
      for id in items.compactMap({ item in paging.id.flatMap { item[$0] } }) { pages[id] = page }
      if case .lastItem(_, _, let more) = paging.style, items.isEmpty, Capture.json(response)?[more] == true {
        add("no more after a page without items", "true")
      }
      guard testCase.steps.indices.contains(page + 1), let input = testCase.steps[page + 1].inputs.first,
        input.destination != .nowhere, let next = input.capture.value(in: response)
      else { continue }
      let text = Parameter.text(of: next)
      if items.isEmpty { add("no next page after a page without items", text) }
      switch input.apply(to: exchange.request, from: response, of: endpoint) {
      case nil: add("the next page at the path \(endpoint.path)", text)
      case exchange.request?: add("another page as the next", "the same: \(text)")
      default: break
      }
    }
    return violations
  }
}

extension Paging {
  /// Where a response says which page is next.
  fileprivate func place(in response: Response) -> Violation.Place {
    switch style {
    case .link: .header("Link")
    case .cursor(let pointer, _), .lastItem(_, _, let pointer): Violation.Place.value(pointer, in: response)
    case .page, .offset: Violation.Place.value(items, in: response)
    }
  }
}

extension Violation.Place {
  fileprivate static func value(_ pointer: JSONPointer, in response: Response) -> Violation.Place {
    let node = (try? JSONDocument(parsing: response.body))?.node(at: pointer)
    return node.map { .value(pointer, $0.location) } ?? .body
  }
}
