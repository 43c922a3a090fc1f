import AssayContract
import AssayHTTP
import AssayPlan
import AssaySchema
import AssaySpec

/// A documented header must be there and match its schema.
enum HeaderCheck: Check {
  static func check(_ response: Response, to step: Step, by judge: Judge, _ findings: inout Findings) {
    guard let index = findings.documented, !judge.endpoint.responses[index].headers.isEmpty else { return }
    for (header, schema) in zip(judge.endpoint.responses[index].headers, judge.contract.responseHeaders[index]) {
      let texts = response.headers.values(named: header.name)
      if texts.isEmpty {
        if header.isRequired {
          findings.add(
            Violation(
              "header-missing", at: .header(header.name), expected: "the header", found: "none",
              evidence: header.evidence))
        }
        continue
      }
      for text in texts {
        if let error = schema.violations(of: Parameter.value(of: text, for: header.schema)).first?.validationError {
          findings.add(Violation("header-invalid", at: .header(header.name), error, evidence: header.evidence))
        }
      }
    }
  }
}
