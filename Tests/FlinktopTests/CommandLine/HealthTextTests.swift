import Dashboard
import StreamModel
import TerminalUI
import Testing

@testable import flinktop

@Suite("The text and JSON of flinktop health")
struct HealthTextTests {
  private static let now = Timestamp(milliseconds: 1_795_269_751_000)

  /// Jobs by name, in the order of their ids; those that run are not known but for their rows.
  private func assessed(_ jobs: [(String, JobState)]) -> (ClusterModel, [AssessedJob]) {
    var cluster = ClusterModel(
      identity: ClusterIdentity(name: "jm:8081", endpoint: "http://jm:8081", source: "flink"),
      interval: .seconds(2))
    let summaries = jobs.enumerated().map { place, job in
      JobSummary(
        id: JobID("\(place)123456789abcdef0123456789abcdef"), name: job.0, state: job.1,
        startTime: nil,
        endTime: job.1.isTerminal ? Self.now.advanced(by: .seconds(-60)) : nil,
        duration: .seconds(3600), lastModification: nil, tasks: TaskCounts(byState: [.running: 2]))
    }
    cluster.apply(summaries, to: .jobs, at: Self.now)
    return (cluster, cluster.worstFirst(at: Self.now, isFinal: true))
  }

  private func text(
    _ jobs: [(String, JobState)], width: TextWidth = .pipe, charset: Charset = .unicode,
    isOfCluster: Bool = true
  ) -> [String] {
    let (cluster, assessed) = assessed(jobs)
    return lines(cluster, assessed, width, charset, isOfCluster)
  }

  private func lines(
    _ cluster: ClusterModel, _ assessed: [AssessedJob], _ width: TextWidth,
    _ charset: Charset = .unicode, _ isOfCluster: Bool = true
  ) -> [String] {
    TextReport(
      cluster: cluster, takenAt: Self.now, clock: .utc, charset: charset, width: width
    ).health(assessed, isOfCluster: isOfCluster).split(
      separator: "\n", omittingEmptySubsequences: false
    ).map(String.init)
  }

  private static let mixed: [(String, JobState)] = [
    ("payments", .running), ("orders", .failed), ("done", .finished), ("clicks", .restarting),
  ]

