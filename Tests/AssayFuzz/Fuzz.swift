import AssayTestSchemas
import Foundation

/// One reader that libFuzzer feeds, with what must be true of every input.
protocol Fuzzed: Sendable {
  /// Texts to begin from, besides the files that the script names.
  static var seeds: [[UInt8]] { get }
  /// Traps when something is not as it must be.
  static func feed(_ bytes: [UInt8])
}

/// What `ASSAY_FUZZ_READER` may name.
private let readers: [String: any Fuzzed.Type] = [
  "json": FuzzedJSON.self, "request": FuzzedRequest.self, "response": FuzzedResponse.self,
  "pattern": FuzzedPattern.self, "config": FuzzedConfig.self, "acceptor": FuzzedAcceptor.self,
  "yaml": FuzzedYAML.self,
]

private let reader: any Fuzzed.Type = {
  let name = ProcessInfo.processInfo.environment["ASSAY_FUZZ_READER"] ?? ""
  guard let reader = readers[name] else {
    fail("ASSAY_FUZZ_READER names no reader: \(name); there are \(readers.keys.sorted().joined(separator: ", "))")
  }
  return reader
}()

/// What libFuzzer calls before all else: writes the seeds, or puts mutants to both judges, when that is asked for.
@_cdecl("LLVMFuzzerInitialize")
public func initialize(_ count: UnsafeMutableRawPointer, _ words: UnsafeMutableRawPointer) -> CInt {
  let environment = ProcessInfo.processInfo.environment
  if let text = environment["ASSAY_FUZZ_MUTANTS"], let mutants = Int(text) {
    exit(judgeMutants(mutants, seed: environment["ASSAY_FUZZ_SEED"].flatMap { UInt64($0) } ?? 1) ? 0 : 1)
  }
  if let folder = environment["ASSAY_FUZZ_SEEDS"] {
    for (index, seed) in reader.seeds.enumerated() {
      do { try Data(seed).write(to: URL(fileURLWithPath: "\(folder)/seed-\(index)")) } catch { fail("\(error)") }
    }
    exit(0)
  }
  return 0
}

/// What libFuzzer calls with each input.
@_cdecl("LLVMFuzzerTestOneInput")
public func testOneInput(_ bytes: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  reader.feed(Array(UnsafeBufferPointer(start: bytes, count: count)))
  return 0
}

/// Ends the run with this input as the one that failed.
func fail(_ message: String) -> Never {
  // A trap's own message is lost in release.
  FileHandle.standardError.write(Data("assay: \(message)\n".utf8))
  fatalError(message)
}

func check(_ condition: Bool, _ message: @autoclosure () -> String) {
  if !condition { fail(message()) }
}

/// Puts mutants of all schemas to both judges and prints what came of it; true when they never disagree.
private func judgeMutants(_ wanted: Int, seed: UInt64) -> Bool {
  let schemas = JudgedSchema.all
  var sums: [String: JudgementCount] = [:]
  for (index, judged) in schemas.enumerated() {
    let count = judged.judge(mutants: (wanted + schemas.count - 1) / schemas.count, seed: seed << 32 | UInt64(index)) {
      print("\(judged.name): \($0.fast), the full judge \($0.full): \(String(decoding: $1, as: UTF8.self))")
    }
    print("\(judged.name): \(count)")
    let kind =
      index < JudgedSchema.contracts.count
      ? "contracts" : index < schemas.count - JudgedSchema.byChance.count ? "artificial" : "by chance"
    sums[kind] = (sums[kind] ?? JudgementCount()) + count
  }
  for (kind, sum) in sums.sorted(by: { $0.key < $1.key }) { print("all \(kind): \(sum)") }
  let sum = sums.values.reduce(JudgementCount(), +)
  print("\(schemas.count) schemas: \(sum)")
  return sum.contradictions == 0
}
