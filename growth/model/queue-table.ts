import { steadyState, type ServerShape } from "./queue";
import type { Workload } from "./workload";

/** Loads at which the steady state is computed: `1 − load / capacity` falls by the same factor from one to the next. */
const NODES = 480;
const CLOSEST = 1e-4;

/** From so many instances on, arrivals that are dealt out in turn are as even as they get. */
const MOST_DEALT = 64;

/**
 * The steady state of one kind of instance, tabulated: which load keeps how many requests waiting. The model reads it in both
 * directions several million times in a search, so it is computed once.
 */
export class QueueTable {
  readonly capacity: number;
  readonly arrivalVariability: number;
  private readonly loads = new Float64Array(NODES + 1);
  private readonly waits = new Float64Array(NODES + 1);
  private readonly chances = new Float64Array(NODES + 1);

  constructor(shape: ServerShape) {
    this.capacity = shape.capacity;
    this.arrivalVariability = shape.arrivalVariability;
    let least = 0;
    for (let i = 0; i <= NODES; i++) {
      const load = shape.capacity * (1 - CLOSEST ** (i / NODES));
      const { waiting, waitProbability } = steadyState(load, shape);
      least = Math.max(least, waiting);
      this.loads[i] = load;
      this.waits[i] = least;
      this.chances[i] = waitProbability;
    }
  }

  /**
   * One step of the fluid queue whose outflow is that of the steady state with as many waiting (the pointwise stationary
   * fluid flow approximation, Wang, Tipper, Banerjee 1996), taken implicitly so that no step is too long.
   *
   * @param inflow what there is to place: waiting at the beginning, plus the load that arrives × `ratio`
   * @param ratio length of the step ÷ service time
   * @returns the busy capacity after the step; `inflow − ratio × busy` is what waits
   */
  busyAfter(inflow: number, ratio: number): number {
    const { loads, waits } = this;
    const top = NODES;
    if (inflow >= at(waits, top) + ratio * at(loads, top)) return Math.min(this.capacity, inflow / ratio);
    let low = 0;
    let high = top;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (at(waits, middle) + ratio * at(loads, middle) <= inflow) low = middle;
      else high = middle;
    }
    const below = at(waits, low) + ratio * at(loads, low);
    const above = at(waits, high) + ratio * at(loads, high);
    const share = above > below ? (inflow - below) / (above - below) : 0;
    return at(loads, low) + share * (at(loads, high) - at(loads, low));
  }

  /** Probability that an arriving request waits, while `busy` of the capacity is in use. */
  waitProbability(busy: number): number {
    const rest = Math.max(CLOSEST, 1 - busy / this.capacity);
    const node = Math.min(NODES, (NODES * Math.log(rest)) / Math.log(CLOSEST));
    const low = Math.floor(node);
    const high = Math.min(NODES, low + 1);
    return at(this.chances, low) + (node - low) * (at(this.chances, high) - at(this.chances, low));
  }
}

/** The tables of one workload, made when they are first needed. */
export class QueueTables {
  private readonly tables = new Map<number, QueueTable>();

  constructor(private readonly workload: Workload) {}

  /**
   * @param capacity requests that the instance serves at full speed at a time
   * @param targets instances among which the balancer deals out
   */
  get(capacity: number, targets: number): QueueTable {
    const { arrivalVariability, balancing, serviceVariability, discipline } = this.workload;
    const dealt = balancing === "in-turn" ? Math.min(Math.max(1, targets), MOST_DEALT) : 1;
    const key = capacity * (MOST_DEALT + 1) + dealt;
    let table = this.tables.get(key);
    if (table === undefined) {
      table = new QueueTable({
        capacity,
        arrivalVariability: arrivalVariability / dealt,
        serviceVariability,
        shared: discipline === "shared",
      });
      this.tables.set(key, table);
    }
    return table;
  }
}

/** An element that is there. */
function at(values: Float64Array, index: number): number {
  return values[index] ?? 0;
}
