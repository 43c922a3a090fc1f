/// Where a case stands: its suite in the plan and its index in that suite.
package struct CaseIndex: Sendable, Hashable {
  package var suite: Int
  package var index: Int

  package init(suite: Int, index: Int) {
    self.suite = suite
    self.index = index
  }
}
