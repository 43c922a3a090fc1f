import AssayMutation
import AssayRun
import AssaySpec

/// Collects what the HTML page shows while the cases finish, and writes the page when the run has ended.
///
/// What it keeps does not grow with the number of cases of an endpoint.
package struct HTMLReport: Sendable {
  /// What the page shows beyond the run itself; every part may be missing.
  package struct Context: Sendable {
    /// The contracts by the endpoint's id; an endpoint without one is shown without its contract.
    package var contracts: [String: Endpoint]
    /// The earlier runs, the oldest first.
    package var earlier: [History.Run]
    /// The cases that had failed when they were last judged, and were judged again in this run.
    package var judgedAgain: Set<String>
    package var mutation: MutationFile.Score?
    package var coverage: [Coverage]

    package init(
      contracts: [String: Endpoint] = [:], earlier: [History.Run] = [], judgedAgain: Set<String> = [],
      mutation: MutationFile.Score? = nil, coverage: [Coverage] = []
    ) {
      self.contracts = contracts
      self.earlier = earlier
      self.judgedAgain = judgedAgain
      self.mutation = mutation
      self.coverage = coverage
    }
  }

  private(set) var endpoints: [EndpointResults]
  /// How many groups of cases may still be opened beyond the first of each kind in an endpoint.
  private var groupsLeft = 5000
  /// How many more cases may be shown with their requests and responses.
  private var detailsLeft = 1200

  /// - Parameter suites: How many suites the run has.
  package init(suites: Int) {
    endpoints = Array(repeating: EndpointResults(), count: suites)
  }

  /// Adds a case; cases may come in any order.
  package mutating func add(_ record: CaseRecord, suite: Int) {
    endpoints[suite].add(record, groupsLeft: &groupsLeft, detailsLeft: &detailsLeft)
  }

  /// Writes the page in pieces of some 64 KiB.
  package func write(_ overview: RunSummary, _ context: Context = Context(), to write: ([UInt8]) -> Void) {
    withoutActuallyEscaping(write) { write in
      var html = HTMLWriter(to: write)
      HTMLPage(endpoints, overview, context).write(&html)
      html.finish()
    }
  }
}
