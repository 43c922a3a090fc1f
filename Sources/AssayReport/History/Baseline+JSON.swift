import AssayJSON
import AssayRun

extension Baseline {
  /// Reads a baseline file.
  ///
  /// - Parameter file: What errors call the file.
  /// - Throws: ``RecordError`` with the place for what is no baseline, lists a case twice or has a day that is none.
  package init(parsing bytes: [UInt8], file: String) throws(RecordError) {
    let top = try RecordFields(bytes, file: file, schema: Self.schemaName, version: Self.version)
    guard top.has("known") else { throw top.error("the member \"known\" is missing", at: "known") }
    var ids: Set<String> = []
    let entries = try top.objects("known") { (fields) throws(RecordError) in
      let entry = Entry(
        id: try fields.string("case"), fingerprint: try fields.string("fingerprint"),
        owner: try fields.string("owner"), reason: try fields.string("reason"), expires: try fields.string("expires"))
      if !ids.insert(entry.id).inserted { throw fields.error("the case \(entry.id) is listed twice", at: "case") }
      guard Self.isDay(entry.expires) else {
        throw fields.error("expected a day as yyyy-mm-dd, found \"\(entry.expires)\"", at: "expires")
      }
      for (name, text) in [("owner", entry.owner), ("reason", entry.reason)] where text.isEmpty {
        throw fields.error("the \(name) is empty: an entry needs one", at: name)
      }
      return entry
    }
    self.init(entries)
  }

  /// The file: sorted and a member a line, so that a review shows what was added.
  package var jsonBytes: [UInt8] {
    var json = JSONWriter(pretty: true)
    json.begin(schema: Self.schemaName, version: Self.version)
    json.array("known", entries) { entry, json in
      json.member("case", entry.id)
      json.member("fingerprint", entry.fingerprint)
      json.member("owner", entry.owner)
      json.member("reason", entry.reason)
      json.member("expires", entry.expires)
    }
    json.endObject()
    return json.bytes + [UInt8(ascii: "\n")]
  }
}
