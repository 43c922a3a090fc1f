import Foundation

#if canImport(FoundationXML)
  import FoundationXML
#endif

/// An XML document as another's parser reads it.
final class XMLTree {
  final class Element {
    var name: String
    var attributes: [String: String]
    var children: [Element] = []
    var text = ""

    init(_ name: String, _ attributes: [String: String]) {
      self.name = name
      self.attributes = attributes
    }

    /// Every element of that name, in document order.
    func all(_ name: String) -> [Element] {
      (self.name == name ? [self] : []) + children.flatMap { $0.all(name) }
    }
  }

  struct Malformed: Error {
    var line: Int
    var reason: String
  }

  static func parse(_ bytes: [UInt8]) throws -> Element {
    let reader = Reader()
    let parser = XMLParser(data: Data(bytes))
    parser.delegate = reader
    guard parser.parse(), let root = reader.root else {
      throw Malformed(line: parser.lineNumber, reason: parser.parserError.map(String.init(describing:)) ?? "no root")
    }
    return root
  }

  private final class Reader: NSObject, XMLParserDelegate {
    var root: Element?
    var open: [Element] = []

    func parser(
      _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
      attributes: [String: String]
    ) {
      let element = Element(name, attributes)
      open.last?.children.append(element)
      if root == nil { root = element }
      open.append(element)
    }

    func parser(
      _ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?
    ) { open.removeLast() }

    func parser(_ parser: XMLParser, foundCharacters text: String) { open.last?.text += text }
  }
}
