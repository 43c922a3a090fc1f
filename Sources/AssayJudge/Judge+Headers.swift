import AssayContract
import AssayHTTP
import AssaySchema
import AssaySpec

extension Judge {
  /// The documented headers of an answer that are missing or not what they must be.
  func headerViolations(in response: Response, _ index: Int) -> [Violation] {
    let headers = endpoint.responses[index].headers
    if headers.isEmpty { return [] }
    return zip(headers, contract.responseHeaders[index]).compactMap { header, schema in
      guard let text = response.headers[header.name] else {
        return header.isRequired
          ? Violation(.headerMissing(header.name), at: .header(header.name), evidence: header.evidence) : nil
      }
      guard let violation = schema.violations(of: Parameter.value(of: text, for: header.schema)).first else {
        return nil
      }
      return Violation(
        .headerInvalid(header.name, violation.validationError), at: .header(header.name), evidence: header.evidence)
    }
  }

  /// The ways in which the answer broke HTTP itself.
  func framingViolations(in response: Response) -> [Violation] {
    var violations: [Violation] = []
    var forbidden: [String] = []
    for fault in response.faults {
      if case .bodyNotAllowed(let detail) = fault {
        forbidden.append(detail)
      } else {
        violations.append(Violation(.framing(fault), at: .framing, evidence: Self.protocolEvidence))
      }
    }
    if !forbidden.isEmpty {
      // An announced length and the bytes behind it are one body that should not be there.
      let spec = endpoint.responses.first { $0.status.contains(response.status) }
      violations.append(
        Violation(
          .framing(.bodyNotAllowed(detail: forbidden.joined(separator: ", and "))), at: .body,
          evidence: spec?.evidence ?? Self.protocolEvidence))
    }
    return violations
  }
}
