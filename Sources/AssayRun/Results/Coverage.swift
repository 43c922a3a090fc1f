import AssayContract
import AssayHTTP
import AssayJSON
import AssayJudge
import AssayPlan
import AssaySchema
import AssaySpec

/// What of an endpoint's contract a run has seen, and what not and why.
package struct Coverage: Sendable, Hashable {
  /// One documented thing that can be seen: a status, a member of a response, a state, a relation, a credential.
  package struct Item: Sendable, Hashable {
    package enum Kind: String, Sendable, Hashable, CaseIterable {
      case status
      case header
      case member
      case value
      case state
      case relation
      case page
      case credential
    }

    package var kind: Kind
    /// `200`, `200 /data/email`, `200 /data/type = "sms"`, `email-verified`, `not email-verified`, `sorted-data-by-id`,
    /// `after the first`, `bearer+X-Key`, `wrong bearer`.
    package var name: String
    package var count: Int
    /// Why it was not seen, when it was not.
    package var reason: String?
  }

  package var endpoint: String
  package var items: [Item]

  package var seen: Int { items.count { $0.count > 0 } }
  package var missed: [Item] { items.filter { $0.count == 0 } }
}

/// Counts what one worker sees of an endpoint's contract.
struct CoverageCounter: Sendable {
  /// What a documented response can show, by the indices of its names.
  private struct Visible: Sendable {
    var spec: ResponseSpec
    var name: Int
    /// The media types, where there are several.
    var types: [(body: Body, name: Int)]
    var headers: [(header: String, name: Int)]
    var members: [Member]
  }

  private struct Member: Sendable {
    var place: MemberPlace
    var name: Int
    var isOptional: Bool
    var values: [(value: JSONValue, name: Int)]
  }

  /// An alternative that a request may have, or a scheme whose wrong credentials must be refused.
  private struct Credential: Sendable {
    var name: Int
    var isWrong: Bool
    /// Why no case is about it, where that is known.
    var whyNot: String?
  }

  private let contract: CompiledEndpoint
  private let responses: [Visible]
  private let states: [(condition: String, name: Int)]
  private let relations: [(relation: Relation, name: Int)]
  /// A page after the first one, and the last one.
  private let pages: (next: Int, last: Int)?
  private let credentials: [Credential]
  /// The credentials that a case is about, by the case's id.
  private let credentialCases: [String: Int]
  /// Why cases about credentials were skipped.
  private var credentialSkips: [Int: String] = [:]
  private let names: [String]
  private var counts: [Int]
  /// Of the first case in the plan's order that was skipped.
  private var skip: (index: Int, reason: String)?

