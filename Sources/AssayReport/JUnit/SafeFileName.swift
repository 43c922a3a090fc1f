/// A name that every file system and every reader takes.
package enum SafeFileName {
  package static func text(_ name: String) -> String {
    String(
      name.utf8.map { byte in
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F: Character(Unicode.Scalar(byte))
        default: "_"
        }
      })
  }
}
