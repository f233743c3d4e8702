// swift-tools-version: 6.2
import PackageDescription

// A package of its own, so that nobody who builds Martlet pays for it. `scripts/bench` runs it against a release build.
let package = Package(
  name: "Benchmarks",
  products: [.library(name: "SyncShim", type: .dynamic, targets: ["SyncShim"])],
  dependencies: [.package(name: "martlet", path: "..")],
  targets: [
    .target(name: "SyncShim", linkerSettings: [.linkedLibrary("dl")]),
    .executableTarget(name: "GatewayBenchmark", dependencies: ["SyncShim"]),
    .executableTarget(
      name: "ScanBenchmark",
      dependencies: ["MailTypes", "InternetMessage", "ContentAnalysis", "FilterPolicy", "FilterEngine"].map {
        .product(name: $0, package: "martlet")
      }),
  ],
  swiftLanguageModes: [.v6]
)