  init(_ contract: CompiledEndpoint, _ provider: Provider) {
    let endpoint = contract.endpoint
    var names: [String] = []
    var indices: [String: Int] = [:]
    func index(of name: String) -> Int {
      if let index = indices[name] { return index }
      indices[name] = names.count
      names.append(name)
      return names.count - 1
    }
    self.contract = contract
    responses = endpoint.responses.enumerated().map { position, spec in
      let status = endpoint.name(ofResponse: position)
      let places = (spec.body.schema?.places ?? []).filter { $0.property.presence != .forbidden }
      let members = places.map { place in
        let name = "\(status) \(place.words)"
        return Member(
          place: place, name: index(of: name), isOptional: place.property.presence == .optional,
          values: place.property.schema.allowedValues.map { ($0, index(of: "\(name) = \($0.serialized())")) })
      }
      let types = (spec.body.others.isEmpty ? [] : spec.body.alternatives).map { body in
        (body, index(of: "\(status) Content-Type = \"\(body.mediaType)\""))
      }
      let headers = spec.headers.map { ($0.name, index(of: "\(status) header \($0.name)")) }
      return Visible(spec: spec, name: index(of: status), types: types, headers: headers, members: members)
    }
    let subjects = Set(endpoint.bindings.map(\.subject))
    states = provider.states.filter { subjects.contains($0.subject) }.flatMap { state in
      [StateCondition.holds(state), .not(state)].map { (Self.name($0), index(of: Self.name($0))) }
    }
    relations = endpoint.relations.map { ($0, index(of: "relation \($0.name)")) }
    pages = endpoint.paging.map { _ in (index(of: "page after the first"), index(of: "page at the end")) }
    var credentials: [Credential] = []
    var credentialCases: [String: Int] = [:]
    func add(_ credential: Credential, ids: [String]) {
      for id in ids { credentialCases["\(endpoint.id)/\(id)"] = credentials.count }
      credentials.append(credential)
    }
    let security = endpoint.security
    if security.alternatives.count > 1 {
      for alternative in security.alternatives.indices {
        let name = security.name(of: alternative)
        add(Credential(name: index(of: name), isWrong: false), ids: ["choice/credential=\(name)"])
      }
    }
    let isTold =
      security.alternatives.contains { $0.count > 1 } || security.schemes.contains(where: \.needsClientCertificate)
    let refused = isTold ? security.refused(isDocumented: endpoint.answers(to: .unauthenticated) != nil) : []
    for (position, scheme) in security.schemes.enumerated() where isTold {
      let name = index(of: "wrong \(scheme.name)")
      let wrong = refused.first { $0.scheme == position }.map {
        security.wrong(position, in: $0.alternative, scheme.fixtures.map { _ in "" })
      }
      add(
        Credential(
          name: name, isWrong: true,
          whyNot: scheme.needsClientCertificate
            ? "no case lacks the certificate, and the mock, which speaks no TLS, does not ask for it"
            : wrong == nil ? "what is left of the credentials is enough" : nil),
        ids: (wrong ?? []).map { "credential/\(security.label(position, $0.name))" })
    }
    self.credentials = credentials
    self.credentialCases = credentialCases
    self.names = names
    counts = Array(repeating: 0, count: names.count)
  }

  /// Counts what a case showed; its index is that among the cases of the endpoint.
  mutating func count(_ testCase: TestCase, _ verdict: Verdict, _ exchanges: [Exchange], at index: Int) {
    if let reason = verdict.reason, verdict.outcome == .skipped { add(skip: (index, reason)) }
    if !credentialCases.isEmpty, let index = credentialCases[testCase.id] {
      count(exchanges, credential: index, skip: verdict.outcome == .skipped ? verdict.reason : nil)
    }
    if exchanges.isEmpty { return }
    for condition in testCase.given {
      let text = Self.name(condition)
      if let state = states.first(where: { $0.condition == text }) { counts[state.name] += 1 }
    }
    for (exchange, step) in zip(exchanges, testCase.steps) {
      if let response = exchange.response { count(response, step) }
    }
    if pages != nil, testCase.kind == .paging { countPages(exchanges, testCase.steps) }
  }

  private mutating func countPages(_ exchanges: [Exchange], _ steps: [Step]) {
    guard let pages else { return }
    for index in exchanges.indices {
      guard let response = exchanges[index].response, (200..<300).contains(response.status) else { return }
      if !steps[index].inputs.isEmpty { counts[pages.next] += 1 }
      let following = steps.lazy.compactMap(\.inputs.first).first { $0.step == index }
      if let following, following.capture.value(in: response) == nil { counts[pages.last] += 1 }
    }
  }

  /// Counts the relations that a success has the values of.
  private mutating func countRelations(_ response: Response, _ step: Step) {
    guard (200..<300).contains(response.status), let body = Capture.json(response) else { return }
    for expected in step.expectation.relations where expected.isShown(in: body) {
      if let (_, name) = relations.first(where: { $0.relation == expected.relation }) { counts[name] += 1 }
    }
  }

