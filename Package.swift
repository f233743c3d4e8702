// swift-tools-version: 6.2
import PackageDescription

// One row per module: its rank, and what it may import. A module imports only modules of a lower rank, and only those
// named here; `ArchitectureTests` holds the import lines of every source file against this table.
struct Module {
  let rank: Int
  let name: String
  let uses: [String]
  let products: [Target.Dependency]

  init(_ rank: Int, _ name: String, _ uses: [String] = [], products: [Target.Dependency] = []) {
    self.rank = rank
    self.name = name
    self.uses = uses
    self.products = products
  }
}

let nio = "swift-nio"
let core = Target.Dependency.product(name: "NIOCore", package: nio)
let posix = Target.Dependency.product(name: "NIOPosix", package: nio)
let http1 = Target.Dependency.product(name: "NIOHTTP1", package: nio)
let foundationCompat = Target.Dependency.product(name: "NIOFoundationCompat", package: nio)
let tls = Target.Dependency.product(name: "NIOSSL", package: "swift-nio-ssl")
let tlsEvents = Target.Dependency.product(name: "NIOTLS", package: nio)
let log = Target.Dependency.product(name: "Logging", package: "swift-log")
let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
let cryptoExtras = Target.Dependency.product(name: "CryptoExtras", package: "swift-crypto")
let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
let yaml = Target.Dependency.product(name: "Yams", package: "Yams")
let hummingbird = Target.Dependency.product(name: "Hummingbird", package: "hummingbird")
let httpClient = Target.Dependency.product(name: "AsyncHTTPClient", package: "async-http-client")
let lifecycle = Target.Dependency.product(name: "ServiceLifecycle", package: "swift-service-lifecycle")
let signals = Target.Dependency.product(name: "UnixSignals", package: "swift-service-lifecycle")
let arguments = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")
let hashTrees = Target.Dependency.product(name: "HashTreeCollections", package: "swift-collections")
let deque = Target.Dependency.product(name: "DequeModule", package: "swift-collections")

let modules: [Module] = [
  Module(0, "MailTypes", ["CIDN2"]),
  Module(0, "Classification"),
  Module(1, "InternetMessage", ["MailTypes", "CICU"]),
  Module(1, "SMTPCore", ["MailTypes"]),
  Module(1, "FilterPolicy", ["MailTypes"], products: [hashTrees]),
  Module(1, "DNSResolution", ["MailTypes", "CUnbound"]),
  Module(1, "GatewayConfiguration", ["MailTypes", "CArgon2"], products: [yaml]),
  Module(2, "GatewayStorage", ["MailTypes", "InternetMessage", "FilterPolicy"]),
  Module(2, "RecipientDirectory", ["MailTypes", "FilterPolicy", "GatewayConfiguration", "CLDAP"]),
  Module(2, "MailTransport", ["MailTypes", "SMTPCore"], products: [core, posix, tls, tlsEvents, log]),
  Module(2, "MailboxAccess", ["MailTypes"]),
  Module(
    2, "ContentAnalysis",
    ["MailTypes", "InternetMessage", "CICU", "CIDN2", "CPublicSuffix", "CArchive", "CZBar", "CDecoders", "CLanguage"],
    products: [crypto]),
  Module(2, "Geolocation", ["MailTypes", "FilterPolicy", "CMaxMind"]),
  Module(2, "MailAuthentication", ["MailTypes", "InternetMessage", "CPublicSuffix"], products: [crypto, cryptoExtras]),
  Module(
    3, "FilterEngine",
    [
      "MailTypes", "InternetMessage", "FilterPolicy", "ContentAnalysis", "MailAuthentication", "Classification", "CBaseModel",
      "CHyperscan",
    ], products: [crypto]),
  Module(
    3, "MailQueue",
    ["MailTypes", "InternetMessage", "FilterPolicy", "SMTPCore", "GatewayStorage", "MailTransport", "MailboxAccess"],
    products: [log, deque, crypto]),
  Module(3, "SQLStorage", ["MailTypes", "InternetMessage", "FilterPolicy", "GatewayStorage"], products: [grdb, crypto]),
  Module(3, "ScannerPool", ["MailTypes", "FilterPolicy", "CProcess"], products: [core, posix, log]),
  Module(
    4, "MailFlow",
    [
      "MailTypes", "InternetMessage", "SMTPCore", "FilterPolicy", "GatewayConfiguration", "GatewayStorage",
      "RecipientDirectory", "MailTransport", "MailQueue", "ScannerPool", "MailAuthentication", "Geolocation",
    ], products: [log]),
  Module(
    4, "MessageServices",
    ["MailTypes", "InternetMessage", "FilterPolicy", "GatewayStorage", "MailQueue", "MailAuthentication", "CGzip"],
    products: [log]),
  Module(
    5, "AdminAPI",
    [
      "MailTypes", "FilterPolicy", "GatewayStorage", "RecipientDirectory", "MailQueue", "MailFlow", "MessageServices",
      "MailAuthentication", "CProcess",
    ],
    products: [core, http1, hummingbird, httpClient, log]),
]

let executableUses: [Target.Dependency] =
  modules.map { .byName(name: $0.name) }
  + ["CProcess", core, posix, http1, tls, httpClient, log, crypto, lifecycle, signals, arguments, yaml]

