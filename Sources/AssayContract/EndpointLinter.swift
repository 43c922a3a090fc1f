import AssayHTTP
import AssayJSON
import AssaySchema
import AssaySpec

/// Checks one endpoint's contract.
struct EndpointLinter {
  let endpoint: Endpoint
  let provider: Provider
  let finding: (String, SourceLine) -> Void

  /// Reports a finding at the line of the element that it is about; without one at the endpoint's.
  func report(_ message: String, at source: SourceLine = .unknown) { finding(message, source) }

  func check() {
    let contract: CompiledEndpoint
    do {
      contract = try CompiledEndpoint(endpoint)
    } catch {
      return finding(error.message, SourceLine(error.file, error.line))
    }
    checkDocument()
    checkParameters(contract)
    checkRequestExamples(contract)
    checkResponses(contract)
    checkFormats(contract)
    for (message, source) in contract.unsatisfiable { report(message, at: source) }
    checkReferences()
    checkTransitions()
    checkLists()
    checkDependencies()
    checkOpenQuestions()
    checkValues(contract)
  }

  private func checkDocument() {
    let document = endpoint.document
    if endpoint.title.isEmpty || document.url.isEmpty {
      report("the endpoint needs a title, and its document an address")
    }
    let parts = document.retrieved.split(separator: "-", omittingEmptySubsequences: false)
    let isDay =
      parts.map(\.count) == [4, 2, 2] && parts.allSatisfy { $0.utf8.allSatisfy { (0x30...0x39).contains($0) } }
    if !isDay { report("the document's day \"\(document.retrieved)\" is not written as yyyy-mm-dd") }
  }

  private func checkParameters(_ contract: CompiledEndpoint) {
    let placeholders = endpoint.path.parameterNames
    let paths = endpoint.parameters.filter { $0.location.kind == .path }
    let declared = paths.map(\.name)
    for name in placeholders where !declared.contains(name) {
      report(
        "the path has {\(name)}, and no path parameter of that name is declared\(NearestName.hint(for: name, among: declared))"
      )
    }
    for parameter in paths where !placeholders.contains(parameter.name) {
      let name = parameter.name
      report("the path parameter \(name) has no {\(name)} in the path \(endpoint.path)", at: parameter.evidence.source)
    }
    if !endpoint.path.description.hasPrefix("/") { report("the path \(endpoint.path) must begin with /") }
    var seen: Set<Location> = []
    for (parameter, schema) in zip(endpoint.parameters, contract.parameters) {
      let source = parameter.evidence.source
      let isNested = parameter.schema.properties.contains {
        $0.schema.types != .any && !$0.schema.types.isDisjoint(with: [.array, .object])
      }
      if parameter.schema.types == .object, parameter.location.kind != .query, isNested {
        report("\(parameter.location) is an object of arrays or objects, which only the query can hold", at: source)
      }
      if !seen.insert(parameter.location).inserted { report("\(parameter.location) is declared twice", at: source) }
      for (what, text) in [("example", parameter.example), ("default", parameter.defaultValue)] {
        guard let text else { continue }
        let value = parameter.value(of: text)
        if let wrong = schema.violations(of: value).first {
          report(
            "the \(what) \"\(text)\" of \(parameter.location): expected \(wrong.validationError.expected)", at: source)
        }
      }
    }
  }

  private func checkMediaType(_ body: Body, _ name: String, at source: SourceLine) {
    var types: Set<String> = []
    for alternative in body.alternatives {
      let source = alternative.source.or(source)
      guard let codec = alternative.codec else {
        if !body.others.isEmpty { report("\(name) is one of several, and one of them is not described", at: source) }
        continue
      }
      let problems = [
        codec.problem(withMediaType: alternative.mediaType), alternative.schema.flatMap(codec.problem(with:)),
      ]
      for problem in problems.compactMap(\.self) { report("\(name) \(problem)", at: source) }
      if !types.insert(alternative.mediaType.lowercased()).inserted {
        report("\(name) has the media type \(alternative.mediaType) twice", at: source)
      }
    }
  }

