import AssayHTTP
import AssayPlan
import AssaySpec

/// A body must not show a stack trace.
enum StackTraceCheck: Check {
  static func check(_ response: Response, to step: Step, by judge: Judge, _ findings: inout Findings) {
    guard let index = findings.body, let start = firstMark(in: response.body),
      judge.endpoint.responses[index].body.encoding != .bytes
    else { return }
    // The excerpt begins at the mark: what is before it could be the end of a secret, which no redactor would recognize.
    findings.add(
      Violation(
        "stack-trace", at: .body, expected: "no stack trace in what a caller sees",
        found: TextSanitizer.text(TextSanitizer.beginning(of: response.body[start...])),
        evidence: .assumed("A stack trace gives an attacker information (CWE-209)."), severity: .warning))
  }

  /// The beginnings of stack traces of common runtimes.
  private static let marks = [
    "\\n\\tat ", "\\tat ", "\n\tat ", "Traceback (most recent call last)", ".java:", "Exception in thread",
    " at Object.<anonymous>", ".py\\\", line ", "goroutine 1 [", "System.NullReferenceException", ".cs:line ",
    "#0 /", "node_modules/",
  ].map { Array($0.utf8) }

  /// For each byte value, the set of marks (as bits) that have it as their first or second byte.
  private static let (firsts, seconds): ([UInt16], [UInt16]) = {
    var tables = (Array(repeating: UInt16(0), count: 256), Array(repeating: UInt16(0), count: 256))
    for (index, mark) in marks.enumerated() {
      tables.0[Int(mark[0])] |= 1 << index
      tables.1[Int(mark[1])] |= 1 << index
    }
    return tables
  }()

  /// The index of the first mark. Every body is searched, so two table lookups rule out most positions.
  private static func firstMark(in bytes: [UInt8]) -> Int? {
    // A stack trace comes near the beginning of a body, so a large one is not searched to its end.
    let count = min(bytes.count, 64 << 10)
    return bytes.withUnsafeBufferPointer { bytes in
      let bytes = UnsafeBufferPointer(rebasing: bytes[..<count])
      var index = 0
      while let candidate = nextCandidate(in: bytes, from: index) {
        if beginsMark(bytes[candidate...]) { return candidate }
        index = candidate + 1
      }
      return nil
    }
  }

  /// The next index whose two bytes begin some mark. Not inlined, so that the loop keeps its values in registers.
  @inline(never)
  private static func nextCandidate(in bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int? {
    firsts.withUnsafeBufferPointer { firsts in
      seconds.withUnsafeBufferPointer { seconds in
        var index = start
        while index < bytes.count &- 1 {
          if firsts[Int(bytes[index])] & seconds[Int(bytes[index &+ 1])] != 0 { return index }
          index &+= 1
        }
        return nil
      }
    }
  }

  private static func beginsMark(_ text: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
    marks.contains { mark in text.first == mark[0] && text.starts(with: mark) }
  }
}
