import Testing

@testable import StreamModel

@Suite("Secrets")
struct SecretsTests {
  @Test(
    "keys that name a secret are told from those that only sound like it",
    arguments: [
      ("s3.secret-key", true), ("s3.access-key", true), ("fs.azure.account.key.x.net", true),
      ("security.ssl.rest.key-password", true), ("rest.auth.token", true), ("a.API_KEY", true),
      ("metrics.reporter.x.apikey", true), ("my.credentials", true), ("jaas.config", true),
      ("kafka.sasl.jaas.config", true), ("fs.azure.sharedkey", true), ("db.pwd", true),
      ("security.kerberos.login.keytab", false), ("security.ssl.rest.keystore", false),
      ("state.backend.rocksdb.key-groups", false), ("taskmanager.host", false), ("key", false),
      ("", false),
    ])
  func keys(key: String, isSecret: Bool) {
    #expect(Secrets.isSecret(key) == isSecret)
    #expect(Setting(key: key, value: "v").value == (isSecret ? "******" : "v"))
  }

  @Test(
    "values are shown without what is secret in them",
    arguments: [
      (
        "-Djavax.net.ssl.keyStorePassword=abc -Xmx1g",
        "-Djavax.net.ssl.keyStorePassword=****** -Xmx1g"
      ),
      (
        #"x required user="a" password="b c" x="d";"#,
        #"x required user="a" password="******" x="d";"#
      ),
      ("https://h/p?token=abc&x=1", "https://h/p?token=******&x=1"),
      ("jdbc:postgresql://u:p@db:5432/x", "jdbc:postgresql://******@db:5432/x"),
      ("https://a/b@c", "https://a/b@c"), ("mail@example.com", "mail@example.com"),
      ("password=", "password="), ("=", "="), ("a=b=c", "a=b=c"), ("", ""),
      ("x://://@", "x://://******@"),
    ])
  func values(text: String, shown: String) {
    #expect(Secrets.masked(in: text) == shown)
  }
}
