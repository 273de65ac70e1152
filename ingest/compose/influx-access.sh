#!/bin/bash
# Who may do what in InfluxDB 2: ingest reads and writes the bucket, Grafana only reads it. Runs after every start of the
# database and changes only what is not as it should be.
#
# Ingest's token is made by InfluxDB, which tells it once: it is handed over as a file, beside ingest's MQTT password. Grafana's is a
# user of the 1.x API with the password of .env, so that its data source can be provisioned before the database has ever run.
# InfluxQL asks for a database: the mapping says that it is the bucket.
#
# INFLUX_HOST, INFLUX_ORG, INFLUX_TOKEN  the server and its operator's token, read by the influx command
# ARENA_INFLUX_DATABASE                  bucket and database
# ARENA_INFLUX_GRAFANA_PASSWORD          password of the user grafana
# ARENA_INGEST_MQTT                      file of ingest's MQTT password
# ARENA_INGEST_FOLDER                    folder handed to ingest: ingest.mqtt and influx.token
set -euo pipefail

database=${ARENA_INFLUX_DATABASE:?}
password=${ARENA_INFLUX_GRAFANA_PASSWORD:?}
secrets=${ARENA_INGEST_FOLDER:?}
token=$secrets/influx.token
name="Arena ingest"

bucket=$(influx bucket list --name "$database" --hide-headers | cut -f 1)
: "${bucket:?there is no bucket $database}"

mappings=$(influx v1 dbrp list --db "$database" --hide-headers)
if [[ -z $(sed '/^VIRTUAL/,$d' <<< "$mappings" | tr -d '[:space:]') ]]; then
  influx v1 dbrp create --db "$database" --rp autogen --bucket-id "$bucket" --default > /dev/null
  echo "database $database is bucket $bucket"
fi

users=$(influx v1 auth list --json)
if grep -q '"token": *"grafana"' <<< "$users"; then
  influx v1 auth set-password --username grafana --password "$password"
else
  influx v1 auth create --username grafana --password "$password" --description "Arena Grafana" --read-bucket "$bucket" > /dev/null
  echo "grafana may read $database"
fi

# The header comes from a file descriptor: what stands on a command line can be read by other processes.
reads() { curl -fsS -o /dev/null -G "$INFLUX_HOST/query" --data-urlencode "db=$database" --data-urlencode "q=SHOW MEASUREMENTS LIMIT 1" -K <(printf 'header = "Authorization: Token %s"' "$(< "$token")"); }
if [[ ! -s $token ]] || ! reads; then
  tokens=$(influx auth list --json)
  while read -r old; do
    influx auth delete --id "$old" > /dev/null
  done < <(sed -n 's/.*"id": *"\([^"]*\)".*/id \1/p; s/.*"description": *"\([^"]*\)".*/of \1/p' <<< "$tokens" | awk -v of="of $name" '/^id /{id = $2} $0 == of {print id}')
  made=$(influx auth create --description "$name" --read-bucket "$bucket" --write-bucket "$bucket" --json | sed -n 's/.*"token": *"\([^"]*\)".*/\1/p')
  printf '%s' "${made:?InfluxDB made no token}" > "$token.new"
  mv "$token.new" "$token"
  echo "ingest may read and write $database"
fi
cp "${ARENA_INGEST_MQTT:?}" "$secrets/ingest.mqtt"
