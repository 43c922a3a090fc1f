/// The mistakes that planning finds in a contract, grouped by cause.
final class Mistakes {
  private struct Mistake {
    var cause: [String]
    var subject: String
    var more = 0
    var problem: String
    var advice: String
  }

  private var found: [Mistake] = []

  /// - Parameter cause: What identifies the cause, such as the locations where requests are wrong.
  func add(_ subject: String, _ problem: String, _ advice: String, cause: [String]) {
    if let known = found.firstIndex(where: { $0.cause == cause && $0.advice == advice }) {
      found[known].more += 1
    } else {
      found.append(Mistake(cause: cause, subject: subject, problem: problem, advice: advice))
    }
  }

  /// One message for each cause.
  var messages: [String] {
    found.map { mistake in
      let more = mistake.more > 0 ? " and \(mistake.more) more" : ""
      return "\(mistake.subject)\(more) \(mistake.problem): \(mistake.advice)"
    }
  }
}
