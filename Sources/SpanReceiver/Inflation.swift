import CZlib

/// Why a compressed body is not what it says it is.
enum InflationError: Error, Hashable {
  /// No gzip, or broken.
  case malformed
  /// More than `limit` bytes are in it.
  case tooLarge(limit: Int)
}

extension [UInt8] {
  /// What is in a gzip body; never more than `limit` bytes are unpacked, however little they came as.
  func inflated(limit: Int) throws(InflationError) -> [UInt8] {
    var stream = z_stream()
    guard czlib_inflate_init_gzip(&stream) == Z_OK else { throw .malformed }
    defer { inflateEnd(&stream) }
    var input = self
    var output: [UInt8] = []
    var status = Z_OK
    var chunk = [UInt8](repeating: 0, count: 64 << 10)
    input.withUnsafeMutableBufferPointer { bytes in
      stream.next_in = bytes.baseAddress
      stream.avail_in = UInt32(bytes.count)
      repeat {
        let written = chunk.withUnsafeMutableBufferPointer { room -> Int in
          stream.next_out = room.baseAddress
          stream.avail_out = UInt32(room.count)
          status = inflate(&stream, Z_NO_FLUSH)
          return room.count - Int(stream.avail_out)
        }
        output += chunk[..<written]
      } while status == Z_OK && output.count <= limit
    }
    if output.count > limit { throw .tooLarge(limit: limit) }
    // All of it, and nothing behind it.
    guard status == Z_STREAM_END, stream.avail_in == 0 else { throw .malformed }
    return output
  }
}
