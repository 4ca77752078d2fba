#!/bin/sh
# Runs once, when the database is made: the role of web, api and worker, which owns nothing.
set -e
chown postgres /var/lib/archive 2>/dev/null || true
psql -v ON_ERROR_STOP=1 -U postgres -d packpost -v password="$PACKPOST_APP_PASSWORD" <<SQL
create role packpost_app login nosuperuser nocreatedb nocreaterole nobypassrls noreplication password :'password';
SQL
