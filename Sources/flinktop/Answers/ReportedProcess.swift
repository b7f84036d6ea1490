import Dashboard
import StreamModel

/// The process that a report is about: the one that knows all jobs by its name, or another by a part of its id.
struct ReportedProcess: Sendable {
  var reference: String

  /// Nil until TaskManagers are listed, and where none or more than one fits.
  func owner(in cluster: ClusterModel) -> LogOwner? {
    if isController(in: cluster) { return .controller }
    let fits = fits(in: cluster)
    return fits.count == 1 ? .worker(fits[0]) : nil
  }

  /// What has to be known first.
  func questions(_ cluster: ClusterModel) -> [AnyQuestion] {
    isController(in: cluster) ? [] : [AnyQuestion(.taskManagers)]
  }

  private func isController(in cluster: ClusterModel) -> Bool {
    reference.lowercased() == cluster.traits.controller.lowercased()
  }

  private func fits(in cluster: ClusterModel) -> [TaskManagerID] {
    guard !reference.isEmpty else { return [] }
    let all = cluster.answers[.taskManagers]?.value.map(\.id) ?? []
    return all.filter { $0.text == reference }.isEmpty
      ? all.filter { $0.text.contains(reference) } : [TaskManagerID(reference)]
  }

  func check(_ cluster: ClusterModel) throws(Failure) {
    guard !isController(in: cluster), cluster.answers[.taskManagers] != nil else { return }
    let (count, wanted) = (fits(in: cluster).count, reference.cutForSentence)
    let traits = cluster.traits
    if count == 0 {
      throw Failure(
        .notFound,
        "No \(traits.worker) has '\(wanted)' in its id; 'flinktop taskmanagers' lists them.")
    }
    guard count > 1 else { return }
    throw Failure(
      .wrongUsage, "'\(wanted)' fits \(count) \(traits.workers(count)): type more of the id.")
  }

  func name(in cluster: ClusterModel) -> String {
    switch owner(in: cluster) {
    case .controller: cluster.traits.controller
    case .worker(let id): id.text
    // As long as none is listed that it might be.
    case nil: reference
    }
  }
}
