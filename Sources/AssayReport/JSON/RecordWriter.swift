import AssayJSON
import AssayRun

/// Writes `results.json`: a line a case, so that the file streams, compares well and is read by line tools too.
enum RecordWriter {
  /// Everything before the first suite.
  ///
  /// - Parameter summary: `nil` at the beginning of a run.
  static func begin(_ header: RunHeader, summary: RunSummary? = nil) -> [UInt8] {
    var json = JSONWriter()
    json.beginObject()
    json.key("schema")
    json.string(RunResults.schemaName)
    json.key("version")
    json.int(RunResults.version)
    json.key("tool")
    json.beginObject()
    json.member("name", "assay")
    json.member("version", header.info.toolVersion)
    json.endObject()
    json.key("run")
    json.beginObject()
    json.member("id", header.id)
    json.member("startedAt", header.info.startedAt)
    json.member("hostname", header.info.hostname)
    // As text: many readers of JSON hold numbers as doubles and would change it.
    json.member("seed", "\(header.info.seed)")
    json.key("strict")
    json.bool(header.info.isStrict)
    if header.info.allowsSkips {
      json.key("allowSkips")
      json.bool(true)
    }
    json.member("ending", (summary?.header.info.ending ?? .completed).rawValue)
    json.key("microseconds")
    json.int(summary?.microseconds ?? 0)
    if let settings = header.settings {
      json.key("settings")
      write(settings, &json)
    }
    json.endObject()
    json.key("plan")
    json.beginObject()
    json.member("digest", header.plan.digest)
    json.member("ids", header.plan.ids)
    json.key("suites")
    json.int(header.plan.suites)
    json.key("cases")
    json.int(header.plan.cases)
    if header.plan.isWhole {
      json.key("whole")
      json.bool(true)
    }
    json.endObject()
    if let shard = header.shard {
      json.key("shard")
      json.beginObject()
      json.key("number")
      json.int(shard.number)
      json.key("count")
      json.int(shard.count)
      if let times = shard.times { json.member("times", times) }
      json.endObject()
    }
    if let summary {
      json.member("conclusion", summary.conclusion.rawValue)
      json.member("headline", summary.headline)
    }
    json.key("tally")
    write(summary?.counts ?? OutcomeCounts(), &json)
    json.key("suites")
    json.beginArray()
    return json.bytes
  }

  private static func write(_ settings: RunHeader.Settings, _ json: inout JSONWriter) {
    json.beginObject()
    for (name, values) in [("targets", settings.targets), ("variables", settings.variables)] {
      json.key(name)
      json.beginObject()
      for (key, value) in values.sorted(by: { $0.key < $1.key }) { json.member(key, value) }
      json.endObject()
    }
    for (name, values) in [("withheld", settings.withheld), ("options", settings.options)] {
      json.key(name)
      json.beginArray()
      for value in values { json.string(value) }
      json.endArray()
    }
    json.endObject()
  }

  /// Everything of a suite before its first case.
  static func begin(_ suite: SuiteHeader, counts: OutcomeCounts = OutcomeCounts()) -> [UInt8] {
    var json = JSONWriter()
    json.beginObject()
    json.member("id", suite.id)
    json.member("title", suite.title)
    json.member("provider", suite.provider)
    json.member("providerName", suite.providerName)
    if suite.isMock {
      json.key("mock")
      json.bool(true)
    }
    json.key("index")
    json.int(suite.index)
    json.member("target", suite.target)
    json.member("method", suite.method)
    json.member("path", suite.path)
    json.member("file", suite.file)
    json.key("line")
    json.int(suite.line)
    json.key("source")
    json.beginObject()
    json.member("title", suite.source.title)
    json.member("url", suite.source.url)
    json.member("revision", suite.source.revision)
    json.member("retrieved", suite.source.retrieved)
    json.endObject()
    json.key("tally")
    write(counts, &json)
    json.key("cases")
    json.beginArray()
    return json.bytes
  }

