import AssayJSON
import AssaySchema
import AssaySpec

/// Any declared value of a request: a parameter or a member of the body.
struct ValuePlace {
  var location: Location
  var name: String
  var schema: Schema
  var evidence: Evidence?

  /// Whether the value leaves as a text of the path, the query or a header.
  var isText: Bool { if case .body = location { false } else { true } }

  /// The place in a case's summary.
  var words: String { if case .body(let pointer) = location { pointer.description } else { location.description } }
}

extension CaseFactory {
  /// The parameters, but for one that signs the request, and the members of the body.
  var valuePlaces: [ValuePlace] {
    endpoint.parameters.filter { $0.location != endpoint.signatureLocation }.map {
      ValuePlace(location: $0.location, name: name(of: $0), schema: $0.schema, evidence: $0.evidence)
    }
      + members.map {
        ValuePlace(
          location: .body($0.pointer), name: $0.name, schema: $0.property.schema, evidence: $0.property.evidence)
      }
  }
}
