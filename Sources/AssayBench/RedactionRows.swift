import AssayHTTP
import AssayRun
import AssaySystem

/// The worst-case cost of redaction, and how it grows with the size of a text.
struct RedactionRows {
  let rounds: Rounds

  var rows: [Row] { [Row(name: "redaction", title: "the slowest body to redact") { try redaction() }] }

  /// Texts are searched completely; of a body only the beginning that reports keep.
  private func redaction() throws -> [Line] {
    let redactor = Redactor(secrets: HostileBodies.secrets, keys: ["keyId"])
    let sizes = [64 << 10, 256 << 10, 1 << 20]
    var figures: [(name: String, perByte: [Double])] = []
    for (name, piece) in HostileBodies.pieces {
      let perByte = sizes.map { size in
        let text = String(decoding: HostileBodies.body(of: piece, bytes: size), as: UTF8.self)
        return fastest { _ = redactor.text(text) } / Double(text.utf8.count)
      }
      figures.append((name, perByte))
    }
    var lines: [Line] = []
    for index in sizes.indices {
      guard let worst = figures.max(by: { $0.perByte[index] < $1.perByte[index] }) else { continue }
      let figure = worst.perByte[index]
      lines.append(
        Line(
          what: "the slowest text of \(sizes[index] >> 10) KiB to redact, a byte",
          figure: "\(Figures.short(figure)) ns",
          peer: "of \(figures.count): \(worst.name)", goal: .atMost(1000, "ns", found: figure)))
    }
    let worst = sizes.indices.map { index in figures.map { $0.perByte[index] }.max() ?? 0 }
    let growth = worst[sizes.count - 1] / worst[0]
    lines.append(
      Line(
        what: "the slowest of 1 MiB by the slowest of 64 KiB", figure: "\(Figures.short(growth)) ×",
        goal: .atMost(4, "×", found: growth)))
    for size in [64 << 10, 1 << 20, 16 << 20] {
      var worst = (name: "", time: 0.0)
      for (name, piece) in HostileBodies.pieces {
        let response = Response(200, body: HostileBodies.body(of: piece, bytes: size))
        let time = fastest { _ = redactor.response(response) }
        if time > worst.time { worst = (name, time) }
      }
      lines.append(
        Line(
          what: "the slowest response of \(size >> 10) KiB to redact", figure: "\(Figures.short(worst.time / 1e6)) ms",
          peer: worst.name, goal: .atMost(100, "ms", found: worst.time / 1e6)))
    }
    return lines
  }

  /// The shortest of several times in nanoseconds, because disturbances only add time.
  private func fastest(_ body: () -> Void) -> Double {
    (0..<rounds.count).map { _ in
      let start = SystemClock.monotonicNanoseconds()
      body()
      return Double(SystemClock.monotonicNanoseconds() - start)
    }.min() ?? 0
  }
}
