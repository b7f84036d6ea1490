import AlibabaRealtime
import ArgumentParser
import Dashboard
import HTTPTransport

/// Which project of Alibaba Cloud's realtime compute, and the files of the key that opens it. Nothing secret is taken from
/// the command line.
struct AlibabaOptions: ParsableArguments {
  @Option(help: "Alibaba Cloud: the region, as cn-hangzhou; it says which host is asked.")
  var region: String?

  @Option(help: "Alibaba Cloud: the project.")
  var project: String?

  @Option(
    name: .customLong("access-key-id-file"),
    help: "Alibaba Cloud: file with the key id; else $ALIBABA_CLOUD_ACCESS_KEY_ID.")
  var keyIDFile: String?

  @Option(
    name: .customLong("access-key-secret-file"),
    help: "Alibaba Cloud: file with the key's secret; else $ALIBABA_CLOUD_ACCESS_KEY_SECRET.")
  var secretFile: String?

  @Option(
    name: .customLong("security-token-file"),
    help: "Alibaba Cloud: file with a temporary key's token; else $ALIBABA_CLOUD_SECURITY_TOKEN.")
  var tokenFile: String?

  /// The first of them that is given; nil where none is.
  var givenOption: String? {
    let all = [
      (region, "--region"), (project, "--project"), (keyIDFile, "--access-key-id-file"),
      (secretFile, "--access-key-secret-file"), (tokenFile, "--security-token-file"),
    ]
    return all.first { $0.0 != nil }?.1
  }

  /// The key, from files or the environment.
  func key() throws(Failure) -> AccessKey {
    func part(_ file: String?, _ option: String, _ variable: String) throws(Failure) -> String? {
      try ClusterOptions.secret(file: file, option: option, variable: variable)
    }
    let id = try part(keyIDFile, "--access-key-id-file", "ALIBABA_CLOUD_ACCESS_KEY_ID")
    let secret = try part(
      secretFile, "--access-key-secret-file", "ALIBABA_CLOUD_ACCESS_KEY_SECRET")
    guard let id, let secret else {
      let missing = id == nil ? "ACCESS_KEY_ID" : "ACCESS_KEY_SECRET"
      let option = id == nil ? "--access-key-id-file" : "--access-key-secret-file"
      throw Failure(
        .wrongUsage, "--source aliyun needs \(option) or the variable ALIBABA_CLOUD_\(missing).")
    }
    let token = try part(tokenFile, "--security-token-file", "ALIBABA_CLOUD_SECURITY_TOKEN")
    do {
      return try AccessKey(id: id, secret: Secret(secret), token: token.map { Secret($0) })
    } catch {
      throw Failure(.wrongUsage, "--source aliyun: \(error.description).")
    }
  }

  /// The project by its place, checked.
  func place() throws(Failure) -> (region: String, url: String, project: String) {
    guard let region else {
      throw Failure(.wrongUsage, "--source aliyun needs --region, as cn-hangzhou.")
    }
    guard let url = RegionEndpoint.url(of: region) else {
      throw Failure(
        .wrongUsage, "--region wants a name such as cn-hangzhou, not '\(region.cutForSentence)'.")
    }
    guard let project, !project.isEmpty else {
      throw Failure(.wrongUsage, "--source aliyun needs --project, the name of a project.")
    }
    guard
      project.unicodeScalars.allSatisfy({
        $0.value > 0x20 && !"/?#%\u{7F}".unicodeScalars.contains($0)
      })
    else {
      throw Failure(.wrongUsage, "--project has characters that no project's name has.")
    }
    return (region, url, project)
  }
}
