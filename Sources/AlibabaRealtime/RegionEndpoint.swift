/// The host that answers for a region, as the SDK's table of 2021 has it.
package enum RegionEndpoint {
  private static let suffix = "aliyuncs.com"
  /// Regions without a host of their own, which are answered for in Tokyo.
  private static let ofTokyo: Set<String> = [
    "ap-northeast-2-pop", "ap-south-1", "ap-southeast-2", "ap-southeast-5", "eu-central-1",
    "eu-west-1", "eu-west-1-oxs", "me-east-1", "rus-west-1-pop", "us-east-1", "us-west-1",
  ]
  /// Those that the central host answers for.
  private static let ofTheCentre: Set<String> = [
    "cn-beijing-finance-1", "cn-beijing-finance-pop", "cn-beijing-gov-1", "cn-beijing-nu16-b01",
    "cn-chengdu", "cn-edge-1", "cn-fujian", "cn-haidian-cm12-c01", "cn-hangzhou-bj-b01",
    "cn-hangzhou-internal-prod-1", "cn-hangzhou-internal-test-1", "cn-hangzhou-internal-test-2",
    "cn-hangzhou-internal-test-3", "cn-hangzhou-test-306", "cn-hongkong", "cn-hongkong-finance-pop",
    "cn-huhehaote", "cn-qingdao-nebula", "cn-shanghai-et15-b01", "cn-shanghai-et2-b01",
    "cn-shanghai-inner", "cn-shanghai-internal-test-1", "cn-shenzhen-finance-1",
    "cn-shenzhen-inner", "cn-shenzhen-st4-d01", "cn-shenzhen-su18-b01", "cn-wuhan", "cn-yushanfang",
    "cn-zhangbei-na61-b01", "cn-zhangjiakou-na62-a01", "cn-zhengzhou-nebula-1",
  ]

  /// `https://foas.cn-hangzhou.aliyuncs.com`; nil for what is no name of a region.
  package static func url(of region: String) -> String? {
    let isName =
      !region.isEmpty && region.utf8.count <= 63
      && region.utf8.allSatisfy { byte in
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
          || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || byte == UInt8(ascii: "-")
      }
    guard isName, region.first != "-", region.last != "-" else { return nil }
    if ofTokyo.contains(region) { return "https://foas.ap-northeast-1.\(suffix)" }
    return ofTheCentre.contains(region)
      ? "https://foas.\(suffix)" : "https://foas.\(region).\(suffix)"
  }
}
