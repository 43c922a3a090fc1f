import AssayJSON
import Testing

struct JSONWriterTests {
  @Test func `what is written reads back the same`() throws {
    let text = #"{"a":[1,-0.50,1E400,true,null,{}],"é":"\"\\/\b\f\n\r\t\u0000\u001f😀\u007f","b":{"c":[[]]}}"#
    let value = try JSONValue(parsing: text)
    #expect(try JSONValue(parsing: value.serialized()) == value)
    #expect(try JSONValue(parsing: value.serialized(pretty: true)) == value)
    #expect(value["a"]?.serialized() == "[1,-0.50,1E400,true,null,{}]")
  }

  @Test func `strings are escaped where they must be and nowhere else`() {
    let text = JSONValue.string("\"\\/\u{8}\u{9}\u{A}\u{C}\u{D}\u{0}\u{1F}\u{7F}é\u{2028}😀").serialized()
    #expect(text == "\"\\\"\\\\/\\b\\t\\n\\f\\r\\u0000\\u001f\u{7F}é\u{2028}😀\"")
  }

  @Test func `pretty text has a line for each item and member`() {
    let value: JSONValue = ["a": [1, [], [:]], "b": ["c": .null]]
    #expect(
      value.serialized(pretty: true) == """
        {
          "a": [
            1,
            [],
            {}
          ],
          "b": {
            "c": null
          }
        }
        """)
  }

  @Test func `a writer takes values piece by piece`() {
    var writer = JSONWriter()
    writer.beginObject()
    writer.key("i")
    writer.int(-7)
    writer.key("n")
    writer.number(JSONNumber(lexeme: "1.50")!)
    writer.key("list")
    writer.beginArray()
    writer.bool(true)
    writer.null()
    writer.string("x")
    writer.raw("[1, 2]".utf8)
    writer.value(["k": "v"])
    writer.endArray()
    writer.endObject()
    #expect(
      String(decoding: writer.take(), as: UTF8.self) == #"{"i":-7,"n":1.50,"list":[true,null,"x",[1, 2],{"k":"v"}]}"#)
    writer.int(1)
    #expect(writer.take() == Array("1".utf8))
  }
}
