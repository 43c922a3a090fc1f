import AssayContract
import AssayHTTP
import AssayJSON
import AssaySchema
import AssaySpec

/// A difference from the mock that breaks no promise: no judge may flag it.
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
      reply.response.headers.append("X-Request-Id", "7")
      reply.response.headers.append("Cache-Control", "no-store")
    case .mediaTypeInUpperCase: reply.editMediaType { $0.uppercased() }
    case .mediaTypeWithCharset: reply.editMediaType { $0 + ";charset=utf-8" }
    case .noReasonPhrase: reply.response.reason = ""
    case .membersReversed:
      reply.editJSON(spec) { $0.mapObjects { JSONObject($0.reversed().map { ($0.key, $0.value) }) } }
    case .whitespaceInJSON:
      if spec.body.schema != nil, let json = reply.json {
        reply.response.body = Array("\r\n\t ".utf8) + json.serializedBytes(pretty: true) + Array("\n".utf8)
      }
    case .escapesInJSON:
      if spec.body.schema != nil, let json = reply.json { reply.response.body = Array(json.withEscapes().utf8) }
    case .integersWithPointZero: reply.editNumbers(spec) { $0.lexeme + ".0" }
    case .integersWithExponent: reply.editNumbers(spec) { $0.lexeme + "e0" }
    case .zeroAsMinusZero: reply.editNumbers(spec) { $0 == 0 ? "-0" : $0.lexeme }
    case .optionalMembersPresent:
      reply.editMembers(spec) { place in place.property.presence == .optional ? place.property.schema.sample : nil }
    case .optionalMembersAbsent:
      reply.editJSON(spec) { json in
        var json = json
        for place in spec.body.schema!.places where place.property.presence == .optional {
          json.remove(at: place.pointer)
        }
        return json
      }
    case .otherTexts: reply.editTexts(spec, "something else entirely")
    case .textsInOtherScripts: reply.editTexts(spec, "Код выслан 確認 🎉 e\u{301}")
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
      if evidence.level == .assumed, spec.status.isError {
        reply.response = Response(403, reason: "Forbidden")
      }
    }
    return reply
  }
}

extension MockReply {
  var json: JSONValue? { try? JSONDocument(parsing: response.body).value }

  fileprivate mutating func renameHeaders(_ rename: (String) -> String) {
    response.headers = HeaderFields(response.headers.map { HeaderField(rename($0.name), $0.value) })
  }

  fileprivate mutating func editMediaType(_ edit: (String) -> String) {
    if let type = response.headers["Content-Type"] { response.headers.set("Content-Type", edit(type)) }
  }

  fileprivate mutating func editJSON(_ spec: ResponseSpec, _ edit: (JSONValue) -> JSONValue) {
    if spec.body.schema != nil, let json { response.body = edit(json).serializedBytes() }
  }

  fileprivate mutating func editNumbers(_ spec: ResponseSpec, _ edit: (JSONNumber) -> String) {
    editJSON(spec) { json in
      json.mapScalars { value in
        guard case .number(let number) = value, number.isInteger, let other = JSONNumber(lexeme: edit(number))
        else { return value }
        return .number(other)
      }
    }
  }

  fileprivate mutating func editMembers(_ spec: ResponseSpec, _ value: (MemberPlace) -> JSONValue?) {
    editJSON(spec) { json in
      var json = json
      for place in spec.body.schema!.places {
        if let new = value(place), json[place.pointer] == nil { json.set(new, at: place.pointer) }
      }
      return json
    }
  }

  /// Replaces every text of which only the type is promised.
  fileprivate mutating func editTexts(_ spec: ResponseSpec, _ text: String) {
    let echoed = spec.echoes.map(\.pointer)
    editJSON(spec) { json in
      var json = json
      for place in spec.body.schema!.places
      where place.property.schema == .string && !echoed.contains(place.pointer) && json[place.pointer] != nil {
        json.set(.string(text), at: place.pointer)
      }
      return json
    }
  }
}

extension JSONValue {
  fileprivate func mapObjects(_ edit: (JSONObject) -> JSONObject) -> JSONValue {
    switch self {
    case .object(let object): .object(edit(JSONObject(object.map { ($0.key, $0.value.mapObjects(edit)) })))
    case .array(let items): .array(items.map { $0.mapObjects(edit) })
    default: self
    }
  }

  fileprivate func mapScalars(_ edit: (JSONValue) -> JSONValue) -> JSONValue {
    switch self {
    case .object(let object): .object(JSONObject(object.map { ($0.key, $0.value.mapScalars(edit)) }))
    case .array(let items): .array(items.map { $0.mapScalars(edit) })
    default: edit(self)
    }
  }
}
