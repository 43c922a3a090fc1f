/// The colours of the page, light and dark, by their use.
///
/// A test checks the contrast of all ``pairs``.
enum HTMLPalette {
  struct Colour {
    /// The name of the custom property, without its two dashes.
    let name: StaticString
    let light: UInt32
    let dark: UInt32
  }

  static let paper = Colour(name: "paper", light: 0xFAFAF8, dark: 0x14161A)
  static let surface = Colour(name: "surface", light: 0xFFFFFF, dark: 0x1C1F25)
  static let sunken = Colour(name: "sunken", light: 0xF1F2F4, dark: 0x0F1115)
  static let ink = Colour(name: "ink", light: 0x1B1D21, dark: 0xE7E9EC)
  static let soft = Colour(name: "soft", light: 0x565B63, dark: 0xA7ADB7)
  static let line = Colour(name: "line", light: 0xD5D8DD, dark: 0x3A404B)
  static let link = Colour(name: "link", light: 0x0B57A4, dark: 0x8ABDFF)
  static let failed = Colour(name: "failed", light: 0xA81E17, dark: 0xFFA8A0)
  static let failedGround = Colour(name: "failed-ground", light: 0xFCEAE8, dark: 0x431B1A)
  static let error = Colour(name: "error", light: 0x7A4300, dark: 0xFFC27A)
  static let errorGround = Colour(name: "error-ground", light: 0xFFEFD9, dark: 0x3D2908)
  static let passed = Colour(name: "passed", light: 0x1B6638, dark: 0x86D6A0)
  static let passedGround = Colour(name: "passed-ground", light: 0xE7F4EB, dark: 0x14301F)
  static let warned = Colour(name: "warned", light: 0x665200, dark: 0xEBD36B)
  static let warnedGround = Colour(name: "warned-ground", light: 0xFBF3CF, dark: 0x352E0A)
  static let skipped = Colour(name: "skipped", light: 0x50555D, dark: 0xB2B8C2)
  static let skippedGround = Colour(name: "skipped-ground", light: 0xECEEF1, dark: 0x2A2E36)

  static let all = [
    paper, surface, sunken, ink, soft, line, link, failed, failedGround, error, errorGround, passed, passedGround,
    warned, warnedGround, skipped, skippedGround,
  ]

  private static let texts = [ink, soft, link, failed, error, passed, warned, skipped]
  private static let grounds = [
    paper, surface, sunken, failedGround, errorGround, passedGround, warnedGround, skippedGround,
  ]

  /// Each text colour with every background that it may have; the symbol in a filled square has the surface's colour.
  static let pairs: [(text: Colour, ground: Colour)] =
    texts.flatMap { text in grounds.map { (text, $0) } }
    + [failed, error, passed, warned, skipped].map { (surface, $0) }

  /// The custom properties of one theme.
  static func properties(isDark: Bool) -> String {
    all.map { "--\($0.name):\(hexadecimal(isDark ? $0.dark : $0.light))" }.joined(separator: ";")
  }

  static func hexadecimal(_ colour: UInt32) -> String {
    let digits = String(colour, radix: 16)
    return "#" + String(repeating: "0", count: 6 - digits.count) + digits
  }
}
