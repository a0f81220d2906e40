/** Failed checks in a row after which a load balancer takes an instance out (`healthCheck.unhealthyThreshold`). */
const UNHEALTHY_AFTER = 3;

/** After so many of its intervals without a check a load balancer makes none any more. */
const MISSED = 2;

/**
 * The nodes of a load balancer that check this process's health. One that was taken out before it is stopped, as Elastic
 * Beanstalk does in a deployment, is checked no more: there is nothing to notice. One that is stopped without that gets requests
 * until each node has seen it fail often enough, however quiet it was before.
 */
export class Watchers {
  /** @type {Map<string, { last: number, interval: number | undefined, failed: number }>} */
  #nodes = new Map();

  /** @param {string} from @param {boolean} failing whether the answer says that this process is stopping */
  check(from, failing) {
    const now = performance.now();
    const node = this.#nodes.get(from);
    const interval = node === undefined ? undefined : now - node.last;
    this.#nodes.set(from, { last: now, interval, failed: failing ? (node?.failed ?? 0) + 1 : 0 });
    // Nodes come and go as the load balancer scales.
    if (this.#nodes.size > 64) this.#nodes.delete(/** @type {string} */ (this.#nodes.keys().next().value));
  }

  /** Whether a node still asks that would send requests. */
  get unaware() {
    const now = performance.now();
    return [...this.#nodes.values()].some(
      ({ last, interval, failed }) =>
        interval !== undefined && failed < UNHEALTHY_AFTER && now - last < MISSED * interval,
    );
  }
}
