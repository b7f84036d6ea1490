package import HTTPTransport

/// What a request is signed with: an AccessKey of Alibaba Cloud, or temporary credentials of its security token service.
package struct AccessKey: Hashable, Sendable {
  /// Names the key, and goes out with each request: `LTAI...`.
  package let id: String
  let secret: Secret
  /// Of temporary credentials; nil for a key of one's own.
  let token: Secret?

  /// Throws what is wrong with one of them, without telling it.
  package init(id: String, secret: Secret, token: Secret? = nil) throws(AccessKeyError) {
    guard !id.isEmpty, id.utf8.allSatisfy({ (0x21...0x7E).contains($0) && $0 != 0x3A }) else {
      throw AccessKeyError(part: "key id")
    }
    for (part, secret) in [("secret", secret), ("security token", token)] {
      guard let secret else { continue }
      let isPlain = secret.withBytes { bytes in
        !bytes.isEmpty && bytes.allSatisfy { (0x21...0x7E).contains($0) }
      }
      guard isPlain else { throw AccessKeyError(part: part) }
    }
    self.id = id
    self.secret = secret
    self.token = token
  }
}

/// A part of a key that can be none.
package struct AccessKeyError: Error, Hashable, CustomStringConvertible {
  var part: String

  package var description: String {
    "the \(part) of Alibaba Cloud is empty, or has blanks or characters that none has"
  }
}

// An id is no secret, and yet nothing for a log.
extension AccessKey: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  package var description: String { "(not shown)" }
  package var debugDescription: String { description }
  package var customMirror: Mirror { Mirror(self, children: EmptyCollection()) }
}
