import AssayJSON
import AssayRun

/// Writes `results.json`: a line a case, so that the file streams, compares well and is read by line tools too.
enum RecordWriter {
  /// Everything before the first suite.
  ///
  /// - Parameter summary: `nil` at the beginning of a run.
  static func begin(_ header: RunHeader, summary: RunSummary? = nil) -> [UInt8] {
    var json = JSONWriter()
    json.begin(schema: RunResults.schemaName, version: RunResults.version)
    json.object("tool") { json in
      json.member("name", "assay")
      json.member("version", header.info.toolVersion)
    }
    json.object("run") { json in
      json.member("id", header.id)
      json.member("startedAt", header.info.startedAt)
      json.member("hostname", header.info.hostname)
      // As text: many readers of JSON hold numbers as doubles and would change it.
      json.member("seed", "\(header.info.seed)")
      json.member("strict", header.info.isStrict)
      json.flag("allowSkips", header.info.allowsSkips)
      json.member("ending", (summary?.header.info.ending ?? .completed).rawValue)
      json.member("microseconds", summary?.microseconds ?? 0)
      if let settings = header.settings {
        json.object("settings") { json in
          for (name, values) in [("targets", settings.targets), ("variables", settings.variables)] {
            json.object(name) { json in
              for (key, value) in values.sorted(by: { $0.key < $1.key }) { json.member(key, value) }
            }
          }
          json.member("withheld", settings.withheld)
          json.member("options", settings.options)
        }
      }
    }
    json.object("plan") { json in
      json.member("digest", header.plan.digest)
      json.member("ids", header.plan.ids)
      json.member("suites", header.plan.suites)
      json.member("cases", header.plan.cases)
      json.flag("whole", header.plan.isWhole)
    }
    if let shard = header.shard {
      json.object("shard") { json in
        json.member("number", shard.number)
        json.member("count", shard.count)
        json.member("times", shard.times)
      }
    }
    json.member("conclusion", summary?.conclusion.rawValue)
    json.member("headline", summary?.headline)
    write(summary?.counts ?? OutcomeCounts(), &json)
    json.key("suites")
    json.beginArray()
    return json.bytes
  }

  /// Everything of a suite before its first case.
  static func begin(_ suite: SuiteHeader, counts: OutcomeCounts = OutcomeCounts()) -> [UInt8] {
    var json = JSONWriter()
    json.beginObject()
    json.member("id", suite.id)
    json.member("title", suite.title)
    json.member("provider", suite.provider)
    json.member("providerName", suite.providerName)
    json.flag("mock", suite.isMock)
    json.member("index", suite.index)
    json.member("target", suite.target)
    json.member("method", suite.method)
    json.member("path", suite.path)
    json.member("file", suite.file)
    json.member("line", suite.line)
    json.object("source") { json in
      json.member("title", suite.source.title)
      json.member("url", suite.source.url)
      json.member("revision", suite.source.revision)
      json.member("retrieved", suite.source.retrieved)
    }
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
    json.member("index", record.index)
    json.member("outcome", record.outcome.rawValue)
    json.flag("expectsSuccess", record.expectsSuccess)
    json.member("microseconds", record.microseconds)
    json.member("reason", record.reason)
    json.member("skip", record.skip?.rawValue)
    json.member("statuses", record.statuses)
    if record.responseMicroseconds.contains(where: { $0 > 0 }) {
      json.member("responseMicroseconds", record.responseMicroseconds)
    }
    if !record.retried.isEmpty { json.member("retried", record.retried) }
    if !record.violations.isEmpty {
      json.array("violations", record.violations, write)
      json.member("violationCount", record.violationCount)
    }
    json.member("fingerprint", record.fingerprint)
    json.member("failingSince", record.failingSince)
    if let baseline = record.baseline {
      json.object("baseline") { json in
        json.member("state", baseline.state.rawValue)
        json.member("owner", baseline.owner)
        json.member("reason", baseline.reason)
        json.member("expires", baseline.expires)
      }
    }
    let requests = record.requests
    if let first = requests.first {
      json.object("request") { json in write(first, &json) }
    }
    if requests.count > 1 { json.array("furtherRequests", requests.dropFirst(), write) }
    json.member("attachment", record.attachment)
    if !record.answers.isEmpty { json.array("answers", record.answers, write) }
    json.endObject()
  }

