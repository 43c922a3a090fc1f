import AssaySpecs
import Testing

@testable import AssayCLI

/// What a config file may hold, and that whatever is wrong with it has a line and a column.
struct ConfigTests {
  static func settings(_ text: String) throws(UsageError) -> RunSettings {
    let file = try ConfigFile("assay.json", Array(text.utf8), .all)
    return try RunSettings(Arguments([], for: .run), file, .all) { _ in nil }
  }

  @Test(arguments: [
    ("", "1:1: the document ends where a value is expected"),
    ("[]", "1:1: expected object, found array of 0 items"),
    ("{\n  \"jobs\": 4,\n  \"jobs\": 5\n}", "3:3: \"jobs\" is given twice: remove one"),
    ("{\n  \"é\": 1, \"job\": 2}", "2:8: /é: expected no other members"),
    (#"{"jobs": 0}"#, "1:10: /jobs: expected at least 1, found integer 0"),
    (#"{"timeout": -1}"#, "1:13: /timeout: expected at least 1e-9, found integer -1"),
    (#"{"timeout": 1e-400}"#, "1:13: /timeout: expected at least 1e-9, found number 1e-400"),
    (#"{"maxWait": 86401}"#, "1:13: /maxWait: expected at most 86400, found integer 86401"),
    (#"{"deadline": 0}"#, "1:14: /deadline: expected at least 1e-9, found integer 0"),
    (#"{"rate": 1e400}"#, "1:10: /rate: expected at most 1000000, found integer 1e400"),
    (#"{"seed": 18446744073709551616}"#, "1:10: expected a whole number from 0 to 18446744073709551615"),
    (#"{"seed": 18446744073709551615.0}"#, "1:10: expected a whole number from 0 to 18446744073709551615"),
    (#"{"output": ""}"#, "1:12: /output: expected"),
    (#"{"targets": {"vualt": "mock"}}"#, "1:14: unknown provider vualt: did you mean vault?"),
    (#"{"targets": {"vault": "localhost"}}"#, "1:23: expected mock or an address, such as https://api.example.com"),
    (#"{"variables": {"vault.crad": 1}}"#, "1:16: unknown variable vault.crad: did you mean vault.card?"),
    (#"{"variables": {"vault.token": "x"}}"#, "1:16: vault.token is a secret and does not belong in a file"),
    (#"{"allow": {"sendsMesage": 1}}"#, "1:12: unknown effect sendsMesage: did you mean sendsMessage?"),
    (#"{"allow": {"sendsMessage": "3/1/2"}}"#, "1:28: expected how often, \"N\" or \"N/M\""),
    (#"{"allow": {"sendsMessage": -1}}"#, "1:28: expected how often, \"N\" or \"N/M\""),
  ]) func `what is wrong is reported with its place`(text: String, message: String) {
    let error = #expect(throws: UsageError.self) { try Self.settings(text) }
    #expect(error?.message.hasPrefix("assay.json:\(message)") == true, "\(error?.message ?? "accepted")")
  }

  @Test func `numbers may be spelled in any way`() throws {
    let settings = try Self.settings(
      #"{"jobs": 4.0, "seed": 1e3, "rate": 5E-1, "timeout": 2.5, "allow": {"sendsMessage": 3.0}}"#)
    #expect(settings.configuration.jobs == 4 && settings.seed == 1000 && settings.configuration.rate == 0.5)
    #expect(settings.configuration.timeout == .milliseconds(2500))
    #expect(settings.allowances[.sendsMessage]?.total == 3)
    #expect(try Self.settings(#"{"seed": 18446744073709551615}"#).seed == .max)
  }
}
