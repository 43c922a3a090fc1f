import AssayJudge
import AssayRun

/// One case in full: what is wrong, its requests and responses, and how to repeat it.
extension HTMLPage {
  private static let maxViolations = 20

  func details(_ record: CaseRecord, _ section: Section, isOpen: Bool) -> HTML {
    let anchor = section.anchor(of: record)
    let error = record.outcome == .error ? record.reason : nil
    let commands = record.requests.map(\.curl)
    return """
      <details class="case" id="\(anchor)"\(attribute: "open", isOpen ? "open" : nil)>\
      <summary><b>\(.breakable(section.name(record.id)))</b> — \(record.words)\
      \(.soft(" · \(Formatting.duration(record.duration))"))</summary>\
      \(record.baseline.map { "<p>\($0.words)</p>" })\
      \(error.map { "<p>\(.foreign("error: \($0)"))</p>" })\
      \(when: !record.violations.isEmpty, violations(of: record, section))\
      <div class="exchange">\(steps(of: record))</div>\
      \(when: !commands.isEmpty, repetition(commands, anchor))</details>
      """
  }

  private func violations(of record: CaseRecord, _ section: Section) -> HTML {
    let items: [HTML] = record.violations.prefix(Self.maxViolations).map { violation in
      """
      <li>\(.symbol(violation.severity == .failure ? .failed : .warned, spoken: true))\
      <b>\(.breakable(violation.place))</b> <span class="code">\(violation.code)</span>\
      <dl class="facts">\(.term("Expected", .foreign(violation.expected)))\(.term("Found", .foreign(violation.found)))\
      \(violation.excerpt.map { .term("Where", "<pre>\($0)</pre>") })\(.term("Promise", text: violation.promise))</dl></li>
      """
    }
    let rest = record.violationCount - Self.maxViolations
    return """
      <ol class="violations">\(items)</ol>\
      \(when: rest > 0, .more("And \(Formatting.count(rest, "more violation")), in junit.xml."))\
      <p class="soft">The document: \(link(to: section.suite.header.source))</p>
      """
  }

  private func steps(of record: CaseRecord) -> [HTML] {
    record.steps.enumerated().map { index, step in
      let number = record.steps.count > 1 ? " \(index + 1)" : ""
      let request = step.request.map { request in
        message(
          "Request\(number)", "\(request.method) \(request.target)", request.headers, request.body,
          omitted: request.bodyBytes - request.shownBytes)
      }
      let response = step.answer.map { answer in
        message(
          "Response\(number) after \(Formatting.duration(.microseconds(step.microseconds)))",
          "\(answer.version) \(answer.status) \(answer.reason)", answer.headers, answer.body,
          omitted: answer.bodyBytes - answer.shownBytes)
      }
      return "\(request)\(response)"
    }
  }

  /// A request or a response as HTTP/1.1 writes it.
  private func message(
    _ title: String, _ firstLine: String, _ headers: [AnswerRecord.Header], _ body: String, omitted: Int
  ) -> HTML {
    let head = ([firstLine] + headers.map { "\($0.name): \($0.value)" }).map { $0 + "\n" }.joined()
    return """
      <figure><figcaption>\(title)</figcaption><pre><code>\(head + (body.isEmpty ? "" : "\n" + body))\
      \(when: omitted > 0, "<span class=\"gap\">… \(Formatting.count(omitted, "byte")) left out …</span>")\
      </code></pre></figure>
      """
  }

  /// The commands that repeat a case, with a button that the page's script shows.
  private func repetition(_ commands: [String], _ anchor: String) -> HTML {
    """
    <div class="curl"><div class="label"><span id="\(anchor)-c">Repeat it</span>\
    <button type="button" hidden="hidden" data-copy="\(anchor)-t" aria-describedby="\(anchor)-c">Copy</button></div>\
    <pre><code id="\(anchor)-t">\(commandLine(commands.joined(separator: "\n")))</code></pre></div>
    """
  }

  /// A command line whose options do not break at their hyphens.
  private func commandLine(_ command: String) -> HTML {
    var html: HTML = ""
    for (index, word) in command.split(separator: " ", omittingEmptySubsequences: false).enumerated() {
      let isOption = ["-i", "-X", "-H", "--data-binary"].contains(word)
      let text = String(word)
      html += "\(when: index > 0, " ")\(isOption ? "<span class=\"nb\">\(text)</span>" as HTML : "\(text)")"
    }
    return html
  }
}