  private static func write(_ request: RequestRecord, _ json: inout JSONWriter) {
    json.member("method", request.method)
    json.member("target", request.target)
    json.array("headers", request.headers, write)
    json.member("body", request.body)
    json.member("bodyBytes", request.bodyBytes)
    json.member("curl", request.curl)
  }

  private static func write(_ violation: ViolationRecord, _ json: inout JSONWriter) {
    json.member("code", violation.code)
    json.member("severity", violation.severity.rawValue)
    json.member("place", violation.place)
    json.member("pointer", violation.pointer)
    if let line = violation.line, let column = violation.column {
      json.member("line", line)
      json.member("column", column)
    }
    json.member("expected", violation.expected)
    json.member("found", violation.found)
    json.member("evidence", violation.evidence)
    json.member("promise", violation.promise)
    json.member("excerpt", violation.excerpt)
  }

  private static func write(_ answer: AnswerRecord, _ json: inout JSONWriter) {
    json.member("version", answer.version)
    json.member("status", answer.status)
    json.member("reason", answer.reason)
    json.array("headers", answer.headers, write)
    json.member("body", answer.body)
    json.member("bodyBytes", answer.bodyBytes)
    json.member("shownBytes", answer.shownBytes)
  }

  private static func write(_ header: AnswerRecord.Header, _ json: inout JSONWriter) {
    json.member("name", header.name)
    json.member("value", header.value)
  }

  private static func write(_ counts: OutcomeCounts, _ json: inout JSONWriter) {
    json.object("tally") { json in
      json.member("passed", counts.passed)
      json.member("failed", counts.failed)
      json.member("errors", counts.errors)
      json.member("skipped", counts.skipped)
      json.member("known", counts.known)
      json.member("stale", counts.stale)
      json.member("warnings", counts.warnings)
      json.member("flaky", counts.flaky)
    }
  }
}

extension JSONWriter {
  /// Begins a file with its schema and version.
  mutating func begin(schema: String, version: Int) {
    beginObject()
    member("schema", schema)
    member("version", version)
  }

  /// A member with a text; nothing when there is none.
  mutating func member(_ key: String, _ value: String?) {
    guard let value else { return }
    self.key(key)
    string(value)
  }

  mutating func member(_ key: String, _ value: some BinaryInteger) {
    self.key(key)
    int(value)
  }

  mutating func member(_ key: String, _ value: Bool) {
    self.key(key)
    bool(value)
  }

  /// A member that is true; nothing when it is false.
  mutating func flag(_ key: String, _ value: Bool) {
    if value { member(key, true) }
  }

  mutating func member(_ key: String, _ values: [some BinaryInteger]) {
    self.key(key)
    beginArray()
    for value in values { int(value) }
    endArray()
  }

  mutating func member(_ key: String, _ values: [String]) {
    self.key(key)
    beginArray()
    for value in values { string(value) }
    endArray()
  }

  /// A member with an object, whose members the closure writes.
  mutating func object(_ key: String, _ content: (inout JSONWriter) -> Void) {
    self.key(key)
    beginObject()
    content(&self)
    endObject()
  }

  /// A member with an array of objects, whose members the closure writes.
  mutating func array<Items: Sequence>(
    _ key: String, _ items: Items, _ content: (Items.Element, inout JSONWriter) -> Void
  ) {
    self.key(key)
    beginArray()
    for item in items {
      beginObject()
      content(item, &self)
      endObject()
    }
    endArray()
  }
}
