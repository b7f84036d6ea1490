import ArgumentParser
import Dashboard
import FlinkREST
import FlinkTraces
import HTTPTransport
import HeronTracker
import Monitoring
import StreamModel
import TSPMonitoring

#if canImport(Glibc)
  import Glibc
#endif

/// Which cluster, and how to get to it. Shared by all commands that talk to one.
struct ClusterOptions: ParsableArguments {
  @Option(
    name: [.customShort("e"), .customLong("endpoint")],
    help: ArgumentHelp(
      "The cluster's REST endpoint. Default: $FLINKTOP_ENDPOINT, else http://localhost:8081 (Heron: 8888, TSP: 8080).",
      valueName: "endpoint"))
  private var givenEndpoints: [String] = []

  @Option(help: "How often to ask: 500ms, 2s, 1m.")
  var interval = "2s"

  @Option(help: "The longest a request may take.")
  var timeout = "10s"

  @Flag(name: .customLong("read-only"), help: "Refuse everything that could change the cluster.")
  var isReadOnly = false

  @Option(name: .customLong("ca-cert"), help: "PEM file with the certificates to trust.")
  var caCertificate: String?

  @Option(name: .customLong("client-cert"), help: "PEM file with the client certificate (mTLS).")
  var clientCertificate: String?

  @Option(name: .customLong("client-key"), help: "PEM file with the client certificate's key.")
  var clientKey: String?

  @Flag(name: .customLong("insecure"), help: "Do not check the server's certificate.")
  var isInsecure = false

  @Option(
    help: "User for basic authentication; the password comes from a file or $FLINKTOP_PASSWORD.")
  var username: String?

  @Option(name: .customLong("password-file"), help: "File with the password.")
  var passwordFile: String?

  @Option(
    name: .customLong("bearer-token-file"),
    help: "File with a bearer token; else $FLINKTOP_BEARER_TOKEN.")
  var bearerTokenFile: String?

  @Option(name: .customLong("header"), help: "An extra header, 'Name: value'. Repeatable.")
  var headers: [String] = []

  @OptionGroup var source: SourceOptions

  /// The endpoint of `-e`.
  var endpoint: String? { givenEndpoints.first }

  func validate() throws {
    guard givenEndpoints.count > 1 else { return }
    throw ValidationError(
      "-e is given \(givenEndpoints.count) times, and a command asks one cluster; 'flinktop URL URL' watches several."
    )
  }

  /// The polling interval.
  func pollingInterval() throws(Failure) -> Duration { try Self.pollingInterval(interval) }

  /// Reads `--interval`.
  static func pollingInterval(_ text: String) throws(Failure) -> Duration {
    let interval = try duration(text, option: "--interval")
    guard interval >= PollConfiguration.shortestInterval else {
      throw Failure(.wrongUsage, "--interval \(text) is too short: at least 500ms.")
    }
    return interval
  }

  /// A duration given to an option.
  static func duration(_ text: String, option: String) throws(Failure) -> Duration {
    guard let duration = DurationText.parse(text), duration > .zero else {
      throw Failure(
        .wrongUsage, "\(option) wants a duration such as 500ms, 2s or 1m, not '\(text)'.")
    }
    return duration
  }

  /// The environment's value, unless it is empty.
  static func environment(_ name: String) -> String? {
    guard let value = getenv(name) else { return nil }
    let text = String(cString: value)
    return text.isEmpty ? nil : text
  }

  /// The cluster that the command line means. `positional` is the dashboard's own argument; `harmless` are the requests
  /// that read-only lets out, where it is others than those that the system's client asks.
  func connection(
    positional: String? = nil, forceReadOnly: Bool = false, harmless: HarmlessRoutes? = nil,
    spans: SpanFeed? = nil
  ) async throws(Failure) -> ClusterConnection {
    if let positional, let endpoint, positional != endpoint {
      throw Failure(.wrongUsage, "Give the endpoint once: as the argument or with -e, not both.")
    }
    if source.named == .aliyun {
      return try alibabaConnection(
        at: positional ?? endpoint, transportOptions(isReadOnly: isReadOnly || forceReadOnly))
    }
    let text =
      positional ?? endpoint ?? Self.environment("FLINKTOP_ENDPOINT") ?? usualEndpoint
    let parsed: Endpoint
    do {
      parsed = try Endpoint(text)
    } catch {
      throw Failure(.wrongUsage, error.description)
    }
    let options = try transportOptions(isReadOnly: isReadOnly || forceReadOnly)
    switch await system(at: parsed, options) {
    case .aliyun: return try alibabaConnection(at: text, options)
    case .flink:
      return ClusterConnection(
        endpoint: parsed, options: options, harmless: harmless ?? .flink, spans: spans)
    case .heron:
      return ClusterConnection(
        heron: parsed, options: options, scope: source.scope,
        apiServer: try other(source.apiServer, "--api-server"))
    case .tsp:
      return ClusterConnection(
        tsp: parsed, options: options, flink: try other(source.flink, "--flink"))
    }
  }

  private var usualEndpoint: String {
    switch source.named {
    case .heron: "http://localhost:8888"
    case .tsp: "http://localhost:8080"
    // That of a region of Alibaba Cloud follows from its name.
    case .flink, .aliyun, nil: "http://localhost:8081"
    }
  }

