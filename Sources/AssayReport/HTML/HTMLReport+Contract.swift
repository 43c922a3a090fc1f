import AssayContract
import AssaySchema
import AssaySpec

/// The contract of an endpoint, what of it was seen, and what its document leaves open.
extension HTMLReport {
  func writeContract(_ index: Int, _ html: inout HTMLWriter) {
    let endpoint = report.suites[index].endpoint
    html.element("details", ["class": "fold"]) { html in
      html.element("summary") { html in
        html.text("The contract")
        html.element(
          "span", ["class": "soft"],
          text: " — \(endpoint.source.title), read \(endpoint.source.retrieved)")
      }
      html.element("dl", ["class": "facts"]) { html in
        html.term("Request") { $0.code("\(endpoint.method) \(endpoint.path)") }
        html.term("Source") { writeSource(endpoint.source, &$0) }
        html.term("Credential") { html in
          switch endpoint.security.scheme {
          case .none: html.text("none")
          case .bearer(let token): html.text("bearer token \(token)")
          }
          html.text(" — ")
          write(endpoint.security.evidence, &html)
        }
        for effect in endpoint.effects {
          html.term("Effect") { html in
            html.text("\(Self.words(effect.kind)) \(effect.recipient)")
            if effect.cooldownSeconds > 0 { html.text(", then waits \(effect.cooldownSeconds) s") }
            html.text(" — ")
            write(effect.evidence, &html)
          }
        }
        if let evidence = endpoint.idempotent { html.term("Repeating it does no more") { write(evidence, &$0) } }
        if let budget = endpoint.latencyBudget {
          html.term("Answers within") { html in
            html.text("\(Words.duration(budget.duration)) — ")
            write(budget.evidence, &html)
          }
        }
      }
      writeRequest(of: endpoint, &html)
      writeAnswers(of: endpoint, &html)
      if !endpoint.notes.isEmpty {
        html.element("p", ["class": "label"], text: "What the document says beyond that")
        html.element("ul") { html in
          for fact in endpoint.notes {
            html.element("li") { html in
              html.text(fact.text + " — ")
              write(fact.evidence, &html)
            }
          }
        }
      }
    }
  }

  private func writeRequest(of endpoint: Endpoint, _ html: inout HTMLWriter) {
    let members = endpoint.body.schema?.properties ?? []
    guard !endpoint.parameters.isEmpty || !members.isEmpty else { return }
    html.element("div", ["class": "scroll", "role": "region", "tabindex": "0", "aria-label": "What a request has"]) {
      html in
      html.element("table", ["class": "list"]) { html in
        html.element("caption", text: "What a request has")
        html.columns("Part", "Must be", "Says who")
        html.element("tbody") { html in
          for parameter in endpoint.parameters {
            html.element("tr") { html in
              html.element("th", ["scope": "row"], text: "\(parameter.location)")
              html.element(
                "td",
                text: SchemaText.short(parameter.schema) + (parameter.isRequired ? ", required" : ", optional")
                  + (parameter.defaultValue.map { ", default \($0)" } ?? ""))
              html.element("td") { write(parameter.evidence, &$0) }
            }
          }
          for member in members {
            html.element("tr") { html in
              html.element("th", ["scope": "row"], text: "body \(member.name)")
              html.element("td", text: "\(SchemaText.short(member.schema)), \(SchemaText.presence(of: member))")
              html.element("td") { html in if let evidence = member.evidence { write(evidence, &html) } }
            }
          }
        }
      }
    }
  }

  private func writeAnswers(of endpoint: Endpoint, _ html: inout HTMLWriter) {
    html.element("div", ["class": "scroll", "role": "region", "tabindex": "0", "aria-label": "What it may answer"]) {
      html in
      html.element("table", ["class": "list"]) { html in
        html.element("caption", text: "What it may answer")
        html.columns("Status", "With", "Says who")
        html.element("tbody") { html in
          for response in endpoint.responses {
            html.element("tr") { html in
              html.element("th", ["scope": "row"], text: response.status.description)
              html.element("td") { html in
                if !response.description.isEmpty { html.element("div", text: response.description) }
                switch response.body.content {
                case .none: html.text("no body")
                case .undocumented: html.text("a body that nobody documented")
                case .json(let schema):
                  html.element("pre", text: String(SchemaText.members(of: schema, indent: "").dropLast()))
                }
              }
              html.element("td") { write(response.evidence, &$0) }
            }
          }
        }
      }
    }
  }

