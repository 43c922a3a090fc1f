// Tells the thread sanitizer of the standard library's `Mutex`, loaded before it by Tests/sanitize.
//
// On Linux a lock that nobody holds is taken in the caller's own code, which the sanitizer sees. One that somebody holds
// is taken and given back in libswiftSynchronization, by a futex it does not see: each such meeting would be told as a
// race. These stand in for the three functions, call the real ones, and say what they mean. No true race is hidden.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#define LOCK "$s15Synchronization12_MutexHandleV9_lockSlowyys6UInt32VF"
#define UNLOCK "$s15Synchronization12_MutexHandleV11_unlockSlowyyF"
#define TRY_LOCK "$s15Synchronization12_MutexHandleV12_tryLockSlowSbyF"

#define SWIFT __attribute__((swiftcall))
#define SELF __attribute__((swift_context)) void *self

SWIFT void lock(uint32_t thread, SELF) __asm__(LOCK);
SWIFT void unlock(SELF) __asm__(UNLOCK);
SWIFT bool tryLock(SELF) __asm__(TRY_LOCK);

static void *real(const char *symbol) {
  void *function = dlsym(RTLD_NEXT, symbol);
  if (function) return function;
  fprintf(stderr, "tsan-mutex.c: no %s: this Swift's Mutex is another one, and this file is to follow it\n", symbol);
  abort();
}

// Nothing in a process without the sanitizer.
static void tell(const char *event, void *address) {
  void (*function)(void *) = (void (*)(void *))dlsym(RTLD_DEFAULT, event);
  if (function) function(address);
}

SWIFT void lock(uint32_t thread, SELF) {
  ((SWIFT void (*)(uint32_t, SELF))real(LOCK))(thread, self);
  tell("__tsan_acquire", self);
}

SWIFT void unlock(SELF) {
  tell("__tsan_release", self);
  ((SWIFT void (*)(SELF))real(UNLOCK))(self);
}

SWIFT bool tryLock(SELF) {
  bool isTaken = ((SWIFT bool (*)(SELF))real(TRY_LOCK))(self);
  if (isTaken) tell("__tsan_acquire", self);
  return isTaken;
}