  /// The endpoint of an option that names another one beside the cluster's.
  private func other(_ text: String?, _ option: String) throws(Failure) -> Endpoint? {
    guard let text else { return nil }
    do {
      return try Endpoint(text)
    } catch {
      throw Failure(.wrongUsage, "\(option): \(error.description)")
    }
  }

  /// What the command line says, else who answers where the address is one at which another system listens.
  private func system(at endpoint: Endpoint, _ options: TransportOptions) async -> WatchedSource {
    if let named = source.named { return named }
    if endpoint.port == SystemTraits.tspPort {
      return await ClusterConnection.isTSP(at: endpoint, options) ? .tsp : .flink
    }
    guard endpoint.port == SystemTraits.heron.port else { return .flink }
    var options = options
    options.isReadOnly = true
    let transport = CurlTransport(endpoint: endpoint, harmless: .heron, options: options)
    defer { transport.close() }
    return await TrackerProbe.isTracker(at: transport) ? .heron : .flink
  }

  private func transportOptions(isReadOnly: Bool) throws(Failure) -> TransportOptions {
    var options = TransportOptions()
    options.isReadOnly = isReadOnly
    options.requestTimeout = try Self.duration(timeout, option: "--timeout")
    options.connectTimeout = min(options.requestTimeout, options.connectTimeout)
    options.caFile = try readable(caCertificate, option: "--ca-cert")
    options.clientCertificateFile = try readable(clientCertificate, option: "--client-cert")
    options.clientKeyFile = try readable(clientKey, option: "--client-key")
    options.isInsecure = isInsecure
    if let username {
      let password = try Self.secret(
        file: passwordFile, option: "--password-file", variable: "FLINKTOP_PASSWORD")
      guard let password else {
        throw Failure(
          .wrongUsage, "--username needs --password-file or the variable FLINKTOP_PASSWORD.")
      }
      options.username = username
      options.password = Secret(password)
    }
    options.bearerToken = try Self.secret(
      file: bearerTokenFile, option: "--bearer-token-file", variable: "FLINKTOP_BEARER_TOKEN"
    ).map { Secret($0) }
    for header in headers {
      do {
        options.headers.append(try RequestHeader(parsing: header))
      } catch {
        throw Failure(.wrongUsage, "--header: \(error.description)")
      }
    }
    do {
      try options.validate()
    } catch {
      throw Failure(.wrongUsage, error.description)
    }
    return options
  }

  private func readable(_ path: String?, option: String) throws(Failure) -> String? {
    guard let path else { return nil }
    guard access(path, R_OK) == 0 else {
      throw Failure(
        .wrongUsage, "\(option): cannot read \(path): \(String(cString: strerror(errno))).")
    }
    return path
  }

  /// The first line of a file, else of the environment; nil where there is neither.
  static func secret(
    file: String?, option: String, variable: String
  ) throws(Failure) -> String? {
    guard let file else { return environment(variable) }
    guard let text = TextFile.read(file) else {
      throw Failure(
        .wrongUsage, "\(option): cannot read \(file): \(String(cString: strerror(errno))).")
    }
    let line = text.prefix { !$0.isNewline }
    guard !line.isEmpty else { throw Failure(.wrongUsage, "\(option): \(file) is empty.") }
    return String(line)
  }
}

/// A cluster that can be asked: transport, client and how it is called on the screen.
struct ClusterConnection {
  var identity: ClusterIdentity
  var client: any MonitoredSystem
  private let transport: CurlTransport
  /// To other addresses that the same client asks.
  private var others: [CurlTransport] = []
  var isReadOnly: Bool
  /// What the system is called.
  var traits: SystemTraits { client.traits }

  /// A Flink cluster. `harmless` are the requests that read-only lets out.
  init(
    endpoint: Endpoint, options: TransportOptions, name: String? = nil,
    harmless: HarmlessRoutes = .flink, spans: SpanFeed? = nil
  ) {
    identity = ClusterIdentity(
      name: name ?? endpoint.name, endpoint: endpoint.displayText, source: "flink")
    transport = CurlTransport(endpoint: endpoint, harmless: harmless, options: options)
    client = FlinkClient(transport: transport, spans: spans)
    isReadOnly = options.isReadOnly
  }

  /// Any other system over its own transport, and over `others` to what stands behind it.
  init(
    _ identity: ClusterIdentity, client: any MonitoredSystem, transport: CurlTransport,
    others: [CurlTransport] = [], isReadOnly: Bool
  ) {
    self.identity = identity
    self.client = client
    self.transport = transport
    self.others = others
    self.isReadOnly = isReadOnly
  }

  /// Why a request is not known to change nothing, as read-only says it; nil where it is.
  func refusal(of request: HTTPRequest) -> String? { transport.refusal(of: request) }

  /// Sends a request that the user wrote, with its answer given to `sink` while it comes.
  func stream(
    _ request: HTTPRequest, to sink: AnswerSink
  ) async throws(TransportError) -> HTTPResponse {
    try await transport.send(request, to: sink)
  }

  /// To be called before the process ends: OpenSSL must not be taken apart under a transfer.
  func close() { for transport in [transport] + others { transport.close() } }
}
