#!/bin/bash
# A changed environment property restarts the application without the hooks of a deployment: the same check then.
exec "$(dirname "$0")/../../hooks/postdeploy/10_smoke.sh"
