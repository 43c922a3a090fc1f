// swift-tools-version: 6.1
import PackageDescription

// The modules and what each may import: README.md, "Architecture".
// No package dependency: the toolchain's own libraries only.
let package = Package(
  name: "assay",
  platforms: [.macOS(.v15)],
  products: [
    .executable(name: "assay", targets: ["assay"]),
    .executable(name: "assay-bench", targets: ["AssayBench"]),
    .library(name: "AssaySpec", targets: ["AssaySpec"]),
    .library(name: "AssayCLI", targets: ["AssayCLI"]),
  ],
  targets: [
    .target(name: "AssayJSON"),
    .target(name: "AssayYAML", dependencies: ["AssayJSON"]),
    .target(name: "AssayHTTP"),
    .target(name: "AssayPlatform"),
    .target(name: "AssaySystem", dependencies: ["AssayPlatform"]),
    .target(name: "CCurl"),
    .target(name: "AssaySchema", dependencies: ["AssayJSON"]),
    .target(name: "AssaySpec", dependencies: ["AssaySchema", "AssayJSON", "AssayHTTP"]),
    .target(name: "AssayContract", dependencies: ["AssaySpec"]),
    .target(name: "AssayOpenAPI", dependencies: ["AssayYAML", "AssayContract"]),
    .target(name: "AssayPlan", dependencies: ["AssayContract"]),
    .target(name: "AssayJudge", dependencies: ["AssayPlan"]),
    .target(name: "AssayMock", dependencies: ["AssayContract"]),
    .target(name: "AssayNet", dependencies: ["AssayHTTP", "AssaySystem", "CCurl"]),
    .target(name: "AssayRun", dependencies: ["AssayJudge"]),
    .target(name: "AssayMutation", dependencies: ["AssayMock", "AssayRun"]),
    .target(name: "AssayReport", dependencies: ["AssayRun", "AssayMutation"]),
    .target(name: "AssaySpecs", dependencies: ["AssaySpec"], path: "Specs"),
    .target(
      name: "AssayCLI",
      dependencies: ["AssayRun", "AssayReport", "AssayMock", "AssayNet", "AssaySystem", "AssayOpenAPI"]),
    .executableTarget(name: "assay", dependencies: ["AssayCLI", "AssaySpecs"]),
    .executableTarget(name: "AssayBench", dependencies: ["AssayCLI", "AssaySpecs"], exclude: ["peer.py"]),
    .target(name: "AssayTestSupport", dependencies: ["AssaySystem"], path: "Tests/AssayTestSupport"),
    .target(name: "AssayTestSchemas", dependencies: ["AssaySchema", "AssaySpecs"], path: "Tests/AssayTestSchemas"),
    .target(name: "AssayTestVerifier", dependencies: ["AssaySpec"], path: "Tests/AssayTestVerifier"),
    .executableTarget(
      name: "AssayTestShop", dependencies: ["AssayCLI", "AssayTestVerifier"], path: "Tests/AssayTestShop"),
    .executableTarget(name: "AssayTestAPIs", dependencies: ["AssayCLI"], path: "Tests/AssayTestAPIs"),
    .testTarget(name: "AssayJSONTests", dependencies: ["AssayJSON"]),
    .testTarget(name: "AssayYAMLTests", dependencies: ["AssayYAML"]),
    .testTarget(name: "AssaySchemaTests", dependencies: ["AssaySchema", "AssayJSON", "AssayTestSchemas"]),
    .testTarget(name: "AssayNetTests", dependencies: ["AssayNet", "AssayTestSupport"]),
    .testTarget(name: "AssaySpecTests", dependencies: ["AssayContract", "AssaySpecs", "AssayTestVerifier"]),
    .testTarget(name: "AssayOpenAPITests", dependencies: ["AssayOpenAPI"]),
    .testTarget(name: "AssayPlanTests", dependencies: ["AssayPlan", "AssaySpecs", "AssayTestSupport"]),
    .testTarget(name: "AssayJudgeTests", dependencies: ["AssayJudge", "AssayPlan", "AssaySpecs"]),
    .testTarget(name: "AssayMockTests", dependencies: ["AssayMock", "AssayPlan", "AssayJudge", "AssaySpecs"]),
    .testTarget(name: "AssayMutationTests", dependencies: ["AssayMutation", "AssaySpecs", "AssayTestVerifier"]),
    .testTarget(
      name: "AssayRunTests", dependencies: ["AssayRun", "AssayMock", "AssaySpecs", "AssayTestVerifier"]),
    .testTarget(name: "AssayReportTests", dependencies: ["AssayReport", "AssayTestSupport"]),
    .testTarget(
      name: "AssayCLITests",
      dependencies: [
        "assay", "AssayTestShop", "AssayTestAPIs", "AssayCLI", "AssayNet", "AssaySpecs", "AssayTestSupport",
      ]),
    .testTarget(name: "AssayHostileTests", dependencies: ["assay", "AssayCLI", "AssayTestSupport"]),
    .testTarget(name: "AssayArchitectureTests", dependencies: ["AssayTestSupport"]),
  ],
  swiftLanguageModes: [.v6]
)

// The fuzzer brings a main of its own and instruments whatever it is built with, so it is there only for Tests/fuzz.
if Context.environment["ASSAY_FUZZ"] != nil {
  package.targets.append(
    .executableTarget(
      name: "AssayFuzz",
      dependencies: ["AssayNet", "AssayCLI", "AssaySpecs", "AssayTestSchemas", "AssayYAML"],
      path: "Tests/AssayFuzz", swiftSettings: [.unsafeFlags(["-parse-as-library"])]))
}

// SwiftPM builds a target anew when a module changes that the target names, and the layout of a type reaches further than
// that. So each names all that it stands on, or a build after a change would mix old layouts with new.
let named = Dictionary(uniqueKeysWithValues: package.targets.map { ($0.name, $0.dependencies) })

func below(_ name: String) -> [String] {
  (named[name] ?? []).reduce(into: []) { all, dependency in
    guard case .byNameItem(let name, _) = dependency else { return }
    for one in below(name) + [name] where !all.contains(one) { all.append(one) }
  }
}

for target in package.targets { target.dependencies = below(target.name).map { .byName(name: $0) } }
