import AssayJSON
import AssayMock
import AssayMutation
import AssayRun

/// The mutation score as a file of its own, `mutation.json`, which the page of the next run shows.
package enum MutationFile {
  /// What the file has of the score.
  package struct Score: Sendable, Hashable {
    package struct Group: Sendable, Hashable {
      package var name = ""
      package var killed = 0
      package var total = 0
    }

    package struct Survivor: Sendable, Hashable {
      package var name = ""
      package var summary = ""
      package var advice = ""
    }

    package var killed = 0
    package var total = 0
    package var kinds: [Group] = []
    package var endpoints: [Group] = []
    package var survivors: [Survivor] = []
    package var falseAlarms: [String] = []

    package init() {}
  }

  package static let schemaName = "assay-mutation"
  package static let version = 1

  package static func bytes(of score: MutationScore) -> [UInt8] {
    var file = Score()
    file.killed = score.killed
    file.total = score.mutants.count
    file.kinds = score.groups { $0.kind.rawValue }.map(Score.Group.init)
    file.endpoints = score.groups { $0.endpoint }.map(Score.Group.init)
    file.survivors = score.survivors.map {
      Score.Survivor(name: $0.fault.name, summary: $0.fault.summary, advice: $0.advice)
    }
    file.falseAlarms = score.falseAlarms.map(\.mutant.rawValue)
    return file.fileBytes(schema: schemaName, version: version)
  }

  /// Reads a file.
  ///
  /// - Throws: ``RecordError`` for a file that this program did not write.
  package static func score(parsing bytes: [UInt8], file: String) throws(RecordError) -> Score {
    try Score(RecordFields(bytes, file: file, schema: schemaName, version: version))
  }
}

extension MutationFile.Score: Record {
  package static let definition = "score"
  package static let empty = MutationFile.Score()
  package static let members: [Member<MutationFile.Score>] = [
    .required("killed", \.killed), .required("total", \.total), .defaulted("byKind", \.kinds),
    .defaulted("byEndpoint", \.endpoints), .defaulted("survivors", \.survivors),
    .defaulted("falseAlarms", \.falseAlarms),
  ]

  package func finishReading(_ fields: RecordFields) throws(RecordError) {
    guard killed <= total, kinds.allSatisfy({ $0.killed <= $0.total }) else {
      throw fields.error("more faults were killed than there are", at: "killed")
    }
  }
}

extension MutationFile.Score.Group: Record {
  package static let definition = "group"
  package static let empty = MutationFile.Score.Group()
  package static let members: [Member<MutationFile.Score.Group>] = [
    .required("name", \.name), .required("killed", \.killed), .required("total", \.total),
  ]
}

extension MutationFile.Score.Survivor: Record {
  package static let definition = "survivor"
  package static let empty = MutationFile.Score.Survivor()
  package static let members: [Member<MutationFile.Score.Survivor>] = [
    .required("name", \.name), .defaulted("summary", \.summary), .defaulted("advice", \.advice),
  ]
}
