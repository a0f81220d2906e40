import { SETTINGS_VARIABLE } from "./settings";

process.stderr.write(`release: ${SETTINGS_VARIABLE} is not set\n`);
process.exitCode = 2;
