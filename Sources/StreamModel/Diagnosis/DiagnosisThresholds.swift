/// The limits that the rules judge by, each with where it comes from.
///
/// D: Flink's documentation. H: a heuristic of `diagnosis.md` or of ours. Everything here can be set, so that a
/// site's configuration can say otherwise.
package struct DiagnosisThresholds: Hashable, Sendable {
  /// The usual limits.
  package static let standard = DiagnosisThresholds()

  /// Figures older than this are not judged (H: jobs that are not shown are asked once a minute).
  package var freshFor: Duration = .seconds(65)
  /// A run younger than this is not judged: it deploys, restores and catches up, and the gauges are averages over a minute
  /// (H, D: `TimerGauge`).
  package var settlingTime: Duration = .seconds(60)
  /// The same where counters tell shares of time: the first step of them is no earlier than 11 s after the start, and the
  /// second tells (H).
  package var settlingTimeByCounters: Duration = .seconds(25)

  /// Above this share of time backpressure is HIGH (D, back_pressure).
  package var highBackpressure = 0.5
  /// Up to this share it is OK (D, back_pressure).
  package var okBackpressure = 0.1
  /// A vertex at least this busy is at its limit (H, diagnosis.md 2).
  package var fullyBusy = 0.9
  /// A vertex that holds the others up for so much of the time is their bottleneck (Heron's own screens: 12 s of a minute are
  /// yellow, H).
  package var holdsUp = 0.2
  /// What was above a limit within `remembered` stays so down to this much below it, so that a share at the limit does
  /// not change the sentence with each reading (H).
  package var slackOfShares = 0.12
  /// So busy is what was at its limit, or stands beside what is.
  var nearlyFullyBusy: Double { fullyBusy - slackOfShares }
  package var remembered: Duration = .seconds(70)
  /// A cause that is named by excluding others must have stood for so long, over so many samples: the gauges are
  /// averages over a minute, so those it excludes show up later (H, D: `TimerGauge`).
  package var exclusionTime: Duration = .seconds(60)
  package var exclusionSamples = 4
  /// The same where all shares are from counters, which tell of the last step.
  package var exclusionTimeByCounters: Duration = .seconds(20)
  package var exclusionSamplesByCounters = 3
  /// Subtasks that get so many times the records of the others have a hot key, others are slow (H).
  package var moreRecords = 1.5
  /// The same where the others wait for barriers of the first.
  package var moreRecordsBesideWaiting = 4.0
  /// Up to this share of time a vertex is calm: it waits for input, not for itself (H).
  package var calmShare = 0.5

  /// A vertex that is busy and takes in and gives out nothing for so long hangs, or works on one record (H: two steps of the
  /// metrics).
  package var hangTime: Duration = .seconds(20)
  /// And needs a person (H: windows that fire over much state take some seconds).
  package var hangUnseen: Duration = .seconds(60)

  /// Restarts are counted over this time (H, diagnosis.md 10).
  package var restartWindow: Duration = .seconds(600)
  /// So many restarts in the window are worth a look (H, diagnosis.md 10).
  package var restartsToWarn = 3
  /// So many are a loop, whatever the state is when looked at (H).
  package var restartsInLoop = 5
  /// Failures that were asked for longer ago are not judged; those of jobs that are not shown are every four minutes (H).
  package var failuresFreshFor: Duration = .seconds(600)
  /// A restart that lasts longer needs a person (H).
  package var longestRestart: Duration = .seconds(120)
  /// A cancellation that takes longer hangs (D, task.cancellation.timeout is 180 s).
  package var longestCancellation: Duration = .seconds(180)

  /// The time over which lag is judged (H: some eighteen samples).
  package var lagWindow: Duration = .seconds(180)
  /// A trend is claimed on so many samples and over this time at least (H).
  package var lagSamples = 4
  package var lagShortestSpan: Duration = .seconds(35)
  /// A line must explain this share of the variation, else the lag only jitters (H).
  package var lagFit = 0.6
  /// Lag must have changed by this over the window to be called growing or draining (H: half a metric step).
  package var lagChange: Duration = .metricStep / 2
  /// Jitter of a lag that does not end its growth: a poll's interval (H).
  package var lagJitter: Duration = .seconds(3)
  /// Lag up to here is that of a job that keeps up, as metrics are fetched each step: whatever it did before (H).
  package var lagOfNow: Duration = .metricStep + .seconds(2)
  /// A source that sends no more than this part of what it did reads less than before (H).
  package var readsLess = 0.8
  /// Records that a source has pending are few up to here, and up to what it reads in so many seconds (H).
  package var fewPending = 10.0
  package var momentOfReading = 5.0
  /// They grow where each second more come than this part of what it reads (H: batches are read at a time).
  package var shareOfReading = 0.05
  /// Growing past this needs a person now; steady above it is worth knowing (H).
  package var highLag: Duration = .seconds(60)
  /// Subtasks of a source further apart than this: one of them is idle or slow (H).
  package var watermarkSpread: Duration = .seconds(60)
  /// A watermark at the end of time for so long on a running job is no end of input (FLINK-38477; H).
  package var endlessWatermark: Duration = .seconds(60)

  /// Time that a JVM spends collecting garbage: worth a look from here on, and a warning from there on (H, diagnosis.md 8).
  package var garbageToLookAt: Duration = .milliseconds(100)
  package var garbageToWarn: Duration = .milliseconds(200)
  /// From here on it is what makes its tasks slow: they have less than half of the time (H).
  package var garbageToBlame: Duration = .milliseconds(500)
  /// A metaspace this full is soon at its limit, at which the JVM ends (H).
  package var fullMetaspace = 0.95
  /// Tasks that want more than this of the network buffers there are: throughput can suffer (D, RequestedMemoryUsage).
  package var networkDemand = 1.0
  /// Half of the answers of the process that knows all jobs take as long: worth a look, and a warning (H, diagnosis.md 12).
  package var slowAnswer: Duration = .seconds(1)
  package var slowAnswerToWarn: Duration = .seconds(3)
  /// Errors in a log are told for so long (H).
  package var errorWindow: Duration = .seconds(600)
  /// This share of the records that come in dropped as late is a warning, less a note (H).
  package var lateShare = 0.01

  /// Full state that has grown by so much over the checkpoints known, and goes on to (H).
  package var stateGrowth = 1.5
  /// Over so many checkpoints and so long at least: windows fill and are emptied again (H).
  package var growingCheckpoints = 8
  package var growingFor: Duration = .seconds(30)
  /// State that has grown for so long is a warning: windows are mostly shorter (H).
  package var growthToWarn: Duration = .seconds(3600)

  /// A checkpoint is late after so many intervals (H, diagnosis.md 5).
  package var lateIntervals = 3
  /// Never late sooner than this, as answers are seconds old and intervals of some seconds are met (H).
  package var lateAtLeast: Duration = .seconds(30)
  /// The checkpoints looked at for failures and durations: what Flink lists (`web.checkpoints.history`).
  package var recentCheckpoints = 10
  /// So many failures among them are worth a look, if none completed since or not (H).
  package var failedCheckpoints = 3
  /// So many in a row without one that completed are worth a look (H).
  package var consecutiveFailures = 2
  /// The checkpoints of which most took longer than the interval (H: "repeatedly").
  package var slowCheckpoints = 5
  /// A checkpoint in progress for this share of its timeout is likely to miss it (H, diagnosis.md 4).
  package var shareOfTimeout = 0.5

  /// A job that is RUNNING does nothing for longer than this where none of its tasks runs: deploying takes seconds (H).
  package var longestStandstill: Duration = .seconds(10)
  /// A task that is DEPLOYING or INITIALIZING for so long beside others that run is a note, and a warning then: large state takes
  /// minutes to be restored (H).
  package var longStart: Duration = .seconds(30)
  package var longestStart: Duration = .seconds(300)
  /// Tasks that wait longer for a slot are said to (H, diagnosis.md 11).
  package var longestWait: Duration = .seconds(60)
  /// And need a person, as nothing runs until they do (H; slot.request.timeout is 5 min, D).
  package var longestWaitUnseen: Duration = .seconds(180)

  package init() {}
}
