// See ccurl.h. Numbers and prototypes: libcurl's documented, stable binary interface (curl.h of 7.62 and later).
#include "ccurl.h"

#include <dlfcn.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

typedef void CURL;

// Options: 0 + n take a long, 10000 + n a pointer, 20000 + n a function.
enum {
  OPT_URL = 10002,
  OPT_PROXY = 10004,
  OPT_ERRORBUFFER = 10010,
  OPT_SSLCERT = 10025,
  OPT_KEYPASSWD = 10026,
  OPT_SSLVERSION = 32,
  OPT_VERBOSE = 41,
  OPT_NOPROGRESS = 43,
  OPT_XFERINFODATA = 10057,
  OPT_HTTPPROXYTUNNEL = 61,
  OPT_SSL_VERIFYPEER = 64,
  OPT_CAINFO = 10065,
  OPT_SSL_VERIFYHOST = 81,
  OPT_HTTP_VERSION = 84,
  OPT_SSLKEY = 10087,
  OPT_DEBUGFUNCTION = 20094,
  OPT_DEBUGDATA = 10095,
  OPT_NOSIGNAL = 99,
  OPT_TCP_NODELAY = 121,
  OPT_CONNECT_ONLY = 141,
  OPT_TIMEOUT_MS = 155,
  OPT_CONNECTTIMEOUT_MS = 156,
  OPT_OPENSOCKETFUNCTION = 20163,
  OPT_OPENSOCKETDATA = 10164,
  OPT_NOPROXY = 10177,
  OPT_CLOSESOCKETFUNCTION = 20208,
  OPT_CLOSESOCKETDATA = 10209,
  OPT_XFERINFOFUNCTION = 20219,
  OPT_SSL_ENABLE_ALPN = 226,
  OPT_QUICK_EXIT = 322,
};

enum {
  INFO_SSL_VERIFYRESULT = 0x200000 + 13,
  INFO_ACTIVESOCKET = 0x500000 + 44,
  INFO_NAMELOOKUP_TIME_T = 0x600000 + 51,
  INFO_CONNECT_TIME_T = 0x600000 + 52,
  INFO_APPCONNECT_TIME_T = 0x600000 + 56,
};

enum { HTTP_VERSION_1_1 = 2, SSLVERSION_TLS_1_2 = 6, GLOBAL_ALL = 3, ERROR_SIZE = 256, SOCKETS = 8 };
// What a DEBUGFUNCTION is told: messages of TLS that came; the one that asks for a certificate (RFC 8446, section 4), and
// the size and the second byte of the alert that ends the stream in order (section 6).
enum { DEBUG_TLS_IN = 5, TLS_CERTIFICATE_REQUEST = 13, TLS_ALERT_SIZE = 2, TLS_CLOSE_NOTIFY = 0 };

// What an OPENSOCKETFUNCTION is given.
struct curl_sockaddr {
  int family, socktype, protocol;
  unsigned int addrlen;
  struct sockaddr addr;
};

static struct {
  int (*global_init)(long);
  CURL *(*easy_init)(void);
  void (*easy_cleanup)(CURL *);
  int (*easy_setopt)(CURL *, int, ...);
  int (*easy_getinfo)(CURL *, int, ...);
  int (*easy_perform)(CURL *);
  int (*easy_send)(CURL *, const void *, size_t, size_t *);
  int (*easy_recv)(CURL *, void *, size_t, size_t *);
  const char *(*easy_strerror)(int);
} api;

static pthread_once_t once = PTHREAD_ONCE_INIT;
static char load_error[512];

struct ccurl_stream {
  CURL *easy;
  int active;  // the socket to wait on, -1 before connecting
  int sees_messages;  // not every TLS library shows them
  int asks_certificate;
  int close_notified;
  char error[ERROR_SIZE];
  pthread_mutex_t lock;  // guards the rest
  int cancelled;
  int sockets[SOCKETS];  // what libcurl has open for this stream: it may try several addresses at once
  int count;
};

static void *symbol(void *library, const char *name) {
  void *found = dlsym(library, name);
  if (!found && !load_error[0]) {
    strcpy(load_error, "this libcurl has no ");
    strncat(load_error, name, 64);
  }
  return found;
}

