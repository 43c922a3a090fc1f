import Foundation
import Synchronization

/// Work on threads of its own, so that waiting for processes takes none of the tests' own.
package enum Parallel {
  /// Applies a function to every element, a few at the same time, each worker with a tool of its own; results in the
  /// elements' order.
  package static func map<Element: Sendable, Tool, Result: Sendable>(
    _ elements: [Element], workers: Int, with tool: @escaping @Sendable () -> Tool,
    _ body: @escaping @Sendable (Element, Tool) -> Result
  ) -> [Result] {
    let work = Work<Element, Result>(elements)
    let group = DispatchGroup()
    for _ in 0..<workers {
      group.enter()
      Thread.detachNewThread {
        let tool = tool()
        while let (index, element) = work.next() { work.finish(index, body(element, tool)) }
        group.leave()
      }
    }
    group.wait()
    return work.results
  }

  private final class Work<Element: Sendable, Result: Sendable>: Sendable {
    private let elements: [Element]
    private let dealt = Mutex(0)
    private let done = Mutex<[Int: Result]>([:])

    init(_ elements: [Element]) { self.elements = elements }

    func next() -> (Int, Element)? {
      let index = dealt.withLock { dealt in
        defer { dealt += 1 }
        return dealt
      }
      return index < elements.count ? (index, elements[index]) : nil
    }

    func finish(_ index: Int, _ result: Result) { done.withLock { $0[index] = result } }

    var results: [Result] { done.withLock { done in elements.indices.compactMap { done[$0] } } }
  }
}
