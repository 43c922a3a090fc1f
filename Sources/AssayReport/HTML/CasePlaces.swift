/// The places of some of a suite's cases: how many there are, and the first of them in the plan's order.
///
/// A page names no more of them than ``named`` beside those that it shows in full, so no more are kept.
struct CasePlaces: Sendable {
  static let named = 200
  static let most = named + HTMLPagePlan.caseLimit

  private(set) var count = 0
  /// Ascending, at most ``most``.
  private(set) var first: [Int] = []

  /// The earliest of all.
  var earliest: Int? { first.first }

  /// Adds the place of a case that is not there yet; cases finish in nearly the plan's order.
  mutating func insert(_ place: Int) {
    count += 1
    if first.count == Self.most {
      guard place < first[Self.most - 1] else { return }
      first.removeLast()
    }
    let position = (first.lastIndex { $0 < place } ?? -1) + 1
    first.insert(place, at: position)
  }
}
