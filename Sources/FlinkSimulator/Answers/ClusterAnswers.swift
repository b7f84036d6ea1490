extension SimulatedCluster {
  func configAnswer() -> [UInt8] {
    var json = JSONWriter()
    json.object { json in
      json.member("refresh-interval", 3000)
      json.member("timezone-name", "Coordinated Universal Time")
      json.member("timezone-offset", 0)
      json.member("flink-version", dialect.version)
      json.member("flink-revision", dialect.revision)
      json.object("features") { json in
        json.member("web-submit", true)
        guard dialect.isAtLeast(1, 16) else { return }
        json.member("web-cancel", true)
        if dialect.isAtLeast(1, 18) { json.member("web-rescale", false) }
        json.member("web-history", false)
      }
    }
    return json.bytes
  }

  /// `GET /jobmanager/config`: what is set in the configuration of the cluster, in no order.
  func jobManagerConfigAnswer() -> [UInt8] {
    // Flink masks some itself, not those whose names do not say it to Flink.
    var entries = [
      ("jobmanager.rpc.address", "localhost"), ("rest.bind-port", "0"),
      ("jobmanager.memory.process.size", "1600m"), ("taskmanager.memory.process.size", "4g"),
      ("s3.secret-key", "******"), ("fs.azure.sharedkey", "c2VjcmV0"),
      ("security.kerberos.login.keytab", "/etc/flink.keytab"),
    ]
    if dialect.isAtLeast(1, 19) { entries.append(("rest.profiling.enabled", "true")) }
    if let directory = configuration.savepointDirectory {
      entries.append((dialect.savepointDirectoryOption, directory))
    }
    var json = JSONWriter()
    json.array { json in
      for (key, value) in entries {
        json.object { json in
          json.member("key", key)
          json.member("value", value)
        }
      }
    }
    return json.bytes
  }

  func overviewAnswer() -> [UInt8] {
    let managers = registeredTaskManagers
    let total = managers.reduce(0) { $0 + $1.slots }
    var counts: [JobState: Int] = [:]
    var held = 0
    // By index: a job is too large to be copied out for a look at it.
    for index in jobs.indices {
      counts[jobs[index].state, default: 0] += 1
      held += jobs[index].holdsSlots ? jobs[index].plan.slots : 0
    }
    let ended = JobState.allCases.filter(\.isTerminal).reduce(0) { $0 + (counts[$1] ?? 0) }
    var json = JSONWriter()
    json.object { json in
      json.member("taskmanagers", managers.count)
      json.member("slots-total", total)
      json.member("slots-available", max(0, total - held))
      json.member("jobs-running", jobs.count - ended)
      json.member("jobs-finished", counts[.finished] ?? 0)
      json.member("jobs-cancelled", counts[.canceled] ?? 0)
      json.member("jobs-failed", counts[.failed] ?? 0)
      json.member("flink-version", dialect.version)
      json.member("flink-commit", dialect.commit)
    }
    return json.bytes
  }

  func jobListAnswer() -> [UInt8] {
    var json = JSONWriter(capacity: 80 * jobs.count + 16)
    json.object { json in
      json.array("jobs") { json in
        for job in jobs {
          json.object { json in
            json.member("id", job.plan.id)
            json.member("status", job.state.rawValue)
          }
        }
      }
    }
    return json.bytes
  }

  func jobsOverviewAnswer() -> [UInt8] {
    var json = JSONWriter(capacity: 480 * jobs.count + 16)
    json.object { json in
      json.array("jobs") { json in
        for index in jobs.indices { writeOverview(of: index, to: &json) }
      }
    }
    return json.bytes
  }

  func writeOverview(of index: Int, to json: inout JSONWriter) {
    let counts = jobs[index].taskCounts(at: now)
    let plan = jobs[index].plan
    let ended = jobs[index].endedAt
    json.object { json in
      json.member("jid", plan.id)
      json.member("name", plan.name)
      if dialect.hasScheduler {
        json.member("jobType", plan.type.rawValue)
        json.member("schedulerType", plan.schedulerType)
      }
      json.member("start-time", plan.startedAt.epochMilliseconds)
      json.member("end-time", ended?.epochMilliseconds ?? -1)
      json.member("duration", (ended ?? now).milliseconds(since: plan.startedAt))
      json.member("state", jobs[index].state.rawValue)
      json.member("last-modification", jobs[index].lastModified.epochMilliseconds)
      json.object("tasks") { json in
        json.member("total", plan.subtasks)
        for state in TaskState.allCases { json.member(state.lowercaseName, counts[state]) }
      }
      if dialect.hasScheduler { json.member("pending-operators", 0) }
    }
  }

  func statusAnswer(_ id: String) throws(Refusal) -> [UInt8] {
    guard let index = jobIndex(id) else { throw Refusal.jobNotFound(id) }
    var json = JSONWriter()
    json.object { $0.member("status", jobs[index].state.rawValue) }
    return json.bytes
  }
}

extension JobPlan {
  var schedulerType: String { type == .batch ? "AdaptiveBatch" : "Default" }
}
