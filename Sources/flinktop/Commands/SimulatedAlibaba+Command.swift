import AlibabaRealtime
import FlinkSimulator
import HTTPTransport

extension SimulatedAlibaba {
  /// How to watch it, with the keys that it was given: they are invented, and open nothing else.
  func invitation(port: Int) -> String {
    """
    export ALIBABA_CLOUD_ACCESS_KEY_ID=\(keyID) ALIBABA_CLOUD_ACCESS_KEY_SECRET=\(secret)
    flinktop --source aliyun --region \(region) --project \(project) -e http://127.0.0.1:\(port)
    """
  }

  /// A dashboard's connection to it.
  func connection(
    at endpoint: Endpoint, options: TransportOptions
  ) throws(Failure) -> ClusterConnection {
    do {
      let key = try AccessKey(id: keyID, secret: Secret(secret))
      return ClusterConnection(
        alibaba: endpoint, key: key, region: region, project: project, options: options)
    } catch {
      throw Failure(.operationFailed, error.description)
    }
  }
}