static void load(void) {
#ifdef __APPLE__
  static const char *const names[] = {"libcurl.4.dylib", "/usr/lib/libcurl.4.dylib", NULL};
#else
  static const char *const names[] = {"libcurl.so.4", "libcurl-gnutls.so.4", NULL};
#endif
  void *library = NULL;
  for (int index = 0; names[index] && !library; index++) library = dlopen(names[index], RTLD_NOW | RTLD_LOCAL);
  if (!library) {
    const char *why = dlerror();
    strncpy(load_error, why ? why : "the library was not found", sizeof load_error - 1);
    return;
  }
  // The cast of an object pointer to a function pointer is what POSIX asks of dlsym.
  *(void **)&api.global_init = symbol(library, "curl_global_init");
  *(void **)&api.easy_init = symbol(library, "curl_easy_init");
  *(void **)&api.easy_cleanup = symbol(library, "curl_easy_cleanup");
  *(void **)&api.easy_setopt = symbol(library, "curl_easy_setopt");
  *(void **)&api.easy_getinfo = symbol(library, "curl_easy_getinfo");
  *(void **)&api.easy_perform = symbol(library, "curl_easy_perform");
  *(void **)&api.easy_send = symbol(library, "curl_easy_send");
  *(void **)&api.easy_recv = symbol(library, "curl_easy_recv");
  *(void **)&api.easy_strerror = symbol(library, "curl_easy_strerror");
  // libcurl's TLS library may write to a socket that the peer has closed; that is to be an error, not the end.
  struct sigaction current;
  if (sigaction(SIGPIPE, NULL, &current) == 0 && current.sa_handler == SIG_DFL) signal(SIGPIPE, SIG_IGN);
  if (!load_error[0] && api.global_init(GLOBAL_ALL) != 0) strcpy(load_error, "libcurl could not be started");
}

int ccurl_load(void) {
  pthread_once(&once, load);
  return load_error[0] ? CCURL_NO_LIBRARY : CCURL_OK;
}

const char *ccurl_load_error(void) { return load_error; }

const char *ccurl_text(int code) { return ccurl_load() == CCURL_OK ? api.easy_strerror(code) : load_error; }

// libcurl asks for its sockets here, so that ccurl_cancel knows them. The wish for close-on-exec is ours as well.
static int open_socket(void *data, int purpose, struct curl_sockaddr *address) {
  ccurl_stream *stream = data;
  (void)purpose;
  int made = socket(address->family, address->socktype, address->protocol);
  if (made < 0) return -1;
  fcntl(made, F_SETFD, FD_CLOEXEC);
#ifdef SO_NOSIGPIPE
  int on = 1;
  setsockopt(made, SOL_SOCKET, SO_NOSIGPIPE, &on, sizeof on);
#endif
  pthread_mutex_lock(&stream->lock);
  int refused = stream->cancelled || stream->count == SOCKETS;
  if (!refused) stream->sockets[stream->count++] = made;
  pthread_mutex_unlock(&stream->lock);
  if (!refused) return made;
  close(made);
  return -1;
}

// Forgets the socket before its number can be given to anything else.
static int close_socket(void *data, int closed) {
  ccurl_stream *stream = data;
  pthread_mutex_lock(&stream->lock);
  for (int index = 0; index < stream->count; index++) {
    if (stream->sockets[index] != closed) continue;
    stream->sockets[index] = stream->sockets[--stream->count];
    break;
  }
  int result = close(closed);
  pthread_mutex_unlock(&stream->lock);
  return result;
}

// Ends resolving too, where there is no socket yet to shut down.
static int progress(void *data, int64_t a, int64_t b, int64_t c, int64_t d) {
  ccurl_stream *stream = data;
  (void)a, (void)b, (void)c, (void)d;
  pthread_mutex_lock(&stream->lock);
  int cancelled = stream->cancelled;
  pthread_mutex_unlock(&stream->lock);
  return cancelled;
}

// Sees the messages of TLS pass by: libcurl has no other way to tell that the peer wants a certificate, and treats an end
// without close_notify as a regular one.
static int debug(CURL *easy, int type, char *data, size_t size, void *user) {
  ccurl_stream *stream = user;
  (void)easy;
  if (type != DEBUG_TLS_IN) return 0;
  stream->sees_messages = 1;
  if (size == TLS_ALERT_SIZE && data[1] == TLS_CLOSE_NOTIFY) stream->close_notified = 1;
  if (size >= 4 && data[0] == TLS_CERTIFICATE_REQUEST) stream->asks_certificate = 1;
  return 0;
}

ccurl_stream *ccurl_create(void) {
  if (ccurl_load() != CCURL_OK) return NULL;
  ccurl_stream *stream = calloc(1, sizeof *stream);
  if (!stream) return NULL;
  stream->easy = api.easy_init();
  if (!stream->easy) {
    free(stream);
    return NULL;
  }
  stream->active = -1;
  pthread_mutex_init(&stream->lock, NULL);
  return stream;
}

