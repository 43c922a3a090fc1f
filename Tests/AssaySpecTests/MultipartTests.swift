import AssayContract
import AssayJSON
import AssaySchema
import AssaySpec
import Testing

/// Multipart bodies and the values that they stand for.
@Suite struct MultipartTests {
  static let body = Body.multipart([
    Part(.required("kind", .string)), Part(.optional("count", .integer)), Part(.optional("tags", .array(of: .string))),
    Part(.optional("file", .bytes()), as: "image/png", fileName: "a \"b\".png"),
    Part(.optional("about", .object([.optional("n", .integer)])), as: "application/json"),
  ])

  static func decode(_ text: String, _ contentType: String?) throws(BodyError) -> JSONValue {
    try body.codec!.decode(
      Array(text.replacing("\n", with: "\r\n").utf8), contentType: contentType, as: body.schema!
    ).value
  }

  @Test(arguments: [
    #"{"kind":"a"}"#, #"{"kind":"é","count":7,"tags":["x","y"]}"#, #"{"kind":"","file":"\u0089PNG\r\n\u001a\u0000ÿ"}"#,
    #"{"kind":"--","about":{"n":1}}"#, #"{"tags":["x"]}"#, "{}",
  ]) func `a value is written in parts and read again`(json: String) throws {
    let value = try JSONValue(parsing: json)
    let bytes = try #require(Self.body.codec).encode(value)
    #expect(Self.body.document(of: bytes, contentType: Self.body.contentType)?.value == value)
    // Without a header that names it, the boundary is what the body begins with.
    #expect(Self.body.document(of: bytes, contentType: nil)?.value == value)
  }

  static let head = "Content-Disposition: form-data; name="

  @Test(arguments: [
    ("--x\n\(head)kind\n\na\n--x--\n", #"{"kind":"a"}"#),
    ("--x\n\(head)\"kind\"\n\na\nb\n--x--", #"{"kind":"a\r\nb"}"#),
    (
      "preamble\n--x\ncontent-disposition: form-data;name=kind\nContent-Type: text/plain\n\na\n--x--\nepilogue",
      #"{"kind":"a"}"#
    ),
    ("--x\n\(head)count\n\n7\n--x\n\(head)other\n\n7\n--x--", #"{"count":7,"other":7}"#),
    ("--x\n\(head)kind\n\n\n--x--", #"{"kind":""}"#), ("--x--\n", "{}"),
  ]) func `parts are read as other clients write them`(text: String, json: String) throws {
    #expect(try Self.decode(text, "multipart/form-data; boundary=x") == (try JSONValue(parsing: json)))
    #expect(
      try Self.decode(text, "Multipart/Form-Data; charset=utf-8; boundary=\"x\"") == (try JSONValue(parsing: json)))
  }

  @Test(arguments: [
    ("--x\n\(head)kind\n\na\n--x--", "multipart/form-data", "1:1: no boundary in Content-Type"),
    ("--x\n\(head)kind\n\na\n--x--", "multipart/form-data; boundary=y", "1:1: no part that begins with the boundary"),
    ("--x\n\(head)kind\n\na\n", "multipart/form-data; boundary=x", "5:1: no delimiter that ends the body"),
    ("--x\n\(head)kind\n\na\n--x\n", "multipart/form-data; boundary=x", "6:1: no delimiter that ends the body"),
    ("--x\nContent-Type: text/plain\n\na\n--x--", "multipart/form-data; boundary=x", "1:1: a part without a name"),
    ("--x\na\n--x--", "multipart/form-data; boundary=x", "1:1: a part without an empty line after its headers"),
    (
      "--x\n\(head)about\n\n{\n--x--", "multipart/form-data; boundary=x",
      "4:1: a part about that is no JSON: the document ends where a key is expected"
    ),
  ]) func `what has no parts is refused with its place`(text: String, contentType: String, message: String) {
    do throws(BodyError) {
      Issue.record("read as \(try Self.decode(text, contentType))")
    } catch {
      #expect("\(error.location.line):\(error.location.column): \(error.message)" == message)
    }
  }

  @Test(
    arguments: [
      (nil, "application/json"), ("text/csv", "text/csv"), ("text/*;q=0.5, application/json;q=0.1", "text/csv"),
      ("*/*", "application/json"), ("text/csv;q=0, */*", "application/json"), ("image/png", "application/json"),
      ("application/json;q=0.2,text/csv", "text/csv"),
    ] as [(String?, String)]) func `a response has the media type that Accept prefers`(accept: String?, type: String)
  {
    let body = Body.oneOf(.json([]), .text(as: "text/csv"))
    #expect(body.preferred(by: accept).mediaType == type)
  }
}
