import AssayContract
import AssayHTTP
import AssayJSON
import AssaySchema
import AssaySpec
import Testing

/// Objects in forms and parameters, in OpenAPI's styles.
@Suite struct StyleTests {
  static let color = Schema.object([.required("R", .integer), .optional("name", .enum("red", "blue"))])

  static let parameters: [(Parameter, line: String)] = [
    (.query("color", color, required: true, style: .exploded), "GET /x?R=1&name=red"),
    (.query("color", color, required: true, style: .brackets), "GET /x?color[R]=1&color[name]=red"),
    (.query("color", color, required: true, style: .commas), "GET /x?color=R,1,name,red"),
    (.query("color", color, required: true, style: .pipes), "GET /x?color=R%7C1%7Cname%7Cred"),
    (.header("X-Color", color, required: true), "GET /x R,1,name,red"),
    (.cookie("color", color, required: true), "GET /x color=R%2C1%2Cname%2Cred"),
  ]

  @Test(arguments: parameters.indices)
  func `an object is written in the style of its parameter, and wrong ones are found`(index: Int) throws {
    var (parameter, line) = Self.parameters[index]
    parameter.example = #"{"R": 1, "name": "red"}"#
    let contract = SmallContract(.get, parameters: [parameter, .query("page", .integer, required: false)])
    let request = try #require(contract.cases()["optional/page"]).request
    let fields = [request.headers["X-Color"], request.headers["Cookie"]].compactMap(\.self)
    let target = request.target.replacing("?page=1", with: "").replacing("&page=1", with: "")
    #expect((["GET", target] + fields).joined(separator: " ") == line)
    let wrong = try #require(contract.cases()["missing/\(parameter.name)=without-R"])
    #expect(try contract.answer(wrong.request).status == 400)
    _ = try contract.killedFaults()
  }

  @Test(arguments: [
    (FormStyle.exploded, "id=1&R=1&name=red"), (.commas, "id=1&color=R,1,name,red"),
    (.brackets, "id=1&color[R]=1&color[name]=red"),
  ])
  func `an object in a form is written in its style`(style: FormStyle, text: String) throws {
    let body = Body.form(
      [.required("id", .integer), .required("color", Self.color)], styles: ["color": style],
      example: Example("form", text))
    let contract = SmallContract(body: body)
    #expect(
      try contract.cases().mapValues(\.request.line)["choice/color.name=red"]
        == "POST /x application/x-www-form-urlencoded \(text)")
    #expect(try contract.cases()["missing/color.R"].map { try contract.answer($0.request).status } == 400)
    #expect(try contract.killedFaults().contains("accepts/color.R-missing"))
  }

  @Test func `an exploded object shares no name`() {
    let body = Body.form([.required("R", .integer), .required("color", Self.color)], style: .exploded)
    #expect(
      SmallContract(body: body).findings.first
        == "the request body has the pair R for two members: an exploded object's members need names of their own")
  }
}
