/// A queue between threads: `pop` blocks until something is there or the queue is closed.
package final class BlockingQueue<Element: Sendable>: @unchecked Sendable {
  // Unchecked: `elements` and `isClosed` are touched only with the monitor's lock held.
  private let monitor = Monitor()
  private var elements: [Element] = []
  private var isClosed = false

  package init() {}

  /// Adds an element at the end; `false` when the queue is closed and nothing was added.
  @discardableResult
  package func push(_ element: Element) -> Bool {
    monitor.withLock {
      if isClosed { return false }
      elements.append(element)
      monitor.signal()
      return true
    }
  }

  /// Takes the first element, waiting for one; `nil` when the queue is closed and empty.
  package func pop() -> Element? {
    monitor.withLock {
      while elements.isEmpty {
        if isClosed { return nil }
        monitor.wait()
      }
      return elements.removeFirst()
    }
  }

  /// Lets nothing more in; those who wait get what is left, then `nil`.
  package func close() {
    monitor.withLock {
      isClosed = true
      monitor.broadcast()
    }
  }
}
