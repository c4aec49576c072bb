// The parts of libzdb that the tests use.
#ifndef MOCK_ZDB_H
#define MOCK_ZDB_H

typedef struct URL_S *URL_T;
typedef struct Connection_S *Connection_T;
typedef struct ConnectionPool_S *ConnectionPool_T;
ConnectionPool_T ConnectionPool_new(URL_T url);
void ConnectionPool_free(ConnectionPool_T *P);
void ConnectionPool_start(ConnectionPool_T P);
void ConnectionPool_stop(ConnectionPool_T P);
Connection_T ConnectionPool_getConnection(ConnectionPool_T P);
void ConnectionPool_returnConnection(ConnectionPool_T P,
                                     Connection_T connection);
void Connection_execute(Connection_T C, const char *sql, ...);
void Connection_close(Connection_T C);
#endif