  /// Counts an alternative that was accepted, or a wrong credential that was refused.
  private mutating func count(_ exchanges: [Exchange], credential index: Int, skip: String?) {
    if let skip { credentialSkips[index] = credentialSkips[index] ?? skip }
    for status in exchanges.compactMap(\.status) {
      let isCounted = credentials[index].isWrong ? 400..<500 ~= status : 200..<400 ~= status
      if isCounted { counts[credentials[index].name] += 1 }
    }
  }

  /// Adds what another worker counted of the same endpoint.
  mutating func add(_ other: CoverageCounter) {
    for index in counts.indices { counts[index] += other.counts[index] }
    if let skip = other.skip { add(skip: skip) }
    credentialSkips.merge(other.credentialSkips) { first, _ in first }
  }

  private mutating func add(skip new: (index: Int, reason: String)) {
    if new.index < skip?.index ?? .max { skip = new }
  }

  private mutating func count(_ response: Response, _ step: Step) {
    let documented = contract.response(for: response, expecting: step.expectation.responses)
    guard let index = documented.index else { return }
    counts[responses[index].name] += 1
    if !step.expectation.relations.isEmpty { countRelations(response, step) }
    for (header, name) in responses[index].headers where response.headers.contains(header) { counts[name] += 1 }
    let contentType = response.headers["Content-Type"]
    if !responses[index].types.isEmpty, let named = responses[index].spec.body.alternative(of: contentType) {
      for (body, name) in responses[index].types where body == named { counts[name] += 1 }
    }
    guard !responses[index].members.isEmpty,
      let document = responses[index].spec.body.document(of: response.body, contentType: contentType)
    else { return }
    // By index: a copy of a member would cost more than finding its value.
    for place in responses[index].members.indices {
      guard let node = document.node(at: responses[index].members[place].place.pointer) else { continue }
      if !responses[index].members[place].place.kinds.isEmpty,
        !responses[index].members[place].place.applies(to: document.value)
      {
        continue
      }
      counts[responses[index].members[place].name] += 1
      for (value, name) in responses[index].members[place].values where node.value == value { counts[name] += 1 }
    }
  }

  var coverage: Coverage {
    var items: [Coverage.Item] = []
    func add(_ kind: Coverage.Item.Kind, _ name: Int, _ reason: @autoclosure () -> String) {
      let count = counts[name]
      let prefix = kind == .relation || kind == .page ? kind.rawValue.count + 1 : 0
      items.append(
        Coverage.Item(
          kind: kind, name: String(names[name].dropFirst(prefix)), count: count, reason: count > 0 ? nil : reason()))
    }
    for response in responses {
      let status = names[response.name]
      add(.status, response.name, whyNot(response.spec))
      for header in response.headers { add(.header, header.name, "no response with \(status) had it") }
      for (_, name) in response.types { add(.value, name, "no response with \(status) had this media type") }
      for member in response.members {
        add(
          .member, member.name,
          member.isOptional ? "optional: no response had it" : "no response with \(status) had it")
        for (_, name) in member.values { add(.value, name, "no response with \(status) had this value") }
      }
    }
    for state in states { add(.state, state.name, skip?.reason ?? "no case tests this state") }
    for relation in relations {
      add(.relation, relation.name, skip?.reason ?? "no response had enough of the values that it is about")
    }
    if let pages {
      add(.page, pages.next, skip?.reason ?? "no list had a second page")
      add(.page, pages.last, skip?.reason ?? "no list ended within \(Paging.maxPages) pages")
    }
    for (index, credential) in credentials.enumerated() {
      add(
        .credential, credential.name,
        credential.whyNot ?? credentialSkips[index]
          ?? (credential.isWrong ? "no case had it refused" : "no case had it accepted"))
    }
    return Coverage(endpoint: contract.endpoint.id, items: items)
  }

  private func whyNot(_ response: ResponseSpec) -> String {
    for case .nothing(let reason) in response.triggers.map(\.trigger) { return reason }
    return skip?.reason ?? "no case triggered it"
  }

  private static func name(_ condition: StateCondition) -> String {
    condition.holds ? condition.state : "not \(condition.state)"
  }
}
