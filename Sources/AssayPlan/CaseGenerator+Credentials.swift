import AssayContract
import AssayHTTP
import AssayJSON
import AssaySpec

extension CaseGenerator {
  /// Requests with each credential that the schemes say must be refused.
  func credentialCases() throws(SpecError) -> [TestCase] {
    try derive { baseline in
      func make(
        _ name: String, _ summary: String, _ builder: RequestBuilder, _ problem: CredentialProblem.Kind
      ) throws -> TestCase {
        try makeCase(
          .credential, name, summary, builder,
          refusal(endpoint.answers(to: problem), because: endpoint.credentialRule), isUnauthenticated: true)
      }
      let security = endpoint.security
      var cases: [TestCase] = []
      if security.hasSeveral, security.refusesAbsence {
        var builder = baseline.builder
        for location in security.locations { builder.remove(at: location) }
        cases.append(try make("missing", "without any credential", builder, .missing))
      }
      for (index, alternative) in security.refused(isDocumented: endpoint.answers(to: .unauthenticated) != nil) {
        let scheme = security.schemes[index]
        guard let location = scheme.location, let values = template.credentialValues[index] else { continue }
        let base = self.builder(of: baseline, alternative)
        for wrong in security.wrong(index, in: alternative, values) {
          var builder = base
          if let text = wrong.text {
            builder.set(.string(text), at: location)
          } else {
            builder.remove(at: location)
          }
          cases.append(try make(security.label(index, wrong.name), wrong.summary, builder, wrong.kind))
        }
      }
      return cases
    }
  }

  /// Where a request may have one of several credentials, a request with each.
  func alternativeCases(_ baseline: Baseline) throws -> [TestCase] {
    let security = endpoint.security
    guard security.alternatives.count > 1 else { return [] }
    return try security.alternatives.indices.map { alternative in
      let name = security.name(of: alternative)
      return try makeCase(
        .choice, "credential=\(name)", name == "none" ? "without a credential" : "with the credential \(name)",
        builder(of: baseline, alternative), success(baseline, security.evidence))
    }
  }

  /// Valid credentials in other spellings.
  func credentialSpellings(_ baseline: Baseline) throws -> [TestCase] {
    let security = endpoint.security
    return try security.alternatives.indices.flatMap { alternative in
      try security.alternatives[alternative].flatMap { index -> [TestCase] in
        let scheme = security.schemes[index]
        guard let location = scheme.location, let values = template.credentialValues[index] else { return [] }
        return try scheme.spellings(of: scheme.text(of: values)).map { spelling in
          var builder = self.builder(of: baseline, alternative)
          builder.set(.string(spelling.text), at: location)
          return try makeCase(
            .spelling, security.label(index, spelling.name), spelling.summary, builder,
            success(baseline, spelling.evidence))
        }
      }
    }
  }

  /// The ordinary request with other credentials.
  private func builder(of baseline: Baseline, _ alternative: Int) -> RequestBuilder {
    if alternative == template.alternative { return baseline.builder }
    return template.builder(given: baseline.given, setting: baseline.settings, alternative: alternative)
  }
}
