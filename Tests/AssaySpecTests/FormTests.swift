import AssayContract
import AssayJSON
import AssaySchema
import AssaySpec
import Testing

/// Forms and the values that they stand for.
@Suite struct FormTests {
  static let members: [Property] = [
    .optional("n", .integer), .optional("price", .number), .optional("on", .boolean), .optional("s", .string),
    .optional("tags", .array(of: .string)), .optional("ids", .array(of: .integer)),
    .optional("meta", .map(of: .string)),
    .optional("who", .object([.optional("name", .string), .optional("age", .integer)])),
    .optional("items", .array(of: .object([.optional("sku", .string), .optional("count", .integer)]))),
    .optional("either", Schema(.any, [.anyOf([.integer, .enum("", "07")])])),
  ]

  static func body(_ style: FormStyle) -> Body { .form(members, style: style, styles: ["ids": .pipes]) }

  @Test(
    arguments: [
      (.brackets, #"{"n":1,"price":1.5,"on":true,"s":"a b&c=d+e%"}"#, "n=1&price=1.5&on=true&s=a%20b%26c%3Dd%2Be%25"),
      (.brackets, #"{"tags":["a","b"],"ids":[1,2]}"#, "tags[]=a&tags[]=b&ids=1%7C2"),
      (.repeated, #"{"tags":["a","b"]}"#, "tags=a&tags=b"), (.repeated, #"{"tags":["a"]}"#, "tags=a"),
      (.commas, #"{"tags":["a","b c"]}"#, "tags=a,b%20c"), (.spaces, #"{"tags":["a","b"]}"#, "tags=a%20b"),
      (.pipes, #"{"tags":["a"]}"#, "tags=a"),
      (.brackets, #"{"meta":{"order":"1","ü":"é"}}"#, "meta[order]=1&meta[%C3%BC]=%C3%A9"),
      (.repeated, #"{"who":{"name":"a","age":7}}"#, "who[name]=a&who[age]=7"),
      (
        .brackets, #"{"items":[{"sku":"a","count":1},{"sku":"b"}]}"#,
        "items[0][sku]=a&items[0][count]=1&items[1][sku]=b"
      ),
      (.brackets, #"{"either":7}"#, "either=7"), (.brackets, #"{"either":"07"}"#, "either=07"),
      (.brackets, #"{"either":""}"#, "either="),
    ] as [(FormStyle, String, String)])
  func `a value is written as a form and read again`(style: FormStyle, json: String, form: String) throws {
    let value = try JSONValue(parsing: json)
    let body = Self.body(style)
    #expect(String(decoding: try #require(body.codec).encode(value), as: UTF8.self) == form)
    #expect(body.value(of: form) == value)
  }

  @Test(arguments: [
    ("tags[0]=a&tags[1]=b", #"{"tags":["a","b"]}"#), ("tags[1]=b&tags[0]=a", #"{"tags":["a","b"]}"#),
    ("tags[1]=b", #"{"tags":{"1":"b"}}"#), ("tags%5B%5D=a", #"{"tags":["a"]}"#), ("%6E=1", #"{"n":1}"#),
    ("items[][sku]=a&items[][count]=1&items[][sku]=b", #"{"items":[{"sku":"a","count":1},{"sku":"b"}]}"#),
    ("s=a+b", #"{"s":"a b"}"#), ("s", #"{"s":""}"#), ("&s=a&&", #"{"s":"a"}"#), ("", "{}"), ("s=a=b", #"{"s":"a=b"}"#),
    ("s[=a", #"{"s[":"a"}"#), ("[s]=a", #"{"[s]":"a"}"#), ("meta[a][b]=c", #"{"meta":{"a":{"b":"c"}}}"#),
    ("n=abc", #"{"n":"abc"}"#), ("n=01", #"{"n":"01"}"#), ("on=1", #"{"on":"1"}"#), ("s=1", #"{"s":"1"}"#),
    ("who=a", #"{"who":"a"}"#), ("s[]=a", #"{"s":["a"]}"#), ("tags=a", #"{"tags":"a"}"#),
    ("ids=1%7Cx", #"{"ids":[1,"x"]}"#),
  ]) func `a form is read by its schema`(form: String, json: String) throws {
    #expect(Self.body(.brackets).value(of: form) == (try JSONValue(parsing: json)))
  }

  @Test(arguments: [
    ("n=1&s=%ZZ", "1:7: a percent sign without two hexadecimal digits"),
    ("s=%", "1:3: a percent sign without two hexadecimal digits"),
    ("s=%4", "1:3: a percent sign without two hexadecimal digits"), ("n=1&s=a%FF", "1:7: bytes that are no UTF-8"),
  ]) func `what is no form is refused with its place`(form: String, message: String) throws {
    let codec = try #require(Self.body(.brackets).codec)
    do throws(BodyError) {
      _ = try codec.decode(Array(form.utf8), contentType: nil, as: .any)
      Issue.record("\(form) was read")
    } catch {
      #expect("\(error.location.line):\(error.location.column): \(error.message)" == message)
    }
  }

  @Test func `a violation has its place in the form`() throws {
    let schema = Schema.object([.required("n", .integer), .required("who", .object([.required("age", .integer)]))])
    let document = try #require(Body.form([], style: .brackets).codec).decode(
      Array("s=é&n=x&who[age]=y".utf8), contentType: nil, as: schema)
    let found = try CompiledSchema(schema).violations(in: document).filter { !$0.isUndocumentedMember }
    #expect(found.map { "\($0.pointer) \($0.location.line):\($0.location.column)" } == ["/n 1:5", "/who/age 1:9"])
  }

  @Test func `a member that came twice is a duplicate at its second place`() throws {
    let document = try #require(
      Self.body(.brackets).document(of: Array("n=1&n=2&tags[]=a&tags[]=a".utf8), contentType: nil))
    #expect(document.duplicateKeys.map { "\($0.pointer)/\($0.key)" } == ["/n"])
  }
}
