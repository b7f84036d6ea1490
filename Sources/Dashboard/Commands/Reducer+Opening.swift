import StreamModel
import TerminalUI

extension DashboardState {
  /// Goes somewhere, if that is there.
  mutating func go(to place: Place) {
    isListStale = true
    // Why something could not be shown is no word about what is shown next.
    if let notice, notice.severity >= .warning, notice.worseningOf == nil { self.notice = nil }
    if let cluster = place.cluster.flatMap({ context.place(of: $0) }) { showCluster(at: cluster) }
    guard let type = Screens.named(place.screen), visits.go(type, place.subject, in: context)
    else { return say("There is no such place.", .warning) }
  }

  /// Why a screen can't be shown: the cluster does not tell what it lives on.
  func refusal(of screen: any Screen.Type) -> String? { context.refusal(of: screen) }

  /// Shows a screen by its key or word: one that is about a job shows the one under the cursor, or the nearest one
  /// came through.
  mutating func show(_ screen: any Screen.Type) {
    switch screen.sign.topic {
    case .cluster, .process: go(to: Place(screen, .cluster))
    case .worker:
      // The one under the cursor, else the first.
      let pointed = visits.top.pointed(in: context).flatMap { screen.sign.topic.home(of: $0) }
      let first = cluster.answers[.taskManagers]?.value.first.map { Subject.taskManager($0.id) }
      guard let worker = pointed ?? first else {
        return say("No \(cluster.traits.worker) is known yet: 7 lists them.", .warning)
      }
      visits.top.hold()
      go(to: Place(screen, worker))
    case .thing:
      let nearest = visits.nearestJob(in: context).map { Subject.job($0) }
      let thing = visits.top.pointed(in: context) ?? nearest ?? .cluster
      visits.top.hold()
      go(to: Place(screen, thing))
    case .job:
      guard let job = visits.nearestJob(in: context) else { return say("Select a job first.") }
      visits.top.hold()
      go(to: Place(screen, .job(job)))
    case .vertex:
      guard let job = visits.nearestJob(in: context) else { return say("Select a job first.") }
      showVertex(of: job, on: screen)
    case .subtask:
      guard let job = visits.top.job(in: context), let vertex = visits.top.vertex(in: context),
        let subtask = visits.top.subtask(in: context)
      else { return say("Select a subtask first: screen 5 lists those of a vertex.") }
      visits.top.hold()
      go(to: Place(screen, .subtask(job, vertex, subtask)))
    }
  }

  /// Shows a screen that is about a vertex: of the one under the cursor, else of the one that is worth it most.
  mutating func showVertex(of job: JobID, on screen: any Screen.Type) {
    let vertices = cluster.job(job)?.detail?.value.vertices ?? []
    let known = visits.nearestVertex(of: job, in: context)
    let worst = cluster.job(job)?.busiest?.value.vertex ?? vertices.first?.id
    guard let vertex = known ?? worst else {
      return say("The vertices of this job are not known yet.", .warning)
    }
    visits.top.hold()
    go(to: Place(screen, .vertex(job, vertex)))
  }

  /// One step back: out of what the screen has open, else to the screen one came from.
  mutating func back() {
    isListStale = true
    if let notice, notice.severity >= .warning { self.notice = nil }
    if isOutcomeClearedByBack {
      for place in context.clusters.indices {
        let settled = context.clusters[place].operations.filter(\.state.isSettled).map(\.id)
        context.clusters[place].dismissedOperations.formUnion(settled)
      }
    } else if !visits.top.back(in: context), !visits.leave(in: context),
      let former = formerClusters.popLast()
    {
      context.shown = former
      say("Back at \(cluster.identity.name).")
    }
  }

  /// Shows the cluster at a place, with the screen that was last shown of it. What lies over the screen is of the one
  /// before.
  mutating func showCluster(at place: Int) {
    guard place != context.shown, context.clusters.indices.contains(place) else { return }
    isListStale = true
    overlay = nil
    // Back and forth is no way that grows.
    if formerClusters.last == place {
      formerClusters.removeLast()
    } else {
      formerClusters.append(context.shown)
    }
    context.shown = place
  }

  /// Shows the cluster `step` places on, around the ends.
  mutating func changeCluster(by step: Int) {
    let count = context.clusters.count
    showCluster(at: ((context.shown + step) % count + count) % count)
  }

  /// Why there is no other cluster to show; nil where there is.
  var otherClusterRefusal: String? {
    context.clusters.count > 1
      ? nil : "Only one cluster is watched: flinktop URL URL watches several."
  }

  /// Shows the jobs of a cluster by its name or endpoint, or by what either begins with.
  mutating func showCluster(named text: String) {
    let identities = context.clusters.map(\.model.identity)
    let exact = identities.filter { $0.name == text || $0.endpoint == text }
    let matches =
      exact.isEmpty
      ? identities.filter { $0.name.hasPrefix(text) || $0.endpoint.hasPrefix(text) } : exact
    switch matches.count {
    case 1: go(to: Place(JobsScreen.self, .cluster, cluster: matches[0].id))
    case 0:
      refuse("No cluster is called '\(text)'", identities.map(\.name))
    default: refuse("'\(text)' fits \(matches.count) clusters", matches.map(\.name))
    }
  }
}

extension Context {
  /// Why a screen can't be shown: the cluster does not tell what it lives on.
  func refusal(of screen: any Screen.Type) -> String? {
    screen.sign.needs.lazy.compactMap { cluster.capabilities.refusals[$0] }.first
      ?? screen.sign.supposes.lazy.compactMap { cluster.traits.refusals[$0] }.first
  }
}