  func writeAmbiguities(_ endpoint: Endpoint, _ html: inout HTMLWriter) {
    guard !endpoint.openQuestions.isEmpty else { return }
    html.element("details", ["class": "fold"]) { html in
      let count = endpoint.openQuestions.count
      html.element(
        "summary", text: count == 1 ? "1 thing the document leaves open" : "\(count) things the document leaves open")
      html.element("ul") { html in
        for ambiguity in endpoint.openQuestions {
          html.element("li") { html in
            html.element("b", text: "\(ambiguity.kind.rawValue) at \(ambiguity.place)")
            html.text(": " + ambiguity.question)
            html.element(
              "div", ["class": "soft"], text: "It can be read as: " + ambiguity.readings.joined(separator: "; or "))
            html.element("div", text: "We read: \(ambiguity.chosen)")
          }
        }
      }
    }
  }

  func writeCoverage(_ index: Int, _ html: inout HTMLWriter) {
    let endpoint = report.suites[index].endpoint
    let statuses = digests[index].statuses
    let seen = endpoint.responses.map { response in
      statuses.reduce(0) { $0 + (response.status.contains($1.key) ? $1.value : 0) }
    }
    html.element("div", ["class": "coverage"]) { html in
      html.element("p") { html in
        html.element("b", text: "\(seen.count { $0 > 0 }) of \(endpoint.responses.count)")
        html.text(" documented answers were seen")
      }
      html.element("ul", ["class": "chips"]) { html in
        for (response, count) in zip(endpoint.responses, seen) {
          html.element("li", ["class": count > 0 ? "passed" : "skipped"]) { html in
            html.text("\(count > 0 ? "✓" : "–") \(response.status)")
            html.element(
              "span", ["class": count > 0 ? nil : "vh"], text: count > 0 ? " ×\(Words.number(count))" : " not seen")
          }
        }
        for status in statuses.keys.sorted() where !endpoint.responses.contains(where: { $0.status.contains(status) }) {
          // A case may have been as good with it: only what failed for its status is told as a failure.
          let state = digests[index].groups.contains { $0.place == "status" } ? HTMLState.failed : .warned
          let count = Words.number(statuses[status]!)
          html.element("li", ["class": state.name], text: "\(state.symbol) \(status) ×\(count) undocumented")
        }
      }
      for part in context.coverage[endpoint.id]?.parts ?? [] {
        html.element("p") { html in
          html.element("b", text: "\(part.covered) of \(part.total)")
          html.text(" \(part.name) were exercised")
          if !part.missing.isEmpty {
            html.element("span", ["class": "soft"], text: "; not: " + part.missing.joined(separator: ", "))
          }
        }
      }
    }
  }

  /// The level, the place and the provider's own words.
  func write(_ evidence: Evidence, _ html: inout HTMLWriter) {
    html.text("\(Words.evidence(evidence.level)): \(evidence.place)")
    if let quote = evidence.quote {
      html.text(" ")
      html.element("q", text: quote)
    }
  }

  func writeSource(_ source: Source, _ html: inout HTMLWriter) {
    // A link leads to the web or is none: no other scheme can be clicked.
    if source.url.hasPrefix("https://") || source.url.hasPrefix("http://") {
      html.element("a", ["href": source.url, "rel": "noreferrer noopener"], text: source.title)
    } else {
      html.text("\(source.title) (\(source.url))")
    }
    html.text((source.revision.map { ", \($0)" } ?? "") + ", read \(source.retrieved)")
  }

  private static func words(_ kind: Effect.Kind) -> String {
    switch kind {
    case .sendsMessage: "sends a message to whoever is in"
    case .changesCredential: "changes the credential of what is in"
    default: "\(kind.rawValue):"
    }
  }
}

extension HTMLWriter {
  fileprivate mutating func columns(_ names: String...) {
    element("thead") { html in
      html.element("tr") { html in
        for name in names { html.element("th", ["scope": "col"], text: name) }
      }
    }
  }
}