let systemLibraries: [Target] = [
  .systemLibrary(name: "CIDN2", pkgConfig: "libidn2", providers: [.apt(["libidn2-dev"])]),
  // Without pkg-config, whose file for libunbound asks for packages that nothing here needs.
  .systemLibrary(name: "CUnbound", providers: [.apt(["libunbound-dev"])]),
  .systemLibrary(name: "CArgon2", pkgConfig: "libargon2", providers: [.apt(["libargon2-dev"])]),
  .systemLibrary(name: "CICU", pkgConfig: "icu-i18n", providers: [.apt(["libicu-dev"])]),
  .systemLibrary(name: "CPublicSuffix", pkgConfig: "libpsl", providers: [.apt(["libpsl-dev"])]),
  .systemLibrary(name: "CArchive", pkgConfig: "libarchive", providers: [.apt(["libarchive-dev"])]),
  .systemLibrary(name: "CZBar", pkgConfig: "zbar", providers: [.apt(["libzbar-dev"])]),
  .systemLibrary(name: "CLDAP", pkgConfig: "ldap", providers: [.apt(["libldap-dev"])]),
  .systemLibrary(name: "CSeccomp", pkgConfig: "libseccomp", providers: [.apt(["libseccomp-dev"])]),
]

let style: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .treatAllWarnings(as: .error),
]

/// What the tests of a module use beyond its row: authentication is tested against zones, the API over a real directory.
let testUses: [String: [String]] = [
  "MailAuthentication": ["DNSResolution"], "FilterEngine": ["DNSResolution"], "AdminAPI": ["GatewayConfiguration"],
]

/// Tests may import everything the module under test may, and the kit.
func testTarget(_ module: Module) -> Target {
  let uses = module.uses + testUses[module.name, default: []]
  return .testTarget(
    name: module.name + "Tests",
    dependencies: [.byName(name: module.name), "MartletTestKit"] + uses.map { .byName(name: $0) } + module.products,
    exclude: ["Cases"],
    swiftSettings: style)
}

var targets: [Target] =
  systemLibraries
  + [
    .target(name: "CProcess", dependencies: ["CSeccomp"]),
    // CLD2 is C++ and has no pkg-config file; the order of its two libraries matters.
    .target(name: "CLanguage", linkerSettings: [.linkedLibrary("cld2_full"), .linkedLibrary("cld2")]),
    // Decoders of pictures and of deflate: their errors leave by longjmp, which must not cross Swift.
    .target(name: "CDecoders", linkerSettings: ["png16", "jpeg", "gif", "z"].map { .linkedLibrary($0) }),
    // A search calls back for each match.
    .target(name: "CHyperscan", linkerSettings: [.linkedLibrary("hs")]),
    // Its own calls take a variable number of arguments, which Swift cannot pass.
    .target(name: "CMaxMind", linkerSettings: [.linkedLibrary("maxminddb")]),
    .target(name: "CGzip", linkerSettings: [.linkedLibrary("z")]),
    // The base model, put into the executable by the assembler: it is mapped with it and shared by all scanners.
    .target(name: "CBaseModel"),
  ]
  + modules.map { module in
    .target(
      name: module.name,
      dependencies: module.uses.map { .byName(name: $0) } + module.products,
      swiftSettings: style)
  }
  + [
    .target(name: "MartletTestKit", dependencies: ["MailTypes"], swiftSettings: style),
    .executableTarget(name: "martlet", dependencies: executableUses, swiftSettings: style),
  ]
  + modules.map(testTarget)
  + [
    .testTarget(name: "ArchitectureTests", swiftSettings: style),
    .testTarget(
      name: "CommandLineTests",
      dependencies: [
        "martlet", "MailTypes", "InternetMessage", "GatewayConfiguration", "MailTransport", "MailAuthentication",
        "FilterPolicy", "FilterEngine", "GatewayStorage", "MessageServices", "MartletTestKit", tls, log,
      ],
      swiftSettings: style),
    .testTarget(
      name: "SystemTests", dependencies: ["martlet", "MailTypes", "MartletTestKit"], exclude: ["Cases"], swiftSettings: style),
  ]

// `MARTLET_ONLY=SMTPCoreTests,InternetMessageTests swift test` works on a slice: those targets and what they stand on.
if let only = Context.environment["MARTLET_ONLY"], !only.isEmpty {
  var wanted = Set(only.split(separator: ",").map(String.init))
  var pending = Array(wanted)
  while let name = pending.popLast() {
    guard let target = targets.first(where: { $0.name == name }) else { continue }
    for case .byNameItem(let dependency, _) in target.dependencies where wanted.insert(dependency).inserted {
      pending.append(dependency)
    }
  }
  targets.removeAll { !wanted.contains($0.name) }
}

let package = Package(
  name: "martlet",
  products: targets.filter { $0.type == .regular && $0.name != "MartletTestKit" }
    .map { .library(name: $0.name, targets: [$0.name]) },
  dependencies: [
    .package(url: "https://github.com/apple/swift-nio", exact: "2.101.2"),
    .package(url: "https://github.com/apple/swift-nio-ssl", exact: "2.37.6"),
    .package(url: "https://github.com/apple/swift-log", exact: "1.16.2"),
    .package(url: "https://github.com/apple/swift-crypto", exact: "4.5.2"),
    .package(url: "https://github.com/apple/swift-collections", exact: "1.6.0"),
    .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
    .package(url: "https://github.com/groue/GRDB.swift", exact: "7.10.0"),
    .package(url: "https://github.com/jpsim/Yams", exact: "6.2.2"),
    .package(url: "https://github.com/hummingbird-project/hummingbird", exact: "2.28.1"),
    .package(url: "https://github.com/swift-server/async-http-client", exact: "1.37.0"),
    .package(url: "https://github.com/swift-server/swift-service-lifecycle", exact: "2.13.0"),
  ],
  targets: targets,
  swiftLanguageModes: [.v6]
)
