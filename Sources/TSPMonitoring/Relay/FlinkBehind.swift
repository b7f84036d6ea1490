package import StreamModel
import Synchronization

/// The Flink that TSP's jobs run in (`--flink URL`): it tells what TSP does not, by Flink's ids. Nothing is done through it.
package struct FlinkBehind: Sendable {
  package var system: any MonitoredSystem
  /// Its address, for sentences.
  package var address: String
  private let known = KnownJobs()

  package init(_ system: any MonitoredSystem, at address: String) {
    self.system = system
    self.address = address
  }

  /// Kinds of question that it answers in TSP's stead.
  static let kinds: [QuestionKind] =
    aboutJobs.map { $0.kind } + ofCluster + [.accumulators, .job, .metricIDs, .metricValues]

  /// What is asked of the cluster as a whole is asked as it is.
  static let ofCluster: [QuestionKind] = [
    .controller, .controllerConfiguration, .controllerEnvironment, .logFiles, .logText, .overview,
    .taskManager, .taskManagers, .threadDump,
  ]

  /// An answer of Flink's. That it can't be had says nothing of TSP.
  func answer<Q: Question>(
    _ question: Q, arrived: @escaping @Sendable (ByteCount) -> Void = { _ in }
  ) async throws(SourceError) -> Q.Answer {
    do throws(SourceError) {
      return try await system.answer(question, arrived: arrived)
    } catch {
      guard error.isAboutTheServer else { throw error }
      throw .conflict(
        "the Flink at \(address) does not tell (\(error.description(in: system.traits)))")
    }
  }

  /// Takes in its list of jobs.
  func note(_ jobs: [JobSummary]) { known.note(jobs) }

  /// True where its list had that job under that name.
  func knows(_ job: JobID, as uuid: JobUUID) -> Bool { known.name(of: job) == uuid.text }
}

extension SourceError {
  /// True of what says that the Flink behind TSP can't be asked, or is another one.
  var isOfFlinkBehind: Bool {
    switch self {
    case .conflict, .unusable: true
    default: false
    }
  }
}

/// The names of Flink's jobs, as they were listed last.
private final class KnownJobs: Sendable {
  private let names = Mutex<[JobID: String]>([:])

  func note(_ jobs: [JobSummary]) {
    let names = Dictionary(jobs.map { ($0.id, $0.name) }, uniquingKeysWith: { first, _ in first })
    self.names.withLock { $0 = names }
  }

  func name(of job: JobID) -> String? { names.withLock { $0[job] } }
}
