import AssaySpec

extension Security {
  /// Whether ids of cases and names of faults must say which scheme they are about.
  package var hasSeveral: Bool { schemes.count > 1 }

  /// Where a request may have credentials, each place once.
  package var locations: [Location] {
    schemes.compactMap(\.location).reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
  }

  /// Whether a request without any credential must be refused: each alternative has one that a request shows.
  package var refusesAbsence: Bool { !schemes.isEmpty && alternatives.allSatisfy { !shown($0).isEmpty } }

  /// Each scheme of which a wrong credential must be refused, with the first alternative in which that is so.
  ///
  /// It is not so where what is left of the alternative is enough by itself. Where no credential is enough, a wrong one is
  /// refused if the document has a response for that.
  ///
  /// - Parameter isDocumented: Whether a response is documented to a wrong credential.
  package func refused(isDocumented: Bool) -> [(scheme: Int, alternative: Int)] {
    schemes.indices.compactMap { scheme in
      alternatives.indices.first { index in
        let rest = shown(alternatives[index]).filter { $0 != scheme }
        return rest.count < shown(alternatives[index]).count
          && !alternatives.contains { !(isDocumented && $0.isEmpty) && Set(shown($0)).isSubset(of: rest) }
      }.map { (scheme, $0) }
    }
  }

  /// The wrong credentials of a scheme that differ from those of the other schemes.
  package func wrong(_ scheme: Int, in alternative: Int, _ values: [String]) -> [WrongCredential] {
    let isAlone = shown(alternatives[alternative]).count == 1
    let sharesPlace = schemes.indices.contains { $0 != scheme && schemes[$0].location == schemes[scheme].location }
    return schemes[scheme].wrong(values).filter { wrong in
      // Without the only credential there is none at all, which is a case of its own; another scheme may be the other's.
      !((hasSeveral || !refusesAbsence) && isAlone && wrong.kind == .missing)
        && !(sharesPlace && wrong.kind == .otherScheme)
    }
  }

  /// What distinguishes a case or a fault, with the scheme's name where there are several.
  package func label(_ scheme: Int, _ name: String) -> String { hasSeveral ? "\(schemes[scheme].name)-\(name)" : name }

  /// The schemes of an alternative by name: `bearer+X-Key`.
  package func name(of alternative: Int) -> String {
    let names = alternatives[alternative].map { schemes[$0].name }
    return names.isEmpty ? "none" : names.joined(separator: "+")
  }

  private func shown(_ alternative: [Int]) -> [Int] { alternative.filter { schemes[$0].location != nil } }
}
