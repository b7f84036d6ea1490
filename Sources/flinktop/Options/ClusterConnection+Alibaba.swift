import AlibabaRealtime
import HTTPTransport
import StreamModel

extension ClusterConnection {
  /// A project of Alibaba Cloud. Nothing of it is acted on, so that only what is harmless goes out.
  init(
    alibaba endpoint: Endpoint, key: AccessKey, region: String, project: String,
    options: TransportOptions
  ) {
    let isReadOnly = options.isReadOnly
    var options = options
    options.isReadOnly = true
    let transport = CurlTransport(endpoint: endpoint, harmless: .alibaba, options: options)
    self.init(
      ClusterIdentity(
        name: project, endpoint: "\(endpoint.displayText) \(region)/\(project)", source: "aliyun"),
      client: AlibabaClient(transport: transport, key: key, region: region, project: project) {
        SystemClock.now
      }, transport: transport, isReadOnly: isReadOnly)
  }
}

extension ClusterOptions {
  /// The project that the command line means; `place` is an endpoint in the place of the region's.
  func alibabaConnection(
    at place: String?, _ options: TransportOptions
  ) throws(Failure) -> ClusterConnection {
    guard options.username == nil, bearerTokenFile == nil else {
      throw Failure(
        .wrongUsage,
        "--source aliyun signs with an access key: it takes no --username and no --bearer-token-file."
      )
    }
    let (region, url, project) = try source.alibaba.place()
    let key = try source.alibaba.key()
    var text = place ?? url
    if !text.contains("://") { text = "https://" + text }
    var options = options
    // Of $FLINKTOP_BEARER_TOKEN, which is another system's.
    options.bearerToken = nil
    do {
      return ClusterConnection(
        alibaba: try Endpoint(text), key: key, region: region, project: project, options: options)
    } catch {
      throw Failure(.wrongUsage, error.description)
    }
  }
}
