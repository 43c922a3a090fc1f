import AssayJSON
import AssaySchema
import Testing

/// What each format accepts and what it does not; a format's own examples are in its file.
@Suite struct FormatTests {
  struct Row: Sendable, CustomTestStringConvertible {
    var format: Format
    var accepted: [String]
    var rejected: [String]

    init(_ format: Format, accepts accepted: [String], rejects rejected: [String]) {
      self.format = format
      self.accepted = accepted
      self.rejected = rejected
    }

    var testDescription: String { format.name }
  }

  static let rows = [
    Row(
      .date, accepts: ["0400-02-29", "1582-10-10"], rejects: ["2100-02-29", "2026-04-31", "2026-00-10", "٢٠٢٦-01-01"]),
    Row(
      .time, accepts: ["23:59:60Z", "15:59:60-08:00", "08:30:06.283185z"],
      rejects: ["22:59:60Z", "23:59:60+01:00", "01:02:03Z+00:30", "08:30:06+24:00", "1:02:03Z"]),
    Row(
      .dateTime, accepts: ["2026-01-31T23:59:59.5-00:30", "1998-12-31t23:59:60z"],
      rejects: ["2026-01-31 23:59:59Z", "2026-02-30T00:00:00Z", "2026-01-31T00:00:00.Z"]),
    Row(
      .duration, accepts: ["P4DT12H30M5S", "P1Y2M", "PT36H", "P01D"],
      rejects: ["P1YT", "P1Y2D", "PT1H2S", "P1D2T3H", "PT0.5S", "P1WT1H", "-P1D", "P1D "]),
    Row(
      .hostname, accepts: ["a--b.com", "1host", "xn--9n2bp8q.xn--9t4b11yi5a", "EXAMPLE.com"],
      rejects: ["", ".", "example.", "xn--X", "xn--hello-zed", "XN--aa---o47jg78q", "host\n", "例え.jp"]),
    Row(
      .idnHostname, accepts: ["실례.테스트", "l·l", "α͵β", "א׳ב", "क्‍ष", "a。b", "xn--ihqwcrb4cv8a8dqg056pqjye"],
      rejects: ["a·l", "α͵S", "A׳ב", "・", "ب٠۰", "क‍ष", "0א", "a..b", "xn--example-", "̀hello"]),
    Row(
      .idnEmail, accepts: ["실례@실례.테스트", "\"имя\"@example.com", "a@[192.0.2.1]"],
      rejects: ["2962", "user＠example.com", "имя@-x.com"]),
    Row(.email, accepts: ["\"a b\"@example.com", "a@[IPv6:::1]"], rejects: ["имя@example.com", "a@例え.jp", "a@[::1]"]),
    Row(
      .ipv6, accepts: ["::ffff:192.168.0.1", "1:d6::42"], rejects: ["1::d6::42", "12345::", "::1 ", "1:2:3:4:5:6:7:"]),
    Row(
      .uriReference, accepts: ["", "//", "abc", "#a", "./this:that", "http://087.10.0.1/"],
      rejects: ["1:b", "/é", "/a\"b", "/[::1]", "//example.com:abc/p", "//a@b@example.com/"]),
    Row(.iri, accepts: ["http://ƒøø.ßår/?∂éœ=πîx", "urn:example:a"], rejects: ["/abc", "http://2001:db8::1", "âππ"]),
    Row(.iriReference, accepts: ["âππ", "//ƒøø.ßår/"], rejects: ["#ƒräg\\mênt"]),
    Row(
      .uriTemplate, accepts: ["", "{a.b}", "{v:1000}", "{;x,y*}", "a%41b", "it's"],
      rejects: ["{}", "{a,}", "{a..b}", "{v:0}", "{v:10000}", "foo}bar", "{var=def}", "a b"]),
    Row(.jsonPointer, accepts: ["", "/", "/foo//bar", "/~1~0"], rejects: ["a", "/~", "/~2", "#"]),
    Row(.relativeJSONPointer, accepts: ["0", "120/a", "0//", "1-2#"], rejects: ["", "+1/a", "0##", "1#/a", "0/~2"]),
    Row(
      .regex, accepts: ["(?<n>a)\\k<n>", "(?<=a+)b", "[^]", "\\p{L}"], rejects: ["^(abc]", "(?i)a", "\\a", "a{2,1}"]),
    Row(.decimal, accepts: ["0", "-1.50", "007"], rejects: ["", "-", ".5", "+1", "1,000.00", "1.5 "]),
    Row(.byte, accepts: ["", "AAA="], rejects: ["A", "A===", "AA=A", "AA==\n"]),
    Row(
      .iban, accepts: ["GB82WEST12345698765432", "MT84MALT011000012345MTLCAST001S"],
      rejects: ["GB82WEST12345698765431", "GB82west12345698765432", "DE89370400440532013", "GB82WEST1234569876543210"]),
    Row(.bic, accepts: ["NEDSZAJJXXX", "RBKOXKPR"], rejects: ["deutdeff", "DEUTQQFF", "DEUTDEFF50"]),
    Row(.currency, accepts: ["JPY", "XCG", "HRK"], rejects: ["eur", "EURO", "AAA", ""]),
    Row(.country, accepts: ["SS", "TL"], rejects: ["de", "UK", "ZZ", "D"]),
    Row(
      .cardNumber, accepts: ["378282246310005", "30569309025904"],
      rejects: ["378282246310006", "4242-4242-4242-4242", ""]),
    Row(
      .jwt, accepts: ["e30.e30.c2ln", "eyJhIjoxfQ.."], rejects: ["e30.e30", "bnVsbA.e30.c2ln", "e30.e.c2ln", "..", ""]),
    Row(
      .ulid, accepts: ["01arz3ndektsv4rrffq69g5fav"],
      rejects: ["01ARZ3NDEKTSV4RRFFQ69G5FAI", "01ARZ3NDEKTSV4RRFFQ69G5FA-"]),
  ]

  @Test(arguments: rows) func `a format accepts what its document allows and nothing else`(row: Row) throws {
    let schema = try CompiledSchema(.string(row.format))
    for text in row.accepted {
      #expect(schema.accepts(.string(text)), "\(text)")
      #expect(schema.accept(bytes: JSONValue.string(text).serializedBytes()) != .invalid, "\(text)")
    }
    for text in row.rejected {
      #expect(!schema.accepts(.string(text)), "\(text)")
      #expect(schema.accept(bytes: JSONValue.string(text).serializedBytes()) != .valid, "\(text)")
    }
  }

  @Test func `every format of JSON Schema is built in, and names are unique`() {
    let names = Format.all.map(\.name)
    #expect(Set(names).count == names.count)
    let standard = [
      "date-time", "date", "time", "duration", "email", "idn-email", "hostname", "idn-hostname", "ipv4", "ipv6", "uri",
      "uri-reference", "iri", "iri-reference", "uuid", "uri-template", "json-pointer", "relative-json-pointer", "regex",
    ]
    #expect(Set(standard).isSubset(of: names))
  }

  @Test func `a lenient reading of a format is one of its mistakes`() {
    for format in Format.all {
      for leniency in format.leniencies {
        let texts = format.counterexamples.compactMap { if case .string(let text) = $0.value { text } else { nil } }
        #expect(texts.contains { leniency.accepts($0) }, "\(format.name) \(leniency.name)")
      }
    }
  }
}
