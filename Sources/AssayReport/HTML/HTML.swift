/// A piece of markup, written as a literal with texts interpolated.
///
/// Only literals of this program become markup; a text is escaped by its context, in a tag or between tags. The syntax
/// is also that of XHTML: every element is closed, every attribute is quoted.
struct HTML: ExpressibleByStringInterpolation, Sendable {
  private(set) var bytes: [UInt8]

  init(stringLiteral literal: String) { bytes = Array(literal.utf8) }
  init(stringInterpolation parts: StringInterpolation) { bytes = parts.bytes }

  static func += (left: inout HTML, right: HTML) { left.bytes += right.bytes }

  /// The page's own style or script, which must not contain `<` or `&`.
  static func own(_ text: String) -> HTML {
    precondition(!text.utf8.contains { $0 == UInt8(ascii: "<") || $0 == UInt8(ascii: "&") })
    return HTML(stringLiteral: text)
  }

  struct StringInterpolation: StringInterpolationProtocol {
    fileprivate var bytes: [UInt8] = []
    private var isInTag = false

    init(literalCapacity: Int, interpolationCount: Int) {
      bytes.reserveCapacity(literalCapacity + 32 * interpolationCount)
    }

    mutating func appendLiteral(_ literal: String) {
      for byte in literal.utf8 where byte == UInt8(ascii: "<") || byte == UInt8(ascii: ">") {
        isInTag = byte == UInt8(ascii: "<")
      }
      bytes += literal.utf8
    }

    mutating func appendInterpolation(_ text: String) {
      MarkupEscape.append(text, to: &bytes, in: isInTag ? .attribute : .text)
    }

    /// Text in an element that takes no other elements: `title`, and the texts of a drawing.
    mutating func appendInterpolation(plain text: String) { MarkupEscape.append(text, to: &bytes, in: .plain) }

    mutating func appendInterpolation(_ number: Int) { bytes += String(number).utf8 }
    mutating func appendInterpolation(_ html: HTML) { bytes += html.bytes }
    mutating func appendInterpolation(_ html: HTML?) { if let html { bytes += html.bytes } }
    mutating func appendInterpolation(_ pieces: [HTML]) { for piece in pieces { bytes += piece.bytes } }

    mutating func appendInterpolation(when condition: Bool, _ html: @autoclosure () -> HTML) {
      if condition { bytes += html().bytes }
    }

    /// An attribute; nothing when the value is `nil`.
    mutating func appendInterpolation(attribute name: StaticString, _ value: String?) {
      if let value { appendInterpolation(" \(HTML(stringLiteral: "\(name)"))=\"\(value)\"" as HTML) }
    }
  }
}

/// Parts that several sections of the page use.
extension HTML {
  /// The symbol in its colour; a screen reader gets the word when `spoken`.
  static func symbol(_ state: HTMLState, spoken: Bool = false) -> HTML {
    """
    <span class="s \(state.name)"><span aria-hidden="true">\(state.symbol)</span>\
    \(when: spoken, "<span class=\"vh\">\(state.word): </span>")</span>
    """
  }

  /// Text from outside within a sentence; its writing direction does not affect the rest.
  static func foreign(_ text: String) -> HTML { "<bdi>\(text)</bdi>" }
  static func code(_ text: String) -> HTML { "<code>\(text)</code>" }
  static func soft(_ html: HTML) -> HTML { "<span class=\"soft\">\(html)</span>" }
  static func more(_ text: String) -> HTML { "<p class=\"more\">\(text)</p>" }
  static func link(_ anchor: String, _ text: String) -> HTML { "<a href=\"#\(anchor)\">\(breakable(text))</a>" }

  static func time(_ moment: String) -> HTML {
    "<time datetime=\"\(moment)\">\(Formatting.moment(moment))</time>"
  }

  /// One term of a description list.
  static func term(_ name: String, _ value: HTML) -> HTML { "<dt>\(name)</dt><dd>\(value)</dd>" }
  static func term(_ name: String, text: String) -> HTML { term(name, "\(text)") }

  /// An id or a pointer that may break behind its dots and slashes.
  static func breakable(_ text: String) -> HTML {
    var html: HTML = ""
    var rest = Substring(text)
    while let index = rest.firstIndex(where: { $0 == "." || $0 == "/" }) {
      let end = rest.index(after: index)
      html += "\(String(rest[..<end]))\(when: end < rest.endIndex, "<wbr/>")"
      rest = rest[end...]
    }
    html += "\(String(rest))"
    return html
  }

  /// Items with commas between them, and how many there are beyond the limit.
  ///
  /// - Parameter count: How many there are in all, when there are more than `items`.
  static func list<Item>(_ items: [Item], limit: Int, count: Int? = nil, _ content: (Item) -> HTML) -> HTML {
    var html: HTML = ""
    for (index, item) in items.prefix(limit).enumerated() { html += "\(when: index > 0, ", ")\(content(item))" }
    let rest = (count ?? items.count) - min(limit, items.count)
    if rest > 0 { html += "\(when: !items.isEmpty, " and ")\(Formatting.number(rest)) more" }
    return html
  }

  /// The beginning of a section of the page, with its heading.
  static func sectionStart(_ id: String, _ title: String) -> HTML {
    "<section id=\"\(id)\" class=\"wide\" aria-labelledby=\"\(id)-h\"><h2 id=\"\(id)-h\">\(title)</h2>"
  }

  static func section(_ id: String, _ title: String, _ content: HTML) -> HTML {
    "\(sectionStart(id, title))\(content)</section>\n"
  }

  /// Content that is shown when the reader opens it.
  static func fold(_ title: String, marked state: HTMLState? = nil, isOpen: Bool = false, _ content: HTML) -> HTML {
    """
    <details class="fold"\(attribute: "open", isOpen ? "open" : nil)>\
    <summary>\(state.map { symbol($0) })\(title)</summary>\(content)</details>
    """
  }

  /// A table that scrolls by itself where the window is narrow; `row` gives the cells of a row.
  static func table<Row>(
    _ caption: String, _ columns: [String], _ rows: [Row], isFigures: Bool = false, _ row: (Row) -> HTML
  ) -> HTML {
    """
    <div class="scroll" role="region" tabindex="0" aria-label="\(caption)">\
    <table class="\(isFigures ? "list figures" : "list")"><caption>\(caption)</caption>\
    <thead><tr>\(columns.map { "<th scope=\"col\">\($0)</th>" })</tr></thead>\
    <tbody>\(rows.map { "<tr>\(row($0))</tr>" })</tbody></table></div>
    """
  }

  static func rowHeader(_ text: String) -> HTML { "<th scope=\"row\">\(text)</th>" }
  static func figure(_ number: Int) -> HTML { "<td class=\"n\">\(Formatting.number(number))</td>" }
}
