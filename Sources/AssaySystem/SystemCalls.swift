import AssayPlatform

// The few calls whose names our own methods hide, with the retry that each of them needs.

func systemClose(_ file: Int32) { _ = close(file) }

/// Reads once, again after a signal; the count, 0 at the end, -1 with `errno`.
func systemRead(_ file: Int32, _ block: UnsafeMutableRawBufferPointer) -> Int {
  while true {
    let count = read(file, block.baseAddress, block.count)
    if count >= 0 || errno != EINTR { return count }
  }
}

/// Writes all bytes however many calls it takes, waiting where the other side is slow; `false` with `errno` set.
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
