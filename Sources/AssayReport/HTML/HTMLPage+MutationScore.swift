/// How many of the faults planted in the mock the cases found.
extension HTMLPage {
  private static let maxSurvivors = 50

  func writeMutationScore(_ html: inout HTMLWriter) {
    guard let score = mutation else { return }
    html.section("mutation", "Mutation score") { html in
      html.element("p") { html in
        html.text("Of \(Formatting.count(score.total, "fault")) planted in the mock the cases found ")
        let percent = score.total == 0 ? "" : " (\(score.killed * 100 / score.total) %)"
        html.element("b", text: Formatting.number(score.killed) + percent)
        html.text(".")
      }
      if !score.kinds.isEmpty {
        html.table("By kind of fault", ["Kind", "Found", "Planted"], score.kinds, isFigures: true) { kind, html in
          html.rowHeader(kind.name)
          html.element("td", ["class": "n"]) { html in
            html.symbol(kind.killed == kind.total ? .passed : .failed)
            html.text(Formatting.number(kind.killed))
          }
          html.element("td", ["class": "n"], text: Formatting.number(kind.total))
        }
      }
      if !score.survivors.isEmpty {
        let title = Formatting.count(score.survivors.count, "fault that no case found", "faults that no case found")
        html.fold(title, isOpen: true) { html in
          html.element("ul", ["class": "names"]) { html in
            for name in score.survivors.prefix(Self.maxSurvivors) { html.element("li") { $0.breakable(name) } }
          }
        }
      }
    }
  }
}
