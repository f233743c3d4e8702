// swift-tools-version: 6.2
import PackageDescription

// Fuzz targets: one executable per parser, driven by libFuzzer. A package of its own, so that nobody else pays for the
// instrumentation. `Fuzz/run` builds and runs them; Fuzz/README.md says how.

/// Instruments the fuzz targets; the library under test gets the same flags from the command line.
let instrumented: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .unsafeFlags(["-sanitize=fuzzer,address"]),
]

/// One row per target: its name, and the modules of Martlet that it feeds.
let fuzzTargets: [(name: String, modules: [String])] = [
  ("FuzzSMTPServer", ["SMTPCore", "MailTypes"]),
  ("FuzzHeaderEditor", ["InternetMessage"]),
  ("FuzzMessage", ["InternetMessage"]),
  ("FuzzDecoders", ["InternetMessage"]),
  ("FuzzCharset", ["InternetMessage"]),
  ("FuzzSMTPClient", ["SMTPCore", "MailTypes"]),
  ("FuzzPROXY", ["SMTPCore"]),
  ("FuzzClamdReply", ["MailTransport"]),
  ("FuzzFrames", ["ScannerPool", "MailTypes"]),
  ("FuzzConfiguration", ["GatewayConfiguration"]),
  ("FuzzDirectory", ["RecipientDirectory", "FilterPolicy", "GatewayConfiguration"]),
  ("FuzzModel", ["Classification"]),
  ("FuzzHTML", ["ContentAnalysis"]),
  ("FuzzURL", ["ContentAnalysis"]),
  ("FuzzBanner", ["ContentAnalysis", "InternetMessage", "MailTypes"]),
  ("FuzzArchive", ["ContentAnalysis", "InternetMessage"]),
  ("FuzzAttachment", ["ContentAnalysis", "InternetMessage"]),
  ("FuzzSPFRecord", ["MailAuthentication", "MailTypes"]),
  ("FuzzDMARCRecord", ["MailAuthentication", "MailTypes"]),
  ("FuzzReport", ["FilterEngine", "FilterPolicy", "InternetMessage", "MailTypes"]),
  ("FuzzDKIMTags", ["MailAuthentication", "InternetMessage", "MailTypes"]),
  ("FuzzDNSAnswer", ["DNSResolution", "MailTypes"]),
  ("FuzzAuthenticationResults", ["MailAuthentication", "MailTypes"]),
  ("FuzzCountries", ["Geolocation", "MailTypes"]),
  ("FuzzForeignVerdict", ["FilterPolicy", "InternetMessage"]),
  ("FuzzImport", ["FilterPolicy", "MailTypes"]),
]

let package = Package(
  name: "martlet-fuzz",
  dependencies: [.package(name: "martlet", path: "..")],
  targets: [.target(name: "CFuzzDriver")]
    + fuzzTargets.map { target in
      .executableTarget(
        name: target.name,
        dependencies: ["CFuzzDriver"] + target.modules.map { .product(name: $0, package: "martlet") },
        swiftSettings: instrumented,
        linkerSettings: [.unsafeFlags(["-use-ld=lld", "-sanitize=fuzzer,address"])])
    },
  swiftLanguageModes: [.v6]
)
