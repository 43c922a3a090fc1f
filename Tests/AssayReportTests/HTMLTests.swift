import AssayJudge
import AssayRun
import Foundation
import Testing

@testable import AssayReport

#if canImport(FoundationXML)
  import FoundationXML
#endif

@Suite struct HTMLTests {
  @Test func `markup in a text shows itself`() {
    #expect(text("\("<script>&amp; \"it's\"")") == "&lt;script&gt;&amp;amp; &quot;it&#39;s&quot;")
  }

  @Test func `what turns or hides text is shown by its code point`() {
    #expect(
      text("\("a\u{202E}b\u{0}\n\té😀")")
        == "a<span class=\"c\">\\u{202e}</span>b<span class=\"c\">\\u{0}</span>\n\té😀")
    #expect(text("\(plain: "\u{1B}")") == "\\u{1b}")
  }

  @Test func `white space of an attribute survives a reader of XML`() {
    #expect(
      text("<meta content=\"\("a\n\t\"b\u{7}")\"\(attribute: "name", nil)\(attribute: "lang", "<")/>")
        == "<meta content=\"a&#10;&#9;&quot;b\\u{7}\" lang=\"&lt;\"/>")
  }

  /// Every scalar there is, in chunks: it stands as it is, as a reference, or as its code point in letters.
  @Test func `no scalar escapes`() {
    for start in stride(from: UInt32(0), through: 0x10FFFF, by: 0x2000) {
      let scalars = (start..<min(start + 0x2000, 0x110000)).compactMap(Unicode.Scalar.init)
      let all = String(String.UnicodeScalarView(scalars))
      var inText = ""
      var inAttribute = ""
      for scalar in scalars {
        switch scalar {
        case "<", ">", "&", "\"", "'":
          let reference = ["<": "&lt;", ">": "&gt;", "&": "&amp;", "\"": "&quot;", "'": "&#39;"][scalar]!
          inText += reference
          inAttribute += reference
        case "\n", "\t":
          inText.unicodeScalars.append(scalar)
          inAttribute += "&#\(scalar.value);"
        default:
          let name = "\\u{\(String(scalar.value, radix: 16))}"
          let isHarmless = TextSanitizer.isHarmless(scalar)
          inText += isHarmless ? String(scalar) : "<span class=\"c\">\(name)</span>"
          inAttribute += isHarmless ? String(scalar) : name
        }
      }
      // Bytes are compared: strings that differ in normalisation only are equal to Swift.
      let isTextRight = text("\(all)").utf8.elementsEqual(inText.utf8)
      #expect(isTextRight, "text from \(start)")
      let attribute = text("<p title=\"\(all)\"/>")
      let isAttributeRight = attribute.utf8.elementsEqual("<p title=\"\(inAttribute)\"/>".utf8)
      #expect(isAttributeRight, "attribute from \(start)")
    }
  }

  @Test func `random bytes stay inside their element`() throws {
    var dice = HTMLSample.Dice(11)
    for _ in 0..<300 {
      let bytes = (0..<300).map { _ in UInt8(truncatingIfNeeded: dice.next()) }
      let random = String(decoding: bytes, as: UTF8.self)
      let elements = try HTMLElements(text("<p title=\"\(random)\">\(random)</p>"))
      #expect(elements.names.subtracting(["p", "span"]).isEmpty)
      #expect(elements.attributes.subtracting(["title", "class"]).isEmpty)
    }
  }

  @Test func `the hash is SHA-256`() {
    func hexadecimal(_ text: String) -> String {
      SHA256.digest(of: Array(text.utf8)).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
    #expect(hexadecimal("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
    #expect(
      hexadecimal("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq")
        == "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1")
    #expect(SHA256.base64(of: "") == "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=")
  }

  private func text(_ html: HTML) -> String { String(decoding: html.bytes, as: UTF8.self) }
}

/// The elements and attributes of a well-formed page, as another reader sees them.
final class HTMLElements: NSObject, XMLParserDelegate {
  private(set) var names: Set<String> = []
  private(set) var attributes: Set<String> = []
  private(set) var counts: [String: Int] = [:]
  private(set) var addresses: [String] = []
  private(set) var text = ""

  init(_ page: String) throws {
    super.init()
    let parser = XMLParser(data: Data(page.utf8))
    parser.delegate = self
    guard parser.parse() else { throw parser.parserError ?? CocoaError(.fileReadCorruptFile) }
  }

  func parser(
    _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
    attributes found: [String: String]
  ) {
    names.insert(name)
    attributes.formUnion(found.keys)
    counts[name, default: 0] += 1
    if let address = found["href"] { addresses.append(address) }
  }

  func parser(_ parser: XMLParser, foundCharacters string: String) { text += string }
}
