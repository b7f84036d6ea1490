import ServerAnswers
import StreamModel

/// What `jobs/overview` tells.
struct JobList: Hashable, Sendable {
  /// One run of a job: several may have one uuid, of which TSP tells, and stops, the first in Flink's order.
  struct Run: Hashable, Sendable {
    /// Flink's id of the job; nil from v19 on.
    var jid: JobID?
    var uuid: JobUUID
  }

  var runs: [Run]
  /// True where only jobs are listed that run (v19).
  var isOfRunning: Bool

  /// Reads `{"jobs": [{"jid", "name"}]}`, the single job or `0` for none that TSP's own pages have, and the list of running
  /// ids of v19.
  init(overview node: JSONNode) throws(JSONError) {
    if node.int64 == 0 {
      self.init(runs: [], isOfRunning: false)
    } else if node.isObject, node["jobs"] == nil {
      self.init(runs: [try Run(node)], isOfRunning: false)
    } else if node.isObject {
      let runs = try node.required("jobs", "list").requiredList { run throws(JSONError) in
        try Run(run)
      }
      self.init(runs: runs, isOfRunning: false)
    } else {
      var runs: [Run] = []
      var isOfRunning = true
      for element in try node.requiredElements() {
        if let uuid = element.string {
          runs.append(Run(jid: nil, uuid: JobUUID(uuid)))
        } else {
          runs.append(try Run(element))
          isOfRunning = false
        }
      }
      self.init(runs: runs, isOfRunning: isOfRunning)
    }
  }

  init(runs: [Run], isOfRunning: Bool) {
    self.runs = runs
    self.isOfRunning = isOfRunning
  }

  /// Each uuid once, with the run that TSP means by it.
  var jobs: [Run] {
    var seen: Set<JobUUID> = []
    return runs.filter { seen.insert($0.uuid).inserted }
  }
}

extension JobList.Run {
  fileprivate init(_ node: JSONNode) throws(JSONError) {
    self.init(
      jid: node.text("jid").map { JobID($0) }, uuid: JobUUID(try node.requiredString("name")))
  }
}
