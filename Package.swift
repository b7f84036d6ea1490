// swift-tools-version: 6.1
import PackageDescription

// Rules of this file: one section for each target and its tests, sorted by name within its kind;
// every Swift target takes `strict`. An arrow in `design.md` is a dependency here, and nothing imports upward.

let strict: [SwiftSetting] = [
  // https://github.com/swiftlang/swift-evolution/blob/main/proposals/0335-existential-any.md
  .enableUpcomingFeature("ExistentialAny"),
  // https://github.com/swiftlang/swift-evolution/blob/main/proposals/0444-member-import-visibility.md
  .enableUpcomingFeature("MemberImportVisibility"),
  // https://github.com/swiftlang/swift-evolution/blob/main/proposals/0409-access-level-on-imports.md
  .enableUpcomingFeature("InternalImportsByDefault"),
]

let package = Package(
  name: "flinktop",
  products: [.executable(name: "flinktop", targets: ["flinktop"])],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
    .package(url: "https://github.com/LebJe/TOMLKit", from: "0.6.0"),
  ],
  targets: [
    // MARK: System libraries
    .systemLibrary(name: "CCrypto", providers: [.apt(["libssl-dev"])]),
    .systemLibrary(name: "CCurl", providers: [.apt(["libcurl4-openssl-dev"])]),
    .systemLibrary(name: "CNcurses", providers: [.apt(["libncurses-dev"])]),
    .systemLibrary(name: "CZlib", providers: [.apt(["zlib1g-dev"])]),
    // Has glibc's allocator give back what is free.
    .target(name: "CAllocator"),
    // Gives the terminal back from inside a signal handler, where no Swift may run.
    .target(name: "CTerminalRestore"),
    // What only tests need of C: how often a thread allocates, and child processes that trap.
    .target(name: "CAllocationCount", path: "Tests/CAllocationCount"),
    .target(
      name: "CTerminalTesting", dependencies: ["CTerminalRestore"], path: "Tests/CTerminalTesting"),

    // MARK: AlibabaRealtime
    .target(
      name: "AlibabaRealtime",
      dependencies: ["CCrypto", "HTTPTransport", "ServerAnswers", "StreamModel"],
      swiftSettings: strict
    ),
    .testTarget(
      name: "AlibabaRealtimeTests",
      dependencies: [
        "AlibabaRealtime", "FlinkSimulator", "HTTPTransport", "Locking", "SeededRandom",
        "ServerAnswers", "StreamModel",
      ],
      resources: [.copy("Recordings")],
      swiftSettings: strict
    ),

    // MARK: Dashboard
    .target(
      name: "Dashboard",
      dependencies: ["MetricExpressions", "StreamModel", "TerminalUI"],
      swiftSettings: strict
    ),
    .testTarget(
      name: "DashboardTests",
      dependencies: [
        "CAllocationCount", "Dashboard", "MetricExpressions", "SeededRandom", "StreamModel",
        "TerminalUI",
      ],
      resources: [.copy("Frames")],
      swiftSettings: strict
    ),

    // MARK: FlinkREST
    .target(
      name: "FlinkREST",
      dependencies: ["FlinkTraces", "HTTPTransport", "ServerAnswers", "StreamModel"],
      swiftSettings: strict
    ),
    .testTarget(
      name: "FlinkRESTTests",
      dependencies: [
        "FlinkREST", "FlinkTraces", "HTTPTransport", "Monitoring", "SeededRandom", "ServerAnswers",
        "SpanReceiver", "StreamModel",
      ],
      resources: [.copy("Recordings")],
      swiftSettings: strict
    ),

    // MARK: FlinkSimulator
    .target(
      name: "FlinkSimulator",
      dependencies: [
        "CCrypto", "MetricExpressions",
        .product(name: "NIOConcurrencyHelpers", package: "swift-nio"),
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOHTTP1", package: "swift-nio"),
        .product(name: "NIOPosix", package: "swift-nio"),
      ],
      swiftSettings: strict
    ),
    .testTarget(
      name: "FlinkSimulatorTests",
      dependencies: ["FlinkREST", "FlinkSimulator", "HTTPTransport", "StreamModel"],
      resources: [.copy("Shapes")],
      swiftSettings: strict
    ),

    // MARK: FlinkTraces
    .target(name: "FlinkTraces", dependencies: ["StreamModel"], swiftSettings: strict),
    .testTarget(
      name: "FlinkTracesTests",
      dependencies: ["FlinkTraces", "SeededRandom", "StreamModel"],
      resources: [.copy("Recordings")],
      swiftSettings: strict
    ),

    // MARK: HTTPTransport
    .target(name: "HTTPTransport", dependencies: ["CCurl", "Locking"], swiftSettings: strict),
    .testTarget(
      name: "HTTPTransportTests",
      dependencies: ["CCurl", "HTTPTransport", "Locking"],
      swiftSettings: strict
    ),

    // MARK: HeronTracker
    .target(
      name: "HeronTracker",
      dependencies: [
        "HTTPTransport", "Locking", "MetricExpressions", "ServerAnswers", "StreamModel",
      ],
      swiftSettings: strict
    ),
    .testTarget(
      name: "HeronTrackerTests",
      dependencies: [
        "FlinkSimulator", "HTTPTransport", "HeronTracker", "Locking", "MetricExpressions",
        "Monitoring",
        "SeededRandom", "ServerAnswers",
        "StreamModel",
      ],
      resources: [.copy("Recordings")],
      swiftSettings: strict
    ),

    // MARK: Locking
    .target(name: "Locking", swiftSettings: strict),

    // MARK: MetricExpressions
    .target(name: "MetricExpressions", swiftSettings: strict),
    .testTarget(
      name: "MetricExpressionsTests",
      dependencies: ["MetricExpressions", "SeededRandom"],
      resources: [.copy("Recordings")],
      swiftSettings: strict
    ),

    // MARK: Monitoring
    .target(name: "Monitoring", dependencies: ["Locking", "StreamModel"], swiftSettings: strict),
    .testTarget(
      name: "MonitoringTests",
      dependencies: ["Locking", "Monitoring", "SeededRandom", "StreamModel"],
      swiftSettings: strict
    ),

    // MARK: NcursesScreen
    .target(
      name: "NcursesScreen",
      dependencies: ["CNcurses", "CTerminalRestore", "TerminalUI"],
      swiftSettings: strict
    ),
    .testTarget(
      name: "NcursesScreenTests",
      dependencies: [
        "CNcurses", "CTerminalRestore", "CTerminalTesting", "NcursesScreen", "SeededRandom",
        "TerminalUI",
      ],
      swiftSettings: strict
    ),

    // MARK: SeededRandom
    // One generator for the tests that fuzz.
    .target(name: "SeededRandom", path: "Tests/SeededRandom", swiftSettings: strict),

    // MARK: ServerAnswers
    .target(
      name: "ServerAnswers", dependencies: ["HTTPTransport", "StreamModel"], swiftSettings: strict),

    // MARK: SpanReceiver
    .target(
      name: "SpanReceiver",
      dependencies: [
        "CZlib", "FlinkTraces",
        .product(name: "NIOConcurrencyHelpers", package: "swift-nio"),
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOHTTP1", package: "swift-nio"),
        .product(name: "NIOPosix", package: "swift-nio"),
      ],
      swiftSettings: strict
    ),

    // MARK: StreamModel
    .target(name: "StreamModel", swiftSettings: strict),
    .testTarget(name: "StreamModelTests", dependencies: ["StreamModel"], swiftSettings: strict),

    // MARK: TSPMonitoring
    .target(
      name: "TSPMonitoring",
      dependencies: ["HTTPTransport", "ServerAnswers", "StreamModel"],
      swiftSettings: strict
    ),
    .testTarget(
      name: "TSPMonitoringTests",
      dependencies: [
        "FlinkREST", "FlinkSimulator", "HTTPTransport", "Locking", "Monitoring", "SeededRandom",
        "ServerAnswers", "StreamModel", "TSPMonitoring",
      ],
      swiftSettings: strict
    ),

    // MARK: TerminalUI
    .target(
      name: "TerminalUI",
      dependencies: [.product(name: "TOMLKit", package: "TOMLKit")],
      resources: [.embedInCode("Themes/Builtin")],
      swiftSettings: strict
    ),
    .testTarget(
      name: "TerminalUITests",
      dependencies: ["SeededRandom", "TerminalUI"],
      swiftSettings: strict
    ),

    // MARK: flinktop
    .executableTarget(
      name: "flinktop",
      dependencies: [
        "AlibabaRealtime", "CAllocator", "Dashboard", "FlinkREST", "FlinkSimulator", "FlinkTraces",
        "HTTPTransport",
        "HeronTracker", "MetricExpressions", "Monitoring", "NcursesScreen", "ServerAnswers",
        "SpanReceiver",
        "StreamModel",
        "TSPMonitoring",
        "TerminalUI",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: strict
    ),
    // The built program as a user runs it: command line, tmux, and real Flink clusters.
    .testTarget(name: "FlinktopTests", dependencies: ["flinktop"], swiftSettings: strict),
  ],
  swiftLanguageModes: [.v6]
)

// What `.ci/run` builds for the thread sanitizer: the tests of tasks and threads, and what they test. All of it would
// take five minutes. Dependencies stay, though unused, as without them SwiftPM would delete `Package.resolved`.
if Context.environment["FLINKTOP_THREADS_ONLY"] != nil {
  let tested = ["HTTPTransport", "Monitoring", "StreamModel"]
  let names = tested + tested.map { $0 + "Tests" } + ["CCurl", "Locking", "SeededRandom"]
  package.targets.removeAll { !names.contains($0.name) }
  package.products = []
}
