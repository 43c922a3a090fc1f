import AssayJSON
import AssayRun

extension Baseline {
  /// Reads a baseline file.
  ///
  /// - Parameter file: What errors call the file.
  /// - Throws: ``RecordError`` with the position of what is not a baseline, a case listed twice or a day that does not exist.
  package init(parsing bytes: [UInt8], file: String) throws(RecordError) {
    let top = try RecordFields(bytes, file: file, schema: Self.schemaName, version: Self.version)
    guard top["known"] != nil else { throw top.missing("known") }
    var ids: Set<String> = []
    self.init(
      try top.objects("known").map { (fields) throws(RecordError) in
        let entry = try Entry(fields)
        if !ids.insert(entry.id).inserted { throw fields.error("the case \(entry.id) is listed twice", at: "case") }
        return entry
      })
  }

  /// The file: sorted and a member a line, so that a review shows what was added.
  package var jsonBytes: [UInt8] {
    var json = JSONWriter(pretty: true)
    json.begin(schema: Self.schemaName, version: Self.version)
    json.member("known", entries)
    json.endObject()
    return json.bytes + [UInt8(ascii: "\n")]
  }
}