  @Test("has the worst first, a line each in a pipe, and what is not judged is not called well")
  func pipe() {
    let lines = text(Self.mixed)
    #expect(lines[0].hasPrefix("jm:8081  "))
    #expect(lines[1] == "1 critical, 1 warning; 4 jobs; 2 not judged in full")
    #expect(
      lines[3...] == [
        "!  orders    exceptions  Failed 1m 00s ago; its cause is not known yet.",
        "▲  clicks    exceptions  Restarting.",
        "?  clicks                Not judged: some vertices, watermarks, checkpoints, restarts.",
        "?  payments              Running for 0ms, too short to be judged.",
        "   done                  Finished 1m 00s ago after 1h 00m.",
      ])
    #expect(!lines.joined().contains("All well"))
  }

  @Test("signs are ASCII where the locale is; one job has no count of jobs")
  func ascii() {
    let lines = text([("clicks", .restarting)], charset: .ascii, isOfCluster: false)
    #expect(lines[1] == "1 warning; not judged in full")
    #expect(lines[3].hasPrefix("^  clicks  exceptions  "))
    #expect(lines.joined().allSatisfy { $0.isASCII })
  }

  @Test("a cluster without jobs says so")
  func none() {
    #expect(text([]).last == "No jobs on this cluster.")
  }

  @Test(
    "no line is wider than the terminal, and no word of a sentence is left out",
    arguments: [40, 60, 80, 120, 200])
  func widths(columns: Int) {
    let (cluster, known) = assessed(Self.mixed + [(String(repeating: "見積", count: 40), .failed)])
    let sentence =
      "fraud score (slow) is the bottleneck: busy 100%, 1 of 4 subtasks hot (skew 78%); "
      + "Source: orders above it is backpressured 100%."
    let jobs = known.map { assessed in
      var copy = assessed
      copy.verdict.findings = [
        Finding(
          rule: .bottleneck, severity: .warning, sentence: sentence, short: "",
          vertices: [VertexID(String(repeating: "0123456789", count: 4))])
      ]
      return copy
    }
    let lines = lines(cluster, jobs, TextWidth(columns: columns, isTerminal: true)).dropFirst()
    #expect(lines.allSatisfy { CellWidth.of($0) <= columns }, "\(lines.joined(separator: "\n"))")
    let words = lines.joined(separator: " ").split(separator: " ").joined(separator: " ")
    let told = words.ranges(of: "backpressured 100%.").count
    #expect(told == jobs.count)
    for word in sentence.split(separator: " ") { #expect(words.contains(word)) }
    // At 40 columns it stands below, else beside its job.
    #expect(lines.contains { $0.contains("payments") && $0.contains("fraud") } == (columns > 60))
  }

  @Test("jobs of one name are told apart by their ids")
  func namesakes() {
    let lines = text([("orders", .failed), ("orders", .finished), ("done", .finished)])
    #expect(lines.contains { $0.hasPrefix("!  orders 01234567  ") })
    #expect(lines.contains { $0.hasPrefix("   orders 11234567  ") })
    #expect(lines.contains { $0.hasPrefix("   done  ") })
  }

  @Test("what a server says in a name is nothing that a terminal obeys")
  func safe() {
    let lines = text([("a\u{1b}[31mb\nc", .failed)])
    #expect(!lines.joined().contains("\u{1b}") && lines.count == 4)
  }

  @Test("the document counts findings and jobs, and has each finding by itself")
  func document() {
    let (cluster, jobs) = assessed(Self.mixed)
    let text = Documents(cluster: cluster, takenAt: Self.now).health(jobs).text
    #expect(
      text.contains(
        #""health":{"severity":"critical","isComplete":false,"critical":1,"warning":1,"note":0,"jobs":4,"unjudgedJobs":2,"findings":[]}"#
      ))
    let orders = [
      #""name":"orders","state":"FAILED","verdict":{"severity":"critical","isComplete":true,"notJudged":[],"#,
      #""sentences":["Failed 1m 00s ago; its cause is not known yet."],"findings":[{"severity":"critical","rule":"state","#,
      #""sentence":"Failed 1m 00s ago; its cause is not known yet.","short":"failed 1m 00s ago","vertices":[],"#,
      #""subtask":null,"taskManager":null,"since":{"at":1795269691000,"orBefore":false},"#,
      #""evidence":{"kind":"exceptions","vertex":null,"subtask":null,"checkpoint":null},"#,
      #""advice":null}]}"#,
    ]
    #expect(text.contains(orders.joined()))
    #expect(text.contains(#""sentences":["Finished 1m 00s ago after 1h 00m."],"findings":[]}"#))
  }

  @Test("what is wrong with the cluster itself comes before the jobs that are no worse, and counts")
  func ofCluster() {
    let (cluster, jobs) = assessed([("done", .finished)])
    let finding = Finding(
      rule: .jobManager, severity: .warning, sentence: "The JobManager\u{1b}[2J is slow.",
      short: "slow")
    let lines = TextReport(
      cluster: cluster, takenAt: Self.now, clock: .utc, charset: .unicode, width: .pipe
    ).health(jobs, isOfCluster: true, ofCluster: [finding]).split(
      separator: "\n", omittingEmptySubsequences: false)
    #expect(lines[1] == "1 warning; 1 job")
    #expect(lines[3].hasPrefix("▲  (cluster)  The JobManager"))
    #expect(!lines.joined().contains("\u{1b}"))
    let (several, all) = assessed(Self.mixed)
    let below = TextReport(
      cluster: several, takenAt: Self.now, clock: .utc, charset: .unicode, width: .pipe
    ).health(all, isOfCluster: true, ofCluster: [finding]).split(separator: "\n").dropFirst(2)
    #expect(
      below.map { String($0.prefix(10)) }.prefix(3) == ["!  orders ", "▲  (cluste", "▲  clicks "])
    #expect(HealthTally(jobs, ofCluster: [finding]).severity == .warning)
    let document = Documents(cluster: cluster, takenAt: Self.now)
      .health(jobs, ofCluster: [finding]).text
    #expect(document.contains(#""severity":"warning","isComplete":true,"critical":0,"warning":1"#))
    #expect(document.contains(#""findings":[{"severity":"warning","rule":"jobManager""#))
    #expect(document.contains(#""evidence":{"kind":"jobManager""#))
  }

  @Test("a finding's document names vertices, and where its figures can be read")
  func finding() {
    var (cluster, jobs) = assessed([("orders", .running)])
    func json(_ rule: Finding.Rule, _ vertices: [VertexID] = [], _ evidence: Evidence? = nil)
      -> String
    {
      jobs[0].verdict.findings = [
        Finding(
          rule: rule, severity: .note, sentence: "A.", short: "a", vertices: vertices,
          evidence: evidence)
      ]
      return Documents(cluster: cluster, takenAt: Self.now).health(jobs).text
    }
    #expect(
      json(.bottleneck, [VertexID("v1")]).contains(
        #""rule":"bottleneck","sentence":"A.","short":"a","vertices":[{"id":"v1","name":null}],"#
          + #""subtask":null,"taskManager":null,"since":null,"evidence":{"kind":"vertex","vertex":"v1","subtask":null,"checkpoint":null}"#
      ))
    #expect(
      json(.checkpoints, [], .checkpoint(CheckpointID(12))).contains(
        #""evidence":{"kind":"checkpoint","vertex":null,"subtask":null,"checkpoint":12}"#))
    #expect(json(.slots).contains(#""rule":"slots""#) && json(.slots).contains(#""kind":"slots""#))
    for (rule, name) in [
      (Finding.Rule.state, "state"), (.restarts, "restarts"), (.hang, "hang"), (.lag, "lag"),
      (.backpressure, "backpressure"), (.checkpoints, "checkpoints"), (.garbage, "garbage"),
      (.lateRecords, "lateRecords"), (.stateGrowth, "stateGrowth"), (.memory, "memory"),
    ] {
      #expect(json(rule).contains(#""rule":"\#(name)""#))
    }
  }
}
