import AssayHTTP
import AssayJSON
import AssaySchema

/// A rule of your own for responses, as a Swift closure; its violations are reported like all others.
///
///     CustomCheck("total-in-cents", quote: "Amounts are in the smallest unit of the currency.") { exchange in
///       guard let total = exchange.json?["total"], total.typeName != "integer" else { return [] }
///       return [CustomCheck.Breach(at: "/total", expected: "an amount in cents", found: total.typeName)]
///     }
public struct CustomCheck: Sendable {
  /// A request of a case and the response to it.
  public struct Exchange: Sendable {
    /// The id of the case: `acme.orders.read/answer/200/valid`.
    public var testCase: String
    /// Whether the request keeps the contract.
    public var isValid: Bool
    /// The request, with placeholders in the place of secrets.
    public var request: Request
    /// The status of the response.
    public var status: Int
    /// The header fields of the response.
    public var headers: HeaderFields
    /// The body of the response as it came.
    public var body: [UInt8]
    /// The body as JSON; `nil` when it is none.
    public var json: JSONValue?

    package init(
      testCase: String, isValid: Bool, request: Request, status: Int, headers: HeaderFields, body: [UInt8],
      json: JSONValue?
    ) {
      self.testCase = testCase
      self.isValid = isValid
      self.request = request
      self.status = status
      self.headers = headers
      self.body = body
      self.json = json
    }
  }

  /// What a response breaks.
  public struct Breach: Sendable, Hashable {
    package var pointer: JSONPointer?
    package var expected: String
    package var found: String

    /// A breach; the texts complete "expected …, found …".
    ///
    /// - Parameters:
    ///   - pointer: The value in the JSON body; without it the body as a whole.
    ///   - expected: What should be there; it identifies the breach from run to run, so it should not hold values.
    ///   - found: What is there.
    public init(at pointer: JSONPointer? = nil, expected: String, found: String) {
      self.pointer = pointer
      self.expected = expected
      self.found = found
    }
  }

  package var name: String
  package var evidence: Evidence
  package var breaches: @Sendable (Exchange) -> [Breach]

  /// A check of every response of an endpoint.
  ///
  /// - Parameters:
  ///   - name: The violation's code, of letters, digits and hyphens; unique in the endpoint.
  ///   - quote: What the document says; a breach of what is only assumed warns.
  ///   - file: Where the check stands, for findings and annotations.
  ///   - line: The line in that file.
  ///   - breaches: What the response breaks; it is called from several threads.
  public init(
    _ name: String, quote: Evidence, file: String = #filePath, line: Int = #line,
    _ breaches: @escaping @Sendable (Exchange) -> [Breach]
  ) {
    self.name = name
    evidence = quote.standing(at: "Checks › \(name)", SourceLine(file, line))
    self.breaches = breaches
  }
}

/// Checks are equal when their names and their evidence are.
extension CustomCheck: Hashable {
  public static func == (left: CustomCheck, right: CustomCheck) -> Bool {
    left.name == right.name && left.evidence == right.evidence
  }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(name)
    hasher.combine(evidence)
  }
}
