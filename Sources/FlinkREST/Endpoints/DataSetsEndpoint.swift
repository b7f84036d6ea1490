import ServerAnswers
import StreamModel

extension Endpoints {
  /// `/datasets`.
  static let dataSets = Endpoint<DataSetsQuestion>(
    asks: ["/datasets"], refuses: { $0.isHistoryServer ? "a history server keeps no results" : nil }
  ) { (_, client) async throws(SourceError) in
    try await client.read(Route(path: "/datasets"), as: DataSet.all(dataSets:))
  }
}

extension DataSet {
  static func all(dataSets: JSONNode) throws(JSONError) -> [DataSet] {
    try dataSets.requiredList("dataSets") { entry throws(JSONError) in
      DataSet(
        id: DataSetID(try entry.requiredString("id")), isComplete: entry["isComplete"]?.bool)
    }
  }
}
