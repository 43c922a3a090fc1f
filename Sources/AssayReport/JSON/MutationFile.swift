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
    json.beginObject()
    json.key("schema")
    json.string(schemaName)
    json.key("version")
    json.int(version)
    write(score.killed, score.mutants.count, &json)
    for (name, groups) in [
      ("byKind", score.groups { $0.kind.rawValue }), ("byEndpoint", score.groups { $0.endpoint }),
    ] {
      json.key(name)
      json.beginArray()
      for group in groups {
        json.beginObject()
        json.key("name")
        json.string(group.name)
        write(group.killed, group.total, &json)
        json.endObject()
      }
      json.endArray()
    }
    json.key("survivors")
    json.beginArray()
    for survivor in score.survivors {
      json.beginObject()
      for (name, text) in [
        ("name", survivor.fault.name), ("summary", survivor.fault.summary), ("advice", survivor.advice),
      ] {
        json.key(name)
        json.string(text)
      }
      json.endObject()
    }
    json.endArray()
    json.key("falseAlarms")
    json.beginArray()
    for equivalent in score.falseAlarms { json.string(equivalent.mutant.rawValue) }
    json.endArray()
    json.endObject()
    return json.take() + Array("\n".utf8)
  }

  private static func write(_ killed: Int, _ total: Int, _ json: inout JSONWriter) {
    json.key("killed")
    json.int(killed)
    json.key("total")
    json.int(total)
  }

  /// Reads a file.
  ///
  /// - Throws: ``RecordError`` for a file that this program did not write.
  package static func score(parsing bytes: [UInt8], file: String) throws(RecordError) -> Score {
    let top = try RecordFields(bytes, file: file, schema: schemaName, version: version)
    var kinds: [Score.Kind] = []
    for kind in try top.objects("byKind") {
      kinds.append(
        Score.Kind(name: try kind.string("name"), killed: try kind.integer("killed"), total: try kind.integer("total")))
    }
    guard try top.integer("killed") <= top.integer("total"), kinds.allSatisfy({ $0.killed <= $0.total }) else {
      throw top.error("more faults were killed than there are", at: "killed")
    }
    var survivors: [String] = []
    for survivor in try top.objects("survivors") { survivors.append(try survivor.string("name")) }
    return Score(
      killed: try top.integer("killed"), total: try top.integer("total"), kinds: kinds, survivors: survivors)
  }
}
