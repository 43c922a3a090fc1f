import AssayPlatform

/// A failed system call: the operation, its object and the reason.
package struct SystemError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The operation as a verb: `read`, `write`, `create the folder`.
  package var operation: String
  /// The file, folder or address.
  package var path: String
  /// The error number (`errno`).
  package var code: Int32
  /// The reason, where the number alone does not give it.
  package var detail: String?

  package init(operation: String, path: String, code: Int32, detail: String? = nil) {
    self.operation = operation
    self.path = path
    self.code = code
    self.detail = detail
  }

  /// The detail, or the system's message, such as `No such file or directory`.
  package var reason: String { detail ?? Self.text(of: code) }

  /// One sentence: what was wrong and, if possible, what to do.
  package var description: String {
    let sentence = "Cannot \(operation) \(path): \(reason)."
    return advice.map { "\(sentence) \($0)" } ?? sentence
  }

  /// What the user can do about it; `nil` when there is no advice.
  package var advice: String? {
    if detail != nil { return nil }
    return switch code {
    case ENOENT: "Check the path."
    case EACCES, EPERM: "Check who may read and write there."
    case ENOSPC, EDQUOT: "Free some space on that disk."
    case EFBIG: "Raise the limit on the size of files (ulimit -f)."
    case EROFS: "Choose a place that may be written."
    case EISDIR: "Name a file, not a folder."
    case ENOTDIR: "A part of the path is a file, not a folder."
    case EMFILE, ENFILE: "Too many files are open: raise the limit (ulimit -n) or use fewer workers."
    case EADDRINUSE: "Something listens there already: choose another port or stop it."
    case EADDRNOTAVAIL: "That address is not one of this machine's."
    case ECONNREFUSED: "Is the service running there?"
    case EHOSTUNREACH, ENETUNREACH: "Check this machine's network."
    default: nil
    }
  }

  /// The system's message for an error number.
  package static func text(of code: Int32) -> String {
    guard let text = strerror(code) else { return "error \(code)" }
    return String(cString: text)
  }
}

extension SystemError {
  /// Whether descriptors or memory ran out, so that using fewer may work.
  package var isShortage: Bool { [EMFILE, ENFILE, ENOBUFS, ENOMEM].contains(code) }
}

extension SystemError {
  /// Whether the reading end of a pipe was closed.
  package var isBrokenPipe: Bool { code == EPIPE }
  /// The number of "invalid argument".
  package static let invalid = EINVAL
  /// The number of "permission denied".
  package static let accessDenied = EACCES
  /// The number of "address not available".
  package static let addressNotAvailable = EADDRNOTAVAIL
}
