import AssayHTTP
import AssayJudge

/// The responses of one case in full, for a file beside the reports; a report shows the beginning of each.
enum AttachmentText {
  /// The content of the file, or `nil` when the record has all there is.
  ///
  /// Secrets are redacted already; control characters are shown by their code points.
  static func text(of record: CaseRecord, _ responses: [Response]) -> String? {
    guard record.answers.contains(where: { $0.bodyBytes > $0.shownBytes }) else { return nil }
    var lines = ["\(record.id): a request \(record.summary)"]
    for (index, response) in responses.enumerated() {
      lines += ["", responses.count > 1 ? "The response (\(index + 1)):" : "The response:"]
      lines.append("\(TextSanitizer.text(response.version)) \(response.status) \(TextSanitizer.text(response.reason))")
      lines += response.headers.map { "\(TextSanitizer.text($0.name)): \(TextSanitizer.text($0.value, limit: 8192))" }
      lines += [""] + ShownBody.beginning(of: response.body, limit: response.body.count)
      if response.droppedBodyBytes > 0 { lines.append("… \(response.droppedBodyBytes) bytes more, which are not kept") }
    }
    return lines.joined(separator: "\n") + "\n"
  }
}
