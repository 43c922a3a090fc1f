import AssayContract
import AssayJSON
import AssaySchema
import AssaySpec

/// Any declared value of a request: a parameter or a member of the body.
struct RequestField {
  var location: Location
  var name: String
  var schema: Schema
  var evidence: Evidence?

  /// Whether the value is sent as text: in the path, the query or a header.
  var isText: Bool { if case .body = location { false } else { true } }

  /// The place in a case's summary.
  var words: String { if case .body(let pointer) = location { pointer.description } else { location.description } }
}

extension CaseGenerator {
  /// The parameters, but for one that signs the request, and the members of the body.
  var valuePlaces: [RequestField] {
    endpoint.parameters.filter { $0.location != endpoint.signatureLocation }.map {
      RequestField(location: $0.location, name: name(of: $0), schema: $0.schema, evidence: $0.evidence)
    }
      + members.map {
        RequestField(
          location: .body($0.pointer), name: $0.name, schema: $0.property.schema, evidence: $0.property.evidence)
      }
  }
}
