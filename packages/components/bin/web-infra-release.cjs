#!/usr/bin/env node
// The release program, as a command.
require("../release/bin/release.cjs");
