// The parts of libmosquitto that the tests use.
#ifndef MOCK_MOSQUITTO_H
#define MOCK_MOSQUITTO_H
#include <stdbool.h>

struct mosquitto;
struct mosquitto *mosquitto_new(const char *id, bool clean_session, void *obj);
int mosquitto_loop_start(struct mosquitto *mosq);
int mosquitto_disconnect(struct mosquitto *mosq);
int mosquitto_loop_stop(struct mosquitto *mosq, bool force);
void mosquitto_destroy(struct mosquitto *mosq);
#endif
