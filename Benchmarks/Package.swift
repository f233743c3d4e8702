// swift-tools-version: 6.2
import PackageDescription

// A package of its own, so that nobody who builds Martlet pays for it. `scripts/bench` runs it against a release build.
let package = Package(
  name: "Benchmarks",
  products: [.library(name: "SyncShim", type: .dynamic, targets: ["SyncShim"])],
  targets: [
    .target(name: "SyncShim", linkerSettings: [.linkedLibrary("dl")]),
    .executableTarget(name: "GatewayBenchmark", dependencies: ["SyncShim"]),
  ],
  swiftLanguageModes: [.v6]
)
