import Testing

@testable import StreamModel

/// Somebody else's question has the metrics fetched anew, so that watermarks are of a later fetch than is told.
@Suite("Lags of watermarks whose fetch is told wrongly")
struct MisdatedLagTests {
  private func take(
    _ watermark: Double, at received: Double, _ instant: MetricInstant, in model: inout VertexModel
  ) {
    let lowest = Watermark.at(at(watermark))
    model.take(
      VertexWatermarks(
        lowest: lowest, highest: lowest, subtasks: 1, subtasksWithoutWatermark: 0),
      WatermarkReading(
        receivedAt: at(received), instant: instant, clockOffset: .zero, isSampled: true),
      isSource: false)
  }

  @Test("one that was behind is not ahead all of a sudden: the last lag stays")
  func ahead() {
    var model = VertexModel()
    take(8, at: 12, .at(at(11)), in: &model)
    #expect(model.watermarkLag?.value == .seconds(3))
    take(17.7, at: 22, .at(at(14)), in: &model)
    #expect(model.watermarkLag?.value == .seconds(3))
    take(27.7, at: 58, .notAfter(at(24)), in: &model)
    #expect(model.watermarkLag?.value == .seconds(3))
    take(48, at: 62, .at(at(51)), in: &model)
    #expect(model.watermarkLag?.value == .seconds(3) && model.watermarkLag?.receivedAt == at(51))
  }

  @Test("another watermark of the same fetch is of another fetch")
  func moved() {
    var model = VertexModel()
    take(8, at: 12, .at(at(11)), in: &model)
    take(9.5, at: 20, .at(at(11.4)), in: &model)
    #expect(model.watermarkLag?.value == .seconds(3))
  }

  @Test("a lag whose fetch is not known is said to be that at most, until one is known")
  func atMost() {
    var model = VertexModel()
    take(8, at: 30, .notAfter(at(25)), in: &model)
    #expect(model.watermarkLag?.value == .seconds(17) && !model.isLagExact)
    take(29, at: 40, .at(at(31)), in: &model)
    #expect(model.watermarkLag?.value == .seconds(2) && model.isLagExact)
  }
}