  private func checkRequestExamples(_ contract: CompiledEndpoint) {
    checkMediaType(endpoint.body, "the request body", at: endpoint.body.source)
    if endpoint.body.isOptional, endpoint.body.schema == nil {
      report(
        "the request body is optional, and no body is described: declare it, or leave .optional out",
        at: endpoint.body.source)
    }
    for body in contract.body.map({ [$0] + $0.others }) ?? [] {
      for example in body.body.examples {
        check(example, body, "the request example \(example.name)", at: body.body.source)
      }
    }
    for sample in endpoint.samples {
      let source = sample.evidence.source
      if let body = sample.body {
        check(Example(sample.name, body), contract.body, "the sample \(sample.name)", at: source)
      }
      if let target = sample.target, endpoint.path.match(target.prefix { $0 != "?" }) == nil {
        report("the sample \(sample.name) has the path \(target), which is not \(endpoint.path)", at: source)
      }
    }
    for (index, sample) in endpoint.samples.enumerated()
    where endpoint.samples[..<index].contains(where: { $0.name == sample.name }) {
      report("two samples have the name \(sample.name)", at: sample.evidence.source)
    }
  }

  private func checkResponses(_ contract: CompiledEndpoint) {
    let isAccepted = endpoint.responses.contains { response in
      response.status.isSuccess
        || response.status.isRedirect && response.triggers.contains { $0.trigger == .validRequest }
    }
    if !isAccepted { report("no response is a success: declare one with a status from 200 to 299") }
    for (index, response) in endpoint.responses.enumerated() {
      let name = "the \(response.status) response"
      let source = response.evidence.source
      let isDeclared = endpoint.responses[..<index].contains { earlier in
        earlier.status == response.status && earlier.triggers.contains { response.triggers.contains($0) }
      }
      if isDeclared { report("\(name) is declared twice: put both bodies into one", at: source) }
      checkHeaders(of: response, contract.responseHeaders[index], name)
      if response.triggers.isEmpty { report("\(name) says neither what triggers it nor why nothing does", at: source) }
      checkMediaType(response.body, "\(name)'s body", at: source)
      if response.body.isOptional {
        report("\(name)'s body is optional, which only the body of a request can be", at: source)
      }
      for body in contract.responses[index].map({ [$0] + $0.others }) ?? [] {
        for example in body.body.examples {
          check(example, body, "\(name)'s example \(example.name)", at: body.body.source)
        }
      }
      for responseTrigger in response.triggers {
        if let example = responseTrigger.example {
          check(example, contract.responses[index], "\(name)'s example \(example.name)", at: source)
        }
        check(responseTrigger, name, at: source)
      }
      for echo in response.echoes {
        if response.body.schema?.member(at: echo.pointer) == nil {
          let pointers = (response.body.schema?.places ?? []).map { "\($0.pointer)" }
          let hint = NearestName.hint(for: "\(echo.pointer)", among: pointers)
          report(
            "\(name) echoes at \(echo.pointer), which its schema does not declare\(hint)", at: echo.evidence.source)
        }
        check(echo.location, "\(name)'s echo", at: echo.evidence.source)
      }
    }
  }

  private func checkHeaders(of response: ResponseSpec, _ schemas: [CompiledSchema], _ name: String) {
    var names: Set<String> = []
    for (header, schema) in zip(response.headers, schemas) {
      let source = header.evidence.source
      if !names.insert(header.name.lowercased()).inserted {
        report(
          "\(name) declares the header \(header.name) twice: its schema is that of each value, so declare it once",
          at: source)
      }
      guard let example = header.example else { continue }
      if let wrong = schema.violations(of: Parameter.value(of: example, for: header.schema)).first {
        report(
          "the example \"\(example)\" of \(name)'s header \(header.name): expected \(wrong.validationError.expected)",
          at: source)
      }
    }
    let source = response.evidence.source
    if response.status.isDefault, response.triggers.contains(where: { $0.trigger == .validRequest }) {
      report("\(name) is triggered by a valid request: give its status, such as 200", at: source)
    }
    guard response.triggers.contains(where: { $0.trigger == .notModified }) else { return }
    if response.status != 304 || response.body.content != .none {
      report("\(name) is triggered by .notModified: its status must be 304 and its body .empty", at: source)
    }
    if endpoint.method != .get, endpoint.method != .head {
      report("\(name) is triggered by .notModified, which only GET and HEAD have", at: source)
    }
    let headers = endpoint.responses.filter { $0.status.isSuccess }.flatMap(\.headers).map { $0.name.lowercased() }
    if !headers.contains("etag"), !headers.contains("last-modified") {
      report("\(name) is triggered by .notModified: declare the header ETag or Last-Modified of a success", at: source)
    }
  }

