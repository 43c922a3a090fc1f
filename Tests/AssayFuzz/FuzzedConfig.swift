@testable import AssayCLI
import AssaySpec
import AssaySpecs

/// The reader of config files: whatever it refuses, it says where in the file, and what it accepts a run takes.
enum FuzzedConfig: Fuzzed {
  static let seeds = [
    #"{"targets":{"vault":"https://api.sandbox.example.com","*":"mock"},"variables":{"vault.card":"1234435","vault.keyId":7}}"#,
    #"{"allow":{"sendsMessage":"3/1","changesCredential":2},"allowHosts":["api.example.com"],"rate":2,"jobs":4}"#,
    #"{"only":["vault.*"],"skip":["*/missing/*"],"timeout":2.5,"maxWait":10,"deadline":6e1,"strict":true,"seed":7,"output":"r"}"#,
    #"{"variables":{"vault.token":"x"}}"#, #"{"variables":{"vault.crad":"x"}}"#, #"{"targets":{"vualt":"mock"}}"#,
    #"{"jobs":1.0,"seed":1e3,"rate":0.5,"timeout":1E+1}"#, "{\n  \"é\": 1,\n  \"jobs\": 0\n}",
    "{\"jobs\":1,\n\"jobs\":2}",
    #"{"allow":{"sendsMessage":"3/1/2"}}"#, #"{"seed":18446744073709551615}"#,
  ].map { Array($0.utf8) }

  static func feed(_ bytes: [UInt8]) {
    do throws(UsageError) {
      let file = try ConfigFile("config.json", bytes, .all)
      let arguments = try Arguments([], for: .run)
      _ = try RunSettings(arguments, file, .all) { _ in nil }
    } catch {
      checkPlace(in: error.message, bytes)
    }
  }

  /// Whether the message begins with the file, a line and a column that it has.
  private static func checkPlace(in message: String, _ bytes: [UInt8]) {
    let parts = message.split(separator: ":", maxSplits: 3, omittingEmptySubsequences: false)
    guard parts.count == 4, parts[0] == "config.json", let line = Int(parts[1]), let column = Int(parts[2]),
      parts[3].hasPrefix(" "), parts[3].utf8.count > 1
    else { fail("no place: \(message)") }
    let lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
    guard lines.indices.contains(line - 1) else { fail("line \(line) of \(lines.count): \(message)") }
    let columns = lines[line - 1].count { $0 & 0xC0 != 0x80 }
    check(1...(columns + 1) ~= column, "column \(column) of \(columns) in line \(line): \(message)")
  }
}
