import AssayReport
import Testing

@Suite struct XMLWriterTests {
  @Test func `elements nest, and text stands alone in its element`() {
    var xml = XMLWriter()
    xml.begin("a", [("x", "1"), ("y", "<\"&'>\n\t")])
    xml.begin("b")
    xml.end()
    xml.element("c", [("z", "]]>")], text: " \"t\" & 'u' ]]>\n\tv\u{1B} ")
    xml.begin("d")
    xml.element("e", text: "")
    xml.end()
    xml.end()
    #expect(
      String(decoding: xml.bytes, as: UTF8.self) == """
        <?xml version="1.0" encoding="UTF-8"?>
        <a x="1" y="&lt;&quot;&amp;'&gt;&#10;&#9;">
          <b/>
          <c z="]]&gt;"> "t" &amp; 'u' ]]&gt;
        \tv\\u{1b} </c>
          <d>
            <e></e>
          </d>
        </a>

        """)
  }

  @Test(arguments: Hostile.texts + [Hostile.scalars])
  func `a text comes back as it was, forbidden characters by their code points`(text: String) throws {
    var xml = XMLWriter()
    xml.begin("root", [("value", text)])
    xml.element("text", [("value", text)], text: text)
    xml.end()
    let root = try XMLTree.parse(xml.bytes)
    let expected = Array(Hostile.readable(text).unicodeScalars)
    #expect(Array((root.attributes["value"] ?? "none").unicodeScalars) == expected)
    let element = try #require(root.all("text").first)
    #expect(Array((element.attributes["value"] ?? "none").unicodeScalars) == expected)
    #expect(Array(element.text.unicodeScalars) == expected)
  }
}
