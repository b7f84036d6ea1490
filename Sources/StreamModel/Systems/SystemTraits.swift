/// What one kind of monitored system is called, and how it behaves whatever its version: the words and times that all else
/// takes from here. Known before the first answer.
package struct SystemTraits: Hashable, Sendable {
  /// In full, where the system is introduced.
  package var name: String
  /// Before a version, and in sentences.
  package var shortName: String
  /// What the process is called that knows all jobs.
  package var controller: String
  /// What one of the processes is called that run the tasks.
  package var worker: String
  /// Where its API listens unless it is told otherwise.
  package var port: Int
  /// The least time between two collections of metrics: figures that are backed by them change no more often.
  package var metricStep: Duration
  /// How long the outcome of an operation can be asked for.
  package var operationMemory: String
  /// The first versions that take a checkpoint on request, and savepoints in their own format.
  package var checkpointsSince: String
  package var nativeSavepointsSince: String
  /// The first versions that rescale a running job, and that are told to whom a savepoint belongs.
  package var rescalingSince: String
  package var claimModesSince: String
  /// What lets a job be rescaled while it runs.
  package var rescalingSetting: String
  /// What forbids its users to cancel, and to bring jars.
  package var cancelSetting: String
  package var jarSetting: String
  /// Figures of jobs and vertices that no version of it tells: their columns would stand empty for ever.
  package var untold: Set<JobFigure> = []
  /// Verdicts look into what the standing questions leave open (`ClusterModel.inquiries`).
  package var isLookedInto = false
  /// Rates come as such and not as counters, so that one answer tells them.
  package var tellsRates = false
  /// Only a job as a whole has metrics: none of its vertices, and no process.
  package var measuresJobsOnly = false
  /// Parts of a job fail and go on, which neither its state nor a count of restarts tells, but its exceptions with how often.
  package var failsInPlace = false
  /// It keeps what metrics stood at, so that their past can be asked for.
  package var keepsMetrics = false
  /// What its documents say of its metrics, by their ids; empty where names tell.
  package var metricNotes: [String: MetricNote] = [:]
  /// What a job's states mean that Flink does not have, each in a sentence.
  package var stateWords: [String: String] = [:]
  /// Why nothing at all can be asked to be done, in one sentence; nil where that depends on version and settings.
  package var operationRefusal: String?
  /// Why nothing but a cancel can be asked to be done, in one sentence; nil where it can.
  package var cancelsOnly: String?
  /// What it calls a cancel, in sentence case.
  package var cancelName = "Cancel"
  /// What a cancel does, where it is not what a dialog says of it otherwise.
  package var cancelWords: String?
  /// What it can be told to do with a topology; `operationRefusal` and `cancelsOnly` say nothing of these.
  package var controls: Set<TopologyControl.Kind> = []
  /// Its jobs are topologies, which can be told more than jobs of other systems, if not by this connection.
  package var hasTopologies = false
  /// Not all of its workers may be listed, so that one that is not may be there.
  package var listsWorkersInPart = false
  /// What has ended goes from the list, so that it is gone where a cancel has done its work.
  package var forgetsEnded = false
  /// Kinds of question that no version of it answers, with the reason. They are not asked.
  package var refusals: [QuestionKind: String] = [:]

  package init(
    name: String, shortName: String, controller: String, worker: String, port: Int,
    metricStep: Duration, operationMemory: String, checkpointsSince: String,
    nativeSavepointsSince: String, rescalingSince: String, claimModesSince: String,
    rescalingSetting: String, cancelSetting: String, jarSetting: String
  ) {
    self.name = name
    self.shortName = shortName
    self.controller = controller
    self.worker = worker
    self.port = port
    self.metricStep = metricStep
    self.operationMemory = operationMemory
    self.checkpointsSince = checkpointsSince
    self.nativeSavepointsSince = nativeSavepointsSince
    self.rescalingSince = rescalingSince
    self.claimModesSince = claimModesSince
    self.rescalingSetting = rescalingSetting
    self.cancelSetting = cancelSetting
    self.jarSetting = jarSetting
  }

  /// It works expressions over metrics out itself, and has a history of them.
  package var answersQueries: Bool { refusals[.metricQuery] == nil }

  /// `TaskManager` of one, else `TaskManagers`.
  package func workers(_ count: Int) -> String { count == 1 ? worker : worker + "s" }
}

extension SystemTraits {
  /// Here and not with its client, as it is what is meant where no system is named.
  package static let flink = {
    var traits = SystemTraits(
      name: "Apache Flink", shortName: "Flink", controller: "JobManager", worker: "TaskManager",
      port: 8081,
      // `metrics.fetcher.update-interval`.
      metricStep: .seconds(10),
      operationMemory: "5 minutes after its end (rest.async.store-duration)",
      checkpointsSince: "1.17", nativeSavepointsSince: "1.15", rescalingSince: "1.18",
      claimModesSince: "1.15", rescalingSetting: "jobmanager.scheduler: adaptive",
      cancelSetting: "web.cancel.enable: false", jarSetting: "web.submit.enable: false")
    traits.isLookedInto = true
    traits.refusals = [
      .metricQuery: "not provided by Flink: metric query",
      .processTool: "not provided by Flink: process tool",
    ]
    return traits
  }()
}

/// What a list of jobs or of vertices may show of each.
package enum JobFigure: Hashable, Sendable {
  case tasks, restarts
  /// Shares of time, and what follows from them: busy, backpressured, how evenly.
  case load
  /// Of the shares that for which something was held up, and with it how idle it was.
  case backpressure
  /// That of watermarks.
  case lag
  case checkpoints
}

extension Duration {
  /// The step of metrics that cadences and limits are made for.
  package static let metricStep = SystemTraits.flink.metricStep
}
