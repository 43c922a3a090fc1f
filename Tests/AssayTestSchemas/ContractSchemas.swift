import AssayJSON
import AssaySchema
import AssaySpec
import AssaySpecs

extension JudgedSchema {
  /// Every schema of the contracts: of requests and of answers.
  package static let contracts: [JudgedSchema] = Catalog.all.endpoints.flatMap { endpoint in
    let bodies =
      [("request", endpoint.body)] + endpoint.responses.map { ("\($0.status)", $0.body) }
    return bodies.compactMap { name, body in
      body.schema.map { schema in
        JudgedSchema(
          "\(endpoint.id) \(name)", schema,
          body.examples.map(\.text) + [schema.sample, schema.fullSample].map { $0.serialized() })
      }
    }
  }

  /// Valid bodies: optional members there or not, in whatever order, spelled compactly or pretty.
  package func validBodies(_ count: Int, _ generator: inout Generator) -> [[UInt8]] {
    var bodies: [[UInt8]] = []
    while bodies.count < count {
      var value = generator.pick(values)
      if case .object(let object) = value {
        var members = Array(object).shuffled(using: &generator)
        members.removeAll { member in
          guard let property = schema.schema.property(member.key), case .optional = property.presence else {
            return false
          }
          return generator.below(2) == 0
        }
        value = .object(JSONObject(members.map { ($0.key, $0.value) }))
      }
      bodies.append(value.serializedBytes(pretty: generator.below(2) == 0))
    }
    return bodies
  }
}

extension Schema {
  /// The sample, with every optional member as well.
  var fullSample: JSONValue {
    guard case .object(var object) = sample else { return sample }
    for property in properties {
      if case .exactlyWhen = property.presence { continue }
      object[property.name] = property.schema.fullSample
    }
    return .object(object)
  }
}
