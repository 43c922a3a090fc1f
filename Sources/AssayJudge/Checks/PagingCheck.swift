import AssayContract
import AssayHTTP
import AssayJSON
import AssayPlan
import AssaySpec

/// Pages must come to an end, the list may not end before it does, and no item may come twice.
struct PagingCheck {
  private let endpoint: Endpoint
  private let testCase: TestCase
  private let paging: Paging
  /// The lists that came, up to the first response without one, by step.
  private var pages: [Page] = []
  private var violations: [Violation] = []

  private struct Page {
    var request: Request
    var response: Response
    var items: [JSONValue]
    var ids: [JSONValue]
    /// The ids of the pages that led to it.
    var earlier: Set<JSONValue>
    /// What leads to the next page.
    var next: JSONValue?
  }

  static func violations(in exchanges: [Exchange], of testCase: TestCase, _ endpoint: Endpoint) -> [Violation] {
    guard testCase.kind == .paging, let paging = endpoint.paging else { return [] }
    var check = PagingCheck(endpoint: endpoint, testCase: testCase, paging: paging)
    for exchange in exchanges {
      guard let response = exchange.response, (200..<300).contains(response.status),
        case .array(let items)? = Capture.json(response)?[paging.items]
      else { break }
      check.add(exchange.request, response, items)
    }
    for index in check.pages.indices { check.checkItems(of: index) }
    check.checkEnd()
    return check.violations
  }

  private init(endpoint: Endpoint, testCase: TestCase, paging: Paging) {
    self.endpoint = endpoint
    self.testCase = testCase
    self.paging = paging
  }

  private mutating func add(_ request: Request, _ response: Response, _ items: [JSONValue]) {
    let earlier =
      testCase.steps[pages.count].inputs.first.map { pages[$0.step].earlier.union(pages[$0.step].ids) } ?? []
    pages.append(
      Page(
        request: request, response: response, items: items,
        ids: items.compactMap { item in paging.id.flatMap { item[$0] } }, earlier: earlier,
        next: paging.next?.value(in: response)))
  }

  private mutating func add(_ expected: String, _ found: String, at index: Int, isWarning: Bool = false) {
    var violation = Violation(
      "paging", at: paging.place(in: pages[index].response), expected: expected, found: TextSanitizer.text(found),
      lasting: expected, evidence: paging.evidence, severity: isWarning ? .warning : nil)
    violation.attempt = index + 1
    violations.append(violation)
  }

  private mutating func checkItems(of index: Int) {
    let page = pages[index]
    if let again = page.ids.first(where: page.earlier.contains), let input = testCase.steps[index].inputs.first {
      // An item may move while pages are read, unless the item itself says where the page begins.
      let isNamed = input.capture.value(in: pages[input.step].response).map(page.ids.contains) ?? false
      add(
        "items that no page before had", "\(again.serialized()) again", at: index,
        isWarning: !(isNamed && paging.isByItem) && !isFirstPageUnchanged(around: index))
    }
    if case .lastItem(_, _, let more) = paging.style, page.items.isEmpty, Capture.json(page.response)?[more] == true {
      add("no more after a page without items", "true", at: index)
    }
    guard let next = page.next,
      let following = testCase.steps.first(where: { $0.inputs.first?.step == index })?.inputs.first
    else {
      return
    }
    let text = Parameter.text(of: next)
    if page.items.isEmpty { add("no next page after a page without items", text, at: index) }
    switch following.apply(to: page.request, from: page.response, of: endpoint) {
    case nil: add("the address of the next page", text, at: index)
    case page.request?: add("another page as the next", "the same: \(text)", at: index)
    default: break
    }
  }

  /// Whether the page before one is the first, and came again afterwards with the same items.
  private func isFirstPageUnchanged(around index: Int) -> Bool {
    guard let first = testCase.steps[index].inputs.first?.step, testCase.steps[first].inputs.isEmpty else {
      return false
    }
    return pages.indices.dropFirst(index + 1).contains {
      testCase.steps[$0].inputs.isEmpty && pages[$0].request == pages[first].request
        && pages[$0].ids == pages[first].ids
    }
  }

  /// The first page cannot be the last one when a larger page has more items, and it still has no next one afterwards.
  private mutating func checkEnd() {
    guard paging.next != nil,
      let large = pages.indices.dropFirst().first(where: {
        testCase.steps[$0].inputs.isEmpty && pages[$0].request != pages[0].request
      }),
      pages.indices.contains(large + 1), pages[large + 1].request == pages[0].request
    else { return }
    let (before, after, count) = (pages[0], pages[large + 1], pages[large].items.count)
    guard before.next == nil, after.next == nil, before.items.count == after.items.count, count > after.items.count
    else { return }
    add("a next page, as the list has \(count) items", "none after \(after.items.count)", at: large + 1)
  }
}

extension Paging {
  /// What of a response leads to the next page; `nil` where only the number of items does.
  fileprivate var next: Capture? {
    switch style {
    case .link: .link("next")
    case .nextURL(let pointer), .cursor(let pointer, _): .body(pointer)
    case .lastItem(let id, _, let more): .lastItem(id, of: items, more: more)
    case .page, .offset: nil
    }
  }

  /// Whether an item of one page says where the next begins.
  fileprivate var isByItem: Bool { if case .lastItem = style { true } else { false } }

  /// Where a response says which page is next.
  fileprivate func place(in response: Response) -> Violation.Place {
    switch style {
    case .link: .header("Link")
    case .cursor(let pointer, _), .nextURL(let pointer), .lastItem(_, _, let pointer):
      Violation.Place.value(pointer, in: response)
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
