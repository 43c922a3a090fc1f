import AssayRun
import AssaySchema
import AssaySpec

/// What was seen of an endpoint's contract, the contract itself, and what its document leaves open.
extension HTMLPage {
  func coverage(_ section: Section) -> HTML {
    let documented = section.contract?.responses ?? []
    let statuses = section.results.statuses
    let seen = documented.indices.map { index in
      statuses.reduce(0) { $0 + (section.contract?.response(to: $1.key) == index ? $1.value : 0) }
    }
    let chips: [HTML] = zip(documented, seen).map { response, count in
      count > 0
        ? "<li class=\"passed\">✓ \(response.status.description)<span> ×\(Formatting.number(count))</span></li>"
        : "<li class=\"skipped\">– \(response.status.description)<span class=\"vh\"> not seen</span></li>"
    }
    // A case may accept an undocumented status, so only a failure at the status makes it one.
    let isFailed = section.results.groups(.failed).contains { $0.violation?.location == "status" }
    let state = isFailed ? HTMLState.failed : .warned
    let others = statuses.sorted { $0.key < $1.key }.filter { status in
      section.contract?.response(to: status.key) == nil
    }
    let note = section.contract == nil ? "" : " undocumented"
    let undocumented: [HTML] = others.map { status, count in
      "<li class=\"\(state.name)\">\(state.symbol) \(status) ×\(Formatting.number(count))\(note)</li>"
    }
    let share: HTML = """
      <p><b>\(seen.count { $0 > 0 }) of \(documented.count)</b> documented responses were seen</p>
      """
    return """
      <div class="coverage">\(when: !documented.isEmpty, share)<ul class="chips">\(chips)\(undocumented)</ul>\
      \(exercised(section, .header, "headers"))\(exercised(section, .member, "members"))\(exercised(section, .value, "enum values"))\
      \(exercised(section, .state, "states"))\(exercised(section, .credential, "credentials"))\
      \(exercised(section, .relation, "relations"))\(exercised(section, .page, "kinds of pages"))</div>
      """
  }

  private func exercised(_ section: Section, _ kind: Coverage.Item.Kind, _ name: String) -> HTML? {
    let items = section.coverage?.items.filter { $0.kind == kind } ?? []
    if items.isEmpty { return nil }
    let missed = items.filter { $0.count == 0 }.map(\.name)
    return """
      <p><b>\(items.count - missed.count) of \(items.count)</b> \(name) were exercised\
      \(when: !missed.isEmpty, .soft("; not: \(missed.joined(separator: ", "))"))</p>
      """
  }

  func contract(_ endpoint: Endpoint, _ section: Section) -> HTML {
    let source = section.suite.header.source
    let headers = endpoint.responses.flatMap { response in response.headers.map { (response.status, $0) } }
    let headerTable = HTML.table("Headers of responses", ["Status", "Header", "Value", "Evidence"], headers) {
      status, header in
      """
      \(.rowHeader(status.description))<td>\(header.name)</td><td>\(SchemaText.header(header))</td>\
      <td>\(evidence(header.evidence))</td>
      """
    }
    var rules = endpoint.relations.map { (name: "Relation", text: $0.words, evidence: $0.evidence) }
    if let paging = endpoint.paging { rules.append((name: "Paging", text: paging.words, evidence: paging.evidence)) }
    rules += endpoint.checks.map { (name: "Check", text: $0.name, evidence: $0.evidence) }
    rules += endpoint.cases.map { (name: "Case", text: "\($0.summary): \($0.status)", evidence: $0.evidence) }
    let ruleTable = HTML.table("Rules for responses", ["Kind", "Rule", "Evidence"], rules) { rule in
      "\(.rowHeader(rule.name))<td>\(rule.text)</td><td>\(evidence(rule.evidence))</td>"
    }
    let effects: [HTML] = endpoint.effects.map { effect in
      let pause = effect.cooldownSeconds > 0 ? ", then waits \(effect.cooldownSeconds) s" : ""
      return fact("Effect", "\(Self.words(effect.kind)) \(effect.recipient)\(pause)", effect.evidence)
    }
    let responses = HTML.table("Responses", ["Status", "Body", "Evidence"], endpoint.responses) { response in
      """
      \(.rowHeader(response.status.description))\
      <td>\(when: !response.description.isEmpty, "<div>\(response.description)</div>")\(body(of: response))</td>\
      <td>\(evidence(response.evidence))</td>
      """
    }
    let notes: [HTML] = endpoint.notes.map { "<li>\($0.text) — \(evidence($0.evidence))</li>" }
    let content: HTML = """
      <dl class="facts">\(.term("Request", .code("\(endpoint.method) \(endpoint.path)")))\
      \(.term("Source", link(to: source)))\
      \(fact("Credential", endpoint.security.description, endpoint.security.evidence))\(effects)\
      \(endpoint.idempotency.map { fact("Repetition", "has no further effect", $0) })\
      \(endpoint.latencyBudget.map { fact("Response within", Formatting.duration($0.duration), $0.evidence) })</dl>\
      \(request(of: endpoint))\(responses)\
      \(when: !headers.isEmpty, headerTable)\(when: !rules.isEmpty, ruleTable)\
      \(when: !notes.isEmpty, "<p class=\"label\">Notes</p><ul>\(notes)</ul>")
      """
    return "\(.fold("The contract: \(source.title), read \(source.retrieved)", content))\(openQuestions(of: endpoint))"
  }

