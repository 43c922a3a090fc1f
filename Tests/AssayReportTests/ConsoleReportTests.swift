import AssayHTTP
import AssayJudge
import AssayReport
import AssayRun
import AssaySpec
import Synchronization
import Testing

@Suite struct ConsoleReportTests {
  static func text(_ results: [CaseResult], isTerminal: Bool = false) -> String {
    text(Sample.records(results), isTerminal: isTerminal)
  }

  /// - Parameter interval: How much time passes between two looks at the clock.
  static func text(
    _ results: RunResults, isTerminal: Bool = false, _ verbosity: ConsoleStyle.Verbosity = .normal,
    interval: Duration = .milliseconds(250)
  ) -> String {
    let ticks = Atomic(-1)
    let console = ConsoleReporter(
      isTerminal: isTerminal, style: ConsoleStyle(columns: 60, verbosity: verbosity), rerun: { "assay \($0)" },
      files: { ["Reports/junit.xml"] }, now: { interval * ticks.wrappingAdd(1, ordering: .relaxed).newValue })
    return String(decoding: results.written(by: console)[.console], as: UTF8.self)
  }

  @Test func `a passing run is a line an endpoint`() throws {
    #expect(
      Self.text([Sample.results[0]]) == """
        assay 0.1.0: 1 case of 1 endpoint at https://api.example.com
        ok    shop.order.pay  1 passed, 0 failed, 0 errors, 0 skipped

        Shop kept its contract
        1 passed, 0 failed, 0 errors, 0 skipped in 1.234 s
        Reports/junit.xml

        """)
  }

  @Test func `a terminal sees how far the run is, and no trace of it afterwards`() throws {
    #expect(
      Self.text([Sample.results[0]], isTerminal: true) == """
        assay 0.1.0: 1 case of 1 endpoint at https://api.example.com
        \r\u{1B}[K1/1 100 %  4.0/s\r\u{1B}[Kok    shop.order.pay  1 passed, 0 failed, 0 errors, 0 skipped

        Shop kept its contract
        1 passed, 0 failed, 0 errors, 0 skipped in 1.234 s
        Reports/junit.xml

        """)
  }

  @Test func `a pipe gets whole lines of progress, and seldom`() {
    let results = Records.results((0..<40).map { Records.passed("c\($0)", index: $0) })
    func reported(isTerminal: Bool, _ verbosity: ConsoleStyle.Verbosity) -> String {
      Self.text(results, isTerminal: isTerminal, verbosity, interval: .seconds(1))
    }
    let lines = reported(isTerminal: false, .normal).split(separator: "\n").map(String.init)
    #expect(
      lines.filter { $0.contains("/40 ") } == [
        "10/40 25 %  1.0/s  about 31 s left", "20/40 50 %  1.0/s  about 21 s left",
        "30/40 75 %  1.0/s  about 11 s left",
        "40/40 100 %  1.0/s",
      ])
    #expect(reported(isTerminal: true, .normal).contains("\r\u{1B}[K1/40 2 %  1.0/s  about 40 s left\r\u{1B}[K2/40"))
    for isTerminal in [false, true] { #expect(!reported(isTerminal: isTerminal, .quiet).contains("/40")) }
  }

  @Test func `a run of every kind says what failed, what was not tested and why`() throws {
    #expect(
      Self.text(Sample.results) == #"""
        assay 0.1.0: 5 cases of 1 endpoint at https://api.example.com
        FAIL  shop.order.pay  2 passed, 1 failed, 1 error, 1 skipped, 2 warnings, 1 flaky
          failed shop.order.pay/spelling/escapes
            a request that keeps the contract
            wrong-type at body /paid (1:10)
              expected: boolean
              found:    string "yes"
              documented: Answers ("paid: boolean")
            warning undocumented-member at body /extra (2:2)
              expected: only documented members
              found:    member "extra": integer 1
              documented: Answers
            curl -i -X POST https://api.example.com/orders/7/pay -H 'Authorization: Bearer '"${ASSAY_SHOP_TOKEN:?}" -H 'Content-Type: application/json' --data-binary '{"note":"n"}'
          error shop.order.pay/body/missing
            a request without a body
            Nobody answers at api.example.com.
            curl -i -X POST https://api.example.com/orders/7/pay -H 'Authorization: Bearer '"${ASSAY_SHOP_TOKEN:?}" -H 'Content-Type: application/json' --data-binary '{"note":"n"}'
          warning shop.order.pay/optional/all
            accepted-invalid: status: expected a refusal (400), found 200: the request was accepted

        2 of 5 cases failed or could not be judged:
          failed shop.order.pay/spelling/escapes
            body /paid (1:10): expected boolean, found string "yes"
          error  shop.order.pay/body/missing
            Nobody answers at api.example.com.

        Not tested:
          1 case: needs shop.token (a token): set ASSAY_SHOP_TOKEN

        Repeat them:
          assay ["shop.order.pay/spelling/escapes", "shop.order.pay/body/missing"]

        Shop broke a promise
        2 passed, 1 failed, 1 error, 1 skipped, 2 warnings, 1 flaky in 1.234 s
        Reports/junit.xml

        """#)
  }

  @Test func `a run that judged nothing says so, and equal reasons are one line`() throws {
    let skipped = Verdict(.skipped, reason: "needs shop.token (a token): set ASSAY_SHOP_TOKEN")
    let results = [
      Sample.result("a/b", "of one kind", skipped), Sample.result("a/c", "of another", skipped),
      Sample.result("a/d", "of a third", Verdict(.skipped, reason: "another\nreason\u{1B}")),
    ]
    #expect(
      Self.text(results) == #"""
        assay 0.1.0: 3 cases of 1 endpoint at https://api.example.com
        skip  shop.order.pay  0 passed, 0 failed, 0 errors, 3 skipped

        Not tested:
          2 cases: needs shop.token (a token): set ASSAY_SHOP_TOKEN
          1 case: another\u{a}reason\u{1b}

        Nothing was tested
        0 passed, 0 failed, 0 errors, 3 skipped in 1.234 s
        Reports/junit.xml

        """#)
    #expect(
      Self.text([Sample.results[3]]).split(separator: "\n").dropFirst().first
        == "ERROR shop.order.pay  0 passed, 0 failed, 1 error, 0 skipped")
  }

  @Test(arguments: Hostile.texts) func `no provider disturbs a terminal`(text: String) throws {
    let quoted = text.unicodeScalars.map { "\\u{\(String($0.value, radix: 16))}" }.joined()
    for result in HostileRun.results(text) {
      let written = Self.text([result])
      let harmless = written.unicodeScalars.allSatisfy { $0 == "\n" || TextSanitizer.isHarmless($0) }
      #expect(harmless, "\(quoted) in \(result.testCase.id)")
    }
  }
}
