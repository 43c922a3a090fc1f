import AssaySchema
import AssaySpec

extension Endpoint {
  /// The provider's part of the id, before the first dot.
  package var providerID: String { String(id.prefix { $0 != "." }) }

  /// The declared parameter at a location, or `nil`.
  package func parameter(at location: Location) -> Parameter? { parameters.first { $0.location == location } }

  /// Where a request names the next page with a value that only a response gives.
  package var cursorLocation: Location? {
    switch paging?.style {
    case .cursor(_, let location), .lastItem(_, let location, _): location
    case .link, .nextURL, .page, .offset, nil: nil
    }
  }

  /// Whether only responses give the value at a place of a request.
  package func isFromResponses(_ location: Location) -> Bool {
    location == cursorLocation || parameter(at: location)?.isFromResponses ?? false
  }

  /// The documented response with a status: the first whose code or range has it, else the default one; `nil` for none.
  package func response(to status: Int) -> Int? {
    responses.firstIndex { $0.status.contains(status) } ?? responses.firstIndex { $0.status.isDefault }
  }

  /// A name for a response that no other has: its status, with a number when an earlier response has the same.
  package func name(ofResponse index: Int) -> String {
    let earlier = responses[..<index].count { $0.status == responses[index].status }
    return earlier == 0 ? "\(responses[index].status)" : "\(responses[index].status) (\(earlier + 1))"
  }

  /// The location of the header that signs a request: only the provider knows which of its values are valid.
  package var signatureLocation: Location? { signature.map { .header($0.header) } }

  /// Where a request has the values of fixtures, parameters before members of the body.
  package var bindings: [FixtureBinding] {
    parameters.compactMap { parameter in parameter.fixture.map { FixtureBinding(parameter.location, is: $0) } }
      + (body.schema?.places ?? []).compactMap { place in
        place.property.fixture.map { FixtureBinding(.body(place.pointer), is: $0, of: place.kinds) }
      }
  }
}

/// The subject whose fixture stands at a location of an endpoint's requests.
package struct FixtureBinding: Sendable, Hashable {
  package var location: Location
  /// The name of the subject's ordinary fixture.
  package var subject: String
  /// The kinds of the objects that it stands in.
  package var kinds: [ObjectKind]

  package init(_ location: Location, is subject: String, of kinds: [ObjectKind] = []) {
    self.location = location
    self.subject = subject
    self.kinds = kinds
  }
}

extension HeaderSignature {
  /// The names of the fixtures whose values it needs.
  package var fixtures: [String] {
    [key.name]
      + parts.compactMap { part in
        switch part {
        case .fixture(let fixture), .seed(let fixture, _, _): fixture.name
        case .request: nil
        }
      }
  }

  /// The header's value until the request is sent.
  package static let placeholder = "${ASSAY_SIGNATURE}"
}
