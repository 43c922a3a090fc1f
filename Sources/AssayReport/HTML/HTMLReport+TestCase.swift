import AssayContract
import AssayHTTP
import AssayJudge
import AssayRun
import AssaySchema
import AssaySpec

/// One case in full: what was sent, what came, what is wrong with it, how to repeat it.
extension HTMLReport {
  func writeCase(_ suite: Int, _ index: Int, isOpen: Bool, _ html: inout HTMLWriter) {
    guard let result = digests[suite].details[index] else { return }
    let endpoint = report.suites[suite].endpoint
    let anchor = page.anchor(suite, case: index)
    html.element("details", ["class": "case", "id": anchor, "open": isOpen ? "open" : nil]) { html in
      html.element("summary") { html in
        html.element("b") { $0.breakable(Self.name(of: result.testCase, in: endpoint)) }
        html.text(" — a request \(result.testCase.summary)")
        html.element("span", ["class": "soft"], text: " · \(Words.duration(result.duration))")
      }
      writeViolations(result.verdict.violations, endpoint, &html)
      if result.exchanges.isEmpty, let reason = result.verdict.reason {
        html.element("p") { $0.foreign(TextSanitizer.text(reason, limit: 600)) }
      }
      html.element("div", ["class": "exchange"]) { html in
        write(result.testCase.request, &html)
        for (position, exchange) in result.exchanges.enumerated() {
          write(exchange, result, number: result.exchanges.count > 1 ? position + 1 : nil, &html)
        }
      }
      html.element("div", ["class": "curl"]) { html in
        html.element("div", ["class": "label"]) { html in
          html.element("span", ["id": anchor + "-c"], text: "Repeat it")
          html.element(
            "button",
            ["type": "button", "hidden": "hidden", "data-copy": anchor + "-t", "aria-describedby": anchor + "-c"],
            text: "Copy")
        }
        html.element("pre") { html in
          html.element("code", ["id": anchor + "-t"]) { html in
            html.options(
              of: result.curl
                ?? CurlLine.text(for: result.testCase.request, target: .init(report.suites[suite].target)))
          }
        }
      }
    }
  }

  private static let violationLimit = 20

  private func writeViolations(_ violations: [Violation], _ endpoint: Endpoint, _ html: inout HTMLWriter) {
    guard !violations.isEmpty else { return }
    html.element("ol", ["class": "violations"]) { html in
      for violation in violations.prefix(Self.violationLimit) {
        html.element("li") { html in
          html.symbol(violation.severity == .failure ? .failed : .warned, spoken: true)
          html.element("b") { $0.breakable(TextSanitizer.text(violation.whereabouts, limit: 300)) }
          html.text(" ")
          html.element("span", ["class": "code"], text: violation.code)
          html.element("dl", ["class": "facts"]) { html in
            html.term("Expected") { $0.foreign(TextSanitizer.text(violation.expected, limit: 600)) }
            html.term("Found") { $0.foreign(TextSanitizer.text(violation.found, limit: 600)) }
            html.term("Promise") { html in
              write(violation.evidence, &html)
              // The document says nothing of what HTTP asks for, nor of what we only read into its silence.
              if violation.evidence.level != .assumed, !violation.evidence.place.hasPrefix("RFC ") {
                html.text(" · ")
                writeSource(endpoint.source, &html)
              }
            }
          }
        }
      }
    }
    if violations.count > Self.violationLimit {
      html.element(
        "p", ["class": "more"],
        text: "And \(Words.count(violations.count - Self.violationLimit, "more violation")), in junit.xml.")
    }
  }

  private func write(_ request: Request, _ html: inout HTMLWriter) {
    html.element("figure") { html in
      html.element("figcaption", text: "Sent")
      html.element("pre") { html in
        html.element("code") { html in
          html.text("\(request.method) \(request.target)\n")
          for header in request.headers { html.text("\(Self.line(header))\n") }
          if let body = request.body, !body.isEmpty {
            html.text("\n")
            write(BodyExcerpt(body), &html)
          }
        }
      }
    }
  }

