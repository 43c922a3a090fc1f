import AssayContract
import AssaySpec

/// What the page shows in full, in which order and under which anchors, decided before its first line is written.
struct HTMLPagePlan {
  /// Cases shown with request and answer, at most, in one endpoint and in the page as a whole.
  static let caseLimit = 12
  static let pageLimit = 1200
  /// Groups of failures of one endpoint that get a heading of their own.
  static let groupLimit = 40

  /// The suites by index, those that need somebody first.
  var order: [Int]
  /// The anchor of each suite's section.
  var anchors: [String]
  /// For each suite, the cases shown in full, by index.
  var shown: [Set<Int>]
  /// The kinds of cases that came up, those of valid requests first.
  var validKinds: [CaseKind] = []
  var invalidKinds: [CaseKind] = []

  init(_ report: RunReport, _ digests: [SuiteSummary]) {
    order = report.suites.indices.sorted { left, right in
      (digests[left].state, left) < (digests[right].state, right)
    }
    var taken: Set<String> = []
    anchors = report.suites.map { suite in
      var anchor = "e-" + Self.anchorText(suite.endpoint.id)
      while !taken.insert(anchor).inserted { anchor += "_" }
      return anchor
    }
    let limit = Self.limit(troubled: digests.count(where: \.isTroubled))
    shown = Array(repeating: [], count: digests.count)
    var left = Self.pageLimit
    for suite in order {
      shown[suite] = Self.choose(digests[suite].groups, min(limit, left))
      left -= shown[suite].count
    }
    var known: Set<CaseKind> = []
    for digest in digests {
      for one in digest.kinds.sorted(by: { $0.first.place < $1.first.place }) where known.insert(one.kind).inserted {
        if one.first.validity == .valid { validKinds.append(one.kind) } else { invalidKinds.append(one.kind) }
      }
    }
  }

  /// How many cases of one suite are shown in full when so many have any that failed or could not be asked.
  static func limit(troubled: Int) -> Int { max(1, min(caseLimit, pageLimit / max(1, troubled))) }

  /// The first case of each group, and then more of those that failed for as long as there is room.
  ///
  /// Cases that could not be asked for one reason look alike: the first tells all.
  static func choose(_ groups: [SuiteSummary.Group], _ limit: Int) -> Set<Int> {
    var chosen: Set<Int> = []
    let groups = groups.prefix(groupLimit)
    for priority in 0..<limit {
      for group in groups where priority < (group.state == .error ? 1 : group.cases.first.count) {
        if chosen.count == limit { return chosen }
        chosen.insert(group.cases.first[priority])
      }
    }
    return chosen
  }

  /// The anchor of a case that is shown in full.
  func anchor(_ suite: Int, case index: Int) -> String { "\(anchors[suite])-\(index)" }

  /// An id in the letters that an anchor may have everywhere.
  private static func anchorText(_ id: String) -> String {
    String(
      String.UnicodeScalarView(
        id.unicodeScalars.map { scalar in
          switch scalar {
          case "a"..."z", "A"..."Z", "0"..."9", ".", "-": scalar
          default: "_"
          }
        }))
  }
}
