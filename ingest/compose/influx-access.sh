#!/bin/bash
# Who may do what in InfluxDB 2: ingest reads and writes the bucket, Grafana only reads it. Runs after every start of the
# database and changes only what is not as it should be, so a new password in .env takes effect with the next start.
#
# They are users of the 1.x API, because their passwords can be chosen; InfluxDB 2 makes up its tokens itself, and a made-up one
# would have to be handed from container to container. InfluxQL asks for a database: the mapping says that it is the bucket.
#
# INFLUX_HOST, INFLUX_ORG, INFLUX_TOKEN  the server and its operator's token, read by the influx command
# ARENA_INFLUX_DATABASE                  bucket and database
# ARENA_INFLUX_GRAFANA_PASSWORD          password of the user grafana
# ARENA_SECRETS                          folder of influx.token, ingest's user:password (default /run/secrets)
set -euo pipefail

database=${ARENA_INFLUX_DATABASE:?}
grafana_password=${ARENA_INFLUX_GRAFANA_PASSWORD:?}
IFS=: read -r ingest ingest_password < "${ARENA_SECRETS:-/run/secrets}/influx.token"

bucket=$(influx bucket list --name "$database" --hide-headers | cut -f 1)
: "${bucket:?there is no bucket $database}"

mappings=$(influx v1 dbrp list --db "$database" --hide-headers)
if [[ -z $(sed '/^VIRTUAL/,$d' <<< "$mappings" | tr -d '[:space:]') ]]; then
  influx v1 dbrp create --db "$database" --rp autogen --bucket-id "$bucket" --default > /dev/null
  echo "database $database is bucket $bucket"
fi

users=$(influx v1 auth list --json)
access() {
  local user=$1 password=$2
  shift 2
  if grep -Eq "\"token\": *\"$user\"" <<< "$users"; then
    influx v1 auth set-password --username "$user" --password "$password"
  else
    influx v1 auth create --username "$user" --password "$password" --description "Arena: $user" "$@" > /dev/null
    echo "user $user may ${*//$bucket/$database}"
  fi
}
access "${ingest:?influx.token is user:password}" "${ingest_password:?influx.token is user:password}" --read-bucket "$bucket" --write-bucket "$bucket"
access grafana "$grafana_password" --read-bucket "$bucket"
