import AssayContract
import AssayHTTP
import AssayJSON
import AssaySpec

extension CaseGenerator {
  /// Each sample of the document, sent as printed but for the run's fixtures.
  func sampleCases() throws(SpecError) -> [TestCase] {
    var cases: [TestCase] = []
    for sample in endpoint.samples {
      let summary = "as the document's sample \(sample.name) sends it"
      let (builder, response) = try builder(of: sample)
      cases.append(
        try makeCase(
          .example, sample.name, summary, builder,
          Expectation(.valid, responses: [response], evidence: sample.evidence)))
    }
    return cases
  }

  private func builder(of sample: RequestSample) throws(SpecError) -> (RequestBuilder, response: Int) {
    let text = sample.body ?? endpoint.body.examples.first?.text
    let json = text.flatMap(endpoint.body.value)
    guard let (response, responseTrigger) = endpoint.validTrigger(matching: json) else {
      throw SpecError(
        endpoint: endpoint, "no documented response is triggered by the sample \(sample.name): add one to `responses`",
        at: sample.evidence.source)
    }
    var builder = template.builder(given: responseTrigger.given)
    builder.json = json
    template.bind(&builder, given: responseTrigger.given)
    // A sample's body is sent byte for byte unless a fixture changed it.
    if let text, builder.json == json,
      endpoint.body.document(of: Array(text.utf8), contentType: endpoint.body.contentType) != nil
    {
      builder.body = .raw(Array(text.utf8))
    }
    if let headers = sample.headers {
      builder.headers = HeaderFields(
        headers.map { header in
          header.value.hasSuffix("<token>")
            ? HeaderField(header.name, template.credential(inHeader: header.name) ?? header.value)
            : header
        })
    }
    return (builder, response)
  }
}