  static func write(_ record: CaseRecord, _ json: inout JSONWriter) {
    json.beginObject()
    json.member("id", record.id)
    json.member("kind", record.kind)
    json.member("summary", record.summary)
    json.key("index")
    json.int(record.index)
    json.member("outcome", record.outcome.rawValue)
    if record.expectsSuccess {
      json.key("expectsSuccess")
      json.bool(true)
    }
    json.key("microseconds")
    json.int(record.microseconds)
    json.member("reason", record.reason)
    json.member("skip", record.skip?.rawValue)
    json.member("statuses", record.statuses)
    if record.responseMicroseconds.contains(where: { $0 > 0 }) {
      json.member("responseMicroseconds", record.responseMicroseconds.map(Int.init))
    }
    if !record.retried.isEmpty { json.member("retried", record.retried) }
    if !record.violations.isEmpty {
      json.key("violations")
      json.beginArray()
      for violation in record.violations { write(violation, &json) }
      json.endArray()
      json.key("violationCount")
      json.int(record.violationCount)
    }
    json.member("fingerprint", record.fingerprint)
    json.member("failingSince", record.failingSince)
    if let baseline = record.baseline {
      json.key("baseline")
      json.beginObject()
      json.member("state", baseline.state.rawValue)
      json.member("owner", baseline.owner)
      json.member("reason", baseline.reason)
      json.member("expires", baseline.expires)
      json.endObject()
    }
    let requests = record.requests
    if let first = requests.first {
      json.key("request")
      write(first, &json)
    }
    if requests.count > 1 {
      json.key("furtherRequests")
      json.beginArray()
      for request in requests.dropFirst() { write(request, &json) }
      json.endArray()
    }
    json.member("attachment", record.attachment)
    if !record.answers.isEmpty {
      json.key("answers")
      json.beginArray()
      for answer in record.answers { write(answer, &json) }
      json.endArray()
    }
    json.endObject()
  }

  private static func write(_ request: RequestRecord, _ json: inout JSONWriter) {
    json.beginObject()
    json.member("method", request.method)
    json.member("target", request.target)
    write(request.headers, &json)
    json.member("body", request.body)
    json.key("bodyBytes")
    json.int(request.bodyBytes)
    json.member("curl", request.curl)
    json.endObject()
  }

  private static func write(_ violation: ViolationRecord, _ json: inout JSONWriter) {
    json.beginObject()
    json.member("code", violation.code)
    json.member("severity", violation.severity.rawValue)
    json.member("place", violation.place)
    json.member("pointer", violation.pointer)
    if let line = violation.line, let column = violation.column {
      json.key("line")
      json.int(line)
      json.key("column")
      json.int(column)
    }
    json.member("expected", violation.expected)
    json.member("found", violation.found)
    json.member("evidence", violation.evidence)
    json.member("promise", violation.promise)
    json.member("excerpt", violation.excerpt)
    json.endObject()
  }

  private static func write(_ answer: AnswerRecord, _ json: inout JSONWriter) {
    json.beginObject()
    json.member("version", answer.version)
    json.key("status")
    json.int(answer.status)
    json.member("reason", answer.reason)
    write(answer.headers, &json)
    json.member("body", answer.body)
    json.key("bodyBytes")
    json.int(answer.bodyBytes)
    json.key("shownBytes")
    json.int(answer.shownBytes)
    json.endObject()
  }

  private static func write(_ headers: [AnswerRecord.Header], _ json: inout JSONWriter) {
    json.key("headers")
    json.beginArray()
    for header in headers {
      json.beginObject()
      json.member("name", header.name)
      json.member("value", header.value)
      json.endObject()
    }
    json.endArray()
  }

  static func write(_ counts: OutcomeCounts, _ json: inout JSONWriter) {
    json.beginObject()
    for (name, count) in [
      ("passed", counts.passed), ("failed", counts.failed), ("errors", counts.errors), ("skipped", counts.skipped),
      ("known", counts.known), ("stale", counts.stale), ("warnings", counts.warnings), ("flaky", counts.flaky),
    ] {
      json.key(name)
      json.int(count)
    }
    json.endObject()
  }
}

extension JSONWriter {
  /// A member with a text; nothing when there is none.
  mutating func member(_ key: String, _ value: String?) {
    guard let value else { return }
    self.key(key)
    string(value)
  }

  mutating func member(_ key: String, _ values: [Int]) {
    self.key(key)
    beginArray()
    for value in values { int(value) }
    endArray()
  }
}
