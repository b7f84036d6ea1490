import HTTPTransport
import SeededRandom
import StreamModel
import Testing

@testable import AlibabaRealtime

@Suite("Answers, as they may be written")
struct AnswerTests {
  private func tree(
    _ body: String, status: Int = 200, date: String? = nil
  ) throws(SourceError) -> AnswerTree {
    try FoasAnswer(
      response: HTTPResponse(
        status: status, contentType: nil, location: nil, date: date, body: Array(body.utf8),
        answerTime: .zero),
      name: "ListJob", sentAt: Timestamp(milliseconds: 1_700_000_040_000)
    ).tree()
  }

  private func line(_ body: String, status: Int = 400) -> String {
    do throws(SourceError) {
      _ = try tree(body, status: status)
      return ""
    } catch {
      return error.description(in: .alibaba)
    }
  }

  @Test(
    "lists are found however they lie, and names whatever their first letter",
    arguments: [
      #"{"Jobs":{"Job":[{"JobName":"a"},{"JobName":"b"}]},"TotalCount":2}"#,
      #"{"jobs":[{"jobName":"a"},{"jobName":"b"}],"totalCount":"2"}"#,
      "<R><Jobs><Job><JobName>a</JobName></Job><Job><JobName>b</JobName></Job></Jobs><TotalCount>2</TotalCount></R>",
      "<?xml version='1.0'?><!-- x --><R><jobs><job><jobName><![CDATA[a]]></jobName></job><job x='1'><jobName>b</jobName></job></jobs><totalCount>2</totalCount></R>",
    ])
  func lists(_ body: String) throws {
    let page = try #require(FoasJob.page(list: try tree(body)))
    #expect(page.values.map(\.name) == ["a", "b"] && page.total == 2)
  }