  private func openQuestions(of endpoint: Endpoint) -> HTML? {
    guard !endpoint.openQuestions.isEmpty else { return nil }
    let items: [HTML] = endpoint.openQuestions.map { question in
      """
      <li><b>\(question.kind.rawValue) at \(question.place)</b>: \(question.question)\
      <div class="soft">It can be read as: \(question.readings.joined(separator: "; or "))</div>\
      <div>We read: \(question.assumed)</div></li>
      """
    }
    return .fold(Formatting.count(items.count, "open question") + " of the document", "<ul>\(items)</ul>")
  }

  private func body(of response: ResponseSpec) -> HTML {
    let text = String(SchemaText.body(response.body, indent: "").dropLast())
    return response.body.schema == nil ? "\(text)" : "<pre>\(text)</pre>"
  }

  private func request(of endpoint: Endpoint) -> HTML? {
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
    if let schema = endpoint.body.schema, schema.properties.isEmpty {
      parts.append((name: "body", text: SchemaText.short(schema), evidence: endpoint.body.mediaTypeEvidence))
    }
    if parts.isEmpty { return nil }
    return .table("Request", ["Part", "Value", "Evidence"], parts) { part in
      "\(.rowHeader(part.name))<td>\(part.text)</td><td>\(part.evidence.map(evidence))</td>"
    }
  }

  func link(to source: SuiteHeader.Source) -> HTML {
    let revision = (source.revision.map { ", \($0)" } ?? "") + ", read \(source.retrieved)"
    // Only addresses of the web become links.
    guard source.url.hasPrefix("https://") || source.url.hasPrefix("http://") else {
      return "\(source.title) (\(source.url))\(revision)"
    }
    return "<a href=\"\(source.url)\" rel=\"noreferrer noopener\">\(source.title)</a>\(revision)"
  }

  private static func words(_ kind: Effect.Kind) -> String {
    switch kind {
    case .sendsMessage: "sends a message to the recipient in"
    case .changesCredential: "changes the credential in"
    case .changesData: "changes what the provider keeps about"
    default: "\(kind.rawValue):"
    }
  }

  /// The level, the place and the provider's own words.
  private func evidence(_ evidence: Evidence) -> HTML {
    let level =
      switch evidence.level {
      case .documented: "documented"
      case .sample: "shown by a sample"
      case .assumed: "assumed"
      }
    return "\(level): \(evidence.place)\(evidence.quote.map { " <q>\($0)</q>" })"
  }

  private func fact(_ name: String, _ value: String, _ evidence: Evidence) -> HTML {
    .term(name, "\(value) — \(self.evidence(evidence))")
  }
}
