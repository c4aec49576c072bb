// The parts of MySQL's X DevAPI for C that the tests use.
#ifndef MOCK_MYSQLX_XAPI_H
#define MOCK_MYSQLX_XAPI_H

typedef struct mysqlx_client_struct mysqlx_client_t;
typedef struct mysqlx_session_struct mysqlx_session_t;
typedef struct mysqlx_session_options_struct mysqlx_session_options_t;
typedef struct mysqlx_error_struct mysqlx_error_t;
mysqlx_client_t *mysqlx_get_client_from_url(const char *conn_string,
                                            const char *client_opts,
                                            mysqlx_error_t **error);
mysqlx_client_t *mysqlx_get_client_from_options(mysqlx_session_options_t *opt,
                                                mysqlx_error_t **error);
mysqlx_session_t *mysqlx_get_session_from_client(mysqlx_client_t *cli,
                                                 mysqlx_error_t **error);
int mysqlx_transaction_begin(mysqlx_session_t *sess);
void mysqlx_session_close(mysqlx_session_t *session);
void mysqlx_client_close(mysqlx_client_t *client);
#endif
