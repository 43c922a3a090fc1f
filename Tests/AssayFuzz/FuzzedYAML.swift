import AssayJSON
import AssayYAML

/// The YAML reader: its errors have a place, and what it reads is the same when it is read again as JSON, of which YAML is a
/// superset.
enum FuzzedYAML: Fuzzed {
  static let seeds = [
    "a: &x [1, -0.5e-7, ~, true]\nb: *x\n? c\n: - d\n  - e: |2-\n      f\n",
    "--- >+\n a\n  b\n\n...\n%YAML 1.2\n---\n'a''b'",
    #"{"a": "\u00e9\x41\ud834\udd1e", b: [c: d, {}]}"#, "!!map\na: !!str 1 # c\n\"b\\\n  c\": 'd\n\n  e'\n",
    "- - a\n  -\n- 0o17",
  ].map { Array($0.utf8) }

  static func feed(_ bytes: [UInt8]) {
    let documents: [JSONDocument]
    do throws(YAMLError) {
      documents = try YAMLReader.stream(bytes, limits: YAMLLimits(expanded: 1 << 16))
    } catch {
      check(error.location.offset <= bytes.count && !error.message.isEmpty, "an error beyond the end")
      return
    }
    for document in documents {
      check(document.root.location.offset <= bytes.count, "a place beyond the end")
      let text = document.value.withEscapes()
      do throws(YAMLError) {
        let again = try YAMLReader.document(Array(text.utf8))
        check(again.value == document.value, "another value when it is read as JSON")
      } catch {
        fail("what was read is not read as JSON: \(error)")
      }
    }
  }
}
