import AlibabaRealtime
import ArgumentParser
import FlinkSimulator
import HTTPTransport

extension WatchedSource {
  /// Refuses systems that are not simulated.
  func validateSimulated() throws {
    switch self {
    case .flink, .aliyun: return
    case .heron: throw ValidationError("--source heron is not simulated; flink and aliyun are.")
    }
  }
}

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
