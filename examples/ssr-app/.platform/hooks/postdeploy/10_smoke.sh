#!/bin/bash
# Runs after the new version was started: it must answer through nginx, or the deployment fails, and with immutable
# deployments the new instances go while the old ones keep serving.
set -uo pipefail

url=${SMOKE_URL:-http://127.0.0.1}
tries=${SMOKE_TRIES:-30}
pause=${SMOKE_PAUSE:-2}

get() {
  curl --silent --show-error --max-time 5 --output /dev/null --write-out '%{http_code}' "$url$1" 2>&1
}

for ((try = 1; try <= tries; try++)); do
  got=$(get /health/ready)
  [ "$got" = 200 ] && break
  [ "$try" = "$tries" ] && {
    echo "postdeploy: /health/ready answered $got $tries times, every $pause s" >&2
    exit 1
  }
  sleep "$pause"
done

got=$(get /)
if [ "$got" != 200 ]; then
  echo "postdeploy: / answered $got" >&2
  exit 1
fi
echo "postdeploy: ready after $try tries, / answers"
