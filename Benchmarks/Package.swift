// swift-tools-version: 6.2
import PackageDescription

// A package of its own, so that nobody who builds Martlet pays for it. `scripts/bench` runs it against a release build.
let package = Package(
  name: "Benchmarks",
  products: [.library(name: "SyncShim", type: .dynamic, targets: ["SyncShim"])],
  dependencies: [
    .package(name: "martlet", path: ".."),
    .package(url: "https://github.com/apple/swift-crypto", exact: "4.5.2"),
    .package(url: "https://github.com/apple/swift-log", exact: "1.16.2"),
  ],
  targets: [
    .target(name: "SyncShim", linkerSettings: [.linkedLibrary("dl")]),
    .executableTarget(name: "GatewayBenchmark", dependencies: ["SyncShim"]),
    .target(name: "BareOperations"),
    .executableTarget(
      name: "ScanBenchmark",
      dependencies: ["BareOperations"]
        + [
          "MailTypes", "Classification", "InternetMessage", "ContentAnalysis", "FilterPolicy", "FilterEngine",
          "MailAuthentication", "DNSResolution",
        ].map {
          .product(name: $0, package: "martlet")
        }),
    .executableTarget(
      name: "DNSBenchmark",
      dependencies: ["BareOperations"]
        + ["MailTypes", "InternetMessage", "FilterPolicy", "FilterEngine", "MailAuthentication"].map {
          .product(name: $0, package: "martlet")
        }),
    .executableTarget(
      name: "RecipientBenchmark",
      dependencies: ["BareOperations"]
        + ["MailTypes", "FilterPolicy", "RecipientDirectory"].map { .product(name: $0, package: "martlet") }),
    .executableTarget(
      name: "PolicyBenchmark",
      dependencies: ["BareOperations"]
        + ["MailTypes", "FilterPolicy"].map { .product(name: $0, package: "martlet") }),
    .executableTarget(
      name: "ReplayBenchmark",
      dependencies: ["BareOperations", .product(name: "Logging", package: "swift-log")]
        + ["MailTypes", "FilterPolicy", "FilterEngine", "GatewayStorage", "SQLStorage", "MessageServices"].map {
          .product(name: $0, package: "martlet")
        }),
    .executableTarget(
      name: "DKIMBenchmark",
      dependencies: ["BareOperations"]
        + ["MailTypes", "InternetMessage", "MailAuthentication"].map { .product(name: $0, package: "martlet") }
        + [.product(name: "Crypto", package: "swift-crypto"), .product(name: "CryptoExtras", package: "swift-crypto")]),
  ],
  swiftLanguageModes: [.v6]
)
