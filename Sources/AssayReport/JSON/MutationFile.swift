import AssayJSON
import AssayMock
import AssayMutation

/// The mutation score as a file of its own, `mutation.json`, which the page of the next run shows.
package enum MutationFile {
  /// What the page shows of the score.
  package struct Score: Sendable, Hashable {
    package struct Kind: Sendable, Hashable {
      package var name: String
      package var killed: Int
      package var total: Int
    }

    package var killed: Int
    package var total: Int
    package var kinds: [Kind]
    /// The names of faults that no case found.
    package var survivors: [String]
  }

  package static let schemaName = "assay-mutation"
  package static let version = 1

  /// The score by kind and by endpoint, and every survivor and false alarm.
  package static func bytes(of score: MutationScore) -> [UInt8] {
    var json = JSONWriter(pretty: true)
    json.begin(schema: schemaName, version: version)
    json.member("killed", score.killed)
    json.member("total", score.mutants.count)
    for (name, groups) in [
      ("byKind", score.groups { $0.kind.rawValue }), ("byEndpoint", score.groups { $0.endpoint }),
    ] {
      json.array(name, groups) { group, json in
        json.member("name", group.name)
        json.member("killed", group.killed)
        json.member("total", group.total)
      }
    }
    json.array("survivors", score.survivors) { survivor, json in
      json.member("name", survivor.fault.name)
      json.member("summary", survivor.fault.summary)
      json.member("advice", survivor.advice)
    }
    json.member("falseAlarms", score.falseAlarms.map(\.mutant.rawValue))
    json.endObject()
    return json.take() + Array("\n".utf8)
  }

  /// Reads a file.
  ///
  /// - Throws: ``RecordError`` for a file that this program did not write.
  package static func score(parsing bytes: [UInt8], file: String) throws(RecordError) -> Score {
    let top = try RecordFields(bytes, file: file, schema: schemaName, version: version)
    let kinds = try top.objects("byKind") { (kind) throws(RecordError) in
      Score.Kind(name: try kind.string("name"), killed: try kind.integer("killed"), total: try kind.integer("total"))
    }
    guard try top.integer("killed") <= top.integer("total"), kinds.allSatisfy({ $0.killed <= $0.total }) else {
      throw top.error("more faults were killed than there are", at: "killed")
    }
    return Score(
      killed: try top.integer("killed"), total: try top.integer("total"), kinds: kinds,
      survivors: try top.objects("survivors") { (survivor) throws(RecordError) in try survivor.string("name") })
  }
}
