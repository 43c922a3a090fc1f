import AssayJSON
import Testing

struct JSONValueTests {
  @Test func `objects are equal whatever the order of their members`() {
    let left: JSONValue = ["a": 1, "b": [true, .null]]
    let right: JSONValue = ["b": [true, .null], "a": .number(JSONNumber(lexeme: "1.0")!)]
    #expect(left == right)
    #expect(Set([left]).contains(right))
    #expect(left != ["a": 1])
    #expect(left != ["a": 1, "b": [.null, true]])
    #expect(left != ["a": 1, "c": [true, .null]])
  }

  @Test func `strings and keys are equal by scalars, not by canonical equivalence`() {
    #expect(JSONValue.string("\u{E9}") != .string("e\u{301}"))
    #expect(JSONValue.object(["\u{E9}": 1]) != .object(["e\u{301}": 1]))
    #expect(JSONPointer(["\u{E9}"]) != JSONPointer(["e\u{301}"]))
  }

  @Test func `values of different types are not equal`() {
    let values: [JSONValue] = [.null, true, false, 0, 1, "", "0", [], [0], [:], ["": 0]]
    #expect(Set(values).count == values.count)
  }

  @Test func `a pointer reads, sets, creates and removes`() {
    var value: JSONValue = ["a": [1, ["b": 2]], "c": .null]
    #expect(value["/a/1/b" as JSONPointer] == 2)
    #expect(value["/c" as JSONPointer] == .some(.null))
    #expect(value["/a/2" as JSONPointer] == nil)
    #expect(value["a"]?["/1/b" as JSONPointer] == 2)
    value.set(3, at: "/a/1/b")
    value.set("new", at: "/a/1/d")
    value.set(9, at: "/a/-")
    value.set(0, at: "/a/0")
    value.set("lost", at: "/x/y")
    #expect(value == ["a": [0, ["b": 3, "d": "new"], 9], "c": .null])
    value.remove(at: "/a/1/b")
    value.remove(at: "/a/0")
    value.remove(at: "/c")
    value.remove(at: "/nothing/there")
    #expect(value == ["a": [["d": "new"], 9]])
    value.set(.null, at: "/a/0/d")
    #expect(value == ["a": [["d": .null], 9]])
    value.set(true, at: .root)
    #expect(value == true)
  }

  @Test func `an object keeps its order and may hold duplicates it was built with`() {
    var object = JSONObject([("b", 1), ("a", 2), ("b", 3)])
    #expect(object.map(\.key) == ["b", "a", "b"])
    #expect(object["b"] == 3)
    object["a"] = nil
    object["z"] = 4
    #expect(object.map(\.key) == ["b", "b", "z"])
    #expect(JSONObject([("b", 1), ("b", 3)]) != JSONObject([("b", 3), ("b", 1)]))
    #expect(JSONObject([("b", 1), ("a", 0), ("b", 3)]) == JSONObject([("b", 1), ("b", 3), ("a", 0)]))
  }

  @Test(
    arguments: [
      ("", []), ("/", [""]), ("/a~1b/~0", ["a/b", "~"]), ("/~01", ["~1"]), ("/e\u{301}//0", ["e\u{301}", "", "0"]),
    ] as [(String, [String])])
  func `a pointer is parsed and rendered`(text: String, tokens: [String]) {
    #expect(JSONPointer(parsing: text)?.tokens == tokens)
    #expect(JSONPointer(tokens).description == text)
  }

  @Test(arguments: ["a", "#/a", "/~", "/~2", "/a~"])
  func `a malformed pointer is none`(text: String) {
    #expect(JSONPointer(parsing: text) == nil)
  }
}
