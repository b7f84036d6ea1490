import StreamModel
import Testing

@testable import FlinkTraces

@Suite("Attributes of a span, which nothing quotes")
struct AttributeTextTests {
  private func span(_ attributes: String) throws -> TraceSpan {
    let (spans, reader) = Recording.read(Recording.line(attributes))
    #expect(reader.unread == UnreadLines())
    return try #require(spans.first?.span)
  }

  @Test(
    "a job's name may hold what separates attributes",
    arguments: [
      "a, b", "a=b", "a, b=c", "a}, b{", "}}", "[1, 2]", "a, children=[]", "x}, children=[y",
      "SimpleSpan{scope=a}", "a, <b", "ü, é=1", "", " ", ",", ", ",
      // What no map has twice.
      "a, fullSize=3", "a, fullSize=3, checkpointId=4", "a, <host>=evil",
      "2026-11-21 Reported span: x",
    ])
  func jobNames(name: String) throws {
    for attributes in [
      "fullSize=1, <job_name>=\(name), checkpointId=2, <host>=h, maxNewThing=7",
      "<job_name>=\(name), fullSize=1, checkpointId=2, <host>=h, maxNewThing=7",
      "<host>=h, maxNewThing=7, fullSize=1, checkpointId=2, <job_name>=\(name)",
    ] {
      let span = try span(attributes)
      #expect(span.attributes["job_name"] == .text(name))
      #expect(span.checkpoint == CheckpointID(2) && span.host == "h")
      #expect(span.fullSize == ByteCount(bytes: 1) && span.attributes.count("maxNewThing") == 7)
      #expect(span.attributes.all.count == 5)
    }
  }

  @Test("an attribute that nobody knows ends a number or a word, whatever it is called")
  func unknown() throws {
    let span = try span("checkpointStatus=COMPLETED, x=y, checkpointId=1, z-1=[1, 2], w=[a, 2]")
    #expect(
      span.attributes.all == [
        SpanAttribute(name: "checkpointStatus", value: .text("COMPLETED")),
        SpanAttribute(name: "x", value: .text("y")),
        SpanAttribute(name: "checkpointId", value: .integer(1)),
        SpanAttribute(name: "z-1", value: .integers([1, 2])),
        SpanAttribute(name: "w", value: .text("[a, 2]")),
      ])
  }

  @Test("what names something is text, also where it looks like a number")
  func numbers() throws {
    let span = try span(
      "jobId=12345678901234567, <job_name>=42, jobVertexId=00000000000000000000000000000007, "
        + "checkpointId=007, fullSize=99999999999999999999, metadataSize=-1, x=")
    #expect(span.job == JobID("12345678901234567") && span.jobName == "42")
    #expect(span.vertex == VertexID("00000000000000000000000000000007"))
    #expect(span.checkpoint == nil && span.attributes["checkpointId"] == .text("007"))
    #expect(span.fullSize == nil && span.metadataSize == nil)
    #expect(span.attributes["metadataSize"] == .integer(-1) && span.attributes["x"] == .text(""))
  }

  @Test("a variable that is called as an attribute is keeps its brackets")
  func doubles() throws {
    let span = try span("jobId=abc, <jobId>=x, <region>=lab, <my zone>=1")
    #expect(span.job == JobID("abc") && span.attributes["<jobId>"] == .text("x"))
    #expect(span.attributes["region"] == .text("lab"))
    #expect(span.attributes["my zone"] == .text("1"))
  }

  @Test("no attributes are none")
  func empty() throws {
    #expect(try span("").attributes.all.isEmpty)
    let (spans, _) = Recording.read(
      "Reported span: SimpleSpan{scope=a, name=b, startTsMillis=5, endTsMillis=9, attributes={}}")
    #expect(spans.first?.span.attributes.all.isEmpty == true)
    #expect(spans.first?.span.kind == .other("b"))
  }

  @Test(
    "times that nobody knows are unknown",
    arguments: [
      "-1", "0", "1795226216095", "-9223372036854775808", "9223372036854775808",
      "18446744073709551615", "18446744073709551616000000",
    ])
  func ends(end: String) {
    let (spans, reader) = Recording.read(
      "Reported span: SimpleSpan{scope=a, name=b, startTsMillis=1795226216096, "
        + "endTsMillis=\(end), attributes={}, children=[]}")
    #expect(reader.unread == UnreadLines())
    #expect(spans.first?.span.start == Timestamp(1_795_226_216_096))
    #expect(spans.first?.span.end == nil && spans.first?.span.duration == nil)
  }
}
