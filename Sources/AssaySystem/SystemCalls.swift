import AssayPlatform

// C functions whose names our methods hide, with the retry that each needs.

func systemClose(_ file: Int32) { _ = close(file) }

/// Reads once, and again after EINTR. Returns the count, 0 at the end, or -1 with `errno`.
func systemRead(_ file: Int32, _ block: UnsafeMutableRawBufferPointer) -> Int {
  while true {
    let count = read(file, block.baseAddress, block.count)
    if count >= 0 || errno != EINTR { return count }
  }
}

/// Writes all bytes, waiting for a slow peer. Returns `false` with `errno` set on failure.
func systemWrite(_ file: Int32, _ bytes: [UInt8]) -> Bool {
  bytes.withUnsafeBytes { all in
    var offset = 0
    while offset < all.count {
      let count = write(file, all.baseAddress! + offset, all.count - offset)
      if count >= 0 {
        offset += count
      } else if errno == EAGAIN {
        var wait = pollfd(fd: file, events: Int16(POLLOUT), revents: 0)
        poll(&wait, 1, -1)
      } else if errno != EINTR {
        return false
      }
    }
    return true
  }
}
