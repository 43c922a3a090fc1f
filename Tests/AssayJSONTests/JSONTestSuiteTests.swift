import AssayJSON
import Testing

/// The files of JSONTestSuite (github.com/nst/JSONTestSuite): `y_` must be read, `n_` must not, `i_` is ours to decide.
@Suite(.enabled(if: Suites.root != nil, "set ASSAY_SUITES to a directory with JSONTestSuite to run this"))
struct JSONTestSuiteTests {
  @Test func `every file that must be read is read`() throws {
    let files = try Suites.parsingFiles().filter { $0.name.hasPrefix("y_") }
    #expect(files.count == 95)
    for file in files {
      #expect(throws: Never.self, "\(file.name)") { try JSONDocument(parsing: file.bytes) }
    }
  }

  @Test func `every file that is no JSON is rejected with its place`() throws {
    let files = try Suites.parsingFiles().filter { $0.name.hasPrefix("n_") }
    #expect(files.count == 188)
    for file in files {
      let error = #expect(throws: JSONError.self, "\(file.name)") { try JSONDocument(parsing: file.bytes) }
      #expect((error?.offset ?? -1) <= file.bytes.count && (error?.offset ?? -1) >= 0, "\(file.name)")
      #expect(error?.message.isEmpty == false, "\(file.name)")
    }
  }

  @Test func `every file that is left to the reader is decided on purpose`() throws {
    let files = try Suites.parsingFiles().filter { $0.name.hasPrefix("i_") }
    #expect(files.count == 35)
    #expect(Set(files.map(\.name)) == Set(Self.decisions.map { "i_" + $0.name + ".json" }))
    let decisions = Dictionary(uniqueKeysWithValues: Self.decisions.map { ("i_" + $0.name + ".json", $0.outcome) })
    for file in files {
      var outcome: JSONError.Kind?
      do throws(JSONError) { _ = try JSONDocument(parsing: file.bytes) } catch { outcome = error.kind }
      #expect(decisions[file.name] == .some(outcome), "\(file.name)")
    }
  }

  /// What becomes of each `i_` file: read (`nil`) or rejected with this kind, and why.
  static let decisions: [(name: String, outcome: JSONError.Kind?, reason: String)] = [
    ("number_double_huge_neg_exp", nil, "numbers are exact text, not doubles"),
    ("number_huge_exp", nil, "numbers are exact text, not doubles"),
    ("number_neg_int_huge_exp", nil, "numbers are exact text, not doubles"),
    ("number_pos_double_huge_exp", nil, "numbers are exact text, not doubles"),
    ("number_real_neg_overflow", nil, "numbers are exact text, not doubles"),
    ("number_real_pos_overflow", nil, "numbers are exact text, not doubles"),
    ("number_real_underflow", nil, "numbers are exact text, not doubles"),
    ("number_too_big_neg_int", nil, "a schema says how large an integer may be"),
    ("number_too_big_pos_int", nil, "a schema says how large an integer may be"),
    ("number_very_big_negative_int", nil, "a schema says how large an integer may be"),
    ("object_key_lone_2nd_surrogate", .unpairedSurrogate, "no string of Unicode scalars holds it"),
    ("string_1st_surrogate_but_2nd_missing", .unpairedSurrogate, "no string of Unicode scalars holds it"),
    ("string_1st_valid_surrogate_2nd_invalid", .unpairedSurrogate, "no string of Unicode scalars holds it"),
    ("string_UTF-16LE_with_BOM", .byteOrderMark, "RFC 8259, section 8.1: UTF-8, without a mark"),
    ("string_UTF-8_invalid_sequence", .invalidUTF8, "RFC 8259, section 8.1"),
    ("string_UTF8_surrogate_U+D800", .invalidUTF8, "RFC 3629, section 3: no surrogates"),
    ("string_incomplete_surrogate_and_escape_valid", .unpairedSurrogate, "no string of Unicode scalars holds it"),
    ("string_incomplete_surrogate_pair", .unpairedSurrogate, "no string of Unicode scalars holds it"),
    ("string_incomplete_surrogates_escape_valid", .unpairedSurrogate, "no string of Unicode scalars holds it"),
    ("string_invalid_lonely_surrogate", .unpairedSurrogate, "no string of Unicode scalars holds it"),
    ("string_invalid_surrogate", .unpairedSurrogate, "no string of Unicode scalars holds it"),
    ("string_invalid_utf-8", .invalidUTF8, "RFC 8259, section 8.1"),
    ("string_inverted_surrogates_U+1D11E", .unpairedSurrogate, "no string of Unicode scalars holds it"),
    ("string_iso_latin_1", .invalidUTF8, "RFC 8259, section 8.1"),
    ("string_lone_second_surrogate", .unpairedSurrogate, "no string of Unicode scalars holds it"),
    ("string_lone_utf8_continuation_byte", .invalidUTF8, "RFC 8259, section 8.1"),
    ("string_not_in_unicode_range", .invalidUTF8, "RFC 3629, section 3: nothing above U+10FFFF"),
    ("string_overlong_sequence_2_bytes", .invalidUTF8, "RFC 3629, section 3: no overlong form"),
    ("string_overlong_sequence_6_bytes", .invalidUTF8, "RFC 3629, section 3: no overlong form"),
    ("string_overlong_sequence_6_bytes_null", .invalidUTF8, "RFC 3629, section 3: no overlong form"),
    ("string_truncated-utf-8", .invalidUTF8, "RFC 8259, section 8.1"),
    ("string_utf16BE_no_BOM", .unexpectedByte, "RFC 8259, section 8.1: UTF-8 only"),
    ("string_utf16LE_no_BOM", .unexpectedByte, "RFC 8259, section 8.1: UTF-8 only"),
    ("structure_500_nested_arrays", nil, "512 levels are read"),
    ("structure_UTF-8_BOM_empty_object", .byteOrderMark, "RFC 8259, section 8.1: a sender must not add one"),
  ]
}