  private func check(_ responseTrigger: ResponseTrigger, _ name: String, at source: SourceLine) {
    if case .nothing(let reason) = responseTrigger.trigger, reason.isEmpty {
      report("\(name) cannot be triggered and does not say why", at: source)
    }
    if responseTrigger.trigger == .unauthenticated, endpoint.security.schemes.isEmpty {
      report("\(name) is for a missing credential, and the endpoint needs none", at: source)
    }
    let isRefusable = endpoint.security.schemes.isEmpty || !endpoint.security.refused(isDocumented: true).isEmpty
    if responseTrigger.trigger == .unauthenticated, !isRefusable {
      report(
        "\(name) is for a wrong credential, and no request shows one: say .nothing(…) why it is not tested", at: source)
    }
    if responseTrigger.trigger == .code, endpoint.consumedCode == nil {
      report("\(name) is for a wrong code: say with .consumesCode on a success where the code is")
    }
    if responseTrigger.trigger == .state, responseTrigger.given.isEmpty {
      report("\(name) is triggered by a state and names none", at: source)
    }
    for setting in responseTrigger.settings { check(setting.location, "\(name)'s trigger", at: source) }
    for place in responseTrigger.places where place != .header("Content-Type") || endpoint.body.schema == nil {
      check(place, "\(name)'s trigger", at: source)
    }
    var subjects: Set<String> = []
    for condition in responseTrigger.given {
      guard let state = provider.state(condition.state) else {
        let hint = NearestName.hint(for: condition.state, among: provider.states.map(\.id))
        report(
          "\(name) is given the state \(condition.state), which \(provider.id) does not declare\(hint)", at: source)
        continue
      }
      guard subjects.insert(state.subject).inserted else { continue }
      if !endpoint.bindings.contains(where: { $0.subject == state.subject }) {
        report("\(name) is given a state of \(state.subject), which no binding of the endpoint names", at: source)
      } else if provider.fixture(of: state.subject, given: responseTrigger.given) == nil {
        report("\(name) is given states that no fixture of \(state.subject) is in", at: source)
      }
    }
  }

  /// A format that contradicts itself would make wrong cases.
  private func checkFormats(_ contract: CompiledEndpoint) {
    let bodies = ([contract.body] + contract.responses).compactMap(\.self).map { ($0.schema, $0.body.source) }
    let parameters = zip(contract.parameters, endpoint.parameters).map { ($0, $1.evidence.source) }
    let headers = zip(contract.responseHeaders, endpoint.responses).flatMap { schemas, response in
      zip(schemas, response.headers).map { ($0, $1.evidence.source) }
    }
    let formats = (bodies + parameters + headers).flatMap { schema, source in schema.formats.map { ($0, source) } }
    var seen: Set<Format> = []
    for (format, source) in formats where seen.insert(format).inserted {
      let name = "the format \(format.name)"
      for value in [format.example] + format.boundaries where !format.accepts(value) {
        report("\(name) does not accept \(value.serialized()), which it gives as an example or a boundary", at: source)
      }
      for wrong in format.counterexamples where format.accepts(wrong.value) {
        report("\(name) accepts \(wrong.value.serialized()), which it gives as a counterexample", at: source)
      }
      let labels = format.counterexamples.map(\.label)
      if Set(labels).count < labels.count {
        report("\(name) has counterexamples that share a label: give each its own", at: source)
      }
    }
  }