  private func write(_ exchange: Exchange, _ result: CaseResult, number: Int?, _ html: inout HTMLWriter) {
    let title = number.map { "Came as answer \($0)" } ?? "Came"
    html.element("figure") { html in
      switch exchange.outcome {
      case .answered(let response):
        html.element("figcaption", text: "\(title) after \(Words.duration(exchange.timings.total))")
        let marks = result.verdict.violations.prefix(Self.violationLimit).enumerated()
          .filter { $0.element.attempt ?? 1 == number ?? 1 }.map { (number: $0.offset + 1, place: $0.element.place) }
        html.element("pre") { html in
          html.element("code") { write(response, marks, &$0) }
        }
      case .garbled(let malformed):
        html.element(
          "figcaption", text: "\(title), and is no HTTP: \(TextSanitizer.text(malformed.reason, limit: 300))")
        html.element("pre") { html in
          html.element("code") { write(BodyExcerpt(malformed.excerpt), &$0) }
        }
      case .unanswered(let error):
        html.element("figcaption", text: "Nothing came")
        html.element("p") { $0.foreign(TextSanitizer.text(error.message, limit: 600)) }
      }
    }
  }

  private static let headerLimit = 60

  private func write(
    _ response: Response, _ marks: [(number: Int, place: Violation.Place)], _ html: inout HTMLWriter
  ) {
    html.text(TextSanitizer.text(response.version) + " ")
    html.mark("\(response.status)", marks.filter { $0.place == .status }.map(\.number))
    html.text(" \(TextSanitizer.text(response.reason))\n")
    for header in response.headers.prefix(Self.headerLimit) {
      let numbers = marks.filter { mark in
        if case .header(let name) = mark.place { name.equalsIgnoringASCIICase(header.name) } else { false }
      }
      html.mark(Self.line(header), numbers.map(\.number))
      html.text("\n")
    }
    if response.headers.count > Self.headerLimit {
      html.gap("\(Words.count(response.headers.count - Self.headerLimit, "more header"))")
      html.text("\n")
    }
    guard !response.body.isEmpty else { return }
    html.text("\n")
    let places = marks.compactMap { mark -> (offset: Int, number: Int)? in
      if case .value(_, let location) = mark.place { (location.offset, mark.number) } else { nil }
    }
    write(BodyExcerpt(response.body, marks: places, dropped: response.droppedBodyBytes), &html)
  }

  private func write(_ excerpt: BodyExcerpt, _ html: inout HTMLWriter) {
    for piece in excerpt.pieces {
      switch piece {
      case .text(let range): html.text(bytes: excerpt.bytes[range])
      case .mark(let range, let numbers):
        html.element("mark") { html in
          if range.isEmpty { html.text("⟨end⟩") } else { html.text(bytes: excerpt.bytes[range]) }
        }
        html.numbers(numbers)
      case .gap(let count): html.gap("\(Words.count(count, "byte")) left out")
      }
    }
  }

  private static func line(_ header: HeaderField) -> String {
    "\(TextSanitizer.text(header.name, limit: 200)): \(TextSanitizer.text(header.value, limit: 1000))"
  }
}

extension HTMLWriter {
  /// A command line whose options do not break at their hyphens.
  fileprivate mutating func options(of command: String) {
    for (index, word) in command.split(separator: " ", omittingEmptySubsequences: false).enumerated() {
      if index > 0 { text(" ") }
      switch word {
      case "-i", "-X", "-H", "--data-binary": element("span", ["class": "nb"], text: String(word))
      default: text(String(word))
      }
    }
  }

  /// Text that is marked when a violation is about it.
  fileprivate mutating func mark(_ text: String, _ numbers: [Int]) {
    if numbers.isEmpty { return self.text(text) }
    element("mark", text: text)
    self.numbers(numbers)
  }

  /// The numbers of violations behind a mark; style keeps them out of what is copied.
  fileprivate mutating func numbers(_ numbers: [Int]) {
    element("sup") { html in
      html.element("span", ["class": "vh"], text: numbers.count == 1 ? "violation " : "violations ")
      html.text(numbers.map(String.init).joined(separator: ","))
    }
  }

  /// A note in the place of something that is left out.
  fileprivate mutating func gap(_ note: String) { element("span", ["class": "gap"], text: "… \(note) …") }
}
