/// Finds the known name that a misspelled one is meant to be.
package enum NearestName {
  /// `: did you mean X?`, or nothing when no known name is near.
  ///
  /// - Parameter prefix: Begins the names and is not compared.
  package static func hint(for word: String, after prefix: String = "", among known: some Sequence<String>) -> String {
    guard word.hasPrefix(prefix) else { return "" }
    let name = String(word.dropFirst(prefix.count))
    let names = known.filter { $0.hasPrefix(prefix) }.map { String($0.dropFirst(prefix.count)) }
    let near = names.map { (name: $0, distance: distance($0, name)) }.min { $0.distance < $1.distance }
    guard let near, near.distance <= max(2, name.count / 3), near.distance < name.count else { return "" }
    return ": did you mean \(prefix)\(near.name)?"
  }

  /// The number of single-character edits between two words (Levenshtein).
  private static func distance(_ left: String, _ right: String) -> Int {
    let left = Array(left.utf8)
    let right = Array(right.utf8)
    var row = Array(0...right.count)
    for i in left.indices {
      var diagonal = row[0]
      row[0] = i + 1
      for j in right.indices {
        let substituted = diagonal + (left[i] == right[j] ? 0 : 1)
        diagonal = row[j + 1]
        row[j + 1] = min(substituted, row[j] + 1, row[j + 1] + 1)
      }
    }
    return row[right.count]
  }
}
