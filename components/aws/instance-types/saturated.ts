/**
 * vCPUs that one saturated process of Node.js keeps busy: one with JavaScript, the rest with the threads of V8 and libuv
 * and with nginx in front. Measured on the example application: 1.26 to 1.34.
 */
const VCPUS_OF_A_PROCESS = 1.25;

/** The mean CPU in percent, 0–100, of an instance on which this many processes of Node.js are saturated. */
export function saturatedCpu(processes: number, vcpus: number): number {
  return Math.min(100, Math.floor((100 * processes * VCPUS_OF_A_PROCESS) / vcpus));
}