int ccurl_connect(ccurl_stream *stream, const ccurl_options *options, ccurl_times *times) {
  CURL *easy = stream->easy;
  int code = 0;
#define SET(option, value) \
  if (code == 0) code = api.easy_setopt(easy, option, value)
  SET(OPT_ERRORBUFFER, stream->error);
  SET(OPT_URL, options->url);
  SET(OPT_CONNECT_ONLY, 1L);
  SET(OPT_NOSIGNAL, 1L);
  SET(OPT_TCP_NODELAY, 1L);
  // HTTP/1.1 is spoken over the stream, so it is what is offered (ALPN, RFC 7301) and nothing else.
  SET(OPT_HTTP_VERSION, (long)HTTP_VERSION_1_1);
  SET(OPT_SSL_ENABLE_ALPN, 1L);
  // TLS 1.0 and 1.1 must not be used (RFC 8996), whatever the system's own settings allow.
  SET(OPT_SSLVERSION, (long)SSLVERSION_TLS_1_2);
  SET(OPT_TIMEOUT_MS, options->timeout_ms);
  SET(OPT_CONNECTTIMEOUT_MS, options->timeout_ms);
  SET(OPT_SSL_VERIFYPEER, options->insecure ? 0L : 1L);
  SET(OPT_SSL_VERIFYHOST, options->insecure ? 0L : 2L);
  if (options->ca_file) SET(OPT_CAINFO, options->ca_file);
  if (options->certificate) SET(OPT_SSLCERT, options->certificate);
  if (options->key) SET(OPT_SSLKEY, options->key);
  // An encrypted key is an error: nobody may be asked for its password on a terminal in the middle of a run.
  SET(OPT_KEYPASSWD, "");
  if (options->proxy) {
    SET(OPT_PROXY, options->proxy);
    SET(OPT_HTTPPROXYTUNNEL, 1L);
    // An empty list: NO_PROXY of the environment has no say either.
    SET(OPT_NOPROXY, "");
  } else {
    // The environment's proxy settings must not decide what a contract is tested against.
    SET(OPT_NOPROXY, "*");
  }
  SET(OPT_OPENSOCKETFUNCTION, open_socket);
  SET(OPT_OPENSOCKETDATA, (void *)stream);
  SET(OPT_CLOSESOCKETFUNCTION, close_socket);
  SET(OPT_CLOSESOCKETDATA, (void *)stream);
  SET(OPT_NOPROGRESS, 0L);
  SET(OPT_XFERINFOFUNCTION, progress);
  SET(OPT_XFERINFODATA, (void *)stream);
  SET(OPT_DEBUGFUNCTION, debug);
  SET(OPT_DEBUGDATA, (void *)stream);
  SET(OPT_VERBOSE, 1L);
#undef SET
  // Cancelling does not wait for a name that is being looked up; an older libcurl does not know it, and waits.
  api.easy_setopt(easy, OPT_QUICK_EXIT, 1L);
  if (code != 0) return code;
  code = api.easy_perform(easy);
  if (times) {
    memset(times, 0, sizeof *times);
    api.easy_getinfo(easy, INFO_NAMELOOKUP_TIME_T, &times->resolved);
    api.easy_getinfo(easy, INFO_CONNECT_TIME_T, &times->connected);
    api.easy_getinfo(easy, INFO_APPCONNECT_TIME_T, &times->secured);
  }
  if (code != 0) return code;
  return api.easy_getinfo(easy, INFO_ACTIVESOCKET, &stream->active);
}

int ccurl_send(ccurl_stream *stream, const void *bytes, size_t count, size_t *moved) {
  *moved = 0;
  stream->error[0] = 0;
  return api.easy_send(stream->easy, bytes, count, moved);
}

int ccurl_receive(ccurl_stream *stream, void *bytes, size_t count, size_t *moved) {
  *moved = 0;
  stream->error[0] = 0;
  return api.easy_recv(stream->easy, bytes, count, moved);
}

long ccurl_verify_result(const ccurl_stream *stream) {
  long result = 0;
  return api.easy_getinfo(stream->easy, INFO_SSL_VERIFYRESULT, &result) == 0 ? result : 0;
}

int ccurl_asks_certificate(const ccurl_stream *stream) { return stream->asks_certificate; }

int ccurl_lacks_close_notify(const ccurl_stream *stream) { return stream->sees_messages && !stream->close_notified; }

int ccurl_socket(const ccurl_stream *stream) { return stream->active; }

const char *ccurl_error(const ccurl_stream *stream) { return stream->error; }

void ccurl_cancel(ccurl_stream *stream) {
  pthread_mutex_lock(&stream->lock);
  stream->cancelled = 1;
  for (int index = 0; index < stream->count; index++) shutdown(stream->sockets[index], SHUT_RDWR);
  pthread_mutex_unlock(&stream->lock);
}

void ccurl_destroy(ccurl_stream *stream) {
  api.easy_cleanup(stream->easy);
  pthread_mutex_destroy(&stream->lock);
  free(stream);
}
