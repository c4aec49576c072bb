// The parts of libcurl that the tests use.
#ifndef MOCK_CURL_H
#define MOCK_CURL_H

typedef void CURL;
typedef void CURLM;
typedef void CURLSH;
typedef enum { CURLM_OK } CURLMcode;
typedef enum { CURLSHE_OK } CURLSHcode;
typedef enum { CURLE_OK } CURLcode;
typedef enum { CURLOPT_SHARE = 10100 } CURLoption;
typedef enum { CURLSHOPT_SHARE = 1 } CURLSHoption;
CURLcode curl_easy_setopt(CURL *curl, CURLoption option, ...);
CURLM *curl_multi_init(void);
CURLMcode curl_multi_add_handle(CURLM *multi_handle, CURL *curl_handle);
CURLMcode curl_multi_perform(CURLM *multi_handle, int *running_handles);
CURLMcode curl_multi_cleanup(CURLM *multi_handle);
CURLSH *curl_share_init(void);
CURLSHcode curl_share_setopt(CURLSH *share, CURLSHoption option, ...);
CURLSHcode curl_share_cleanup(CURLSH *share);
#endif
