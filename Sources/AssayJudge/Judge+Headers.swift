import AssayHTTP
import AssaySchema
import AssaySpec

extension Judge {
  /// The documented headers of an answer that are missing or not what they must be.
  func headerViolations(in response: Response, _ index: Int) -> [Violation] {
    let headers = endpoint.responses[index].headers
    return zip(headers, contract.responseHeaders[index]).compactMap { header, schema in
      guard let text = response.headers[header.name] else {
        return header.isRequired
          ? Violation(.headerMissing(header.name), at: .header(header.name), evidence: header.evidence) : nil
      }
      guard let violation = schema.violations(of: Parameter.value(of: text, for: header.schema)).first else {
        return nil
      }
      return Violation(
        .headerInvalid(header.name, violation.mismatch), at: .header(header.name), evidence: header.evidence)
    }
  }

  /// The ways in which the answer broke HTTP itself.
  func framingViolations(in response: Response) -> [Violation] {
    response.faults.map { fault in
      if case .bodyNotAllowed = fault,
        let spec = endpoint.responses.first(where: { $0.status.contains(response.status) })
      {
        return Violation(.framing(fault), at: .body, evidence: spec.evidence)
      }
      return Violation(.framing(fault), at: .framing, evidence: Self.protocolEvidence)
    }
  }
}