  private func checkReferences() {
    for binding in endpoint.bindings {
      if provider.fixture(binding.subject) == nil {
        let hint = NearestName.hint(
          for: binding.subject, after: provider.id + ".", among: provider.fixtures.map(\.name))
        report("the binding names \(binding.subject), which is no fixture\(hint)", at: source(of: binding.location))
      }
    }
    if let signature = endpoint.signature {
      let source = signature.evidence.source
      for name in signature.fixtures where provider.fixture(name)?.isSecret != true {
        report("the signature names \(name), which is no secret fixture of \(provider.id)", at: source)
      }
      check(.header(signature.header), "the signature", at: source)
      for case .request(let location) in signature.parts { check(location, "the signature", at: source) }
    }
    for effect in endpoint.effects where effect.recipient != .body(.root) {
      check(effect.recipient, "the effect \(effect.kind.rawValue)", at: effect.evidence.source)
    }
    for scheme in endpoint.security.schemes { check(scheme) }
  }

  private func check(_ scheme: any CredentialScheme) {
    let source = endpoint.security.evidence.source
    for part in scheme.fixtures {
      if let fixture = provider.fixture(part.name) {
        if part.isSecret, !fixture.isSecret {
          report("the \(part.role) \(part.name) must be a secret fixture", at: source)
        }
      } else {
        let hint = NearestName.hint(
          for: part.name, after: provider.id + ".",
          among: provider.fixtures.filter { $0.isSecret == part.isSecret }.map(\.name))
        report("the \(part.role) \(part.name) is no fixture of \(provider.id)\(hint)", at: source)
      }
    }
    if let url = scheme.grant?.tokenURL, !url.hasPrefix("/"), !url.hasPrefix("https://"), !url.hasPrefix("http://") {
      report("the token URL \(url) is neither an address nor a path at the provider", at: source)
    }
    guard let location = scheme.location else { return }
    switch location {
    case .path, .body:
      report("the \(scheme.description): a credential stands in a header, the query or a cookie", at: source)
    case .header, .query, .cookie: break
    }
    if let parameter = endpoint.parameter(at: location) {
      report(
        "\(location) is declared as a parameter and as a credential: remove the parameter",
        at: parameter.evidence.source)
    }
  }

  private func checkOpenQuestions() {
    for question in endpoint.openQuestions {
      if question.readings.count == 1 || question.assumed.isEmpty {
        report(
          "the open question at \(question.place) needs two readings, or none, and the one assumed",
          at: question.source)
      }
    }
  }

  /// Where the contract declares a value of the request.
  private func source(of location: Location) -> SourceLine {
    switch location {
    case .path, .query, .header, .cookie: endpoint.parameter(at: location)?.evidence.source ?? .unknown
    case .body(let pointer): endpoint.body.schema?.source(of: pointer) ?? .unknown
    }
  }

  func check(_ location: Location, _ user: String, at source: SourceLine = .unknown) {
    let isThere =
      switch location {
      case .path, .query, .header, .cookie: endpoint.parameter(at: location) != nil
      case .body(let pointer): endpoint.body.schema?.member(at: pointer) != nil
      }
    if isThere { return }
    let members = (endpoint.body.schema?.places ?? []).map { Location.body($0.pointer) }
    let kind = "\(location)".prefix { $0 != " " } + " "
    let known = (endpoint.parameters.map(\.location) + members).map { "\($0)" }
    let hint = NearestName.hint(for: "\(location)", after: String(kind), among: known)
    report("\(user) names \(location), which the request does not declare\(hint)", at: source)
  }

  private func check(_ example: Example, _ body: CompiledBody?, _ name: String, at source: SourceLine) {
    guard let body else { return report("\(name) has a body, and none is declared", at: source) }
    do throws(BodyError) {
      let document = try body.decode(Array(example.text.utf8), contentType: nil)
      for violation in body.schema.violations(in: document) {
        let place = violation.location
        report(
          "\(name), \(violation.pointer) at \(place.line):\(place.column): expected \(violation.expected), "
            + "found \(violation.validationError.found)", at: source)
      }
      if let duplicate = document.duplicateKeys.first {
        report("\(name) has the member \(duplicate.key) twice", at: source)
      }
    } catch {
      let place = error.location
      report(
        "\(name) is no \(body.codec.name): line \(place.line), column \(place.column): \(error.message)", at: source)
    }
  }
}
