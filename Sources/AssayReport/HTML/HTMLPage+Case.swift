import AssayRun
import AssayJudge

/// One case in full: what is wrong, its requests and responses, and how to repeat it.
extension HTMLPage {
  private static let maxViolations = 20

  func writeCase(_ record: CaseRecord, _ section: Section, isOpen: Bool, _ html: inout HTMLWriter) {
    let anchor = section.anchor(of: record)
    html.element("details", ["class": "case", "id": anchor, "open": isOpen ? "open" : nil]) { html in
      html.element("summary") { html in
        html.element("b") { $0.breakable(section.name(record.id)) }
        html.text(" — a request \(record.summary)")
        html.element("span", ["class": "soft"], text: " · \(Formatting.duration(record.duration))")
      }
      if let baseline = record.baseline { html.element("p", text: baseline.words) }
      if record.outcome == .error, let reason = record.reason { html.element("p") { $0.foreign("error: \(reason)") } }
      writeViolations(record, section, &html)
      writeSteps(record, &html)
      let commands = record.requests.map(\.curl)
      if !commands.isEmpty {
        html.element("div", ["class": "curl"]) { html in
          html.element("div", ["class": "label"]) { html in
            html.element("span", ["id": anchor + "-c"], text: "Repeat it")
            html.element(
              "button",
              ["type": "button", "hidden": "hidden", "data-copy": anchor + "-t", "aria-describedby": anchor + "-c"],
              text: "Copy")
          }
          html.element("pre") {
            $0.element("code", ["id": anchor + "-t"]) { $0.command(commands.joined(separator: "\n")) }
          }
        }
      }
    }
  }

  private func writeViolations(_ record: CaseRecord, _ section: Section, _ html: inout HTMLWriter) {
    guard !record.violations.isEmpty else { return }
    html.element("ol", ["class": "violations"]) { html in
      for violation in record.violations.prefix(Self.maxViolations) {
        html.element("li") { html in
          html.symbol(violation.severity == .failure ? .failed : .warned, spoken: true)
          html.element("b") { $0.breakable(violation.place) }
          html.text(" ")
          html.element("span", ["class": "code"], text: violation.code)
          html.element("dl", ["class": "facts"]) { html in
            html.term("Expected") { $0.foreign(violation.expected) }
            html.term("Found") { $0.foreign(violation.found) }
            if let excerpt = violation.excerpt { html.term("Where") { $0.element("pre", text: excerpt) } }
            html.term("Promise", violation.promise)
          }
        }
      }
    }
    if record.violationCount > Self.maxViolations {
      html.more(
        "And \(Formatting.count(record.violationCount - Self.maxViolations, "more violation")), in junit.xml.")
    }
    html.element("p", ["class": "soft"]) { html in
      html.text("The document: ")
      write(section.suite.header.source, &html)
    }
  }

  private func writeSteps(_ record: CaseRecord, _ html: inout HTMLWriter) {
    html.element("div", ["class": "exchange"]) { html in
      for (index, step) in record.steps.enumerated() {
        let number = record.steps.count > 1 ? " \(index + 1)" : ""
        if let request = step.request {
          write(
            "Request\(number)", "\(request.method) \(request.target)", request.headers, request.body,
            omitted: request.bodyBytes - request.shownBytes, &html)
        }
        if let answer = step.answer {
          write(
            "Response\(number) after \(Formatting.duration(.microseconds(step.microseconds)))",
            "\(answer.version) \(answer.status) \(answer.reason)", answer.headers, answer.body,
            omitted: answer.bodyBytes - answer.shownBytes, &html)
        }
      }
    }
  }

  /// A request or a response as HTTP/1.1 writes it.
  private func write(
    _ title: String, _ firstLine: String, _ headers: [AnswerRecord.Header], _ body: String, omitted: Int,
    _ html: inout HTMLWriter
  ) {
    html.element("figure") { html in
      html.element("figcaption", text: title)
      html.element("pre") { html in
        html.element("code") { html in
          html.text(firstLine + "\n")
          for header in headers { html.text("\(header.name): \(header.value)\n") }
          if !body.isEmpty { html.text("\n" + body) }
          if omitted > 0 {
            html.element("span", ["class": "gap"], text: "… \(Formatting.count(omitted, "byte")) left out …")
          }
        }
      }
    }
  }
}

extension HTMLWriter {
  /// A command line whose options do not break at their hyphens.
  fileprivate mutating func command(_ command: String) {
    for (index, word) in command.split(separator: " ", omittingEmptySubsequences: false).enumerated() {
      if index > 0 { text(" ") }
      switch word {
      case "-i", "-X", "-H", "--data-binary": element("span", ["class": "nb"], text: String(word))
      default: text(String(word))
      }
    }
  }
}
