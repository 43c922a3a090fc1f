/// Bodies that are slow to redact: each repeats a text at which one step of redaction stops.
enum HostileBodies {
  /// The secrets of the run.
  static let secrets = [
    "ASSAY_BENCH_TOKEN": "tok-9f8e7d6c5b4a39281706-tok-9f8e7d6c5b4a39281706/+=",
    "ASSAY_BENCH_REPEATED": "abababababababababab",
    "ASSAY_BENCH_CODE": "4711", "ASSAY_BENCH_PHONE": "+359887776665",
  ]

  /// The repeated text of each body, by name.
  static let pieces: [(name: String, piece: String)] = [
    ("backslashes", "\\"), ("backslashes and cuts", "\\…"), ("escaped backslashes", "\\u005c"),
    ("escaped letters", "\\u0074"),
    ("cut escapes", "%2…"), ("percent signs", "%"), ("escaped percent signs", "%25"),
    ("escaped letters of base64", "%54%57"),
    ("ampersands", "&"), ("character references", "&amp;"), ("unfinished references", "&#x10FFF"), ("quotes", "\""),
    ("escaped quotes", "\\\""), ("keys", "\"otp\":1,"), ("keys of containers", "\"otp\":["),
    ("keys without values", "\"otp\":"),
    ("colons", "\" : "), ("quotes and blanks", "\"      "),
    ("JSON in JSON", "{\\\"a\\\":\\\"{\\\\\\\"otp\\\\\\\":1}\\\"}"),
    ("brackets", "["), ("pairs", "otp="), ("pairs without end", "=otp"), ("names", "otpcodephonetoken"),
    ("base64", "dG9r"),
    ("base64 in lines", "dG9r\n"), ("line breaks", "\n"), ("blanks", " "), ("hexadecimal digits", "746f"),
    ("digits", "1"),
    ("grouped digits", "1 "), ("widely grouped digits", "4 (7) "), ("plus signs", "+1"), ("zeros", "00"),
    ("phones", "+3598877766"),
    ("codes", "4711 "), ("grouped codes", "47-11 "), ("tokens", "eyJ"), ("tokens with dots", "eyJ."),
    ("dots", "eyJa.."),
    ("cuts", "…"), ("a secret", "tok-9f8e7d6c5b4a39281706-tok-9f8e7d6c5b4a39281706/+="),
    ("a secret without its end", "tok-9f8e7d6c5b4a39281706-tok-9f8e7d6c5b4a39281706/+"),
    ("a secret that repeats itself", "ab"), ("a secret before cuts", "tok-9f8e7…"),
    ("a repeated secret before cuts", "abababab…"),
    ("letters", "a"), ("bytes that are no text", "\u{E9}"),
  ]

  static func body(of piece: String, bytes count: Int) -> [UInt8] {
    let piece = Array(piece.utf8)
    return (0..<count).map { piece[$0 % piece.count] }
  }
}
