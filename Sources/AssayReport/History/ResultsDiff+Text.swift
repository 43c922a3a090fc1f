import AssayJSON
import AssayRun

extension ResultsDiff {
  /// The lists with what they are called, in the order in which a reader wants them.
  private var lists: [(title: String, key: String, changes: [Change])] {
    [
      ("newly failing", "newlyFailing", newlyFailing), ("still failing", "stillFailing", stillFailing),
      ("fixed", "fixed", fixed), ("no longer tested", "noLongerTested", noLongerTested), ("flaky", "flaky", flaky),
    ]
  }

  /// For a person: counts first, then what is behind them.
  package var text: String {
    var lines = ["from the run of \(old) to the run of \(new)", summary]
    if !isSamePlan { lines.append("the runs are not of the same plan: contracts, fixtures or choices differ") }
    for (title, _, changes) in lists where !changes.isEmpty {
      lines += ["", "\(title):"]
      for change in changes {
        lines.append("  \(change.id)" + (change.since.map { "  since \($0)" } ?? ""))
        if !change.text.isEmpty { lines.append("    \(change.text)") }
      }
    }
    if !slower.isEmpty { lines += ["", "slower:"] + slower.map { "  \(Self.text(of: $0))" } }
    if !removed.isEmpty { lines += ["", "removed:"] + removed.map { "  \($0)" } }
    return lines.joined(separator: "\n") + "\n"
  }

  /// `1 newly failing, 2 still failing, 0 fixed, …`
  package var summary: String {
    (lists.map { "\($0.changes.count) \($0.title)" } + [
      "\(slower.count) slower", "\(added.count) added", "\(removed.count) removed",
    ]).joined(separator: ", ")
  }

  /// For a comment on a merge request.
  package var markdown: String {
    var lines = ["### Contracts: \(old) → \(new)", "", summary, ""]
    if !isSamePlan { lines += ["The runs are not of the same plan: contracts, fixtures or choices differ.", ""] }
    for (title, _, changes) in lists where !changes.isEmpty {
      lines += ["**\(title)**", ""]
      for change in changes.prefix(Self.maxShown) {
        let since = change.since.map { " since \($0)" } ?? ""
        let text = change.text.isEmpty ? "" : ": \(Markdown.code(change.text))"
        lines.append("- \(Markdown.code(change.id))\(since)\(text)")
      }
      if changes.count > Self.maxShown { lines.append("- … \(changes.count - Self.maxShown) more") }
      lines.append("")
    }
    if !slower.isEmpty { lines += ["**slower**", ""] + slower.map { "- \(Self.text(of: $0))" } + [""] }
    return lines.joined(separator: "\n")
  }

  private static let maxShown = 100

  /// For a program: the same lists, whole.
  package var jsonBytes: [UInt8] {
    var json = JSONWriter(pretty: true)
    json.begin(schema: "assay-diff", version: 2)
    json.member("old", old)
    json.member("new", new)
    json.member("samePlan", isSamePlan)
    for (_, key, changes) in lists {
      json.array(key, changes) { change, json in
        json.member("id", change.id)
        json.member("text", change.text)
        json.member("since", change.since)
      }
    }
    json.array("slower", slower) { endpoint, json in
      json.member("endpoint", endpoint.endpoint)
      json.member("oldMicroseconds", endpoint.old)
      json.member("newMicroseconds", endpoint.new)
      json.member("cases", endpoint.count)
    }
    json.member("added", added)
    json.member("removed", removed)
    json.endObject()
    return json.bytes + [UInt8(ascii: "\n")]
  }

  private static func text(of slower: Slower) -> String {
    "\(slower.endpoint): \(milliseconds(slower.old)) → \(milliseconds(slower.new)) (middle of \(slower.count) cases)"
  }

  private static func milliseconds(_ microseconds: Int64) -> String {
    "\(microseconds / 1000).\(microseconds % 1000 / 100) ms"
  }
}
