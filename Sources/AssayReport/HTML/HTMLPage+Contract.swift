import AssayRun
import AssaySchema
import AssaySpec

/// What was seen of an endpoint's contract, the contract itself, and what its document leaves open.
extension HTMLPage {
  func writeCoverage(_ section: Section, _ html: inout HTMLWriter) {
    let documented = section.contract?.responses ?? []
    let statuses = section.results.statuses
    let seen = documented.map { response in
      statuses.reduce(0) { $0 + (response.status.contains($1.key) ? $1.value : 0) }
    }
    html.element("div", ["class": "coverage"]) { html in
      if !documented.isEmpty {
        html.element("p") { html in
          html.element("b", text: "\(seen.count { $0 > 0 }) of \(documented.count)")
          html.text(" documented responses were seen")
        }
      }
      html.element("ul", ["class": "chips"]) { html in
        for (response, count) in zip(documented, seen) {
          html.element("li", ["class": count > 0 ? "passed" : "skipped"]) { html in
            html.text("\(count > 0 ? "✓" : "–") \(response.status)")
            html.element(
              "span", ["class": count > 0 ? nil : "vh"], text: count > 0 ? " ×\(Formatting.number(count))" : " not seen"
            )
          }
        }
        for status in statuses.keys.sorted() where !documented.contains(where: { $0.status.contains(status) }) {
          // A case may accept an undocumented status, so only a failure at the status makes it one.
          let isFailed = section.results.groups(.failed).contains { $0.violation?.location == "status" }
          let state = isFailed ? HTMLState.failed : .warned
          let note = section.contract == nil ? "" : " undocumented"
          html.element(
            "li", ["class": state.name],
            text: "\(state.symbol) \(status) ×\(Formatting.number(statuses[status]!))\(note)")
        }
      }
      for (kind, name) in [(Coverage.Item.Kind.member, "members"), (.value, "enum values"), (.state, "states")] {
        let items = section.coverage?.items.filter { $0.kind == kind } ?? []
        if items.isEmpty { continue }
        let missed = items.filter { $0.count == 0 }.map(\.name)
        html.element("p") { html in
          html.element("b", text: "\(items.count - missed.count) of \(items.count)")
          html.text(" \(name) were exercised")
          if !missed.isEmpty {
            html.element("span", ["class": "soft"], text: "; not: " + missed.joined(separator: ", "))
          }
        }
      }
    }
  }

  func writeContract(_ endpoint: Endpoint, _ section: Section, _ html: inout HTMLWriter) {
    let source = section.suite.header.source
    html.fold("The contract: \(source.title), read \(source.retrieved)") { html in
      html.element("dl", ["class": "facts"]) { html in
        html.term("Request") { $0.code("\(endpoint.method) \(endpoint.path)") }
        html.term("Source") { write(source, &$0) }
        html.fact("Credential", endpoint.security.description, endpoint.security.evidence)
        for effect in endpoint.effects {
          let pause = effect.cooldownSeconds > 0 ? ", then waits \(effect.cooldownSeconds) s" : ""
          html.fact("Effect", "\(Self.words(effect.kind)) \(effect.recipient)\(pause)", effect.evidence)
        }
        if let evidence = endpoint.idempotency { html.fact("Repetition", "has no further effect", evidence) }
        if let budget = endpoint.latencyBudget {
          html.fact("Response within", Formatting.duration(budget.duration), budget.evidence)
        }
      }
      writeRequest(of: endpoint, &html)
      html.table("Responses", ["Status", "Body", "Evidence"], endpoint.responses) { response, html in
        html.rowHeader(response.status.description)
        html.element("td") { html in
          if !response.description.isEmpty { html.element("div", text: response.description) }
          switch response.body.content {
          case .none: html.text("no body")
          case .undocumented: html.text("an undocumented body")
          case .json(let schema):
            html.element("pre", text: String(SchemaText.members(of: schema, indent: "").dropLast()))
          }
        }
        html.element("td") { $0.evidence(response.evidence) }
      }
      if !endpoint.notes.isEmpty {
        html.element("p", ["class": "label"], text: "Notes")
        html.element("ul") { html in
          for note in endpoint.notes {
            html.element("li") { html in
              html.text(note.text + " — ")
              html.evidence(note.evidence)
            }
          }
        }
      }
    }
    guard !endpoint.openQuestions.isEmpty else { return }
    html.fold(Formatting.count(endpoint.openQuestions.count, "open question") + " of the document") { html in
      html.element("ul") { html in
        for question in endpoint.openQuestions {
          html.element("li") { html in
            html.element("b", text: "\(question.kind.rawValue) at \(question.place)")
            html.text(": " + question.question)
            html.element(
              "div", ["class": "soft"], text: "It can be read as: " + question.readings.joined(separator: "; or "))
            html.element("div", text: "We read: \(question.assumed)")
          }
        }
      }
    }
  }

  private func writeRequest(of endpoint: Endpoint, _ html: inout HTMLWriter) {
    var parts = endpoint.parameters.map { parameter in
      let presence = parameter.isRequired ? "required" : "optional"
      let value = parameter.defaultValue.map { ", default \($0)" } ?? ""
      return (
        name: "\(parameter.location)", text: "\(SchemaText.short(parameter.schema)), \(presence)\(value)",
        evidence: Optional(parameter.evidence)
      )
    }
    parts += (endpoint.body.schema?.properties ?? []).map { member in
      (
        name: "body \(member.name)", text: "\(SchemaText.short(member.schema)), \(SchemaText.presence(of: member))",
        evidence: member.evidence
      )
    }
    guard !parts.isEmpty else { return }
    html.table("Request", ["Part", "Value", "Evidence"], parts) { part, html in
      html.rowHeader(part.name)
      html.element("td", text: part.text)
      html.element("td") { html in if let evidence = part.evidence { html.evidence(evidence) } }
    }
  }

  func write(_ source: Source, _ html: inout HTMLWriter) {
    // Only addresses of the web become links.
    if source.url.hasPrefix("https://") || source.url.hasPrefix("http://") {
      html.element("a", ["href": source.url, "rel": "noreferrer noopener"], text: source.title)
    } else {
      html.text("\(source.title) (\(source.url))")
    }
    html.text((source.revision.map { ", \($0)" } ?? "") + ", read \(source.retrieved)")
  }

  private static func words(_ kind: Effect.Kind) -> String {
    switch kind {
    case .sendsMessage: "sends a message to the recipient in"
    case .changesCredential: "changes the credential in"
    default: "\(kind.rawValue):"
    }
  }
}

extension HTMLWriter {
  /// The level, the place and the provider's own words.
  fileprivate mutating func evidence(_ evidence: Evidence) {
    switch evidence.level {
    case .documented: text("documented: ")
    case .sample: text("shown by a sample: ")
    case .assumed: text("assumed: ")
    }
    text(evidence.place)
    if let quote = evidence.quote {
      text(" ")
      element("q", text: quote)
    }
  }

  fileprivate mutating func fact(_ name: String, _ value: String, _ evidence: Evidence) {
    term(name) { html in
      html.text("\(value) — ")
      html.evidence(evidence)
    }
  }
}
