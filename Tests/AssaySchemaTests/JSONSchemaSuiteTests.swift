import AssayJSON
import AssaySchema
import Testing

/// The tests of JSON-Schema-Test-Suite (github.com/json-schema-org/JSON-Schema-Test-Suite) that the index keeps.
@Suite(.enabled(if: SchemaSuite.root != nil, "set ASSAY_SUITES to a directory with JSON-Schema-Test-Suite to run this"))
struct JSONSchemaSuiteTests {
  /// Tests that are kept in the index and not run, by file and group, with the reason; their number counts as run.
  static let leftOut: [(file: String, group: String, reason: String)] = []

  @Test func `every kept test of the suite is judged as it says`() throws {
    let (groups, indexed) = try SchemaSuite.load()
    #expect(indexed == 887)
    var passed: [String: Int] = [:]
    for group in groups {
      if Self.leftOut.contains(where: { $0.file == group.file && $0.group == group.description }) { continue }
      let place = "\(group.file) › \(group.description)"
      let schema: CompiledSchema
      do {
        schema = try CompiledSchema(SchemaLoader.load(group.schema))
      } catch {
        Issue.record("\(place): \(error)")
        continue
      }
      for testCase in group.tests {
        let isValid = schema.accepts(testCase.data)
        #expect(isValid == testCase.isValid, "\(place) › \(testCase.description)")
        let faults = schema.violations(of: testCase.data).filter { !$0.isUndocumentedMember }
        #expect(faults.isEmpty == testCase.isValid, "\(place) › \(testCase.description): \(faults)")
        let fast = schema.accept(bytes: testCase.data.serializedBytes())
        let isAgreed = fast == .undecided || (fast == .valid) == testCase.isValid
        #expect(isAgreed, "\(place) › \(testCase.description): the acceptor says \(fast)")
        if isValid == testCase.isValid { passed[group.file, default: 0] += 1 }
      }
    }
    print(passed.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }.joined(separator: ", "))
    #expect(passed.values.reduce(0, +) == 887)
  }
}