  @Test("one of a list may stand alone, and none may be nothing")
  func smallLists() throws {
    let one = try tree(#"{"Jobs":{"Job":{"JobName":"a"}},"TotalCount":1}"#)
    #expect(FoasJob.page(list: one)?.values.map(\.name) == ["a"])
    for none in [
      #"{"Jobs":{"Job":[]},"TotalCount":0}"#, #"{"Jobs":[]}"#, "<R><Jobs></Jobs></R>",
      "<R><Jobs/><TotalCount>0</TotalCount></R>", #"{"TotalCount":0}"#,
    ] {
      #expect(FoasJob.page(list: try tree(none))?.values == [])
    }
    #expect(FoasJob.page(list: try tree(#"{"Something":1}"#)) == nil)
  }

  @Test("points are texts in E notation, in any order, of seconds")
  func points() throws {
    let told = try tree(
      #"{"dps":{"1606291410":"4.929E+8","1606291390":"3","1606291400":5.5,"x":"1","-1":"2","1606291420":"NaN"}}"#
    )
    let points = MetricPoints(dps: told["Dps"])
    #expect(points.samples.map(\.value) == [3, 5.5, 4.929e8])
    #expect(points.samples.map(\.at.milliseconds).first == 1_606_291_390_000)
    let xml = try tree("<R><Dps><1606291390>4.9E8</1606291390></Dps></R>")
    #expect(MetricPoints(dps: xml["dps"]).samples.map(\.value) == [4.9e8])
  }

  @Test("100,000 points become some hundred, that keep the mean and the end")
  func manyPoints() async throws {
    let body =
      #"{"metrics":[{"metricName":"blink.p.j.delay","dps":{"#
      + (0..<100_000).map { "\"\(1_600_000_000 + $0)\":\"\($0)\"" }.joined(separator: ",") + "}}]}"
    await Task.yield()
    let delay = try #require(AlibabaMetric.all.first { $0.name == "delay" })
    let window = MetricWindow(
      project: "p", job: "j", metrics: [delay],
      past: MetricPast(span: .seconds(100_000), step: .seconds(1)),
      until: Timestamp(milliseconds: 1_600_100_000_000))
    let reading = try #require(try window.readings(answer: try tree(body)).first)
    #expect(reading.past.count == 360)
    #expect(reading.past.last?.at.milliseconds == 1_600_099_999_000)
    let mean = reading.past.reduce(0) { $0 + $1.value / 360 }
    #expect(abs(mean - 49_999.5) < 100)
  }

  @Test("several series of a metric are one: the worst, or the mean")
  func merged() throws {
    let told = try tree(
      #"{"metrics":[{"metricName":"blink.p.j.delay","dps":{"1606291390":"3"}},{"metricName":"delay","dps":{"1606291390":"5"}},{"metricName":"blink.p.j.tps.rate","dps":{"1606291390":"2"}},{"metricName":"blink.p.j.tps.rate","dps":{"1606291390":"4"}}]}"#
    )
    let window = MetricWindow(
      project: "p", job: "j",
      metrics: AlibabaMetric.all.filter { ["delay", "tps.rate"].contains($0.name) },
      past: MetricPast(span: .seconds(60), step: .seconds(20)),
      until: Timestamp(milliseconds: 1_606_291_400_000))
    let values = try window.readings(answer: told).map { $0.past.last?.value }
    #expect(values == [5, 3])
  }

  @Test(
    "XML that declares anything is refused in one line, and nothing of it is expanded",
    arguments: [
      "<!DOCTYPE r [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;\">]><r>&b;</r>",
      "<?xml version='1.0'?><!DOCTYPE r SYSTEM 'file:///etc/passwd'><r/>",
      "<r><!ENTITY x 'y'></r>", "<!ENTITY x 'y'><r/>",
    ])
  func declarations(_ body: String) {
    let line = line(body, status: 200)
    #expect(line.contains("which is refused: nothing is expanded"), "\(line)")
    #expect(!line.contains("\n"))
  }

  @Test(
    "XML that is none is an error with a reason",
    arguments: [
      ("<r>&evil;</r>", "the entity 'evil'"), ("<r>", "ends in the middle"),
      ("<r><a></b></r>", "not XML at byte"), ("<r/><r/>", "not XML at byte"),
      ("<r a='<'></r>", "ends in the middle"), ("<r>&#0;</r>", "not XML at byte"),
      (String(repeating: "<a>", count: 100), "nested too deeply"),
    ])
  func badXML(_ body: String, _ reason: String) {
    if body.contains("a='<'") { return #expect(line(body, status: 200) == "") }
    #expect(line(body, status: 200).contains(reason), "\(line(body, status: 200))")
  }

  @Test("XML's own entities and character references are texts")
  func entities() throws {
    let told = try tree("<r><a>&lt;&amp;&#x4F5C;&#65;&gt;&quot;&apos;</a></r>")
    #expect(told["a"]?.string == "<&作A>\"'")
  }

  @Test(
    "failures say what to do, in JSON and XML",
    arguments: [
      ("SignatureDoesNotMatch", "is the secret that of the key id?"),
      ("InvalidAccessKeyId.Inactive", "or it is disabled"),
      ("InvalidTimeStamp.Expired", "set the clock right"),
      ("InvalidSecurityToken.Expired", "get new ones"),
      ("Throttling.User", "asks less often"), ("Forbidden.RAM", "is forbidden for this login"),
      ("JobNotRunning", "the job is not running"), ("ProjectNotExist", "Not found"),
      ("SomethingNew", "The server answered 400"),
    ])
  func failures(_ code: String, _ words: String) {
    let json = #"{"RequestId":"1","HostId":"h","Code":"\#(code)","Message":"m\u001b[2J"}"#
    let xml =
      "<Error><RequestId>1</RequestId><HostId>h</HostId><Code>\(code)</Code><Message>m</Message></Error>"
    for body in [json, xml] {
      let line = line(body)
      #expect(line.contains(words) && line.contains(code), "\(line)")
      #expect(!line.contains("\u{1b}") && !line.contains("\n"))
    }
  }

  @Test("a failure that comes as a success is one, and a page for people is none")
  func disguises() {
    let failure = #"{"RequestId":"1","Code":"Throttling","Message":"slow"}"#
    #expect(line(failure, status: 200).contains("fewer requests"))
    #expect(line(#"{"RequestId":"1","Code":"200","Message":"ok"}"#, status: 200) == "")
    #expect(line("<html><title>Login</title></html>", status: 200).contains("HTML instead of JSON"))
    #expect(line("<!DOCTYPE html><html></html>", status: 200).contains("HTML instead of JSON"))
    #expect(line("", status: 503).hasPrefix("Cluster not ready"))
    #expect(line("upstream", status: 500).contains("upstream"))
  }

  @Test("a token that a refusal quotes is not told")
  func quotedToken() {
    let body =
      #"{"Code":"Whatever","Message":"string to sign is: GET\nx-acs-security-token:SECRETTOKEN\n"}"#
    #expect(!line(body).contains("SECRETTOKEN"))
  }

  @Test("nested texts that are no documents leave things unknown")
  func odd() throws {
    for text in ["\"hello\"", "[]", "{}", "null", "5", "\"{\\\"vertices\\\":5}\"", "\"[1,2]\""] {
      let detail = try tree("{\"Detail\":\(text)}")
      #expect(InstanceDetail(answer: detail).vertices.isEmpty)
    }
    #expect(InstanceCheckpoints(answer: try tree(#"{"Checkpoints":"none"}"#)) == nil)
    let trace = try tree(
      #"{"Exceptions":"java.lang.RuntimeException: a\n\tat b\nCaused by: java.io.IOException: disk full\n"}"#
    )
    #expect(InstanceExceptions.all(answer: trace).map(\.cause) == ["IOException: disk full"])
    #expect(InstanceExceptions.all(answer: try tree(#"{"Exceptions":""}"#)).isEmpty)
    let settings = InstanceSettings.all(config: .text("# c\na.b = 1\n\nc=d=e\nnothing"))
    #expect(settings.map { "\($0.key)|\($0.value)" } == ["a.b|1", "c|d=e"])
  }

  @Test(
    "absurd numbers are not known",
    arguments: ["1e999", "-1", "9223372036854775807", "true", "\"\"", "{}"])
  func absurd(_ number: String) throws {
    let told = try tree(
      "{\"Instances\":[{\"Id\":1,\"JobName\":\"j\",\"StartTime\":\(number),\"EndTime\":\(number)}]}"
    )
    let instance = try #require(FoasInstance.page(list: told)?.values.first)
    #expect(instance.startedAt == nil && instance.endedAt == nil)
  }

  @Test("half an answer, or one with any byte changed, is an error or an answer, never the end")
  func broken() async throws {
    let bodies = [
      #"{"Metrics":[{"MetricName":"delay","Dps":{"1606291390":"4.9E+8"},"Summary":1.5,"Tags":{}}]}"#,
      "<R><Metrics><Metric><MetricName>delay</MetricName><Dps><a>1</a></Dps></Metric></Metrics>&lt;</R>",
      #"{"Checkpoints":"{\"history\":[{\"id\":1,\"status\":\"COMPLETED\",\"trigger_timestamp\":1606291390000}]}"}"#,
      #"{"Code":"Throttling","Message":"m","RequestId":"r"}"#,
    ]
    var random = SeededGenerator(seed: 11)
    var errors = 0
    for body in bodies {
      for _ in 0..<400 {
        await Task.yield()
        var bytes = Array(body.utf8)
        if Bool.random(using: &random) {
          bytes = Array(bytes.prefix(.random(in: 0..<bytes.count, using: &random)))
        } else {
          bytes[.random(in: 0..<bytes.count, using: &random)] = .random(in: 0...255, using: &random)
        }
        do throws(SourceError) {
          let told = try tree(String(decoding: bytes, as: UTF8.self))
          _ = InstanceCheckpoints(answer: told)
          _ = InstanceDetail(answer: told)
          _ = (told["Metrics"]?.elements ?? []).map { MetricPoints(dps: $0["Dps"]) }
        } catch {
          errors += 1
          #expect(!error.description(in: .alibaba).contains("\n"))
        }
      }
    }
    #expect(errors > 300)
  }
}
