import AssaySpec

/// The mistakes of a contract that planning its cases shows, those of one cause together.
final class Mistakes {
  private struct Cause: Hashable {
    var problem: String
    var advice: String
  }

  private var order: [Cause] = []
  private var subjects: [Cause: [String]] = [:]

  func add(_ subject: String, _ problem: String, _ advice: String) {
    let cause = Cause(problem: problem, advice: advice)
    if subjects[cause] == nil { order.append(cause) }
    subjects[cause, default: []].append(subject)
  }

  /// One message for each cause.
  var messages: [String] {
    order.map { cause in
      let named = subjects[cause] ?? []
      let more = named.count > 1 ? " and \(named.count - 1) more" : ""
      return "\(named.first ?? "")\(more) \(cause.problem): \(cause.advice)"
    }
  }
}
