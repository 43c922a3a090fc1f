import AssayJSON
import AssaySchema
import AssaySpec

extension JudgedSchema {
  /// Schemas that no provider has: every keyword, alone and beside others.
  package static let artificial: [JudgedSchema] = [
    JudgedSchema(
      "error",
      .object([
        .required("error", .string), .required("errorId", .integer), .required("message", .string),
        .required("systemId", .string), .optional("field", .string), .optional("originalMessage", .string),
        .optional("errorStackTrace", .string), .optional("data", .map(of: .object)),
      ]),
      [
        #"{"error":"COMMON","errorId":0,"message":"Sorry for inconvenience. We're fixing the issue. If you have urgent "#
          + #"questions, contact support","systemId":"core"}"#,
        #"{"error":"A","errorId":-12,"message":"é😀\n\u00e9","systemId":"s","field":"f","data":{"a":{"b":[1,2]},"c":{}}}"#,
        #" { "systemId" : "x" , "message" : "" , "errorId" : 1.0 , "error" : "e" } "#,
      ]
    ),
    JudgedSchema(
      "account",
      .object([
        .required("id", .int64), .required("state", .enum("open", "closed", "a b")),
        .present("reason", .string(minLength: 2, maxLength: 4), iff: "state", is: "closed"),
        .optional("count", .int32), .optional("kind", .enum(1, 2, 30)),
        .present("flagged", .boolean, iff: "kind", is: 1), .optional("phone", .e164),
        .optional("code", .string(pattern: "^[a-c]+$")), .optional("maybe", .string.orNull),
        .optional("rate", Schema(.number, [.minimum(0), .exclusiveMaximum(100), .multipleOf(5)])),
        .optional("a key that is quite long, thirty", .boolean),
        .optional("tags", Schema(.array, [.items(.string), .minItems(1), .maxItems(3)])),
      ]),
      [
        #"{"id":12,"state":"closed","reason":"why","count":2147483647,"kind":1,"flagged":true,"phone":"+15551234567"}"#,
        #"{"id":-9223372036854775808,"state":"open","code":"abc","maybe":null,"rate":95,"tags":["x","y"]}"#,
        #"{"state":"a b","id":0,"kind":2,"a key that is quite long, thirty":false,"maybe":"m","count":-2147483649}"#,
      ]
    ),
    JudgedSchema(
      "alternatives",
      Schema(
        .object,
        [
          .properties([.required("kind", .string)]),
          .oneOf([
            .object([.required("kind", .enum("a")), .optional("a", .integer)]),
            .object([.required("kind", .enum("b")), .optional("b", .array(of: .integer))]),
          ]),
          .not(.object([.required("no", .any)])),
          .ifThenElse(
            .object([.required("a", .any), .optional("kind", .any)]),
            then: .object([.optional("kind", .any), .optional("a", Schema(.any, [.minimum(3)]))]), else: nil),
          .anyOf([.object, .string]), .allOf([Schema(.object, [.minProperties(1), .maxProperties(3)])]),
        ]),
      [#"{"kind":"a","a":5}"#, #"{"kind":"b","b":[1,2,3]}"#, #"{"kind":"b"}"#, #"{"kind":"a","no":1}"#]
    ),
    JudgedSchema(
      "tree",
      Schema(
        .any,
        [
          .definitions([
            .init(
              "tree",
              .object([
                .required("v", .number), .optional("left", Schema(.any, [.reference("tree")])),
                .optional(
                  "right", Schema([.null, .object], [.anyOf([.null, Schema(.any, [.reference("tree")])])])),
              ]))
          ]), .reference("tree"),
        ]),
      [
        #"{"v":1.5,"left":{"v":-2e10,"right":null},"right":{"v":0,"left":{"v":3,"right":{"v":4}}}}"#,
        #"{"v":123456789012345678,"left":{"v":1234567890123456789}}"#,
      ]
    ),
    JudgedSchema(
      "free", .any, [#"[{"a":[true,false,null],"b":{"c":-0.5e-7,"d":"\"\\\/\b\uD834\uDD1E"}},[[]],{},"",1]"#]),
    JudgedSchema("map", .map(of: .integer), [#"{"one":1,"two":2,"three":3,"a longer key than sixteen bytes":4}"#]),
    JudgedSchema(
      "few", Schema([.string, .boolean], [.enum(["x", true])]), [#""x""#, "true", "false", #""y""#]),
    JudgedSchema(
      "values",
      .object([
        .optional("none", Schema(.any, [.enum([])])),
        .optional("mixed", Schema(.any, [.enum([.null, false, "", "é", 0, "two words", 12])])),
        .optional(
          "long",
          Schema(
            .any,
            [.enum(["a string of more than sixteen bytes", "one that is longer than forty bytes in all, far"])])),
        .optional("big", Schema(.number, [.enum(numbers("9223372036854775808", "1e400", "0.1"))])),
        .optional("const", Schema(.any, [.enum(numbers("12345678901234567890"))])),
        .optional("whole", Schema(.integer, [.enum(numbers("1.0", "2e1", "-0"))])),
        .optional("deep", Schema(.any, [.enum([["a", 1], ["k": ["v"]], [], [:]])])),
        .optional("both", Schema(.any, [.enum(["a", "b", 1]), .enum(["b", "c", 1])])),
        .optional("quoted", .enum("\"", "\\", "\u{1}", "/")),
      ]),
      [
        #"{"mixed":null,"long":"a string of more than sixteen bytes","big":1E+400,"const":12345678901234567890}"#,
        #"{"mixed":"é","long":"one that is longer than forty bytes in all, far","big":9223372036854775808,"whole":1}"#,
        #"{"mixed":12,"big":0.10,"whole":20,"deep":["a",1.0],"both":"b","quoted":"\""}"#,
        #"{"mixed":"two words","deep":{"k":["v"]},"both":1,"quoted":"\u0001","whole":0}"#,
      ]
    ),
    JudgedSchema(
      "numbers",
      .array(
        of: .object([
          .optional("i", .integer), .optional("n", .number), .optional("i32", .int32),
          .optional("n32", Schema(.number, [.format(.int32)])), .optional("i64", .int64),
          .optional("n64", Schema(.number, [.format(.int64)])),
          .optional("decimal", Schema(.number, [.minimum(number("-0.5")), .exclusiveMaximum(number("1e2"))])),
          .optional("exact", Schema(.number, [.minimum(number("0.1")), .maximum(number("0.30000000000000004"))])),
          .optional("beyond", Schema(.number, [.maximum(number("9223372036854775808")), .minimum(number("-1e30"))])),
          .optional("edge", Schema(.integer, [.exclusiveMinimum(number("-9223372036854775808"))])),
          .optional("top", Schema(.integer, [.exclusiveMaximum(number("9223372036854775807")), .minimum(0)])),
          .optional("cent", Schema(.number, [.multipleOf(number("0.01"))])),
          .optional("six", Schema(.integer, [.multipleOf(2), .multipleOf(3)])),
          .optional("none", Schema(.integer, [.minimum(2), .maximum(1)])),
        ])),
      [
        #"[{"i":0,"n":-0.0,"i32":2147483647,"n32":-2147483648,"i64":9223372036854775807,"n64":1e18}]"#,
        #"[{"decimal":-0.5,"exact":0.3,"beyond":9223372036854775808,"edge":-9223372036854775807,"top":1}]"#,
        #"[{"cent":19.99,"six":12,"decimal":99.999999999999999999},{"none":1.5},{"i":123456789012345678}]"#,
        #"[{"i":999999999999999999,"n":-999999999999999999,"six":-6,"cent":7},{"top":9223372036854775806}]"#,
      ]
    ),
    JudgedSchema(
      "texts",
      .object([
        .optional("email", .email), .optional("uuid", .uuid), .optional("uri", .uri),
        .optional("time", .dateTime), .optional("address", .ipv4), .optional("phone", .e164),
        .optional("word", .string(pattern: #"^\w{2,8}(?:-\w+)*$"#)), .optional("any", .string(pattern: "b|é|😀")),
        .optional("short", Schema(.string, [.minLength(1), .maxLength(3), .pattern("^[^x]*$")])),
        .optional("loose", Schema(.any, [.minLength(2), .format(.int32), .pattern("^a")])),
        .optional("two", Schema(.string, [.pattern("a"), .pattern("b"), .maxLength(40), .maxLength(20)])),
      ]),
      [
        #"{"email":"a.b@example.com","uuid":"123e4567-e89b-12d3-a456-426614174000","uri":"https://e.com/a?b#c"}"#,
        #"{"time":"2026-02-28T23:59:60Z","address":"192.0.2.1","phone":"+12025550123","word":"ab-cd","any":"x😀"}"#,
        #"{"short":"é😀x","loose":"abc","two":"a b","any":"b"}"#, #"{"loose":12,"short":"abc","word":"a_9-z"}"#,
        #"{"loose":2147483648,"any":"\u00e9","short":"\ud83d\ude00","two":"xbxa"}"#,
      ]
    ),
    JudgedSchema(
      "items",
      .object([
        .optional("prefix", Schema(.array, [.prefixItems([.string, .integer]), .items(.boolean), .maxItems(4)])),
        .optional("closed", Schema(.array, [.prefixItems([.string]), .items(.never)])),
        .optional("unique", Schema(.array, [.uniqueItems, .items(.any)])),
        .optional("some", Schema(.array, [.contains(.integer, min: 1, max: 2)])),
        .optional("none", Schema(.array, [.contains(Schema(.any, [.minimum(5)]), min: 0, max: 0)])),
        .optional("grid", .array(of: Schema(.array, [.items(.integer), .minItems(2), .maxItems(2)]))),
        .optional("loose", Schema(.any, [.minItems(1), .items(.string.orNull)])),
      ]),
      [
        #"{"prefix":["a",1,true,false],"closed":["x"],"unique":[1,"1",[1],{"a":1,"b":2}],"some":["a",1]}"#,
        #"{"none":[1,"a"],"grid":[[1,2],[3,4]],"loose":["a",null]}"#, #"{"unique":[1,1.0],"closed":[],"loose":3}"#,
        #"{"grid":[[1]],"some":[1,2,3],"prefix":[],"unique":[{"a":1,"b":2},{"b":2,"a":1}]}"#,
      ]
    ),
    JudgedSchema(
      "members",
      Schema(
        .object,
        [
          .properties([.optional("a", .integer), .optional("b", .string), .required("c", .any)]),
          .patternProperties([.init("^x-", .string), .init("n$", .number)]), .additionalProperties(.boolean),
          .propertyNames(.string(minLength: 1, maxLength: 8)), .minProperties(1), .maxProperties(5),
          .dependentRequired([.init("a", requires: ["b"]), .init("x-n", requires: [])]),
        ]),
      [
        #"{"a":1,"b":"x","c":null,"x-y":"z"}"#, #"{"c":{"a":1,"a":2},"n":1.5,"else":true}"#, #"{"c":1,"a":1}"#,
        #"{"c":[],"xn":2,"x-n":"1"}"#,
      ]
    ),
    JudgedSchema(
      "closed",
      Schema(
        .object,
        [
          .properties([
            .required("id", .integer),
            .optional("sub", Schema(.object, [.properties([.optional("k", .null)]), .additionalProperties(.never)])),
          ]), .additionalProperties(.never),
        ]),
      [#"{"id":1,"sub":{"k":null}}"#, #"{"sub":{},"id":-0}"#, #"{"id":1,"more":2}"#]
    ),
    JudgedSchema(
      "conditions",
      .object([
        .optional("on", .boolean), .present("why", .string, iff: "on", is: true),
        .optional("level", .integer), .present("high", .integer, iff: "level", is: 10),
        .present("low", .integer, iff: "level", is: .number(number("-1"))), .optional("mode", .any),
        .present("nothing", .null, iff: "mode", is: .null), .present("word", .string, iff: "mode", is: "é"),
        .present("self", .any, iff: "self", is: 1),
      ]),
      [
        #"{"on":true,"why":"w","level":10,"high":1}"#, #"{"level":-1,"low":2,"mode":null,"nothing":null}"#,
        #"{"mode":"é","word":"w","on":false}"#, #"{"self":1,"on":false,"level":11}"#,
        #"{"level":1e1,"high":3}"#, #"{"level":100,"mode":"\u00e9","word":"x"}"#,
      ]
    ),
    JudgedSchema(
      "conditions that only one judge knows",
      .object([
        .optional("mode", .any), .present("list", .array, iff: "mode", is: [1]),
        .present("orphan", .any, iff: "nowhere", is: 1), .optional("half", .number),
        .present("halved", .any, iff: "half", is: .number(number("0.5"))),
      ]),
      [#"{"mode":[1],"list":[]}"#, #"{"half":0.50,"halved":1}"#, #"{"orphan":1}"#]
    ),
    JudgedSchema(
      "shapes",
      .array(
        of: Schema(
          .any,
          [
            .oneOf([
              .object([.required("type", .enum("circle")), .required("r", Schema(.number, [.minimum(0)]))]),
              .object([
                .required("type", .enum("box")), .required("w", .integer), .required("h", .integer),
              ]),
              Schema(.object, [.properties([.required("type", .enum("none"))]), .maxProperties(1)]),
            ])
          ])),
      [
        #"[{"type":"circle","r":1.5},{"type":"box","w":2,"h":3},{"type":"none"}]"#,
        #"[{"r":0,"type":"circle"},{"w":1,"type":"box","h":-1,"r":2}]"#, #"[{"type":"none","x":1}]"#,
      ]
    ),
    JudgedSchema(
      "untagged",
      .array(
        of: Schema(
          .any,
          [
            .oneOf([
              .integer, Schema(.number, [.exclusiveMaximum(5)]), .string(minLength: 2),
              Schema(.string, [.maxLength(2)]), Schema(.array, [.uniqueItems]),
              Schema(.object, [.patternProperties([.init("^a", .integer)]), .minProperties(1)]), .null,
            ])
          ])),
      [
        #"[1,7,4.5,"a","ab","abc",null,[1,2],[1,1],{"a":1},{"b":{}}]"#, #"[7]"#, #"["","abc",null,4.5]"#,
        #"[[1],{"ab":2},8]"#,
      ]
    ),
    JudgedSchema(
      "logic",
      .map(
        of: Schema(
          .any,
          [
            .not(Schema(.any, [.not(Schema([.integer, .object], [.minimum(-5), .maxProperties(2)]))])),
            .anyOf([
              Schema(.integer, [.multipleOf(2)]), Schema(.integer, [.multipleOf(3)]),
              .object([.optional("p", .integer)]), .object([.optional("q", .integer)]),
            ]),
            .ifThenElse(
              Schema(.integer, [.minimum(10)]), then: Schema(.any, [.multipleOf(5)]),
              else: Schema(.any, [.ifThenElse(.object, then: Schema(.object, [.minProperties(1)]), else: nil)])),
            .allOf([
              Schema(.any, [.oneOf([.integer, .object])]),
              Schema(.any, [.not(Schema(.any, [.enum([4, ["q": 4]])]))]),
            ]),
          ])),
      [
        #"{"a":2,"b":3,"c":10,"d":{"p":1},"e":{"q":2}}"#, #"{"a":30,"b":{"p":1,"q":2}}"#, #"{"a":-4,"b":6}"#,
        #"{"a":{"q":3},"b":{"p":-1}}"#,
      ]
    ),
    JudgedSchema(
      "linked",
      Schema(
        .any,
        [
          .definitions([
            .init(
              "node",
              Schema(
                [.object, .null],
                [
                  .properties([
                    .optional("next", Schema(.any, [.reference("node")])),
                    .optional("value", Schema(.any, [.reference("value")])),
                  ])
                ])),
            .init(
              "value",
              Schema(
                .any, [.oneOf([.string, .integer, Schema(.array, [.items(Schema(.any, [.reference("value")]))])])])),
          ]), .allOf([Schema(.any, [.reference("node")]), .object]),
        ]),
      [#"{"next":{"next":{"next":null,"value":"a"},"value":[1,["b",[2]]]},"value":3}"#, #"{"value":[[[[[]]]]]}"#]
    ),
    JudgedSchema(
      "secrets",
      .object([
        Property("password", .string(minLength: 3), .required, isSecret: true),
        Property("card", .object([.required("pan", .string(pattern: "^[0-9]{4}$"))]), .optional, isSecret: true),
        .optional("card number", .string.orNull),
      ]),
      [#"{"password":"abc","card":{"pan":"1234"},"card number":null}"#, #"{"password":"ab\u0063"}"#]
    ),
    JudgedSchema(
      "wide", .object((0..<70).map { .optional("m\($0)", $0 % 2 == 0 ? .integer : .string) }),
      [#"{"m0":1,"m1":"a","m69":"b","m2":2}"#, #"{"m10":1,"m11":"1","m12":3}"#]
    ),
    JudgedSchema(
      "full", .object((0..<64).map { .required("member number \($0)", $0 % 3 == 0 ? .any : .integer) }),
      ["{" + (0..<64).map { "\"member number \($0)\":\($0)" }.joined(separator: ",") + "}"]
    ),
    JudgedSchema(
      "odd names",
      .object([
        .optional("", .integer), .optional("\"", .integer), .optional("\\", .integer), .optional("é", .integer),
        .optional("e\u{301}", .integer), .optional("\u{0}", .integer), .optional("/", .integer),
        .optional("a", .integer), .optional("ab", .integer), .optional("exactly 14 b..", .integer),
        .optional("exactly 15 by..", .integer), .optional("exactly as many as 38 bytes, no others", .integer),
      ]),
      [
        #"{"":1,"\"":2,"\\":3,"é":4,"é":5,"\u0000":6,"\/":7,"a":8,"ab":9}"#,
        #"{"exactly 14 b..":1,"exactly 15 by..":2,"exactly as many as 38 bytes, no others":3}"#,
        #"{"\u0061":1,"/":2,"\u00e9":3}"#, #"{"é":1,"/":2,"a":3,"ab":4,"":5,"abc":6}"#,
      ]
    ),
    JudgedSchema(
      "a long name",
      .object([.optional("a name of far more than forty bytes, so long", .integer), .optional("a", .integer)]),
      [#"{"a name of far more than forty bytes, so long":3,"a":1}"#]
    ),
    JudgedSchema("never", .never, ["1", "{}"]),
  ]

  private static func number(_ lexeme: String) -> JSONNumber { JSONNumber(lexeme: lexeme)! }
  private static func numbers(_ lexemes: String...) -> [JSONValue] { lexemes.map { .number(number($0)) } }
}
