import AssayJSON
import AssayJudge
import AssayPlan
import AssayRun

extension RunResults {
  /// Reads `results.json`; members that this version does not know are passed over.
  ///
  /// - Parameter file: What errors call the file.
  /// - Throws: ``RecordError`` with the place for what is no JSON, is cut off, is of another version or lacks something.
  package init(parsing bytes: [UInt8], file: String) throws(RecordError) {
    let top = try RecordFields(bytes, file: file, schema: Self.schemaName, version: Self.version)
    let run = try top.object("run")
    let plan = try top.object("plan")
    guard let seed = UInt64(try run.string("seed")) else {
      throw run.error("expected a whole number as text, from 0 to 18446744073709551615", at: "seed")
    }
    var info = RunInfo(
      toolVersion: try top.object("tool").string("version"), startedAt: try run.string("startedAt"),
      hostname: try run.string("hostname"), seed: seed, isStrict: try run.bool("strict"))
    info.allowsSkips = try run.flag("allowSkips")
    info.ending = try run.choice("ending")
    var shard: RunHeader.ShardIdentity?
    if let fields = try top.optionalObject("shard") {
      let identity = RunHeader.ShardIdentity(
        number: try fields.integer("number", upTo: Shard.maxCount),
        count: try fields.integer("count", upTo: Shard.maxCount),
        times: try fields.optionalString("times"))
      guard identity.count >= 1, 1...identity.count ~= identity.number else {
        throw fields.error("there is no shard \(identity.number) of \(identity.count)", at: "number")
      }
      shard = identity
    }
    var settings: RunHeader.Settings?
    if let fields = try run.optionalObject("settings") {
      settings = RunHeader.Settings(
        targets: try fields.object("targets").strings(), variables: try fields.object("variables").strings(),
        withheld: try fields.strings("withheld"), options: try fields.strings("options"))
    }
    header = RunHeader(
      id: try run.optionalString("id"), info: info,
      plan: .init(
        digest: try plan.string("digest"), ids: try plan.optionalString("ids"), suites: try plan.integer("suites"),
        cases: try plan.integer("cases"), isWhole: try plan.flag("whole")),
      shard: shard, settings: settings)
    microseconds = try run.microseconds("microseconds", ofRun: true)
    var known: Set<String> = []
    suites = try top.objects("suites") { (fields) throws(RecordError) in
      let suite = try Suite(fields)
      for (record, node) in zip(suite.cases, try fields.items("cases")) where !known.insert(record.id).inserted {
        throw try RecordFields(node, file: file).error("the case \(record.id) stands twice", at: "id")
      }
      return suite
    }
  }
}

extension RunResults.Suite {
  init(_ fields: RecordFields) throws(RecordError) {
    let source = try fields.object("source")
    header = SuiteHeader(
      id: try fields.string("id"), title: try fields.string("title"), provider: try fields.string("provider"),
      providerName: try fields.string("providerName"), isMock: try fields.flag("mock"),
      index: try fields.integer("index"), target: try fields.string("target"), method: try fields.string("method"),
      path: try fields.string("path"), file: try fields.string("file"), line: try fields.integer("line"),
      source: .init(
        title: try source.string("title"), url: try source.string("url"),
        revision: try source.optionalString("revision"), retrieved: try source.string("retrieved")))
    cases = try fields.objects("cases", CaseRecord.init)
    header.cases = cases.count
  }
}

extension CaseRecord {
  init(_ fields: RecordFields) throws(RecordError) {
    self.init(
      id: try fields.string("id"), kind: try fields.string("kind"), summary: try fields.string("summary"),
      index: try fields.integer("index"), outcome: try fields.choice("outcome"),
      expectsSuccess: try fields.flag("expectsSuccess"),
      microseconds: try fields.microseconds("microseconds"), reason: try fields.optionalString("reason"),
      skip: fields.has("skip") ? try fields.choice("skip") : nil, steps: try Self.steps(fields),
      retried: try fields.integers("retried", upTo: 999))
    violations = try fields.objects("violations", ViolationRecord.init)
    violationCount = try fields.optionalInteger("violationCount") ?? violations.count
    fingerprint = try fields.optionalString("fingerprint")
    failingSince = try fields.optionalString("failingSince")
    if let mark = try fields.optionalObject("baseline") {
      baseline = BaselineMark(
        try mark.choice("state"), owner: try mark.string("owner"), reason: try mark.string("reason"),
        expires: try mark.string("expires"))
    }
    attachment = try fields.optionalString("attachment")
  }

  /// The steps, whose parts stand in lists of their own.
  private static func steps(_ fields: RecordFields) throws(RecordError) -> [StepRecord] {
    let statuses = try fields.integers("statuses", upTo: 999)
    let times = try fields.integers("responseMicroseconds", upTo: Int(maxMicroseconds))
    var requests = try fields.objects("furtherRequests", RequestRecord.init)
    if let first = try fields.optionalObject("request") { requests.insert(try RequestRecord(first), at: 0) }
    let answers = try fields.objects("answers", AnswerRecord.init)
    // A file of an older assay has one request, however often it was sent.
    let count = max(statuses.count, answers.count, requests.count)
    if let only = requests.first, requests.count == 1 { requests = Array(repeating: only, count: count) }
    return (0..<count).map { step in
      StepRecord(
        request: step < requests.count ? requests[step] : nil, status: step < statuses.count ? statuses[step] : nil,
        microseconds: step < times.count ? Int64(times[step]) : 0, answer: step < answers.count ? answers[step] : nil)
    }
  }
}

extension RequestRecord {
  init(_ fields: RecordFields) throws(RecordError) {
    self.init(
      method: try fields.string("method"), target: try fields.string("target"),
      headers: try AnswerRecord.headers(fields), body: try fields.optionalLines("body") ?? "",
      bodyBytes: try fields.optionalInteger("bodyBytes") ?? 0, curl: try fields.lines("curl"))
  }
}

extension ViolationRecord {
  init(_ fields: RecordFields) throws(RecordError) {
    self.init(
      code: try fields.string("code"), severity: try fields.choice("severity"), place: try fields.string("place"),
      pointer: try fields.optionalString("pointer"), line: try fields.optionalInteger("line"),
      column: try fields.optionalInteger("column"), expected: try fields.string("expected"),
      found: try fields.string("found"), evidence: try fields.string("evidence"),
      promise: try fields.string("promise"), excerpt: try fields.optionalLines("excerpt"))
  }
}

extension AnswerRecord {
  init(_ fields: RecordFields) throws(RecordError) {
    self.init(
      version: try fields.string("version"), status: try fields.integer("status", upTo: 999),
      reason: try fields.string("reason"), headers: try Self.headers(fields), body: try fields.lines("body"),
      bodyBytes: try fields.integer("bodyBytes"), shownBytes: try fields.integer("shownBytes"))
  }

  static func headers(_ fields: RecordFields) throws(RecordError) -> [Header] {
    try fields.objects("headers") { (header) throws(RecordError) in
      Header(try header.string("name"), try header.string("value"))
    }
  }
}
