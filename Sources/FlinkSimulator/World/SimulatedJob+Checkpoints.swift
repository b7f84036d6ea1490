extension SimulatedJob {
  /// True once no task of it is still being deployed.
  func isFullyRunning(at time: SimulatedTime) -> Bool {
    state == .running && time >= run.tasksRunningAt
  }

  mutating func triggerPeriodicCheckpoint(at time: SimulatedTime) {
    guard let checkpoints = plan.checkpoints else { return nextCheckpointAt = .never }
    let record = makeRecord(kind: .checkpoint, checkpoints: checkpoints, at: time)
    journal.begin(record)
    nextCheckpointAt = max(time + checkpoints.interval, record.endsAt + checkpoints.minimumPause)
  }

  /// Starts a checkpoint or savepoint, whatever the schedule says.
  mutating func trigger(
    _ kind: CheckpointRecord.Kind, checkpoints: CheckpointPlan, at time: SimulatedTime,
    neverStarting refusal: (message: String, cause: RootCause)? = nil
  ) -> CheckpointRecord {
    let record = makeRecord(kind: kind, checkpoints: checkpoints, at: time, refusal: refusal)
    journal.begin(record)
    return record
  }

  private mutating func makeRecord(
    kind: CheckpointRecord.Kind, checkpoints: CheckpointPlan, at time: SimulatedTime,
    refusal: (message: String, cause: RootCause)? = nil
  ) -> CheckpointRecord {
    let id = journal.nextID
    journal.nextID += 1
    let seed = plan.seed.derived("checkpoint").derived(Int(id))
    let slowest = slowest(kind: kind, checkpoints: checkpoints, seed: seed, at: time)
    let ending = ending(kind: kind, checkpoints: checkpoints, id: id, seed: seed, slowest: slowest)
    var end = time.adding(milliseconds: slowest)
    var actual = ending
    if let refusal {
      actual = .neverStarts(message: refusal.message, cause: refusal.cause)
      end = time.adding(milliseconds: 3 + Int64(9 * seed.unit(4)))
    } else if case .expires = ending {
      end = time + checkpoints.timeout
    }
    let wave = Wave(seed: plan.seed.derived("state"))
    return CheckpointRecord(
      id: id, kind: kind, seed: seed, triggeredAt: time, slowest: slowest, endsAt: end,
      ending: actual, stateScale: 1 + 0.06 * wave.value(at: time.seconds),
      writtenShare: writtenShare(kind: kind, checkpoints: checkpoints, seed: seed),
      isUnaligned: checkpoints.isUnaligned && kind == .checkpoint)
  }

  private func slowest(
    kind: CheckpointRecord.Kind, checkpoints: CheckpointPlan, seed: Seed, at time: SimulatedTime
  ) -> Int64 {
    let typical = checkpoints.duration.inSeconds
    let noise = seed.signed(1)
    switch checkpoints.trouble {
    case .pressed(let added, let since, let expiring):
      let hours = max(0, time.seconds - since) / 3600
      let grown = min(typical * 2, typical + added.inSeconds * hours)
      let seconds =
        kind == .checkpoint && Int(seed.value % UInt64(expiring)) == 0
        ? checkpoints.timeout.inSeconds * 1.2 : grown * (1 + 0.18 * noise)
      return Int64(min(seconds, checkpoints.timeout.inSeconds * 1.2) * 1000)
    case .none, .declining:
      // A savepoint writes everything, and to another place.
      let extra = kind == .checkpoint ? 0 : 1.2 + 1.5 * seed.unit(2)
      return Int64((typical * (1 + 0.33 * noise) + extra) * 1000)
    }
  }

  private func ending(
    kind: CheckpointRecord.Kind, checkpoints: CheckpointPlan, id: Int64, seed: Seed, slowest: Int64
  ) -> CheckpointRecord.Ending {
    if slowest > checkpoints.timeout.inMilliseconds { return .expires }
    if case .declining(let vertex, let succeeding) = checkpoints.trouble,
      Int(seed.value % UInt64(succeeding)) != 0
    {
      return .fails(
        message: "Asynchronous task checkpoint failed.",
        cause: RootCause(
          exception: "java.io.IOException", message: "No space left on device",
          frame: "java.base/java.io.FileOutputStream.writeBytes(Native Method)"),
        vertex: vertex,
        subtask: seed.integer(in: 0...(plan.vertices[vertex].parallelism - 1), 3))
    }
    switch kind {
    case .checkpoint: return .completes(path: "file:/flink/checkpoints/\(plan.id)/chk-\(id)")
    case .savepoint(_, let directory, _):
      let name = "savepoint-\(plan.id.prefix(6))-\(seed.hexadecimal(digits: 12))"
      return .completes(path: directory.hasSuffix("/") ? directory + name : directory + "/" + name)
    }
  }

  private func writtenShare(
    kind: CheckpointRecord.Kind, checkpoints: CheckpointPlan, seed: Seed
  ) -> Double {
    switch kind {
    case .checkpoint: (checkpoints.incrementalShare ?? 1) * (1 - 0.2 * seed.unit(5))
    case .savepoint(.canonical, _, _): 1.18
    case .savepoint(.native, _, _): 1
    }
  }
}
