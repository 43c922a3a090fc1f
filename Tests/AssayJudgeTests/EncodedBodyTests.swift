import AssayHTTP
import AssayJSON
import AssaySpec
import Testing

/// Responses whose bodies are not JSON, and what the judge says of them.
@Suite struct EncodedBodyTests {
  struct Row: Sendable, CustomTestStringConvertible {
    var what: String
    var body: Body
    var type: String
    var bytes: [UInt8]
    /// One line a violation.
    var lines: [String]
    var testDescription: String { what }

    init(_ what: String, _ body: Body, _ type: String, _ bytes: [UInt8], _ lines: String...) {
      self.what = what
      self.body = body
      self.type = type
      self.bytes = bytes
      self.lines = lines
    }
  }

  static let text = Body.text(.enum("up", "down"))
  static let csv = Body.oneOf(.json([.required("n", .integer)]), .text(.string(pattern: "^n;"), as: "text/csv"))
  static let zip = Body.bytes(as: "application/gzip", minLength: 3, startsWith: [0x1F, 0x8B])
  static let form = Body.form([.required("n", .integer), .optional("next", .uri)])
  static let parts = Body.multipart([Part(.required("n", .integer)), Part(.optional("f", .bytes()), as: "a/b")])
  static let part = "--x\r\nContent-Disposition: form-data; name=n\r\n\r\n"

  static let rows = [
    Row("a text", text, "text/plain", Array("up".utf8)),
    Row("a text with a charset", text, "text/plain; charset=ISO-8859-1", Array("up".utf8)),
    Row(
      "another text", text, "text/plain", Array("left".utf8),
      #"failure not-among body (1:1): expected one of "up", "down", found string "left""#),
    Row(
      "a text that is no UTF-8", text, "text/plain", [0x75, 0xFF],
      "failure invalid-utf8 body (1:1): expected text in UTF-8 or ISO-8859, found bytes that are no UTF-8"),
    Row("no text", text, "text/plain", [], "failure body-missing body: expected a text body, found nothing"),
    Row("a page that is a text", .text(as: "text/html"), "text/html", Array("<p>".utf8)),
    Row("bytes that look compressed", zip, "application/gzip", [0x1F, 0x8B, 0x08]),
    Row(
      "bytes that begin otherwise", zip, "application/gzip", [0x50, 0x4B, 0x03],
      #"failure pattern body (1:1): expected a match of pattern ^\x1f\x8b, found string "PK\u0003""#),
    Row("bytes with what a stack trace has", .bytes(as: "a/b"), "a/b", Array("Exception in thread x".utf8)),
    Row("a form", form, "application/x-www-form-urlencoded", Array("n=1&next=https%3A%2F%2Fa.example".utf8)),
    Row(
      "a form with a wrong value", form, "application/x-www-form-urlencoded",
      Array("next=https%3A%2F%2Fa.example&n=x".utf8),
      #"failure wrong-type body /n (1:30): expected integer, found string "x""#),
    Row(
      "a form that is none", form, "application/x-www-form-urlencoded", Array("n=%".utf8),
      "failure malformed-form body (1:3): expected a form (WHATWG URL, section 5), found a percent sign without two hexadecimal digits"
    ),
    Row(
      "a page said to be a form", form, "application/x-www-form-urlencoded", Array("<html>".utf8),
      "failure markup body: expected form, found <html>"),
    Row("parts", parts, "multipart/form-data; boundary=x", Array("\(part)1\r\n--x--".utf8)),
    Row(
      "parts with a wrong value", parts, "multipart/form-data; boundary=x", Array("\(part)a\r\n--x--".utf8),
      #"failure wrong-type body /n (4:1): expected integer, found string "a""#),
    Row(
      "parts without an end", parts, "multipart/form-data; boundary=x", Array("\(part)1\r\n".utf8),
      "failure malformed-multipart body (5:1): expected multipart/form-data (RFC 7578), found no delimiter that ends the body"
    ),
    Row("the first of two types", csv, "application/json", Array(#"{"n":1}"#.utf8)),
    Row("the second of two types", csv, "text/csv; header=present", Array("n;1".utf8)),
    Row(
      "the second of two types, wrong", csv, "text/csv", Array("m;1".utf8),
      #"failure pattern body (1:1): expected a match of pattern ^n;, found string "m;1""#),
    Row(
      "neither of two types", csv, "application/xml", Array(#"{"n":1}"#.utf8),
      "failure content-type-wrong header Content-Type: expected application/json or text/csv, found application/xml"),
  ]

  @Test(arguments: rows) func `a body is held to its encoding and its schema`(row: Row) throws {
    let response = Response(200, headers: ["Content-Type": row.type], body: row.bytes)
    let verdict = try Probe(body: row.body).verdict(response)
    #expect(verdict.violations.map { "\($0.severity) \($0.code) \($0.message)" } == row.lines)
  }
}
