import AssayReport
@testable import AssayRun
import Foundation
import Testing

/// Whatever stands in a file of ours, its reader refuses it or what follows from it can be computed.
@Suite struct EditedFileTests {
  /// SplitMix64, so that a failure can be repeated.
  private struct Chance: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
      state &+= 0x9E37_79B9_7F4A_7C15
      var z = state
      z = (z ^ z >> 30) &* 0xBF58_476D_1CE4_E5B9
      z = (z ^ z >> 27) &* 0x94D0_49BB_1331_11EB
      return z ^ z >> 31
    }
  }

  private static let replacements = [
    "0", "-1", "-0", "1.5", "2147483647", "2147483648", "86400000000", "86400000001", "9007199254740991",
    "9223372036854775807", "9223372036854775808", "18446744073709551616", "-9223372036854775808", "1e400", "-1e400",
    "1e-400", "1E3", "NaN", "Infinity", String(repeating: "9", count: 400), "null", "true", "[]", "{}", "[[]]", #""""#,
    #""\u0000\u001b[2J""#, #""/""#, #""../..""#, #""failed""#, #""passed""#, #""skipped""#, #""known""#, #""stale""#,
    #""2026-02-30""#, "\"\(String(repeating: "x", count: 5000))\"",
  ].map { Array($0.utf8) }

  /// Where the values begin and end, strings and numbers alike.
  private static func values(in bytes: [UInt8]) -> [Range<Int>] {
    let text = String(decoding: bytes, as: UTF8.self)
    let pattern = try? NSRegularExpression(pattern: #""(?:[^"\\]|\\.)*"|-?[0-9][0-9.eE+-]*"#)
    // The files are of ASCII, so places in UTF-16 are those of bytes.
    let found = pattern?.matches(in: text, range: NSRange(location: 0, length: text.utf16.count)) ?? []
    return found.map { $0.range.lowerBound..<$0.range.upperBound }
  }

  private static func mutant(of bytes: [UInt8], _ values: [Range<Int>], _ chance: inout Chance) -> [UInt8] {
    var mutant = bytes
    switch Int.random(in: 0..<20, using: &chance) {
    case 0: mutant.removeLast(Int.random(in: 0...mutant.count, using: &chance))
    case 1: mutant[Int.random(in: mutant.indices, using: &chance)] = .random(in: .min ... .max, using: &chance)
    case 2:
      let start = Int.random(in: mutant.indices, using: &chance)
      mutant.removeSubrange(start..<min(mutant.count, start + Int.random(in: 0..<100, using: &chance)))
    default:
      guard let place = values.randomElement(using: &chance),
        let other = replacements.randomElement(using: &chance)
      else { return mutant }
      mutant.replaceSubrange(place, with: other)
    }
    return mutant
  }

  /// Feeds mutants of a file to what reads it, and gives how many were accepted.
  private func feed(_ bytes: [UInt8], count: Int = 1000, _ read: ([UInt8]) throws -> Void) -> Int {
    var chance = Chance(state: 1)
    let values = Self.values(in: bytes)
    var accepted = 0
    for _ in 0..<count {
      do {
        try read(Self.mutant(of: bytes, values, &chance))
        accepted += 1
      } catch {
        #expect(!"\(error)".unicodeScalars.contains { $0.value < 0x20 })
      }
    }
    return accepted
  }

  private static let sample: RunResults = {
    var results = Records.everyKind
    results.header.shard = .init(number: 1, count: 1)
    return (try? RunResults(parsing: results.jsonBytes, file: "sample")) ?? results
  }()

  @Test func `results are compared and merged, or refused`() throws {
    let sample = Self.sample
    let accepted = feed(Array(String(decoding: sample.jsonBytes, as: UTF8.self).utf8.map { min($0, 0x7E) })) { bytes in
      let results = try RunResults(parsing: bytes, file: "results.json")
      for (old, new) in [(sample, results), (results, sample)] {
        let diff = ResultsDiff(old: old, new: new)
        #expect(!diff.text.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" })
        _ = (diff.markdown, diff.jsonBytes)
      }
      _ = BaselineUpdate(Baseline(), from: results, details: .init(), today: "2026-01-01").text
      _ = (results.times, results.jsonBytes)
      _ = try? ShardMerge([("results.json", results)]).results.jsonBytes
    }
    #expect(accepted > 0)
  }

  @Test func `a journal is read, or refused`() throws {
    let sample = Self.sample
    let accepted = feed(sample.journalBytes.map { min($0, 0x7E) }) { bytes in
      let results = try Journal.results(parsing: bytes, file: "journal.jsonl")
      for record in results.cases { _ = record.duration }
    }
    #expect(accepted > 0)
  }

  @Test func `a history, a baseline and a mutation score are read, or refused`() throws {
    var history = History()
    history.add(try Records.summary([Records.failed("b"), Records.passed("a")]))
    let histories = feed(history.bytes) { _ = try History(parsing: $0, file: "history.jsonl").bytes }
    #expect(histories > 0)
    let baseline = Baseline([.init(id: "a", fingerprint: "0", owner: "ann", reason: "r", expires: "2999-01-01")])
    let baselines = feed(baseline.jsonBytes) { bytes in
      let read = try Baseline(parsing: bytes, file: "baseline.json")
      _ = (read.jsonBytes, read.mark(Records.failed("a"), today: "2026-01-01")?.words)
    }
    #expect(baselines > 0)
    let score =
      #"{"schema":"assay-mutation","version":1,"killed":5,"total":7,"byKind":[{"name":"a","killed":2,"total":3}],"survivors":[{"name":"x"}]}"#
    let scores = feed(Array(score.utf8)) { bytes in
      let summary = try MutationFile.score(parsing: bytes, file: "mutation.json")
      #expect(summary.killed <= summary.total)
    }
    #expect(scores > 0)
  }
}
