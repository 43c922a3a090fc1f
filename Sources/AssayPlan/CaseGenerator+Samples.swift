import AssayContract
import AssayHTTP
import AssayJSON
import AssaySpec

extension CaseGenerator {
  /// Each sample of the document, sent as it is printed, with the run's own fixtures in it.
  func sampleCases() throws(SpecError) -> [TestCase] {
    var cases: [TestCase] = []
    for sample in endpoint.samples {
      let summary = "as the document's sample \(sample.name) sends it"
      let (draft, response) = try draft(of: sample)
      cases.append(
        try makeCase(
          .example, sample.name, summary, draft,
          Expectation(.valid, responses: [response], evidence: sample.evidence)))
    }
    return cases
  }

  private func draft(of sample: RequestSample) throws(SpecError) -> (RequestBuilder, response: Int) {
    let text = sample.body ?? endpoint.body.examples.first?.json
    let json = text.flatMap { try? JSONValue(parsing: $0) }
    guard let (response, responseTrigger) = endpoint.validElicitation(matching: json) else {
      throw SpecError(
        endpoint: endpoint, "no documented answer is elicited by the sample \(sample.name): add one to `responses`")
    }
    var draft = drafts.draft(given: responseTrigger.given)
    draft.json = json
    drafts.bind(&draft, given: responseTrigger.given)
    // Spelling counts in a sample: unless a fixture changed it, the body leaves letter by letter.
    if let text, draft.json == json { draft.body = .raw(Array(text.utf8)) }
    if let headers = sample.headers {
      let credential = drafts.credential(for: &draft)
      draft.headers = HeaderFields(
        headers.map { header in
          header.value.hasSuffix("<token>") ? HeaderField(header.name, credential ?? header.value) : header
        })
    }
    return (draft, response)
  }
}
