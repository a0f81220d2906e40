#!/bin/bash
# Runs in the unpacked bundle before anything of it is used: a bundle that cannot work ends the deployment here, with a
# reason, while the version that runs stays untouched.
set -euo pipefail

fail() {
  echo "prebuild: $1" >&2
  exit 1
}

[ -s .next/BUILD_ID ] || fail "no .next/BUILD_ID: the bundle was made without \`npm run build\`"
[ -d .next/static ] || fail "no .next/static: nginx would answer 404 for every script and style"
[ -d node_modules/next ] || fail "no node_modules/next: the bundle must ship production's node_modules"
[ -s Procfile ] || fail "no Procfile: Beanstalk would start \`npm start\`, which does not pass on SIGTERM"

# The platform's Node.js is not the build's: say so before a visitor does.
node -e '
  const { engines } = require("./package.json");
  const [, major, minor] = /(\d+)\.(\d+)/.exec(engines.node);
  const [gotMajor, gotMinor] = process.versions.node.split(".").map(Number);
  process.exit(gotMajor > +major || (gotMajor === +major && gotMinor >= +minor) ? 0 : 1);
' || fail "Node.js $(node --version) is older than engines.node in package.json"

# Native packages are built for one architecture; Graviton is arm64.
arch=$(node -p process.arch)
for package in node_modules/@img/sharp-linux-*; do
  [ -e "$package" ] || continue
  case "$package" in
    *-"$arch") ;;
    *) fail "$(basename "$package") does not run on $arch: build on the architecture of the instances" ;;
  esac
done
echo "prebuild: release $(cat .next/BUILD_ID) on Node.js $(node --version), $arch"
