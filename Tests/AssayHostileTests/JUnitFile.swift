import Foundation

#if canImport(FoundationXML)
  import FoundationXML
#endif

/// A JUnit report as a parser of XML that is not ours reads it.
final class JUnitFile: NSObject, XMLParserDelegate {
  struct TestCase {
    var id: String
    /// `passed`, or the element that says otherwise: `failure`, `error`, `skipped`.
    var outcome = "passed"
    var type = ""
    var message = ""
    var text = ""
  }

  private(set) var cases: [TestCase] = []
  let bytes: Data

  /// Reads a report; throws when it is not well-formed.
  init(_ path: String) throws {
    bytes = try Data(contentsOf: URL(fileURLWithPath: path))
    super.init()
    let parser = XMLParser(data: bytes)
    parser.delegate = self
    guard parser.parse() else { throw parser.parserError ?? CocoaError(.fileReadCorruptFile) }
  }

  func parser(
    _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
    attributes: [String: String]
  ) {
    if name == "testcase" {
      cases.append(TestCase(id: "\(attributes["classname"] ?? "")/\(attributes["name"] ?? "")"))
    } else if ["failure", "error", "skipped"].contains(name), let last = cases.indices.last {
      cases[last].outcome = name
      cases[last].type = attributes["type"] ?? ""
      cases[last].message = attributes["message"] ?? ""
    }
  }

  func parser(_ parser: XMLParser, foundCharacters string: String) {
    if let last = cases.indices.last { cases[last].text += string }
  }
}
