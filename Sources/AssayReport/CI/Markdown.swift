import AssayJudge

/// Texts that a provider may have written, as Markdown that shows them and does nothing else.
enum Markdown {
  /// A code span (CommonMark 0.31, section 6.1): fenced by more backticks than the text has in a row.
  ///
  /// In code no link, image, mention or HTML is alive; a bar is escaped since tables take it even there (GFM 4.10).
  static func code(_ text: String) -> String {
    let visible = TextSanitizer.text(text, limit: 500)
    var longest = 0
    var run = 0
    for byte in visible.utf8 {
      run = byte == UInt8(ascii: "`") ? run + 1 : 0
      longest = max(longest, run)
    }
    let fence = String(repeating: "`", count: longest + 1)
    // A blank each side belongs to the fence when the text begins or ends with a backtick or a blank.
    let needsBlank = visible.hasPrefix("`") || visible.hasSuffix("`") || visible.hasPrefix(" ") || visible.isEmpty
    let blank = needsBlank ? " " : ""
    return fence + blank + visible.replacing("|", with: "\\|") + blank + fence
  }
}
