import AssayContract
import AssayHTTP
import AssayJSON
import AssaySchema
import AssaySpec

/// A mutant of the mock that still keeps the contract: a check that flags it raises a false alarm.
package enum EquivalentMutant: String, Sendable, Hashable, CaseIterable {
  case headerNamesInLowerCase
  case headerNamesInUpperCase
  case extraHeaders
  case mediaTypeInUpperCase
  case mediaTypeWithCharset
  case noReasonPhrase
  case membersReversed
  case whitespaceInJSON
  case escapesInJSON
  case integersWithPointZero
  case integersWithExponent
  case zeroAsMinusZero
  case optionalMembersPresent
  case optionalMembersAbsent
  case otherTexts
  case textsInOtherScripts
  case undocumentedBodiesEmpty
  case undocumentedBodiesAsText
  case interimAnswers
  case documentedPassingFailureFirst
  case assumedRefusalsDiffer

  func reply(_ reply: MockReply, _ decision: Mock.Decision, _ count: Int) -> MockReply {
    var reply = reply
    let endpoint = decision.contract.endpoint
    guard let (index, responseTrigger) = decision.answer else { return reply }
    let spec = endpoint.responses[index]
    switch self {
    case .headerNamesInLowerCase: reply.renameHeaders { $0.lowercased() }
    case .headerNamesInUpperCase: reply.renameHeaders { $0.uppercased() }
    case .extraHeaders:
      // A second value of a documented header would be judged as the first is.
      for (name, value) in [("X-Request-Id", "7"), ("Cache-Control", "no-store")]
      where !spec.headers.contains(where: { $0.name.equalsIgnoringASCIICase(name) }) {
        reply.response.headers.append(name, value)
      }
    case .mediaTypeInUpperCase: reply.editMediaType { $0.uppercased() }
    case .mediaTypeWithCharset: reply.editMediaType { $0 + ";charset=utf-8" }
    case .noReasonPhrase: reply.response.reason = ""
    case .membersReversed:
      reply.editValues(spec) { value in
        guard case .object(let object) = value else { return value }
        return .object(JSONObject(object.reversed().map { ($0.key, $0.value) }))
      }
    case .whitespaceInJSON: reply.respell(spec, "whitespace")
    case .escapesInJSON: reply.respell(spec, "escapes")
    case .integersWithPointZero: reply.editNumbers(spec) { $0.lexeme + ".0" }
    case .integersWithExponent: reply.editNumbers(spec) { $0.lexeme + "e0" }
    case .zeroAsMinusZero: reply.editNumbers(spec) { $0 == 0 ? "-0" : $0.lexeme }
    case .optionalMembersPresent:
      let named = endpoint.namedPointers
      reply.editMembers(spec) { json, member in
        if member.property.presence == .optional, json[member.pointer] == nil, !named.contains(member.pointer) {
          json.set(member.property.schema.sample, at: member.pointer)
        }
      }
    case .optionalMembersAbsent:
      reply.editMembers(spec) { json, member in
        // Without the next page's name a list ends.
        if member.property.presence == .optional, !endpoint.pagingPointers.contains(member.pointer) {
          json.remove(at: member.pointer)
        }
      }
    case .otherTexts: reply.editTexts(spec, decision.contract, "something else entirely")
    case .textsInOtherScripts: reply.editTexts(spec, decision.contract, "Код выслан 確認 🎉 e\u{301}")
    case .undocumentedBodiesEmpty:
      if spec.body.content == .undocumented {
        reply.response.body = []
        reply.response.headers.removeAll(named: "Content-Type")
      }
    case .undocumentedBodiesAsText:
      if spec.body.content == .undocumented {
        reply.response.body = Array("no".utf8)
        reply.response.headers.set("Content-Type", "text/plain")
      }
    case .interimAnswers: reply.response.interim = [InterimResponse(103, reason: "Early Hints")]
    case .documentedPassingFailureFirst:
      if count == 1, let transient = endpoint.responses.firstIndex(where: \.isTransient) {
        reply.response = decision.contract.make(transient, 0, decision.reading)
      }
    case .assumedRefusalsDiffer:
      let evidence = spec.triggers[responseTrigger].evidence ?? spec.evidence
      // A status that the document describes has a body of its own.
      let others = [(403, "Forbidden"), (409, "Conflict"), (423, "Locked"), (451, "Unavailable For Legal Reasons")]
      if evidence.level == .assumed, spec.status.isError,
        let (status, reason) = others.first(where: { endpoint.response(to: $0.0) == nil })
      {
        reply.response = Response(status, reason: reason)
      }
    }
    return reply
  }
}

extension MockReply {
  fileprivate mutating func renameHeaders(_ rename: (String) -> String) {
    response.headers = HeaderFields(response.headers.map { HeaderField(rename($0.name), $0.value) })
  }

  fileprivate mutating func editMediaType(_ edit: (String) -> String) {
    if let type = response.headers["Content-Type"] { response.headers.set("Content-Type", edit(type)) }
  }

  /// Spells a documented body in another way that its encoding allows.
  fileprivate mutating func respell(_ spec: ResponseSpec, _ name: String) {
    let body = spec.body.alternative(of: response.headers["Content-Type"]) ?? spec.body
    let spellings = value(of: body).flatMap { body.codec?.spellings($0) } ?? []
    if let spelling = spellings.first(where: { $0.name == name }) { response.body = spelling.bytes }
  }

  /// Edits every value of a documented body, the innermost first.
  fileprivate mutating func editValues(_ spec: ResponseSpec, _ edit: (JSONValue) -> JSONValue) {
    self.edit(spec.body) { $0 = $0.mapped(edit) }
  }

  fileprivate mutating func editNumbers(_ spec: ResponseSpec, _ edit: (JSONNumber) -> String) {
    editValues(spec) { value in
      guard case .number(let number) = value, number.isInteger, let other = JSONNumber(lexeme: edit(number))
      else { return value }
      return .number(other)
    }
  }

  /// Edits a documented body once for each member of its schema.
  fileprivate mutating func editMembers(_ spec: ResponseSpec, _ edit: (inout JSONValue, MemberPlace) -> Void) {
    self.edit(spec.body) { value in
      for member in spec.body.schema?.places ?? [] where member.applies(to: value) { edit(&value, member) }
    }
  }

  /// Replaces every text of which the contract promises only the type.
  fileprivate mutating func editTexts(_ spec: ResponseSpec, _ contract: Mock.Contract, _ text: String) {
    let echoed =
      spec.echoes.map(\.pointer) + contract.endpoint.namedPointers
      + contract.provider.pointersOfScenarios(at: contract.endpoint)
    editMembers(spec) { json, member in
      if member.property.schema == .string, !echoed.contains(member.pointer), json[member.pointer] != nil {
        json.set(.string(text), at: member.pointer)
      }
    }
  }
}

extension JSONValue {
  fileprivate func mapped(_ edit: (JSONValue) -> JSONValue) -> JSONValue {
    switch self {
    case .object(let object): edit(.object(JSONObject(object.map { ($0.key, $0.value.mapped(edit)) })))
    case .array(let items): edit(.array(items.map { $0.mapped(edit) }))
    default: edit(self)
    }
  }
}
