/// Puts items that come nearly in order into order, without waiting for a late one for ever.
///
/// Workers finish cases in another order than they took them. An item is given on when all before it were; when too many
/// wait for a late one, it is given up and comes when it comes, so that memory stays flat whatever the late one does.
struct OrderedWindow<Item: Sendable>: Sendable {
  private let limit: Int
  private var next = 0
  private var waiting: [Int: Item] = [:]

  init(limit: Int = 4096) { self.limit = limit }

  /// Takes the item of a place and gives those that may go on, in order.
  mutating func add(_ item: Item, at place: Int) -> [Item] {
    if place < next { return [item] }
    if place == next, waiting.isEmpty {
      next += 1
      return [item]
    }
    waiting[place] = item
    if waiting.count > limit, let first = waiting.keys.min() { next = max(next, first) }
    var ready: [Item] = []
    while let item = waiting.removeValue(forKey: next) {
      ready.append(item)
      next += 1
    }
    return ready
  }

  /// Gives what still waits, in order.
  mutating func finish() -> [Item] {
    defer { waiting = [:] }
    return waiting.sorted { $0.key < $1.key }.map(\.value)
  }
}
