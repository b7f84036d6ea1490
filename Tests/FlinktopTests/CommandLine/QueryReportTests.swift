import Dashboard
import MetricExpressions
import StreamModel
import TerminalUI
import Testing

@testable import flinktop

@Suite("What a query prints")
struct QueryReportTests {
  private func report(_ series: [MetricSeries]) throws -> QueryReport {
    QueryReport(
      expression: try MetricExpression(parsing: "TS(a, *, b)"),
      answer: SeriesAnswer(series: series),
      window: try #require(SeriesWindow(start: 15, end: 30, step: 15)),
      cluster: ClusterModel(
        identity: ClusterIdentity(name: "lab", endpoint: "http://lab:8081", source: "flink"),
        interval: .seconds(2)),
      takenAt: Timestamp(milliseconds: 31_000), clock: .utc, charset: .ascii, width: .pipe)
  }

  @Test("what is not known or no number is a hyphen, nothing or null, and names are made safe")
  func gaps() throws {
    let report = try report([
      MetricSeries(instance: "say \"x\", \u{1B}[2J", values: [15: 2, 30: .infinity]),
      MetricSeries(instance: "y", values: [30: 0.5]),
    ])
    #expect(
      report.text(as: .csv).split(separator: "\n").dropFirst().allSatisfy {
        !$0.contains("\u{1B}") && !$0.contains("inf")
      })
    #expect(report.text(as: .csv).contains("\n15000,y,\n"))
    #expect(report.text(as: .csv).contains("\n15000,\"say \"\"x\"\", "))
    #expect(report.text(as: .csv).hasSuffix("\n30000,y,0.5"))
    let table = report.text(as: .text)
    #expect(table.hasPrefix("lab  1970-01-01 00:00:31\nTS(a, *, b)\n\nTIME "))
    #expect(table.contains(/1970-01-01 00:00:15  y +-\n/) && table.hasSuffix(" 0.5"))
    let json = report.text(as: .json)
    #expect(json.contains(#"{"instance":"y","points":[{"at":15000,"value":null},{"at":30000,"#))
    #expect(json.contains(#"[{"at":15000,"value":2},{"at":30000,"value":null}]"#))
  }

  @Test(
    "six digits of a value are printed, all of one that is whole",
    arguments: [
      (43466.06842400449, "43466.1"), (19.1, "19.1"), (0.0014684287812041115, "0.00146843"),
      (0.1 + 0.2, "0.3"), (-2.5, "-2.5"), (123_456_789.25, "123456789"), (1e-9, "1e-09"),
      (99999.96, "100000"), (12_345_678, "12345678"),
    ])
  func digits(value: Double, printed: String) throws {
    let table = try report([MetricSeries(values: [15: value])]).text(as: .text)
    #expect(table.split(separator: "\n").contains { $0.hasSuffix(" \(printed)") }, "\(table)")
  }

  @Test("one series without an instance has no column of instances")
  func single() throws {
    let table = try report([MetricSeries(values: [15: 1e20, 30: -3])]).text(as: .text)
    #expect(!table.contains("INSTANCE") && table.contains("1e+20"))
    #expect(try report([]).text(as: .text).hasSuffix("There are no series."))
  }

  @Test("a rate goes by a job's uptime, as far as that goes on")
  func uptimes() {
    var samples = QuerySamples(start: 0, step: 15)
    let uptimes: [Duration?] = [
      .seconds(100), .seconds(110), .seconds(130), .seconds(130), .seconds(5), nil, .seconds(30),
    ]
    for (index, uptime) in uptimes.enumerated() {
      samples.take([], at: index, of: ExpressionPlan(), uptime: uptime)
    }
    let seconds = (1...6).map { index -> Double? in
      samples.seconds(from: Int64(index - 1) * 15, to: Int64(index) * 15)
    }
    #expect(seconds == [10, 20, nil, 15, 15, 15])
  }

  @Test("a sample that could not be had is a gap")
  func samples() {
    let target = ExpressionPlan.Target(source: .controller, id: "x", instance: "jobmanager")
    var plan = ExpressionPlan()
    plan.add([target], for: SeriesSelector(component: "jobmanager", instance: nil, metric: "x"))
    var samples = QuerySamples(start: 100, step: 15)
    let reading = MetricReading("x", .single(text: "7", number: 7))
    samples.take([(.controller, .success([reading]))], at: 0, of: plan)
    samples.take([(.controller, .failure(.cancelled))], at: 1, of: plan)
    samples.take([(.controller, .success([]))], at: 2, of: plan)
    samples.take([(.controller, .success([reading]))], at: 3, of: plan)
    #expect(samples.count == 4 && samples.failed == 1)
    #expect(samples.samplesByTarget[target]?.map(\.at) == [100, 145])
  }
}
