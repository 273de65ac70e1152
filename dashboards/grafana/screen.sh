#!/bin/bash
# Shares the dashboard Klimat with everyone who has its address: what its panels ask, and nothing else; no login, no choice of time, no annotations. Grafana has no
# file for this, so it is asked over its API. What was shared before keeps its address and gets the same limits again.
#
# ARENA_GRAFANA                 where Grafana answers
# ARENA_GRAFANA_URL             as people reach it
# ARENA_GRAFANA_ADMIN_PASSWORD  of its administrator, arena
set -euo pipefail

api=${ARENA_GRAFANA:?}/api/dashboards/uid/arena-klimat/public-dashboards
limits='{"isEnabled":true,"timeSelectionEnabled":false,"annotationsEnabled":false,"share":"public"}'

password=${ARENA_GRAFANA_ADMIN_PASSWORD:?}
password=${password//\\/\\\\}
password=${password//\"/\\\"}

# The password comes from a file descriptor: what stands on a command line can be read by other processes.
ask() { curl -sS -m 30 -H 'Content-Type: application/json' -w '\n%{http_code}' -K <(printf 'user = "arena:%s"' "$password") "$@"; }

text_of() { sed -n "s/.*\"$1\":\"\([^\"]*\)\".*/\1/p" <<< "$answer"; }

answer=$(ask "$api")
case ${answer##*$'\n'} in
  200) answer=$(ask -X PATCH -d "$limits" "$api/$(text_of uid)") ;;
  404) answer=$(ask -X POST -d "$limits" "$api") ;;
esac

token=$(text_of accessToken)
if [[ ${answer##*$'\n'} != 200 || -z $token ]]; then
  printf 'Klimat is not shared. Grafana answered:\n%s\nFix: set ARENA_SCREEN=true in .env, docker compose up -d, and run this again.\n' "$answer" >&2
  exit 1
fi

echo "Klimat is shared: ${ARENA_GRAFANA_URL%/}/public-dashboards/$token"
