// libcurl as a TLS byte stream, opened at run time.
//
// Only the few prototypes and numbers that are used are declared (in ccurl.c), so that neither building nor running
// needs a development package. curl_easy_setopt and curl_easy_getinfo are variadic and are therefore called here, in C.
#ifndef ASSAY_CCURL_H
#define ASSAY_CCURL_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

// One TLS connection. All functions but ccurl_cancel are for one thread at a time.
typedef struct ccurl_stream ccurl_stream;

// What a connection is made with. Every pointer but `url` may be NULL; the strings are copied.
typedef struct ccurl_options {
  const char *url;          // https://host:port
  const char *ca_file;      // PEM file of the certificates to trust in place of the system's
  const char *certificate;  // PEM file of the client's certificate
  const char *key;          // PEM file of the client's key
  const char *proxy;        // URL of an HTTP proxy to tunnel through
  int insecure;             // 1: neither the chain nor the host name is checked
  long timeout_ms;          // for resolving, connecting and the TLS handshake together
} ccurl_options;

// How long the phases of connecting took, in microseconds since its start; 0 for a phase that did not happen.
typedef struct ccurl_times {
  int64_t resolved, connected, secured;
} ccurl_times;

// The results that callers tell apart; every other number is libcurl's CURLcode.
enum {
  CCURL_OK = 0,
  CCURL_OUT_OF_MEMORY = 27,
  CCURL_AGAIN = 81,
  CCURL_NO_LIBRARY = -1,
};

// Opens the library when that has not been done yet. CCURL_OK, or CCURL_NO_LIBRARY.
int ccurl_load(void);

// Why the library could not be opened; an empty string when it could.
const char *ccurl_load_error(void);

// Makes a stream that is not connected yet; NULL when there is no memory or no library.
ccurl_stream *ccurl_create(void);

// Resolves, connects and shakes hands, all of it before it returns. CCURL_OK, or a CURLcode with ccurl_error.
int ccurl_connect(ccurl_stream *stream, const ccurl_options *options, ccurl_times *times);

// Sends without waiting: *moved bytes were taken, or CCURL_AGAIN.
int ccurl_send(ccurl_stream *stream, const void *bytes, size_t count, size_t *moved);

// Receives without waiting: *moved bytes came (0: the end), or CCURL_AGAIN.
int ccurl_receive(ccurl_stream *stream, void *bytes, size_t count, size_t *moved);

// What the TLS library made of the peer's certificate: 0, or OpenSSL's X509_V_ERR number where it is OpenSSL.
long ccurl_verify_result(const ccurl_stream *stream);

// 1 when the peer asked for a client certificate in the handshake.
int ccurl_asks_certificate(const ccurl_stream *stream);

// 1 when close_notify has not come, as far as the TLS library shows its messages; to be asked at the end of the stream.
int ccurl_lacks_close_notify(const ccurl_stream *stream);

// The socket to wait on; -1 when there is none.
int ccurl_socket(const ccurl_stream *stream);

// libcurl's own words about the last failure.
const char *ccurl_error(const ccurl_stream *stream);

// libcurl's general words for a CURLcode.
const char *ccurl_text(int code);

// Shuts the stream's sockets down, from any thread, at any moment between create and destroy.
void ccurl_cancel(ccurl_stream *stream);

// Closes and frees.
void ccurl_destroy(ccurl_stream *stream);

#ifdef __cplusplus
}
#endif
#endif
