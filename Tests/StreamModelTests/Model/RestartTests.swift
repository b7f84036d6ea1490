import StreamModel
import Testing

@Suite("Restarts")
struct RestartTests {
  @Test("the state RESTARTING is one restart, however long it lasts")
  func state() {
    var bench = Bench()
    bench.list(.restarting, at: at(10))
    bench.list(.restarting, at: at(12))
    #expect(bench.job.restartTimes == [at(10)])
    bench.list(.running, at: at(14))
    bench.list(.restarting, at: at(40))
    #expect(bench.job.restartTimes == [at(10), at(40)])
  }

  @Test("a job first seen restarting has restarted once")
  func firstSeen() {
    let bench = Bench([.test(state: .restarting, lastModification: at(-5))])
    #expect(bench.job.restartTimes == [at(-5)])
  }

  @Test("a rise of numRestarts is a restart that fell between two lists")
  func count() {
    var bench = Bench()
    bench.metrics(restarts: 4, at: at(0))
    #expect(bench.job.restartTimes.isEmpty)
    bench.metrics(restarts: 6, at: at(10))
    #expect(bench.job.restartTimes == [at(10), at(10)])
  }

  @Test("state first and count later are one restart")
  func stateThenCount() {
    var bench = Bench()
    bench.metrics(restarts: 0, at: at(0))
    bench.list(.restarting, at: at(9))
    bench.metrics(restarts: 0, at: at(10))
    bench.list(.running, at: at(19))
    bench.metrics(restarts: 1, at: at(20))
    #expect(bench.job.restartTimes == [at(9)])
  }

  @Test("count first and state later are one restart")
  func countThenState() {
    var bench = Bench()
    bench.metrics(restarts: 0, at: at(0))
    bench.metrics(restarts: 1, at: at(10))
    bench.list(.restarting, at: at(11))
    #expect(bench.job.restartTimes == [at(10)])
  }

  @Test("all three signs of three restarts are three")
  func threeSigns() {
    var bench = Bench()
    bench.metrics(restarts: 0, at: at(0))
    bench.checkpoints(.test([], restored: 1), at: at(0))
    for restart in 1...3 {
      let time = Double(restart) * 60
      bench.list(.restarting, at: at(time))
      bench.list(.running, at: at(time + 4))
      bench.checkpoints(.test([], restored: 1 + restart), at: at(time + 6))
      bench.metrics(restarts: restart, at: at(time + 8))
    }
    #expect(bench.job.restartTimes == [at(60), at(120), at(180)])
  }

  @Test("three restarts within seconds are three, though one count tells of all of them")
  func quickSuccession() {
    var bench = Bench()
    bench.metrics(restarts: 0, at: at(0))
    for time in [10.0, 14, 18] {
      bench.list(.restarting, at: at(time))
      bench.list(.running, at: at(time + 2))
    }
    bench.metrics(restarts: 3, at: at(24))
    #expect(bench.job.restartTimes == [at(10), at(14), at(18)])
    bench.metrics(restarts: 3, at: at(34))
    bench.list(.restarting, at: at(36))
    #expect(bench.job.restartTimes == [at(10), at(14), at(18), at(36)])
  }

  @Test("of three restarts within seconds the state told of one, and the count adds the others")
  func mostlyUnseen() {
    var bench = Bench()
    bench.metrics(restarts: 0, at: at(0))
    bench.list(.restarting, at: at(10))
    bench.list(.running, at: at(12))
    bench.metrics(restarts: 3, at: at(20))
    #expect(bench.job.restartTimes == [at(10), at(20), at(20)])
  }

  @Test("where nothing else tells, a restore does")
  func restored() {
    var bench = Bench()
    // Started from a savepoint: the first reading tells nothing.
    bench.checkpoints(.test([], restored: 1), at: at(0))
    #expect(bench.job.restartTimes.isEmpty)
    bench.checkpoints(.test([], restored: 2), at: at(30))
    #expect(bench.job.restartTimes == [at(30)])
  }

  @Test("a count read rarely still knows the restarts that the state told of")
  func rareCount() {
    var bench = Bench()
    bench.metrics(restarts: 0, at: at(0))
    for time in [50.0, 150, 250] {
      bench.list(.restarting, at: at(time))
      bench.list(.running, at: at(time + 5))
    }
    bench.metrics(restarts: 4, at: at(300))
    #expect(bench.job.restartTimes == [at(50), at(150), at(250), at(300)])
  }

  @Test("a count that goes down begins anew")
  func lowerCount() {
    var bench = Bench()
    bench.metrics(restarts: 7, at: at(0))
    bench.metrics(restarts: 0, at: at(10))
    bench.metrics(restarts: 1, at: at(20))
    #expect(bench.job.restartTimes == [at(20)])
  }

  @Test("a fast loop is bounded", arguments: [1000, Int.max])
  func bounded(restarts: Int) {
    var bench = Bench()
    bench.metrics(restarts: 0, at: at(0))
    bench.metrics(restarts: restarts, at: at(10))
    #expect(bench.job.restartTimes.count == 200)
  }
}
