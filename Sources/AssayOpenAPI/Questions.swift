import AssaySpec

/// The open questions of a document, each once, whatever endpoints share the place.
struct Questions {
  private(set) var all: [OpenQuestion] = []
  private var seen: Set<OpenQuestion> = []

  mutating func add(_ kind: OpenQuestion.Kind, at place: Place, _ question: String, assumed: String) {
    let question = OpenQuestion(kind, at: place.name, question, readings: [], assumed: assumed)
    if seen.insert(question).inserted { all.append(question) }
  }

  /// The questions since the last call, for the endpoint that was read.
  mutating func take() -> [OpenQuestion] {
    defer { all = [] }
    return all
  }
}
