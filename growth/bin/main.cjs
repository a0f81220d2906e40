"use strict";
var __defProp = Object.defineProperty;
var __getOwnPropDesc = Object.getOwnPropertyDescriptor;
var __getOwnPropNames = Object.getOwnPropertyNames;
var __hasOwnProp = Object.prototype.hasOwnProperty;
var __esm = (fn, res, err) =>
  function __init() {
    if (err) throw err[0];
    try {
      return (fn && (res = (0, fn[__getOwnPropNames(fn)[0]])((fn = 0))), res);
    } catch (e) {
      throw ((err = [e]), e);
    }
  };
var __export = (target, all) => {
  for (var name in all) __defProp(target, name, { get: all[name], enumerable: true });
};
var __copyProps = (to, from, except, desc) => {
  if ((from && typeof from === "object") || typeof from === "function") {
    for (let key of __getOwnPropNames(from))
      if (!__hasOwnProp.call(to, key) && key !== except)
        __defProp(to, key, {
          get: () => from[key],
          enumerable: !(desc = __getOwnPropDesc(from, key)) || desc.enumerable,
        });
  }
  return to;
};
var __toCommonJS = (mod) => __copyProps(__defProp({}, "__esModule", { value: true }), mod);

// growth/measure/measure.ts
var measure_exports = {};
__export(measure_exports, {
  measure: () => measure,
});
function measure(_args) {
  return Promise.resolve(0);
}
var init_measure = __esm({
  "growth/measure/measure.ts"() {
    "use strict";
  },
});

// growth/main.ts
var main_exports = {};
__export(main_exports, {
  baseRate: () => baseRate,
});
module.exports = __toCommonJS(main_exports);
var import_node_fs3 = require("node:fs");

// growth/prices/prices.ts
var PRICES_SOURCE = "AWS list prices, https://aws.amazon.com/ec2/pricing/on-demand/, 2025-11";
var PRICES = {
  "us-east-1": {
    "t3.nano": 52e-4,
    "t3.micro": 0.0104,
    "t3.small": 0.0208,
    "t3.medium": 0.0416,
    "t3.large": 0.0832,
    "t4g.nano": 42e-4,
    "t4g.micro": 84e-4,
    "t4g.small": 0.0168,
    "t4g.medium": 0.0336,
    "t4g.large": 0.0672,
    "t4g.xlarge": 0.1344,
    "m6g.medium": 0.0385,
    "m6g.large": 0.077,
    "m7g.medium": 0.0408,
    "m7g.large": 0.0816,
    "c6g.medium": 0.034,
    "c6g.large": 0.068,
    "c6g.xlarge": 0.136,
    "c7g.medium": 0.0363,
    "c7g.large": 0.0725,
    "c7g.xlarge": 0.145,
    "c7g.2xlarge": 0.29,
  },
  "ap-northeast-2": {
    "t3.nano": 65e-4,
    "t3.micro": 0.013,
    "t3.small": 0.026,
    "t3.medium": 0.052,
    "t3.large": 0.104,
    "t4g.nano": 52e-4,
    "t4g.micro": 0.0104,
    "t4g.small": 0.0208,
    "t4g.medium": 0.0416,
    "t4g.large": 0.0832,
    "t4g.xlarge": 0.1664,
    "m6g.medium": 0.047,
    "m6g.large": 0.094,
    "c6g.medium": 0.0385,
    "c6g.large": 0.077,
    "c6g.xlarge": 0.154,
  },
  "eu-west-1": {
    "t3.micro": 0.0114,
    "t3.small": 0.0228,
    "t4g.micro": 92e-4,
    "t4g.small": 0.0184,
    "t4g.medium": 0.0368,
  },
};
var SURPLUS = { t4g: 0.04, other: 0.05 };
function priceOf(type, region, override) {
  const surplusVcpuHour = type.startsWith("t4g.") ? SURPLUS.t4g : SURPLUS.other;
  if (override !== void 0) return { instanceHour: override, surplusVcpuHour, source: "--price" };
  const own = region === void 0 ? void 0 : PRICES[region]?.[type];
  if (own !== void 0)
    return { instanceHour: own, surplusVcpuHour, source: `${PRICES_SOURCE}, ${String(region)}` };
  const elsewhere = PRICES["us-east-1"]?.[type];
  return {
    instanceHour: elsewhere,
    surplusVcpuHour,
    source:
      elsewhere === void 0
        ? `no price of ${type} is known here; give it with --price`
        : `${PRICES_SOURCE}, us-east-1${region === void 0 || region === "us-east-1" ? "" : ` (none of ${region} is known here; give it with --price)`}`,
  };
}
function costOf(price, instanceHours, surplusVcpuHours) {
  return price.instanceHour === void 0
    ? void 0
    : instanceHours * price.instanceHour + surplusVcpuHours * price.surplusVcpuHour;
}

// growth/model/chance/arrivals.ts
function arrivalTimes(random, count2, workload) {
  const times = [];
  const whole = Math.floor(count2) + (random() < count2 % 1 ? 1 : 0);
  const { visits, arrivalVariability } = workload;
  if (visits === void 0 && arrivalVariability <= 0) {
    for (let i = 0; i < whole; i++) times.push(((i + 0.5) * 60) / whole);
    return times;
  }
  const mean = visits?.requests ?? Math.max(1, (arrivalVariability + 1) / 2);
  const share = visits?.share ?? 1;
  while (times.length < whole) {
    let at2 = random() * 60;
    const size = random() < share ? geometric(random, mean) : 1;
    for (let i = 0; i < size && times.length < whole; i++) {
      times.push(at2);
      if (visits !== void 0) at2 = Math.min(60 - 1e-6, at2 - Math.log(1 - random()) * visits.seconds);
    }
  }
  return times.sort((a, b) => a - b);
}
function geometric(random, mean) {
  return mean <= 1 ? 1 : 1 + Math.floor(Math.log(1 - random()) / Math.log(1 - 1 / mean));
}

// growth/model/chance/random.ts
function randomNumbers(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 1831565813) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
function variate(random, variability) {
  if (variability <= 0) return 1;
  if (variability <= 1) {
    const spread = Math.sqrt(variability);
    return 1 - spread - spread * Math.log(1 - random());
  }
  const branch = (1 + Math.sqrt((variability - 1) / (variability + 1))) / 2;
  const share = random() < branch ? branch : 1 - branch;
  return -Math.log(1 - random()) / (2 * share);
}

// growth/model/chance/heap.ts
var Heap = class {
  keys = [];
  items = [];
  get size() {
    return this.keys.length;
  }
  /** Key of the least; infinite while empty. */
  get least() {
    return this.keys[0] ?? Infinity;
  }
  push(key, item) {
    let at2 = this.keys.length;
    this.keys.push(key);
    this.items.push(item);
    while (at2 > 0) {
      const parent = (at2 - 1) >> 1;
      if ((this.keys[parent] ?? 0) <= key) break;
      this.swap(at2, parent);
      at2 = parent;
    }
  }
  pop() {
    const item = this.items[0];
    const key = this.keys.pop();
    const last = this.items.pop();
    if (key === void 0 || last === void 0 || this.keys.length === 0) return item;
    this.keys[0] = key;
    this.items[0] = last;
    this.sink();
    return item;
  }
  sink() {
    let at2 = 0;
    for (;;) {
      const left = 2 * at2 + 1;
      const right = left + 1;
      let least = at2;
      if ((this.keys[left] ?? Infinity) < (this.keys[least] ?? Infinity)) least = left;
      if ((this.keys[right] ?? Infinity) < (this.keys[least] ?? Infinity)) least = right;
      if (least === at2) return;
      this.swap(at2, least);
      at2 = least;
    }
  }
  swap(a, b) {
    const key = this.keys[a] ?? 0;
    this.keys[a] = this.keys[b] ?? 0;
    this.keys[b] = key;
    const item = this.items[a];
    this.items[a] = this.items[b];
    this.items[b] = item;
  }
};

// growth/model/chance/request-queue.ts
var RequestQueue = class {
  constructor(random, workload, timeoutSeconds, now) {
    this.random = random;
    this.workload = workload;
    this.timeoutSeconds = timeoutSeconds;
    this.now = now;
  }
  random;
  workload;
  timeoutSeconds;
  now;
  /** Service that a request present since the beginning would have got, in seconds. */
  attained = 0;
  /** In service, by the value of `attained` at which they end. */
  serving = new Heap();
  /** In order: those that wait their turn. */
  line = [];
  head = 0;
  /** All that may still be lost, oldest first. */
  open = [];
  oldest = 0;
  /** Requests in service that hold capacity (lost ones too, where their work is done all the same). */
  holding = 0;
  /** Mean waiting of the last step's answers, in seconds. */
  wait = 0;
  out = { arrived: 0, lost: 0, answered: 0, busy: 0, wait: 0, waitSquared: 0, waitShare: 0 };
  /** Requests that can still be answered. */
  get hopeful() {
    let count2 = 0;
    for (let i = this.oldest; i < this.open.length; i++) if (this.open[i]?.state === "waiting") count2++;
    return count2;
  }
  /** One step up to `until` (seconds), with requests that come at these times. */
  step(times, until, capacity) {
    const { out, workload } = this;
    out.arrived = times.length;
    out.lost = out.answered = out.busy = out.wait = out.waitSquared = out.waitShare = 0;
    const began = this.now;
    for (const time of times) {
      this.runTo(time, capacity);
      this.arrive(time, (workload.cpuMs / 1e3) * variate(this.random, workload.serviceVariability), capacity);
    }
    this.runTo(until, capacity);
    const ended = out.answered + out.lost;
    if (ended > 0) {
      out.wait /= ended;
      out.waitSquared /= ended;
      this.wait = out.wait;
    } else if (this.holding === 0) this.wait = 0;
    if (times.length > 0) out.waitShare /= times.length;
    out.busy /= Math.max(1e-9, until - began);
    return out;
  }
  cutOff() {
    const count2 = this.hopeful;
    for (const request of this.open) request.state = "lost";
    this.open.length = 0;
    this.oldest = 0;
    return count2;
  }
  arrive(time, size, capacity) {
    const request = { arrivedAt: time, size, state: "waiting" };
    if (this.holding + this.line.length - this.head >= this.workload.connections + capacity) {
      request.state = "lost";
      this.out.lost++;
      return;
    }
    this.open.push(request);
    if (this.holding >= Math.floor(capacity + 1e-9)) this.out.waitShare++;
    if (this.workload.discipline === "shared" || this.holding < Math.ceil(capacity - 1e-9))
      this.begin(request);
    else this.line.push(request);
  }
  begin(request) {
    this.holding++;
    this.serving.push(this.attained + request.size, request);
  }
  /** Serves up to a time: from one end, or one loss, to the next. */
  runTo(until, capacity) {
    for (;;) {
      const speed = this.holding === 0 ? 0 : Math.min(1, capacity / this.holding);
      const end = speed > 0 ? this.now + Math.max(0, this.serving.least - this.attained) / speed : Infinity;
      const loss = this.nextLoss();
      const next = Math.min(end, loss, until);
      this.out.busy += Math.min(capacity, this.holding) * (next - this.now);
      this.attained += speed * (next - this.now);
      this.now = next;
      if (next === until && end > until && loss > until) return;
      if (loss <= end && loss <= until) this.lose(capacity);
      else if (end <= until) this.finish(capacity);
      else return;
    }
  }
  nextLoss() {
    while (this.oldest < this.open.length && this.open[this.oldest]?.state !== "waiting") this.oldest++;
    if (this.oldest > 4096 && this.oldest * 2 > this.open.length) {
      this.open.splice(0, this.oldest);
      this.oldest = 0;
    }
    const request = this.open[this.oldest];
    return request === void 0
      ? Infinity
      : Math.max(this.now, request.arrivedAt + this.timeoutSeconds - this.workload.idleMs / 1e3);
  }
  lose(capacity) {
    const request = this.open[this.oldest];
    if (request === void 0) return;
    request.state = "lost";
    this.out.lost++;
    this.record(this.now - request.arrivedAt - request.size);
    if (this.workload.abandoned === "dropped") this.forget(request, capacity);
  }
  forget(lost, capacity) {
    const rest = [];
    let found2 = false;
    while (this.serving.size > 0) {
      const key = this.serving.least;
      const request = this.serving.pop();
      if (request === void 0) break;
      if (request === lost) {
        found2 = true;
        break;
      }
      rest.push({ key, request });
    }
    for (const { key, request } of rest) this.serving.push(key, request);
    if (found2) this.holding--;
    this.refill(capacity);
  }
  finish(capacity) {
    const request = this.serving.pop();
    if (request === void 0) return;
    this.holding--;
    if (request.state === "waiting") {
      request.state = "served";
      this.out.answered++;
      this.record(this.now - request.arrivedAt - request.size);
    }
    this.refill(capacity);
  }
  refill(capacity) {
    while (this.head < this.line.length && this.holding < Math.ceil(capacity - 1e-9)) {
      const next = this.line[this.head++];
      if (next === void 0 || (next.state === "lost" && this.workload.abandoned === "dropped")) continue;
      this.begin(next);
    }
    if (this.head > 4096 && this.head * 2 > this.line.length) {
      this.line.splice(0, this.head);
      this.head = 0;
    }
  }
  record(wait) {
    this.out.wait += Math.max(0, wait);
    this.out.waitSquared += Math.max(0, wait) ** 2;
  }
};

// growth/model/chance/lottery.ts
var Lottery = class {
  constructor(seed, workload, timeoutSeconds, stepSeconds) {
    this.workload = workload;
    this.timeoutSeconds = timeoutSeconds;
    this.stepSeconds = stepSeconds;
    this.random = randomNumbers(seed);
  }
  workload;
  timeoutSeconds;
  stepSeconds;
  random;
  times = [];
  next = 0;
  turn = 0;
  refused = 0;
  dealt = /* @__PURE__ */ new Map();
  /** Draws when the requests of a minute come; `start` in seconds. */
  draw(start, count2) {
    this.times = arrivalTimes(this.random, count2, this.workload).map((time) => start + time);
    this.next = 0;
  }
  /** Deals out the requests up to a time, by the cohorts' shares. */
  deal(fleet, until) {
    this.dealt.clear();
    this.refused = 0;
    const targets = fleet.cohorts.filter(({ share }) => share > 0);
    for (let at2 = this.times[this.next]; at2 !== void 0 && at2 < until; at2 = this.times[++this.next]) {
      const target = this.choose(targets);
      if (target === void 0) this.refused++;
      else {
        const list = this.dealt.get(target);
        if (list === void 0) this.dealt.set(target, [at2]);
        else list.push(at2);
      }
    }
  }
  /** Requests of this step that no instance could get. */
  undealt() {
    return this.refused;
  }
  /** Serves one instance's requests up to a time. */
  step(cohort, until, capacity) {
    cohort.queue ??= new RequestQueue(
      this.random,
      this.workload,
      this.timeoutSeconds,
      until - this.stepSeconds,
    );
    return cohort.queue.step(this.dealt.get(cohort) ?? [], until, capacity);
  }
  /** In turn where all have the same share, else by their shares; none where the draw falls on one that does not answer. */
  choose(targets) {
    const whole = targets.reduce((sum2, { share }) => sum2 + share, 0);
    if (this.workload.balancing === "in-turn" && whole > 1 - 1e-9)
      return targets[this.turn++ % targets.length];
    let drawn = this.random();
    for (const target of targets) {
      drawn -= target.share;
      if (drawn < 0) return target;
    }
    return whole > 1 - 1e-9 ? targets.at(-1) : void 0;
  }
};

// growth/model/distribution.ts
function tailProbability(limit, mean, variance) {
  if (mean <= 0) return 0;
  if (limit <= 0) return 1;
  if (variance <= 0) return mean > limit ? 1 : 0;
  const shape = (mean * mean) / variance;
  const z = (Math.cbrt(limit / mean) - (1 - 1 / (9 * shape))) * 3 * Math.sqrt(shape);
  return 1 - normalCdf(z);
}
function percentile95(mean, variance) {
  if (mean <= 0) return 0;
  if (variance <= 0) return mean;
  const shape = (mean * mean) / variance;
  const root = 1 - 1 / (9 * shape) + 1.6448536 / (3 * Math.sqrt(shape));
  return root <= 0 ? 0 : mean * root ** 3;
}
function normalCdf(z) {
  if (z > 6) return 1;
  if (z < -6) return 0;
  const t = 1 / (1 + 0.2316419 * Math.abs(z));
  const density = Math.exp((-z * z) / 2) / 2.5066282746;
  const tail =
    density *
    t *
    (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
  return z >= 0 ? 1 - tail : tail;
}

// growth/model/station.ts
var SETTLED = 1e-7;
var Station = class _Station {
  /** Requests that wait. */
  waiting = 0;
  /** Of these, the ones that can still be answered in time. */
  hopeful = 0;
  /** Mean waiting time at the end of the last step, in seconds. */
  wait = 0;
  /** Capacity in use in the last step. */
  busy = 0;
  variance = 0;
  /** Probability that a request arriving now would be answered too late. */
  late = 0;
  /** The last step changed nothing, so that one with the same arrivals does not either. */
  settled = false;
  rate = 0;
  table;
  out = {
    arrived: 0,
    lost: 0,
    answered: 0,
    busy: 0,
    wait: 0,
    waitSquared: 0,
    waitShare: 0,
  };
  /** A copy in the same state, for an instance that leaves its siblings. */
  split() {
    return Object.assign(new _Station(), {
      waiting: this.waiting,
      hopeful: this.hopeful,
      wait: this.wait,
      busy: this.busy,
      variance: this.variance,
      late: this.late,
    });
  }
  /**
   * @param rate arrivals per second
   * @param seconds length of the step
   * @param table the instance's queue
   * @param timeoutSeconds how long the balancer waits for an answer
   * @returns the same object at each call
   */
  step(rate, seconds, table, workload, timeoutSeconds) {
    if (this.settled && rate === this.rate && table === this.table) return this.out;
    this.rate = rate;
    this.table = table;
    const { out } = this;
    const service = workload.cpuMs / 1e3;
    const ratio = seconds / service;
    const limit = timeoutSeconds - service - workload.idleMs / 1e3;
    const before = this.late;
    const dropped = workload.abandoned === "dropped";
    const entering = dropped ? rate * (1 - before) : rate;
    const inflow = this.waiting + entering * seconds;
    const busy = table.busyAfter(inflow, ratio);
    const left = Math.max(0, inflow - ratio * busy);
    const waiting = Math.min(left, workload.connections);
    const refused = left - waiting;
    const share = table.waitProbability(busy);
    const wait = busy > 0 ? (waiting * service) / busy : 0;
    const given = share > 0 ? wait / share : 0;
    const variance = given > 0 ? this.varianceAfter(given, busy, seconds, table, workload) : 0;
    this.settled =
      Math.abs(waiting - this.waiting) <= SETTLED * (waiting + 1) &&
      Math.abs(variance - this.variance) <= SETTLED * variance;
    this.variance = variance;
    this.busy = busy;
    this.wait = wait;
    this.late = lateProbability(limit, given, variance, share);
    const lost = Math.min(
      rate * seconds,
      refused + rate * seconds * (dropped ? before : (before + this.late) / 2),
    );
    this.settle(rate * seconds - lost, inflow - refused, waiting);
    const seen = Math.min(wait, Math.max(0, limit));
    const scale = wait > 0 ? seen / wait : 1;
    out.arrived = rate * seconds;
    out.lost = lost;
    out.busy = busy;
    out.wait = seen;
    out.waitSquared = share * (variance + given * given) * scale * scale;
    out.waitShare = share;
    return out;
  }
  varianceAfter(given, busy, seconds, table, workload) {
    const service = workload.cpuMs / 1e3;
    const variability =
      table.arrivalVariability + (workload.discipline === "shared" ? 1 : workload.serviceVariability);
    const spread = (busy * service * variability) / table.capacity ** 2;
    return (this.variance + spread * seconds) / (1 + (spread * seconds) / (given * given));
  }
  /** Everything that waits here is cut off; returns how many of these would have been answered in time. */
  cutOff() {
    const { hopeful } = this;
    this.waiting = 0;
    this.hopeful = 0;
    this.wait = 0;
    this.busy = 0;
    this.variance = 0;
    this.late = 0;
    this.settled = false;
    return hopeful;
  }
  /** Answers are given to hopeful and lost ones as they are mixed in the queue. */
  settle(hopefulArrivals, inflow, waiting) {
    const hopeful = this.hopeful + hopefulArrivals;
    const stays = inflow > 0 ? waiting / inflow : 0;
    this.hopeful = Math.min(hopeful * stays, waiting);
    this.waiting = waiting;
    this.out.answered = hopeful - this.hopeful;
  }
};
function lateProbability(limit, mean, variance, share) {
  if (limit <= 0) return 1;
  if (mean <= 0 || (limit > mean * 40 && limit > mean + 12 * Math.sqrt(variance))) return 0;
  return share * tailProbability(limit, mean, variance);
}

// growth/model/cohort.ts
var Cohort = class _Cohort {
  constructor(count2, launchedAt, inServiceAt, readyAt, warmAt, station) {
    this.count = count2;
    this.launchedAt = launchedAt;
    this.inServiceAt = inServiceAt;
    this.readyAt = readyAt;
    this.warmAt = warmAt;
    this.station = station ?? new Station();
  }
  count;
  launchedAt;
  inServiceAt;
  readyAt;
  warmAt;
  station;
  /** In a run by chance the requests one by one, in place of `station`; the cohort is one instance then. */
  queue;
  health = "initial";
  /** For how long the checks have failed or passed without a break. */
  failing = 0;
  passing = 0;
  /** While set, the instances get no new requests and end at this time. */
  drainingUntil;
  /** While in the future, the application restarts: a rolling deployment is at work here. */
  restartingUntil = -Infinity;
  /** Takes the instances out of the balancer until `restartingUntil`. */
  deregistered = false;
  /** Launched by an immutable deployment, not yet in the group. */
  temporary = false;
  version = 0;
  /** Share of all requests that one of these instances gets in this step. */
  share = 0;
  /** CPU credits of one instance, in vCPU-minutes; below 0 they are surplus ones. */
  credits = 0;
  /** CPU of one instance summed over the steps of this minute, in percent, and the number of the steps. */
  cpuSum = 0;
  cpuSteps = 0;
  /** Has been counted as a finished launch. */
  launched = false;
  get draining() {
    return this.drainingUntil !== void 0;
  }
  /** Removes `count` instances and returns them as a cohort of their own, in the same state. */
  split(count2) {
    const { launchedAt, inServiceAt, readyAt, warmAt } = this;
    const part = new _Cohort(count2, launchedAt, inServiceAt, readyAt, warmAt, this.station.split());
    part.health = this.health;
    part.failing = this.failing;
    part.passing = this.passing;
    part.drainingUntil = this.drainingUntil;
    part.restartingUntil = this.restartingUntil;
    part.deregistered = this.deregistered;
    part.temporary = this.temporary;
    part.version = this.version;
    part.credits = this.credits;
    part.cpuSum = this.cpuSum;
    part.cpuSteps = this.cpuSteps;
    part.launched = this.launched;
    this.count -= count2;
    return part;
  }
  /** Mean waiting time of a request, in seconds. */
  get wait() {
    return this.queue?.wait ?? this.station.wait;
  }
  /** Requests of one instance that may still be answered. */
  get hopeful() {
    return this.queue?.hopeful ?? this.station.hopeful;
  }
  /** Cuts off what waits; returns how many of these may still have been answered. */
  cutOff() {
    return this.queue?.cutOff() ?? this.station.cutOff();
  }
  /** The application answers at this time. */
  answers(time) {
    return time >= this.readyAt && time >= this.restartingUntil;
  }
};

// growth/model/fleet.ts
var Fleet = class {
  constructor(settings, environment) {
    this.settings = settings;
    this.environment = environment;
    this.minimum = settings.minimum;
    this.maximum = settings.maximum;
    this.desired = Math.min(settings.maximum, Math.max(settings.minimum, settings.desired));
    const first = new Cohort(this.desired, -Infinity, -Infinity, -Infinity, -Infinity);
    first.health = "healthy";
    first.launched = true;
    if (this.desired > 0) this.add(first);
  }
  settings;
  environment;
  cohorts = [];
  desired;
  minimum;
  maximum;
  /** Requests that were cut off when their instance ended. */
  cutOff = 0;
  /** CPU credits beyond the earned ones that ended instances have used, in vCPU-minutes. */
  surplusCredits = 0;
  activityEndedAt;
  launch(count2, time) {
    const boot = this.environment.bootMinutes * 60;
    const inService = time + Math.min(boot, this.environment.launchSeconds);
    return this.add(
      new Cohort(count2, time, inService, time + boot, inService + this.settings.warmupSeconds),
    );
  }
  /** In a run by chance each instance is a cohort of its own. */
  add(cohort) {
    const added = [cohort];
    if (this.environment.seed !== void 0) while (cohort.count > 1) added.push(cohort.split(1));
    this.cohorts.push(...added);
    return added;
  }
  /** Begins to end instances of a cohort: no new requests, those in flight have `drainSeconds`. */
  drain(cohort, count2, time) {
    const leaving = count2 < cohort.count ? cohort.split(count2) : cohort;
    if (leaving !== cohort) this.cohorts.push(leaving);
    leaving.drainingUntil = time + (leaving.health === "initial" ? 0 : this.settings.drainSeconds);
  }
  /** Launches or terminates towards the desired capacity; the instances that came last leave first. */
  follow(time) {
    const missing = this.desired - this.current();
    if (missing > 0) this.launch(missing, time);
    let surplus = -missing;
    while (surplus > 0) {
      const cohort = this.members().at(-1);
      if (cohort === void 0) return;
      const count2 = Math.min(surplus, cohort.count);
      this.drain(cohort, count2, time);
      surplus -= count2;
    }
  }
  /** Moves on what is due at this time. */
  advance(time) {
    for (const cohort of this.cohorts) {
      if (!cohort.launched && time >= cohort.inServiceAt) {
        cohort.launched = true;
        this.activityEndedAt = time;
      }
      if (cohort.drainingUntil !== void 0 && time >= cohort.drainingUntil) {
        this.cutOff += cohort.cutOff() * cohort.count;
        this.surplusCredits += Math.max(0, -cohort.credits) * cohort.count;
        cohort.count = 0;
        this.activityEndedAt = time;
      }
    }
    if (this.cohorts.some(({ count: count2 }) => count2 === 0)) {
      this.cohorts = this.cohorts.filter(({ count: count2 }) => count2 > 0);
    }
  }
  /** The group's own instances that stay. */
  members() {
    return this.cohorts.filter(({ draining, temporary }) => !draining && !temporary);
  }
  /** Number of the group's own instances that stay. */
  current() {
    let count2 = 0;
    for (const cohort of this.cohorts) if (!cohort.draining && !cohort.temporary) count2 += cohort.count;
    return count2;
  }
  view(time) {
    let current = 0;
    let warming = 0;
    let terminating = 0;
    let busy = false;
    for (const cohort of this.cohorts) {
      if (cohort.temporary) continue;
      if (cohort.draining) {
        terminating += cohort.count;
        busy = true;
        continue;
      }
      current += cohort.count;
      if (time < cohort.warmAt) warming += cohort.count;
      if (!cohort.launched) busy = true;
    }
    return {
      time,
      desired: this.desired,
      minimum: this.minimum,
      maximum: this.maximum,
      current,
      warming,
      terminating,
      activityInProgress: busy,
      activityEndedAt: this.activityEndedAt,
    };
  }
};

// growth/model/meter.ts
var Meter = class {
  constructor(settings, workload) {
    this.settings = settings;
    this.workload = workload;
  }
  settings;
  workload;
  requests = 0;
  lost = 0;
  answered = 0;
  wait = 0;
  waitSquared = 0;
  waiters = 0;
  counted = 0;
  targets = 0;
  lostShare = 0;
  /** Sums for metrics that instances report every five minutes. */
  slowCpu = 0;
  slowBytes = 0;
  slowMinutes = 0;
  /** Requests that found no instance to answer them. */
  refused(count2) {
    this.requests += count2;
    this.lost += count2;
  }
  /** One step of `count` equal instances. */
  add(step, count2) {
    const arrived = step.arrived * count2;
    this.requests += arrived;
    this.lost += step.lost * count2;
    this.answered += step.answered * count2;
    this.counted += arrived;
    this.wait += step.wait * arrived;
    this.waitSquared += step.waitSquared * arrived;
    this.waiters += step.waitShare * arrived;
  }
  routed(targets, lostShare) {
    this.targets = targets;
    this.lostShare = lostShare;
  }
  /** Closes the minute that ends at `time` (seconds). */
  close(minute, time, fleet) {
    const { workload, settings } = this;
    const service = workload.cpuMs / 1e3;
    const mean = this.counted > 0 ? this.wait / this.counted : 0;
    const second = this.counted > 0 ? this.waitSquared / this.counted : 0;
    const variance = workload.serviceVariability * service * service + Math.max(0, second - mean * mean);
    const idle = workload.idleMs / 1e3;
    const group = groupCpu(fleet, workload.bootCpu, time);
    let launching = 0;
    let surplus = 0;
    for (const cohort of fleet.cohorts) {
      surplus += cohort.count;
      if (!cohort.draining && cohort.share === 0) launching += cohort.count;
      cohort.cpuSum = 0;
      cohort.cpuSteps = 0;
    }
    const served = this.lostShare >= 1 ? 0 : this.targets;
    const capacity =
      (Math.min(settings.processes, settings.instance.vcpus / (1 + workload.overhead)) * 60) / service;
    const result = {
      minute,
      requests: this.requests,
      inService: served,
      launching: Math.min(launching, surplus),
      cpu: group.all,
      waitingMs: mean * 1e3,
      waitShare: this.counted > 0 ? this.waiters / this.counted : 0,
      p95Ms: this.counted > 0 ? 1e3 * (idle + percentile95(service + mean, variance)) : 0,
      lost: this.lost,
      capacity: served * capacity,
    };
    const { answered } = this;
    const sample = this.sample(minute, group.warm, mean + service + idle, fleet);
    this.requests =
      this.lost =
      this.answered =
      this.wait =
      this.waitSquared =
      this.waiters =
      this.counted =
        0;
    return { minute: result, sample, answered };
  }
  /** The balancer reports each minute, the instances by their monitoring; a minute without a request has no latency. */
  sample(minute, cpu, latency, fleet) {
    const instances = Math.max(1, fleet.current());
    const bytes = (this.answered * this.workload.responseKb * 1e3) / instances;
    const balancer = {
      RequestCount: this.requests,
      RequestCountPerTarget: this.requests / Math.max(1, this.targets),
      ...(this.counted > 0 ? { Latency: latency } : {}),
    };
    if (this.settings.metricMinutes === 1)
      return { ...balancer, ...instanceMetrics(cpu, bytes, this.requests, instances) };
    this.slowCpu += cpu ?? 0;
    this.slowBytes += bytes;
    this.slowMinutes++;
    if ((minute + 1) % this.settings.metricMinutes !== 0) return balancer;
    const metrics = instanceMetrics(
      this.slowCpu / this.slowMinutes,
      this.slowBytes,
      this.requests,
      instances,
    );
    this.slowCpu = this.slowBytes = this.slowMinutes = 0;
    return { ...balancer, ...metrics };
  }
};
var REQUEST_BYTES = 2e3;
function instanceMetrics(cpu, bytes, requests, instances) {
  return {
    ...(cpu === void 0 ? {} : { CPUUtilization: cpu }),
    NetworkOut: bytes,
    NetworkIn: (requests * REQUEST_BYTES) / instances,
  };
}
function groupCpu(fleet, bootCpu, time) {
  let sum2 = 0;
  let weight = 0;
  for (const cohort of fleet.cohorts) {
    if (cohort.draining || cohort.cpuSteps === 0) continue;
    if (time < cohort.warmAt) continue;
    sum2 += cohort.cpuSum * cohort.count;
    weight += cohort.cpuSteps * cohort.count;
  }
  const warm = weight > 0 ? sum2 / weight : void 0;
  return { all: warm ?? bootCpu, warm };
}

// growth/model/queue.ts
function steadyState(load, shape) {
  const { capacity } = shape;
  if (load <= 0) return { waitProbability: 0, waiting: 0 };
  const servers = Math.ceil(capacity - 1e-9);
  const utilisation = load / capacity;
  let weight = 1;
  let sum2 = 0;
  let busy = 0;
  for (let n = 0; n < servers; n++) {
    sum2 += weight;
    busy += n * weight;
    weight *= load / (n + 1 < servers ? n + 1 : capacity);
  }
  const tail = weight / (1 - utilisation);
  sum2 += tail;
  busy += servers * tail;
  const waitProbability = (tail / sum2) * delayFactor(utilisation, servers, shape);
  const queue = (weight * utilisation) / (1 - utilisation) ** 2 / sum2;
  const slowed = Math.max(0, busy / sum2 - load);
  return { waitProbability, waiting: slowed + queue * variabilityFactor(utilisation, servers, shape) };
}
function delayFactor(utilisation, servers, shape) {
  const even = shape.shared ? 0 : Math.max(0, 1 - shape.serviceVariability);
  if (even === 0 || servers === 1) return 1;
  const most = ((servers - 1) * (Math.sqrt(4 + 5 * servers) - 2)) / (16 * servers);
  return 1 - even * 1.15 * most * (1 - utilisation) * utilisation ** (0.17 * (servers - 1));
}
function variabilityFactor(utilisation, servers, shape) {
  const a = shape.arrivalVariability;
  const s = shape.shared ? 1 : shape.serviceVariability;
  const mean = (a + s) / 2;
  if (mean === 0) return 0;
  const gamma = Math.min(
    0.24,
    ((1 - utilisation) * (servers - 1) * (Math.sqrt(4 + 5 * servers) - 2)) / (16 * servers * utilisation),
  );
  const fewer = 1 + gamma;
  const more = (1 - 4 * gamma) * Math.exp((-2 * (1 - utilisation)) / (3 * utilisation));
  const between = mean >= 1 ? 1 : Math.min(1, (fewer + more) / 2) ** (2 * (1 - mean));
  const factor =
    a >= s
      ? ((4 * (a - s)) / (4 * a - 3 * s)) * fewer + (s / (4 * a - 3 * s)) * between
      : ((s - a) / (2 * a + 2 * s)) * more + ((s + 3 * a) / (2 * a + 2 * s)) * between;
  return mean * factor;
}

// growth/model/queue-table.ts
var NODES = 240;
var CLOSEST = 1e-4;
var MOST_DEALT = 64;
var QueueTable = class {
  capacity;
  arrivalVariability;
  loads = new Float64Array(NODES + 1);
  waits = new Float64Array(NODES + 1);
  chances = new Float64Array(NODES + 1);
  constructor(shape) {
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
  busyAfter(inflow, ratio) {
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
  waitProbability(busy) {
    const rest = Math.max(CLOSEST, 1 - busy / this.capacity);
    const node = Math.min(NODES, (NODES * Math.log(rest)) / Math.log(CLOSEST));
    const low = Math.floor(node);
    const high = Math.min(NODES, low + 1);
    return at(this.chances, low) + (node - low) * (at(this.chances, high) - at(this.chances, low));
  }
};
var QueueTables = class {
  constructor(workload) {
    this.workload = workload;
  }
  workload;
  tables = /* @__PURE__ */ new Map();
  /**
   * @param capacity requests that the instance serves at full speed at a time
   * @param targets instances among which the balancer deals out
   */
  get(capacity, targets) {
    const { arrivalVariability, balancing, serviceVariability, discipline } = this.workload;
    const dealt = balancing === "in-turn" ? Math.min(Math.max(1, targets), MOST_DEALT) : 1;
    const key = capacity * (MOST_DEALT + 1) + dealt;
    let table = this.tables.get(key);
    if (table === void 0) {
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
};
function at(values, index) {
  return values[index] ?? 0;
}

// growth/model/release.ts
var Release = class {
  constructor(settings, environment, startsAt) {
    this.settings = settings;
    this.environment = environment;
    this.startsAt = startsAt;
  }
  settings;
  environment;
  startsAt;
  phase = "waiting";
  evaluatedAt = Infinity;
  batch = [];
  get active() {
    return this.phase !== "waiting" && this.phase !== "done";
  }
  /** Percent of the requests that the new version gets while it is on trial. */
  get newVersionPercent() {
    const splitting = this.settings.deployment.policy === "TrafficSplitting";
    return splitting && this.active && this.phase !== "draining"
      ? this.settings.deployment.newVersionPercent
      : void 0;
  }
  /** Moves the deployment on; true in the step in which it ends. */
  advance(fleet, time) {
    if (this.phase === "waiting") {
      if (time < this.startsAt) return false;
      this.start(fleet, time);
      return false;
    }
    switch (this.phase) {
      case "first":
        if (allHealthy(newOnes(fleet))) {
          this.launchNew(fleet, fleet.current() - 1, time);
          this.phase = "rest";
        }
        return false;
      case "rest":
        if (!allHealthy(newOnes(fleet))) return false;
        if (this.settings.deployment.policy === "TrafficSplitting") {
          this.phase = "evaluating";
          this.evaluatedAt = time + this.settings.deployment.evaluationMinutes * 60;
        } else this.takeOver(fleet, time);
        return false;
      case "evaluating":
        if (time >= this.evaluatedAt) this.takeOver(fleet, time);
        return false;
      case "additional":
        if (!allHealthy(newOnes(fleet))) return false;
        this.phase = "batches";
        return false;
      case "batches":
        return this.nextBatch(fleet, time);
      case "draining":
        if (fleet.cohorts.some(({ draining, version }) => draining && version === 0)) return false;
        this.phase = "done";
        return true;
      case "done":
        return false;
    }
  }
  start(fleet, time) {
    const count2 = fleet.current();
    switch (this.settings.deployment.policy) {
      case "Immutable":
        this.launchNew(fleet, 1, time);
        this.phase = count2 > 1 ? "first" : "rest";
        return;
      case "TrafficSplitting":
        this.launchNew(fleet, count2, time);
        this.phase = "rest";
        return;
      case "RollingWithAdditionalBatch":
        this.launchNew(fleet, Math.min(this.batchSize(count2), count2), time);
        this.phase = "additional";
        return;
      case "Rolling":
      case "AllAtOnce":
        this.phase = "batches";
    }
  }
  launchNew(fleet, count2, time) {
    if (count2 < 1) return;
    for (const cohort of fleet.launch(count2, time)) {
      cohort.temporary = true;
      cohort.version = 1;
    }
  }
  /** The new instances move into the group, the old ones leave. */
  takeOver(fleet, time) {
    for (const cohort of [...fleet.members()])
      if (cohort.version === 0) fleet.drain(cohort, cohort.count, time);
    for (const cohort of fleet.cohorts) cohort.temporary = false;
    this.phase = "draining";
  }
  nextBatch(fleet, time) {
    if (this.batch.some((cohort) => time < cohort.restartingUntil || cohort.health !== "healthy")) {
      for (const cohort of this.batch) if (time >= cohort.restartingUntil) cohort.deregistered = false;
      return false;
    }
    this.batch = [];
    const old = fleet.members().filter(({ version }) => version === 0);
    if (old.length === 0) {
      const additional = fleet.cohorts.filter(({ temporary }) => temporary);
      for (const cohort of additional) {
        cohort.temporary = false;
        fleet.drain(cohort, cohort.count, time);
      }
      this.phase = "done";
      return true;
    }
    const { policy } = this.settings.deployment;
    let left = policy === "AllAtOnce" ? Infinity : this.batchSize(fleet.current());
    for (const cohort of old) {
      if (left <= 0) break;
      const part = cohort.count <= left ? cohort : cohort.split(left);
      if (part !== cohort) fleet.cohorts.push(part);
      left -= part.count;
      part.version = 1;
      part.health = policy === "AllAtOnce" ? part.health : "initial";
      part.failing = 0;
      part.passing = 0;
      part.deregistered = policy !== "AllAtOnce";
      const drain = policy === "AllAtOnce" ? 0 : this.settings.drainSeconds;
      part.restartingUntil = time + drain + this.environment.redeployMinutes * 60;
      this.batch.push(part);
    }
    return false;
  }
  batchSize(count2) {
    const { type, size } = this.settings.deployment.batch;
    return Math.max(1, type === "Fixed" ? size : Math.ceil((count2 * size) / 100));
  }
};
function newOnes(fleet) {
  return fleet.cohorts.filter(({ temporary }) => temporary);
}
function allHealthy(cohorts) {
  return cohorts.every(({ health }) => health === "healthy");
}

// growth/model/alarm.ts
var Alarm = class {
  constructor(settings) {
    this.settings = settings;
  }
  settings;
  values = [];
  breaching = false;
  /** The latest datapoint. */
  value;
  /** Adds the minute that has just become visible; true while in the ALARM state. */
  push(sample) {
    const { periodMinutes, evaluationPeriods, datapointsToAlarm, metric } = this.settings;
    this.values.push(sample[metric]);
    const length = periodMinutes * evaluationPeriods;
    if (this.values.length > length) this.values.shift();
    if (this.values.length < length) return false;
    let present = 0;
    let breaching = 0;
    for (let period = 0; period < evaluationPeriods; period++) {
      const value = this.datapoint(period * periodMinutes, periodMinutes);
      if (value === void 0) continue;
      present++;
      if (this.breaches(value)) breaching++;
      this.value = value;
    }
    if (breaching >= datapointsToAlarm) this.breaching = true;
    else if (present - breaching > evaluationPeriods - datapointsToAlarm) this.breaching = false;
    return this.breaching;
  }
  datapoint(from, length) {
    let count2 = 0;
    let sum2 = 0;
    let least = Infinity;
    let most = -Infinity;
    for (let i = from; i < from + length; i++) {
      const value = this.values[i];
      if (value === void 0) continue;
      count2++;
      sum2 += value;
      least = Math.min(least, value);
      most = Math.max(most, value);
    }
    if (count2 === 0) return void 0;
    switch (this.settings.statistic) {
      case "Sum":
        return sum2;
      case "Minimum":
        return least;
      case "Maximum":
        return most;
      case "Average":
        return sum2 / count2;
    }
  }
  breaches(value) {
    const { comparison, threshold } = this.settings;
    switch (comparison) {
      case "GreaterThanThreshold":
        return value > threshold;
      case "GreaterThanOrEqualToThreshold":
        return value >= threshold;
      case "LessThanThreshold":
        return value < threshold;
      case "LessThanOrEqualToThreshold":
        return value <= threshold;
    }
  }
};

// growth/model/policies/replicas.ts
var TOLERANCE = 0.1;
var Replicas = class {
  next = 0;
  wanted = [];
  wish(policy, group, value) {
    if (group.time < this.next) return void 0;
    this.next = group.time + policy.pollingSeconds;
    const ready = group.current - group.warming;
    if (value === void 0 || ready === 0) return void 0;
    const ratio = value / policy.target;
    const near = Math.abs(ratio - 1) <= TOLERANCE;
    const desired = near ? group.desired : Math.max(1, Math.ceil(ready * ratio - 1e-9));
    this.wanted.push({ time: group.time, desired });
    while ((this.wanted[0]?.time ?? group.time) < group.time - policy.stabilisationSeconds)
      this.wanted.shift();
    if (desired > group.desired) return { policy: policy.name, desired };
    const greatest = Math.max(...this.wanted.map((entry) => entry.desired));
    return greatest < group.desired ? { policy: policy.name, desired: greatest } : void 0;
  }
};

// growth/model/policies/adjustment.ts
function adjusted(capacity, { type, amount, minimumMagnitude = 1 }) {
  switch (type) {
    case "ExactCapacity":
      return amount;
    case "ChangeInCapacity":
      return capacity + amount;
    case "PercentChangeInCapacity": {
      if (amount === 0) return capacity;
      const change = Math.trunc((capacity * amount) / 100);
      return capacity + Math.sign(amount) * Math.max(Math.abs(change), minimumMagnitude);
    }
  }
}

// growth/model/policies/simple.ts
function simpleWish(policy, group, cooldownSeconds) {
  if (policy.everySeconds !== void 0 && group.time % policy.everySeconds !== 0) return void 0;
  if (group.activityInProgress) return void 0;
  if (group.activityEndedAt !== void 0 && group.time < group.activityEndedAt + cooldownSeconds) return void 0;
  return { policy: policy.name, desired: adjusted(group.desired, policy.adjustment) };
}

// growth/model/policies/step.ts
function stepWish(policy, group, value) {
  if (value === void 0) return void 0;
  const step = stepFor(policy, value - policy.alarm.threshold);
  if (step === void 0) return void 0;
  const adjustment = {
    type: policy.type,
    amount: step.amount,
    ...(policy.minimumMagnitude === void 0 ? {} : { minimumMagnitude: policy.minimumMagnitude }),
  };
  const warm = group.current - group.warming;
  const larger = adjusted(warm, adjustment);
  if (larger > group.desired) return { policy: policy.name, desired: larger };
  if (group.warming > 0) return void 0;
  const smaller = adjusted(group.current + group.terminating, adjustment);
  return smaller < group.desired ? { policy: policy.name, desired: smaller } : void 0;
}
function stepFor(policy, breach) {
  return policy.steps.find(({ lower = -Infinity, upper = Infinity }) =>
    breach >= 0 ? breach >= lower && breach < upper : breach > lower && breach <= upper,
  );
}

// growth/model/policies/target-tracking.ts
var LOW_SHARE = 0.9;
function trackingAlarms(policy) {
  const common = { metric: policy.metric, statistic: "Average", periodMinutes: 1 };
  return {
    high: {
      ...common,
      name: `${policy.name} AlarmHigh`,
      evaluationPeriods: 3,
      datapointsToAlarm: 3,
      comparison: "GreaterThanThreshold",
      threshold: policy.target,
    },
    low: {
      ...common,
      name: `${policy.name} AlarmLow`,
      evaluationPeriods: 15,
      datapointsToAlarm: 15,
      comparison: "LessThanThreshold",
      threshold: LOW_SHARE * policy.target,
    },
  };
}
function trackingWish(policy, group, value, direction) {
  if (value === void 0) return void 0;
  if (direction === "out") {
    const warm = group.current - group.warming;
    const desired2 = Math.ceil((warm * value) / policy.target - 1e-9);
    return desired2 > group.desired ? { policy: policy.name, desired: desired2 } : void 0;
  }
  if (policy.disableScaleIn || group.warming > 0) return void 0;
  const capacity = group.current + group.terminating;
  const desired = Math.max(1, Math.ceil((capacity * value) / policy.target - 1e-9));
  return desired < group.desired ? { policy: policy.name, desired } : void 0;
}

// growth/model/scaling.ts
var Scaling = class {
  constructor(policies) {
    this.policies = policies;
    for (const policy of policies) {
      if (policy.kind === "replicas") this.replicas.set(policy.name, new Replicas());
      else if (policy.kind === "target-tracking") {
        const { high, low } = trackingAlarms(policy);
        this.alarms.set(high.name, new Alarm(high));
        this.alarms.set(low.name, new Alarm(low));
      } else this.alarms.set(policy.alarm.name, new Alarm(policy.alarm));
    }
  }
  policies;
  alarms = /* @__PURE__ */ new Map();
  inAlarm = /* @__PURE__ */ new Set();
  replicas = /* @__PURE__ */ new Map();
  latest = {};
  /** Cooldown of the simple policy that acted last, in seconds. */
  cooldownSeconds = 0;
  /** Adds a minute that has become visible; returns the alarms that changed. */
  observe(sample) {
    this.latest = sample;
    const changes = [];
    for (const [name, alarm] of this.alarms) {
      const inAlarm = alarm.push(sample);
      if (inAlarm === this.inAlarm.has(name)) continue;
      if (inAlarm) this.inAlarm.add(name);
      else this.inAlarm.delete(name);
      changes.push({ alarm: name, inAlarm });
    }
    return changes;
  }
  /**
   * What the policies want now, within the group's limits; undefined where they want no change. Where several want
   * something, the largest capacity is taken, but all target tracking policies must agree to shrink.
   *
   * @see https://docs.aws.amazon.com/autoscaling/ec2/userguide/as-scale-based-on-demand.html
   */
  decide(group) {
    let best;
    let shrinkers = 0;
    let trackers = 0;
    for (const policy of this.policies) {
      if (policy.kind === "target-tracking" && !policy.disableScaleIn) trackers++;
      const wish = this.wishOf(policy, group);
      if (wish === void 0) continue;
      const desired = Math.min(group.maximum, Math.max(group.minimum, wish.desired));
      if (desired === group.desired) continue;
      if (policy.kind === "target-tracking" && desired < group.desired) shrinkers++;
      if (best === void 0 || desired > best.desired) best = { policy: wish.policy, desired };
    }
    if (best === void 0) return void 0;
    if (best.desired < group.desired && shrinkers > 0 && shrinkers < trackers) return void 0;
    const acted = this.policies.find(({ name }) => name === best.policy);
    if (acted?.kind === "simple") this.cooldownSeconds = acted.cooldownSeconds;
    return best;
  }
  wishOf(policy, group) {
    switch (policy.kind) {
      case "simple":
        return this.inAlarm.has(policy.alarm.name) ? simpleWish(policy, group, this.cooldownSeconds) : void 0;
      case "step":
        return this.inAlarm.has(policy.alarm.name)
          ? stepWish(policy, group, this.alarms.get(policy.alarm.name)?.value)
          : void 0;
      case "target-tracking": {
        const { high, low } = { high: `${policy.name} AlarmHigh`, low: `${policy.name} AlarmLow` };
        if (this.inAlarm.has(high)) return trackingWish(policy, group, this.alarms.get(high)?.value, "out");
        if (this.inAlarm.has(low)) return trackingWish(policy, group, this.alarms.get(low)?.value, "in");
        return void 0;
      }
      case "replicas":
        return this.replicas.get(policy.name)?.wish(policy, group, this.latest[policy.metric]);
    }
  }
};

// growth/model/schedule.ts
function scheduled(actions, time, stepSeconds) {
  if (actions.length === 0) return actions;
  return actions.filter(({ atMinute, everyMinutes }) => {
    const since = time - atMinute * 60;
    if (since < 0) return false;
    return (everyMinutes === void 0 ? since : since % (everyMinutes * 60)) < stepSeconds;
  });
}

// growth/model/settings.ts
var DEFAULT_ENVIRONMENT = {
  bootMinutes: 4,
  launchSeconds: 60,
  metricDelaySeconds: 60,
  redeployMinutes: 1,
  stepSeconds: 5,
};

// growth/model/targets.ts
function checkTargets(fleet, settings, workload, time, stepSeconds) {
  for (const cohort of fleet.cohorts) {
    if (cohort.draining || cohort.deregistered || time < cohort.inServiceAt) continue;
    if (cohort.answers(time) && checkSeconds(cohort, workload) <= settings.timeoutSeconds) {
      cohort.failing = 0;
      cohort.passing += stepSeconds;
      const needed = cohort.health === "unhealthy" ? settings.healthyThreshold : 1;
      if (cohort.passing >= needed * settings.intervalSeconds) cohort.health = "healthy";
    } else {
      cohort.passing = 0;
      cohort.failing += stepSeconds;
      if (cohort.failing >= settings.unhealthyThreshold * settings.intervalSeconds)
        cohort.health = "unhealthy";
    }
  }
}
function checkSeconds({ wait }, workload) {
  const own = workload.healthCheckMs / 1e3;
  return workload.discipline === "in-order" ? wait + own : own * (1 + wait / (workload.cpuMs / 1e3));
}
function replaceUnhealthy(fleet, settings, time) {
  if (!settings.healthCheck.replace) return 0;
  let replaced = 0;
  for (const cohort of fleet.members()) {
    if (cohort.health !== "unhealthy" || cohort.deregistered || time < cohort.inServiceAt) continue;
    if (time < cohort.launchedAt + settings.healthCheck.graceSeconds) continue;
    replaced += cohort.count;
    fleet.drain(cohort, cohort.count, time);
  }
  if (replaced > 0) fleet.launch(replaced, time);
  return replaced;
}
function rotate(fleet, time, newVersionPercent) {
  let healthy = 0;
  let registered = 0;
  for (const cohort of fleet.cohorts) {
    cohort.share = 0;
    if (!isRegistered(cohort, time)) continue;
    registered += cohort.count;
    if (cohort.health === "healthy") healthy += cohort.count;
  }
  const failOpen = healthy === 0;
  const targets = failOpen ? registered : healthy;
  if (targets === 0) return { targets, lostShare: 1 };
  let newer = 0;
  if (newVersionPercent !== void 0) {
    for (const cohort of fleet.cohorts)
      if (cohort.version > 0 && isChosen(cohort, time, failOpen)) newer += cohort.count;
  }
  const split = newVersionPercent !== void 0 && newer > 0 && newer < targets;
  let lostShare = 0;
  for (const cohort of fleet.cohorts) {
    if (!isChosen(cohort, time, failOpen)) continue;
    const share = !split
      ? 1 / targets
      : cohort.version > 0
        ? newVersionPercent / 100 / newer
        : (1 - newVersionPercent / 100) / (targets - newer);
    if (cohort.answers(time)) cohort.share = share;
    else lostShare += share * cohort.count;
  }
  return { targets, lostShare };
}
function isRegistered(cohort, time) {
  return !cohort.draining && !cohort.deregistered && time >= cohort.inServiceAt;
}
function isChosen(cohort, time, failOpen) {
  return isRegistered(cohort, time) && (failOpen || cohort.health === "healthy");
}

// growth/model/workload.ts
var DEFAULT_WORKLOAD = {
  cpuMs: 45,
  overhead: 0.3,
  idleMs: 0,
  serviceVariability: 1,
  arrivalVariability: 1,
  balancing: "random",
  discipline: "shared",
  abandoned: "processed",
  connections: 1024,
  healthCheckMs: 1,
  responseKb: 50,
  bootCpu: 25,
};

// growth/model/simulate.ts
function simulate(settings, requests, workload = DEFAULT_WORKLOAD, environment = DEFAULT_ENVIRONMENT) {
  return new Simulation(settings, workload, environment).run(requests);
}
var Simulation = class {
  constructor(settings, workload, environment) {
    this.settings = settings;
    this.workload = workload;
    this.environment = environment;
    this.fleet = new Fleet(settings, environment);
    this.serving = this.fleet.current();
    this.scaling = new Scaling(settings.policies);
    this.tables = new QueueTables(workload);
    this.meter = new Meter(settings, workload);
    const { releaseAtMinute, seed } = environment;
    this.lottery =
      seed === void 0
        ? void 0
        : new Lottery(seed, workload, settings.timeoutSeconds, environment.stepSeconds);
    this.release =
      releaseAtMinute === void 0 ? void 0 : new Release(settings, environment, releaseAtMinute * 60);
  }
  settings;
  workload;
  environment;
  fleet;
  scaling;
  tables;
  meter;
  release;
  events = [];
  /** Samples that CloudWatch does not show yet, by the time at which it does. */
  pending = [];
  lottery;
  instanceSeconds = 0;
  answered = 0;
  serving;
  run(requests) {
    const { stepSeconds } = this.environment;
    const minutes2 = [];
    let lost = 0;
    let total = 0;
    for (const [index, count2] of requests.entries()) {
      this.lottery?.draw(index * 60, count2);
      for (let second = 0; second < 60; second += stepSeconds) {
        const time = index * 60 + second;
        this.control(time);
        this.serve(time, count2 / 60, stepSeconds);
      }
      const end = (index + 1) * 60;
      const cutBefore = this.fleet.cutOff;
      this.fleet.advance(end);
      const { minute, sample, answered } = this.meter.close(index, end, this.fleet);
      this.pending.push({ at: end + this.environment.metricDelaySeconds, sample });
      const cut = this.fleet.cutOff - cutBefore + this.takeCutOff();
      minutes2.push({ ...minute, lost: minute.lost + cut });
      lost += minute.lost + cut;
      total += minute.requests;
      this.answered += answered;
    }
    return { minutes: minutes2, events: this.events, totals: this.totals(total, lost) };
  }
  /** Everything that happens between two steps: what is due, what CloudWatch shows, what the policies want. */
  control(time) {
    const { fleet } = this;
    const cutBefore = fleet.cutOff;
    fleet.advance(time);
    this.cutInMinute += fleet.cutOff - cutBefore;
    for (const action of scheduled(this.settings.schedules, time, this.environment.stepSeconds)) {
      fleet.minimum = action.minimum ?? fleet.minimum;
      fleet.maximum = action.maximum ?? fleet.maximum;
      fleet.desired = Math.min(fleet.maximum, Math.max(fleet.minimum, action.desired ?? fleet.desired));
      this.event(time, "scheduled", action.name);
      fleet.follow(time);
    }
    if (this.release !== void 0) {
      const before = this.release.active;
      const ended = this.release.advance(fleet, time);
      if (!before && this.release.active) this.event(time, "deployment", this.settings.deployment.policy);
      if (ended) this.event(time, "deployed", this.settings.deployment.policy);
    }
    const held = this.release?.active === true;
    if (this.pending[0] !== void 0 && this.pending[0].at <= time) this.decide(time, held);
    if (!held) {
      const replaced = replaceUnhealthy(fleet, this.settings, time);
      if (replaced > 0) this.event(time, "replaced", `${replaced} unhealthy`);
    }
  }
  cutInMinute = 0;
  takeCutOff() {
    const cut = this.cutInMinute;
    this.cutInMinute = 0;
    return cut;
  }
  decide(time, held) {
    const { fleet } = this;
    for (let next = this.pending[0]; next !== void 0 && next.at <= time; next = this.pending[0]) {
      this.pending.shift();
      for (const { alarm, inAlarm } of this.scaling.observe(next.sample)) {
        this.event(time, inAlarm ? "alarm" : "alarm-cleared", alarm);
      }
    }
    if (held) return;
    const wish = this.scaling.decide(fleet.view(time));
    if (wish === void 0) return;
    const out = wish.desired > fleet.desired;
    fleet.desired = wish.desired;
    this.event(time, out ? "scale-out" : "scale-in", wish.policy);
    fleet.follow(time);
  }
  /** One step of all queues. */
  serve(time, rate, seconds) {
    const { fleet, settings, workload, meter } = this;
    checkTargets(fleet, settings.healthCheck, workload, time, seconds);
    const { targets, lostShare } = rotate(fleet, time, this.release?.newVersionPercent);
    meter.routed(targets, lostShare);
    if (targets !== this.serving) {
      this.event(time, targets > this.serving ? "serving" : "unhealthy", `${targets} in service`);
      this.serving = targets;
    }
    this.lottery?.deal(fleet, time + seconds);
    if (lostShare > 0) meter.refused(this.lottery?.undealt() ?? rate * seconds * lostShare);
    for (const cohort of fleet.cohorts) {
      this.instanceSeconds += cohort.count * seconds;
      if (time < cohort.inServiceAt) continue;
      let cpu = workload.bootCpu;
      if (cohort.answers(time)) {
        const capacity = this.capacityOf(cohort);
        const step =
          this.lottery?.step(cohort, time + seconds, capacity) ??
          cohort.station.step(
            rate * cohort.share,
            seconds,
            this.tables.get(capacity, targets),
            workload,
            settings.timeoutSeconds,
          );
        meter.add(step, cohort.count);
        cpu = (100 * step.busy * (1 + workload.overhead)) / settings.instance.vcpus;
      }
      cohort.cpuSum += cpu;
      cohort.cpuSteps++;
      const { baselinePercent } = settings.instance;
      if (baselinePercent !== void 0) this.spend(cohort, baselinePercent, cpu, seconds);
    }
  }
  capacityOf(cohort) {
    const { instance, processes } = this.settings;
    const spare = 1 + this.workload.overhead;
    const full = Math.min(processes, instance.vcpus / spare);
    if (instance.credits !== "standard" || instance.baselinePercent === void 0 || cohort.credits > 0)
      return full;
    return Math.min(full, (instance.vcpus * instance.baselinePercent) / 100 / spare);
  }
  /** Credits are earned at the baseline's rate for at most a day, and spent by what runs. */
  spend(cohort, baselinePercent, cpu, seconds) {
    const { vcpus, credits } = this.settings.instance;
    const change = (vcpus * (baselinePercent - cpu) * seconds) / 6e3;
    const most = vcpus * (baselinePercent / 100) * 1440;
    const least = credits === "standard" ? 0 : -Infinity;
    cohort.credits = Math.max(least, Math.min(most, cohort.credits + change));
  }
  event(time, kind, text2) {
    this.events.push({ time, kind, text: text2, desired: this.fleet.desired });
  }
  totals(requests, lost) {
    let waiting = 0;
    let surplus = this.fleet.surplusCredits;
    for (const cohort of this.fleet.cohorts) {
      waiting += cohort.hopeful * cohort.count;
      surplus += Math.max(0, -cohort.credits) * cohort.count;
    }
    return {
      requests,
      answered: this.answered,
      lost,
      waiting,
      instanceHours: this.instanceSeconds / 3600,
      surplusVcpuHours: surplus / 60,
    };
  }
};

// growth/report/verdict.ts
var DEFAULT_OBJECTIVE = { lostShare: 1e-3 };
function verdictOf(run2, settings, objective) {
  const upper = upperThreshold(settings);
  const { minutes: minutes2, totals } = run2;
  const lostShare = totals.requests > 0 ? totals.lost / totals.requests : 0;
  const slow =
    objective.p95Ms === void 0 ? 0 : minutes2.filter(({ p95Ms }) => p95Ms > (objective.p95Ms ?? 0)).length;
  const short = minutes2.filter((minute) => minute.requests > minute.capacity);
  const [first, last] = [short[0], short.at(-1)];
  const neverEnough = last !== void 0 && last.minute === minutes2.length - 1;
  return {
    holds: lostShare <= objective.lostShare && slow <= minutes2.length * SLOW_MINUTES,
    lost: totals.lost,
    lostShare,
    peakInstances: Math.max(0, ...minutes2.map(({ inService }) => inService)),
    minutesToCapacity: first === void 0 || last === void 0 ? 0 : last.minute - first.minute + 1,
    neverEnough,
    minutesOverThreshold: upper === void 0 ? 0 : minutes2.filter(({ cpu }) => cpu > upper).length,
    minutesLosing: minutes2.filter(({ lost }) => lost >= 0.5).length,
    worstP95Ms: Math.max(0, ...minutes2.map(({ p95Ms }) => p95Ms)),
  };
}
var SLOW_MINUTES = 0.1;
function upperThreshold({ policies }) {
  for (const policy of policies) {
    if (policy.kind === "simple" || policy.kind === "step") {
      const { metric, comparison, threshold } = policy.alarm;
      if (metric === "CPUUtilization" && comparison.startsWith("Greater")) return threshold;
    } else if (policy.metric === "CPUUtilization") return policy.target;
  }
  return void 0;
}
function lowerThreshold({ policies }) {
  for (const policy of policies) {
    if (policy.kind === "target-tracking" && policy.metric === "CPUUtilization") return 0.9 * policy.target;
    if (policy.kind !== "simple" && policy.kind !== "step") continue;
    const { metric, comparison, threshold } = policy.alarm;
    if (metric === "CPUUtilization" && comparison.startsWith("Less")) return threshold;
  }
  return void 0;
}

// growth/report/study.ts
function study(question) {
  const run2 = simulate(question.settings, question.curve.requests, question.workload, question.environment);
  return { ...question, run: run2, verdict: verdictOf(run2, question.settings, question.objective) };
}
var MOST = 64;
function heldFactor(question) {
  const { curve } = question;
  const base = curve.changeMinute === void 0 ? void 0 : (curve.requests[0] ?? 0);
  const peak = base === void 0 ? 1 : Math.max(...curve.requests) / (base || 1);
  const holds = (factor) => {
    const requests = curve.requests.map((count2) =>
      base === void 0 || peak <= 1 ? count2 * factor : base + ((count2 - base) * (factor - 1)) / (peak - 1),
    );
    return study({ ...question, curve: { ...curve, requests } }).verdict.holds;
  };
  if (!holds(1)) return void 0;
  let low = 10;
  let high = MOST * 10;
  if (holds(MOST)) return MOST;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (holds(middle / 10)) low = middle;
    else high = middle;
  }
  return low / 10;
}

// growth/advice/changes.ts
var NAMES = {
  minimum: { "stack-file": "scaling.min", aws: "MinSize" },
  maximum: { "stack-file": "scaling.max", aws: "MaxSize" },
  upper: { "stack-file": "scaling.cpuUpper", aws: "UpperThreshold" },
  periods: { "stack-file": "scaling.evaluationPeriods", aws: "EvaluationPeriods" },
  step: { "stack-file": "scaling.step", aws: "UpperBreachScaleIncrement" },
  processes: { "stack-file": "processes", aws: "WEB_CONCURRENCY" },
};
function leversOf(settings, keys, need) {
  const levers = [];
  const { minimum, maximum, instance, processes } = settings;
  if (processes < instance.vcpus && settings.kind !== "cluster") {
    levers.push({
      key: NAMES.processes[keys],
      values: [instance.vcpus],
      apply: (given, value) => ({ ...given, processes: value }),
    });
  }
  levers.push({
    key: NAMES.maximum[keys],
    values: rising(maximum + 1, Math.max(maximum + 2, need * 2)),
    apply: (given, value) => ({ ...given, maximum: Math.max(value, given.minimum) }),
  });
  levers.push({
    key: NAMES.minimum[keys],
    values: rising(minimum + 1, Math.max(minimum + 1, need * 2)),
    apply: (given, value) => ({
      ...given,
      minimum: value,
      desired: Math.max(given.desired, value),
      maximum: Math.max(given.maximum, value),
    }),
  });
  const out = settings.policies.find(isGrowing);
  if (out === void 0) return levers;
  const grow = (given, change) => ({
    ...given,
    policies: given.policies.map((policy) => (isGrowing(policy) ? change(policy) : policy)),
  });
  if (out.alarm.metric === "CPUUtilization") {
    levers.push({
      key: NAMES.upper[keys],
      values: [70, 60, 50].filter(
        (value) =>
          value < out.alarm.threshold && value > lowerOf(settings) * ((minimum + 1) / Math.max(1, minimum)),
      ),
      apply: (given, value) =>
        grow(given, (policy) => ({ ...policy, alarm: { ...policy.alarm, threshold: value } })),
    });
  }
  levers.push({
    key: NAMES.periods[keys],
    values: [2, 1].filter((value) => value < out.alarm.evaluationPeriods),
    apply: (given, value) =>
      grow(given, (policy) => ({
        ...policy,
        alarm: { ...policy.alarm, evaluationPeriods: value, datapointsToAlarm: value },
      })),
  });
  if (out.adjustment.type === "ChangeInCapacity") {
    levers.push({
      key: NAMES.step[keys],
      values: rising(out.adjustment.amount + 1, Math.max(out.adjustment.amount + 1, need)),
      apply: (given, value) =>
        grow(given, (policy) => ({ ...policy, adjustment: { ...policy.adjustment, amount: value } })),
    });
  }
  return levers;
}
function isGrowing(policy) {
  return policy.kind === "simple" && policy.alarm.comparison.startsWith("Greater");
}
function lowerOf({ policies }) {
  const shrinking = policies.find(
    (policy) => policy.kind === "simple" && policy.alarm.comparison.startsWith("Less"),
  );
  return shrinking?.kind === "simple" ? shrinking.alarm.threshold : 0;
}
function rising(from, to) {
  const step = Math.max(1, Math.ceil((to - from) / 12));
  const values = [];
  for (let value = from; value <= to; value += step) values.push(value);
  return values;
}

// growth/advice/advise.ts
var BUDGET = 24e4;
var STEP_SECONDS = 15;
var MOST_CHANGES = 3;
function advise(question, studied, price, keys) {
  if (studied.verdict.holds) return [];
  const levers = leversOf(question.settings, keys, needOf(studied));
  const quick = { ...question, environment: { ...question.environment, stepSeconds: STEP_SECONDS } };
  let left = BUDGET;
  const found2 = [];
  const before = dayPrice(question, price);
  for (let size = 1; size <= MOST_CHANGES && left > 0 && found2.length < 2; size++) {
    let best;
    for (const chosen of combinations(levers, size)) {
      for (const values of product(chosen.map((lever) => lever.values))) {
        left -= question.curve.requests.length;
        if (left <= 0) break;
        const settings = chosen.reduce(
          (given, lever, index) => lever.apply(given, values[index] ?? 0),
          question.settings,
        );
        const { verdict } = study({ ...quick, settings });
        if (!verdict.holds) continue;
        const after = dayPrice({ ...quick, settings }, price);
        const advice = {
          changes: chosen.map(({ key }, index) => ({ key, value: values[index] ?? 0 })),
          usdPerDay: after === void 0 || before === void 0 ? null : Math.round((after - before) * 100) / 100,
          lostShare: verdict.lostShare,
          worstP95Ms: verdict.worstP95Ms,
        };
        if (best === void 0 || compare(advice, best) < 0) best = advice;
      }
    }
    const last = found2.at(-1);
    if (best !== void 0 && (last === void 0 || (best.usdPerDay ?? 0) < (last.usdPerDay ?? 0) - 0.01))
      found2.push(best);
  }
  return found2;
}
function dayPrice({ settings, curve, workload, environment }, price) {
  const base = curve.requests[0] ?? 0;
  const calm = study({
    settings,
    curve: { ...curve, requests: new Array(60).fill(base) },
    workload,
    environment: { ...environment, stepSeconds: STEP_SECONDS },
    objective: { lostShare: 1 },
  });
  return costOf(price, calm.run.totals.instanceHours * 24, calm.run.totals.surplusVcpuHours * 24);
}
function compare(a, b) {
  const price = (a.usdPerDay ?? 0) - (b.usdPerDay ?? 0);
  if (Math.abs(price) > 5e-3) return price;
  return sum(a) - sum(b);
}
function sum({ changes }) {
  return changes.reduce((total, { value }) => total + value, 0);
}
function needOf({ curve, workload, settings }) {
  const each =
    (Math.min(settings.processes, settings.instance.vcpus / (1 + workload.overhead)) * 6e4) / workload.cpuMs;
  return Math.min(500, Math.ceil(Math.max(...curve.requests) / each));
}
function* combinations(levers, size, from = 0) {
  if (size === 0) {
    yield [];
    return;
  }
  for (let index = from; index < levers.length; index++) {
    const lever = levers[index];
    if (lever === void 0) return;
    for (const rest of combinations(levers, size - 1, index + 1)) yield [lever, ...rest];
  }
}
function* product(lists) {
  const [first, ...rest] = lists;
  if (first === void 0) {
    yield [];
    return;
  }
  for (const value of first) for (const others of product(rest)) yield [value, ...others];
}
function adviceLine({ changes, usdPerDay }) {
  const keys = changes.map(({ key, value }) => `${key}: ${value}`).join(" and ");
  const price =
    usdPerDay === null
      ? "price not known"
      : usdPerDay === 0
        ? "nothing more a day"
        : `${usdPerDay > 0 ? "+" : "\u2212"} ${Math.abs(usdPerDay).toFixed(2)} $ a day`;
  return `${keys} ${changes.length === 1 ? "holds" : "hold"} it; ${price} before the growth`;
}

// growth/command-line.ts
var import_node_util = require("node:util");

// growth/faults.ts
var InputError = class extends Error {
  name = "InputError";
};

// growth/command-line.ts
var HELP = `Usage: npm run growth -- [options]
       npm run growth -- measure --help

Shows what a change of traffic does to a service of a stack: when its group grows, what is lost meanwhile, what would help.
The settings are those of the stack's preview; nothing runs on AWS.

  --stack NAME        stack to look at (default: the only Pulumi.<stack>.yaml, or prod)
  --service NAME      service or site of the stack (default: the only service)
  --project DIR       folder of a Pulumi Node.js project (default: this one)
  --preview FILE      a document that npm run preview -- --json printed, in place of a new preview
  --curve SPEC|FILE   step:FACTOR@START, spike:FACTOR@START/LENGTH, ramp:FACTOR@START/LENGTH, day[:FACTOR], or a file: a CSV
                      with minute,requests or timestamp,requests, or an access log of a load balancer or nginx, gzip or not
                      (default: step:3@10m)
  --rate N            requests a minute before the change (default: what keeps the smallest group at --base-cpu)
  --base-cpu PERCENT  CPU before the change (default: 45)
  --cpu-ms N          time of one request on its thread, in milliseconds (default: 45; npm run growth -- measure finds it)
  --idle-ms N         time of one request waiting for others, in milliseconds (default: 0)
  --overhead SHARE    time on other threads for each request, as a share of --cpu-ms (default: 0.3)
  --boot MINUTES      from the launch of an instance until its application answers (default: 4)
  --processes N       processes of the application on an instance (default: WEB_CONCURRENCY of the stack, else 1)
  --vcpus N           vCPUs of an instance (default: those of its type)
  --price USD         price of an instance-hour (default: AWS's list price)
  --objective LIST    lost=0.1%,p95=1s: exit code 1 where it is missed (default of the verdict: lost=0.1%)
  --release-at MINUTE a deployment starts then, by the environment's deployment policy
  --seed N            draw every request by chance, the same for the same N (default: the expected course)
  --html FILE         write a page with charts and sliders, which needs nothing else
  --json              print one JSON document
  --help              print this

Exit code: 0 done, 1 the objective is missed, 2 wrong usage, project or file.`;
var SPEC = {
  stack: { type: "string", short: "s" },
  service: { type: "string" },
  project: { type: "string" },
  preview: { type: "string" },
  curve: { type: "string" },
  rate: { type: "string" },
  "base-cpu": { type: "string" },
  "cpu-ms": { type: "string" },
  "idle-ms": { type: "string" },
  overhead: { type: "string" },
  boot: { type: "string" },
  processes: { type: "string" },
  vcpus: { type: "string" },
  price: { type: "string" },
  objective: { type: "string" },
  "release-at": { type: "string" },
  seed: { type: "string" },
  html: { type: "string" },
  json: { type: "boolean" },
  help: { type: "boolean", short: "h" },
};
function parseCommandLine(args) {
  const values = readFlags(args);
  const faults = [];
  const number = (flag, least, most, whole = false) => {
    const text2 = values[flag];
    if (typeof text2 !== "string") return void 0;
    const value = Number(text2);
    if (text2.trim() === "" || !(value >= least && value <= most) || (whole && !Number.isInteger(value))) {
      faults.push(`--${flag} ${text2}: must be ${whole ? "a whole" : "a"} number from ${least} to ${most}`);
      return void 0;
    }
    return value;
  };
  const options = {
    help: values.help === true,
    json: values.json === true,
    stack: values.stack,
    service: values.service,
    project: values.project ?? ".",
    preview: values.preview,
    curve: values.curve ?? "step:3@10m",
    rate: number("rate", 0.01, 1e9),
    baseCpu: number("base-cpu", 1, 100) ?? 45,
    cpuMs: number("cpu-ms", 0.01, 6e5),
    idleMs: number("idle-ms", 0, 6e5),
    overhead: number("overhead", 0, 10),
    bootMinutes: number("boot", 0.1, 120),
    processes: number("processes", 1, 1024, true),
    vcpus: number("vcpus", 0.05, 1024),
    price: number("price", 0, 1e3),
    objective: values.objective === void 0 ? void 0 : parseObjective(values.objective, faults),
    releaseAt: number("release-at", 0, 40320),
    seed: number("seed", 0, 4294967295, true),
    html: values.html,
  };
  if (faults.length > 0) throw new InputError(faults.join("\n"));
  return options;
}
function parseObjective(text2, faults) {
  let lostShare = 1e-3;
  let p95Ms;
  for (const part of text2.split(",")) {
    const lost = /^lost=(\d+(?:\.\d+)?)(%?)$/.exec(part.trim());
    const p95 = /^p95=(\d+(?:\.\d+)?)(ms|s)$/.exec(part.trim());
    if (lost !== null) lostShare = Number(lost[1]) / (lost[2] === "%" ? 100 : 1);
    else if (p95 !== null) p95Ms = Number(p95[1]) * (p95[2] === "s" ? 1e3 : 1);
    else {
      faults.push(
        `--objective ${text2}: "${part}" must be lost=PERCENT% or p95=TIME, such as lost=0.1%,p95=1s`,
      );
      return void 0;
    }
  }
  if (lostShare > 1) {
    faults.push(`--objective ${text2}: lost is a share of all requests, at most 100%`);
    return void 0;
  }
  return p95Ms === void 0 ? { lostShare } : { lostShare, p95Ms };
}
function readFlags(args) {
  try {
    return (0, import_node_util.parseArgs)({
      args: [...args],
      options: SPEC,
      strict: true,
      allowPositionals: false,
    }).values;
  } catch (error) {
    const { message, code } = error;
    const flag = /'(-[^' ,]*)/.exec(message)?.[1] ?? /'([^']*)'/.exec(message)?.[1] ?? "";
    throw new InputError(
      code === "ERR_PARSE_ARGS_UNKNOWN_OPTION"
        ? `unknown flag ${flag} (--help lists them)`
        : code === "ERR_PARSE_ARGS_UNEXPECTED_POSITIONAL"
          ? `unexpected argument ${flag} (--help lists the flags)`
          : `${/--[a-z-]+/.exec(message)?.[0] ?? flag} ${message.includes("does not take an argument") ? "takes no value" : "needs a value"}`,
    );
  }
}

// growth/page/html.ts
function pageHtml(_q, _l, _a, _p) {
  return "";
}

// growth/report/words.ts
function percent(share) {
  const value = share * 100;
  return `${value === 0 ? "0" : value >= 10 ? value.toFixed(0) : value >= 0.1 ? value.toFixed(1) : value.toFixed(2)} %`;
}
function count(value) {
  return value > 0 && value < 10 && value % 1 !== 0
    ? value.toFixed(1)
    : Math.round(value).toLocaleString("en-US");
}
function minutes(value) {
  return `${count(value)} minute${value === 1 ? "" : "s"}`;
}
function duration(milliseconds) {
  return milliseconds < 1e3 ? `${milliseconds.toFixed(0)} ms` : `${(milliseconds / 1e3).toFixed(1)} s`;
}
var ORDINALS = [
  "",
  "first",
  "second",
  "third",
  "fourth",
  "fifth",
  "sixth",
  "seventh",
  "eighth",
  "ninth",
  "tenth",
];
function growth({ run: run2, curve, settings }) {
  const from = (curve.changeMinute ?? 0) * 60;
  const seen = [];
  let most = run2.minutes[Math.max(0, (curve.changeMinute ?? 0) - 1)]?.inService ?? settings.desired;
  for (const { kind, time, text: text2 } of run2.events) {
    const serving = Number(text2.split(" ")[0]);
    if (kind !== "serving" || time < from || serving <= most) continue;
    most = serving;
    seen.push(
      `the ${ORDINALS[serving] ?? `${serving}th`} ${settings.kind === "cluster" ? "replica" : "instance"} serves after ${minutes(Math.ceil((time - from) / 60))}`,
    );
  }
  const shown = seen.length > 3 ? [...seen.slice(0, 2), `${seen.length - 3} more`, seen.at(-1) ?? ""] : seen;
  return shown.join(", ");
}
function verdictLine(studied, held) {
  const { verdict, settings, curve, objective } = studied;
  const goal = objective.p95Ms === void 0 ? "" : ` and 95 % within ${duration(objective.p95Ms)}`;
  const asked = curve.changeMinute === void 0 ? "all of this traffic" : "the change";
  const holding =
    held === void 0
      ? `${settings.name} does not hold its own traffic before any growth`
      : `${settings.name} holds \xD7${held} of ${asked} (at most ${percent(objective.lostShare)} lost${goal})`;
  const grown = growth(studied);
  const after = grown === "" ? (verdict.neverEnough ? neverGrows(studied) : "") : grown;
  const loss =
    verdict.lost < 0.5
      ? "nothing is lost"
      : `${percent(verdict.lostShare)} is lost (${count(verdict.lost)}) in ${minutes(verdict.minutesLosing)}`;
  return `${holding}; ${curve.title}: ${loss}${after === "" ? "" : `; ${after}`}`;
}
function neverGrows({ run: run2, settings, workload }) {
  const peak = Math.max(...run2.minutes.map(({ cpu }) => cpu));
  const upper = upperThreshold(settings);
  if (settings.maximum <= settings.minimum) return `the group's size is fixed at ${settings.maximum}`;
  const reachable =
    (100 * Math.min(settings.processes * (1 + workload.overhead), settings.instance.vcpus)) /
    settings.instance.vcpus;
  if (upper !== void 0 && reachable <= upper) {
    return `the group never grows: ${settings.processes} process${settings.processes === 1 ? "" : "es"} on ${settings.instance.vcpus} vCPUs use at most ${reachable.toFixed(0)} % CPU, and it grows above ${upper} %`;
  }
  return `the group does not grow (CPU reaches ${peak.toFixed(0)} %)`;
}

// growth/report/chart.ts
var COLUMNS = 72;
var ROWS = 8;
var LABEL = 12;
function chart(studied) {
  const columns = columnsOf(studied);
  const most = Math.max(...columns.map(({ requests, capacity }) => Math.max(requests, capacity)), 1);
  const lines = [];
  for (let row = ROWS; row >= 1; row--) {
    const label = row === ROWS ? count(most) : row === 1 ? "0" : "";
    lines.push(`${label.padStart(LABEL)} \u2524${columns.map((column) => cell(column, row, most)).join("")}`);
  }
  const upper = upperThreshold(studied.settings);
  const lower = lowerThreshold(studied.settings);
  lines.push(line("instances", columns, ({ inService }) => digit(inService)));
  lines.push(line("starting", columns, ({ launching }) => (launching === 0 ? "\xB7" : digit(launching))));
  if (upper !== void 0) {
    lines.push(
      line(`CPU > ${upper} %`, columns, ({ cpu }) =>
        cpu > upper ? "\u25B2" : lower !== void 0 && cpu < lower ? "\u25BD" : "\xB7",
      ),
    );
  }
  lines.push(line("lost", columns, ({ lost }) => (lost < 0.5 ? "\xB7" : "\u2717")));
  const { length } = studied.curve.requests;
  const end = String(length);
  lines.push(`${"minute".padStart(LABEL)}  0${end.padStart(Math.max(end.length + 1, columns.length - 1))}`);
  return lines.join("\n");
}
function line(label, columns, mark) {
  return `${label.padStart(LABEL)}  ${columns.map(mark).join("")}`;
}
function cell({ requests, capacity }, row, most) {
  const level = ((row - 0.5) / ROWS) * most;
  if (level <= Math.min(requests, capacity)) return "\u2588";
  if (level <= requests) return "\u2592";
  return Math.ceil((capacity / most) * ROWS) === row && capacity > requests ? "\u2500" : " ";
}
function digit(value) {
  return value < 10 ? String(value) : value < 36 ? value.toString(36) : "+";
}
function columnsOf({ run: run2, curve }) {
  const length = curve.requests.length;
  const columns = [];
  const width = Math.min(COLUMNS, length);
  for (let index = 0; index < width; index++) {
    const part = run2.minutes.slice(
      Math.floor((index * length) / width),
      Math.floor(((index + 1) * length) / width),
    );
    const worst = part.reduce((a, b) => (b.requests - b.capacity > a.requests - a.capacity ? b : a));
    columns.push({
      ...worst,
      cpu: Math.max(...part.map(({ cpu }) => cpu)),
      lost: part.reduce((sum2, { lost }) => sum2 + lost, 0),
    });
  }
  return columns;
}

// growth/report/json.ts
function jsonDocument(studied, held, price, advice) {
  const { settings, curve, run: run2, verdict, objective, workload, environment } = studied;
  const { instanceHours, surplusVcpuHours } = run2.totals;
  return {
    service: settings.name,
    settings,
    workload,
    environment,
    curve: { title: curve.title, requests: curve.requests, changeMinute: curve.changeMinute ?? null },
    minutes: run2.minutes.map((minute) => ({
      minute: minute.minute,
      requests: round(minute.requests),
      inService: minute.inService,
      launching: minute.launching,
      cpu: round(minute.cpu),
      waitingMs: round(minute.waitingMs),
      p95Ms: round(minute.p95Ms),
      lost: round(minute.lost),
      capacity: round(minute.capacity),
    })),
    events: run2.events,
    objective,
    verdict: { ...verdict, lost: round(verdict.lost), heldFactor: held ?? null },
    cost: {
      instanceHours: round(instanceHours),
      surplusVcpuHours: round(surplusVcpuHours),
      usd: roundOr(costOf(price, instanceHours, surplusVcpuHours)),
      source: price.source,
    },
    advice,
  };
}
function round(value) {
  return Math.round(value * 1e3) / 1e3;
}
function roundOr(value) {
  return value === void 0 ? null : Math.round(value * 1e4) / 1e4;
}

// growth/site/edge.ts
var DEFAULT_SITE_TRAFFIC = { objects: 200, locations: 20 };
var ZIPF = 0.8;
var S3_REQUESTS_PER_SECOND = 5500;
function edgeMinutes({ keepSeconds }, curve, traffic) {
  const weights = Array.from({ length: traffic.objects }, (_, index) => (index + 1) ** -ZIPF);
  const total = weights.reduce((sum2, weight) => sum2 + weight, 0);
  return curve.requests.map((requests, minute) => {
    const rate = requests / 60 / traffic.locations;
    const misses = weights.reduce((sum2, weight) => {
      const own = (rate * weight) / total;
      return sum2 + own / (1 + own * keepSeconds);
    }, 0);
    return { minute, requests, misses: misses * traffic.locations * 60 };
  });
}

// growth/prices/instance-types.ts
var VCPUS = {
  medium: 1,
  large: 2,
  xlarge: 4,
  "2xlarge": 8,
  "3xlarge": 12,
  "4xlarge": 16,
  "6xlarge": 24,
  "8xlarge": 32,
  "9xlarge": 36,
  "12xlarge": 48,
  "16xlarge": 64,
  "18xlarge": 72,
  "24xlarge": 96,
  "32xlarge": 128,
  "48xlarge": 192,
};
var T3 = {
  nano: [2, 5],
  micro: [2, 10],
  small: [2, 20],
  medium: [2, 20],
  large: [2, 30],
  xlarge: [4, 40],
  "2xlarge": [8, 40],
};
var T2 = {
  nano: [1, 5],
  micro: [1, 10],
  small: [1, 20],
  medium: [2, 20],
  large: [2, 30],
  xlarge: [4, 22.5],
  "2xlarge": [8, 17],
};
var BURSTABLE = { t2: T2, t3: T3, t3a: T3, t4g: T3 };
function instanceOf(type, credits) {
  const [family = "", size = ""] = type.split(".");
  const burstable = BURSTABLE[family]?.[size];
  if (burstable !== void 0) {
    const [vcpus2, baselinePercent] = burstable;
    return {
      type,
      vcpus: vcpus2,
      baselinePercent,
      credits: credits ?? (family === "t2" ? "standard" : "unlimited"),
    };
  }
  const vcpus = /^[a-z]+\d+[a-z-]*\d*[a-z]*$/.test(family) ? VCPUS[size] : void 0;
  if (vcpus === void 0) {
    throw new InputError(`instance type ${type}: its vCPUs are not known here; give them with --vcpus N`);
  }
  return { type, vcpus };
}

// growth/stack/document.ts
function parseDocument(text2) {
  const document = parse(text2);
  if (!isRecord(document) || !Array.isArray(document["stacks"])) {
    throw new InputError("the preview's document has no stacks");
  }
  return document["stacks"].filter(isRecord).map((stack) => ({
    stack: String(stack["stack"]),
    resources: (Array.isArray(stack["resources"]) ? stack["resources"] : []).filter(isResource),
  }));
}
function parse(text2) {
  try {
    return JSON.parse(text2);
  } catch {
    throw new InputError("the preview printed no JSON document");
  }
}
function isRecord(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
function isResource(value) {
  return isRecord(value) && typeof value["type"] === "string" && isRecord(value["inputs"]);
}
function numberIn(inputs, key) {
  const value = inputs[key];
  if (typeof value === "number") return value;
  return typeof value === "string" && value.trim() !== "" && Number.isFinite(Number(value))
    ? Number(value)
    : void 0;
}
function textIn(inputs, key) {
  const value = inputs[key];
  return typeof value === "string" ? value : void 0;
}
function regionIn(resources) {
  const counts = /* @__PURE__ */ new Map();
  for (const { inputs } of resources) {
    for (const [, region] of JSON.stringify(inputs).matchAll(
      /arn:aws[\w-]*:[\w-]+:([a-z]{2}(?:-[a-z]+)+-\d):/g,
    )) {
      if (region !== void 0) counts.set(region, (counts.get(region) ?? 0) + 1);
    }
  }
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0];
}

// growth/stack/metrics.ts
function metricNamed(name) {
  const names = {
    ASGAverageCPUUtilization: "CPUUtilization",
    ASGAverageNetworkIn: "NetworkIn",
    ASGAverageNetworkOut: "NetworkOut",
    ALBRequestCountPerTarget: "RequestCountPerTarget",
    CPUUtilization: "CPUUtilization",
    NetworkIn: "NetworkIn",
    NetworkOut: "NetworkOut",
    TargetResponseTime: "Latency",
    Latency: "Latency",
    RequestCount: "RequestCount",
    RequestCountPerTarget: "RequestCountPerTarget",
  };
  return name === void 0 ? void 0 : names[name];
}

// growth/stack/group-policies.ts
function policyOf(policy, resources, defaultCooldown) {
  const { inputs, name } = policy;
  const kind = textIn(inputs, "policyType") ?? "SimpleScaling";
  if (kind === "TargetTrackingScaling") return [trackingPolicy(name, inputs)];
  if (kind === "PredictiveScaling") {
    throw new InputError(
      `${name}: predictive scaling learns from history, which a stack does not have; it is not modelled`,
    );
  }
  const alarms = resources.filter(
    ({ type, dependencies }) =>
      type === "aws:cloudwatch/metricAlarm:MetricAlarm" && dependencies?.includes(policy.urn) === true,
  );
  return alarms.map((alarm) =>
    kind === "StepScaling"
      ? {
          kind: "step",
          name,
          alarm: alarmOf(alarm),
          type: typeOf(inputs),
          steps: stepsOf(inputs),
          ...magnitudeOf(inputs),
        }
      : {
          kind: "simple",
          name,
          alarm: alarmOf(alarm),
          adjustment: {
            type: typeOf(inputs),
            amount: numberIn(inputs, "scalingAdjustment") ?? 0,
            ...magnitudeOf(inputs),
          },
          cooldownSeconds: numberIn(inputs, "cooldown") ?? defaultCooldown,
        },
  );
}
function trackingPolicy(name, inputs) {
  const configuration = inputs["targetTrackingConfiguration"];
  if (!isRecord(configuration)) throw new InputError(`${name}: has no targetTrackingConfiguration`);
  const predefined = configuration["predefinedMetricSpecification"];
  const customized = configuration["customizedMetricSpecification"];
  const metricName = isRecord(predefined)
    ? textIn(predefined, "predefinedMetricType")
    : isRecord(customized)
      ? textIn(customized, "metricName")
      : void 0;
  const metric = metricNamed(metricName);
  const target = numberIn(configuration, "targetValue");
  if (metric === void 0)
    throw new InputError(`${name}: scales by ${String(metricName)}, which the model does not know`);
  if (target === void 0 || target <= 0) throw new InputError(`${name}: targetValue must be above 0`);
  return {
    kind: "target-tracking",
    name,
    metric,
    target,
    disableScaleIn: configuration["disableScaleIn"] === true,
  };
}
function typeOf(inputs) {
  const type = textIn(inputs, "adjustmentType");
  return type === "ExactCapacity" || type === "PercentChangeInCapacity" ? type : "ChangeInCapacity";
}
function magnitudeOf(inputs) {
  const magnitude = numberIn(inputs, "minAdjustmentMagnitude");
  return magnitude === void 0 ? {} : { minimumMagnitude: magnitude };
}
function stepsOf(inputs) {
  const steps = inputs["stepAdjustments"];
  return (Array.isArray(steps) ? steps.filter(isRecord) : []).map((step) => {
    const lower = numberIn(step, "metricIntervalLowerBound");
    const upper = numberIn(step, "metricIntervalUpperBound");
    return {
      ...(lower === void 0 ? {} : { lower }),
      ...(upper === void 0 ? {} : { upper }),
      amount: numberIn(step, "scalingAdjustment") ?? 0,
    };
  });
}
function alarmOf({ name, inputs }) {
  const metric = metricNamed(textIn(inputs, "metricName"));
  if (metric === void 0) {
    throw new InputError(
      `alarm ${name}: watches ${textIn(inputs, "metricName") ?? "an expression"}, which the model does not know`,
    );
  }
  const comparisons = [
    "GreaterThanThreshold",
    "GreaterThanOrEqualToThreshold",
    "LessThanThreshold",
    "LessThanOrEqualToThreshold",
  ];
  const comparison = comparisons.find((known) => known === textIn(inputs, "comparisonOperator"));
  if (comparison === void 0)
    throw new InputError(`alarm ${name}: its comparisonOperator is not known to the model`);
  const statistic = textIn(inputs, "statistic");
  const evaluationPeriods = numberIn(inputs, "evaluationPeriods") ?? 1;
  return {
    name,
    metric,
    statistic:
      statistic === "Sum" || statistic === "Minimum" || statistic === "Maximum" ? statistic : "Average",
    periodMinutes: Math.max(1, Math.round((numberIn(inputs, "period") ?? 60) / 60)),
    evaluationPeriods,
    datapointsToAlarm: numberIn(inputs, "datapointsToAlarm") ?? evaluationPeriods,
    comparison,
    threshold: numberIn(inputs, "threshold") ?? 0,
  };
}

// growth/stack/group-schedules.ts
var DAYS = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];
function scheduledAction({ name, inputs }) {
  const recurrence = textIn(inputs, "recurrence");
  const size = (key) => {
    const value = numberIn(inputs, key);
    return value === void 0 || value < 0 ? void 0 : value;
  };
  const [minimum, maximum, desired] = [size("minSize"), size("maxSize"), size("desiredCapacity")];
  return {
    name,
    ...timeOf(name, recurrence, textIn(inputs, "startTime")),
    ...(minimum === void 0 ? {} : { minimum }),
    ...(maximum === void 0 ? {} : { maximum }),
    ...(desired === void 0 ? {} : { desired }),
  };
}
function timeOf(name, recurrence, startTime) {
  if (recurrence === void 0) {
    const start = startTime === void 0 ? NaN : new Date(startTime).getTime();
    if (Number.isNaN(start))
      throw new InputError(`schedule ${name}: has neither a recurrence nor a startTime`);
    return { atMinute: Math.floor(start / 6e4) % 1440 };
  }
  const match = /^(\d+) (\d+) \* \* (\*|[0-7]|[a-z]{3})$/i.exec(recurrence.trim());
  if (match === null) {
    throw new InputError(
      `schedule ${name}: recurrence "${recurrence}" is not modelled; a fixed time each day or on one day of the week is, such as "0 8 * * MON"`,
    );
  }
  const [, minute, hour, day = "*"] = match;
  const atMinute = Number(hour) * 60 + Number(minute);
  if (day === "*") return { atMinute, everyMinutes: 1440 };
  const number = /\d/.test(day) ? Number(day) % 7 : DAYS.indexOf(day.toLowerCase());
  return { atMinute: atMinute + ((number + 6) % 7) * 1440, everyMinutes: 10080 };
}

// growth/stack/autoscaling-group.ts
function groupSettings(name, group, resources) {
  const { inputs } = group;
  const faults = [];
  const policies = [];
  const cooldown = numberIn(inputs, "defaultCooldown") ?? 300;
  let warmup = numberIn(inputs, "defaultInstanceWarmup");
  for (const resource of resources) {
    if (resource.type !== "aws:autoscaling/policy:Policy" || !dependsOn(resource, group)) continue;
    warmup ??= numberIn(resource.inputs, "estimatedInstanceWarmup");
    try {
      policies.push(...policyOf(resource, resources, cooldown));
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      faults.push(`${name}: ${error.message}`);
    }
  }
  const schedules = resources
    .filter((resource) => resource.type === "aws:autoscaling/schedule:Schedule" && dependsOn(resource, group))
    .map(scheduledAction);
  if (policies.length === 0 && schedules.length === 0 && faults.length === 0) {
    faults.push(
      `${name}: has no scaling: no aws.autoscaling.Policy with an alarm and no Schedule belongs to it`,
    );
  }
  if (faults.length > 0) throw new InputError(faults.join("\n"));
  const minimum = numberIn(inputs, "minSize") ?? 0;
  const template = launchOf(group, resources);
  const adaptive = policies.some(({ kind }) => kind !== "simple");
  return {
    name,
    kind: "autoscaling-group",
    minimum,
    maximum: numberIn(inputs, "maxSize") ?? minimum,
    desired: numberIn(inputs, "desiredCapacity") ?? minimum,
    instance: instanceOf(template.type, template.credits),
    processes: 1,
    policies,
    schedules,
    warmupSeconds: warmup ?? (adaptive ? cooldown : 0),
    metricMinutes: template.detailed ? 1 : 5,
    ...balancerOf(group, resources),
    deployment: {
      policy: "Rolling",
      batch: { type: "Percentage", size: 10 },
      newVersionPercent: 10,
      evaluationMinutes: 5,
    },
  };
}
function dependsOn(resource, other) {
  return resource.dependencies?.includes(other.urn) === true;
}
function launchOf(group, resources) {
  const used = resources.filter((resource) => dependsOn(group, resource));
  const template = used.find(({ type }) => type === "aws:ec2/launchTemplate:LaunchTemplate");
  if (template !== void 0) {
    const { monitoring, creditSpecification } = template.inputs;
    const credits = isRecord(creditSpecification) ? creditSpecification["cpuCredits"] : void 0;
    return {
      type: overriddenType(group) ?? textIn(template.inputs, "instanceType") ?? "",
      detailed: isRecord(monitoring) && monitoring["enabled"] === true,
      ...(credits === "standard" || credits === "unlimited" ? { credits } : {}),
    };
  }
  const configuration = used.find(({ type }) => type === "aws:ec2/launchConfiguration:LaunchConfiguration");
  if (configuration !== void 0) {
    return {
      type: textIn(configuration.inputs, "instanceType") ?? "",
      detailed: configuration.inputs["enableMonitoring"] !== false,
    };
  }
  throw new InputError(
    `${group.name}: its launch template is not in the stack, so its instance type is not known`,
  );
}
function overriddenType(group) {
  const mixed = group.inputs["mixedInstancesPolicy"];
  const template = isRecord(mixed) ? mixed["launchTemplate"] : void 0;
  const overrides = isRecord(template) ? template["overrides"] : void 0;
  const first = Array.isArray(overrides) ? overrides[0] : void 0;
  return isRecord(first) ? textIn(first, "instanceType") : void 0;
}
function balancerOf(group, resources) {
  const attachments = resources.filter(
    (resource) => resource.type.startsWith("aws:autoscaling/") && dependsOn(resource, group),
  );
  const isTargetGroup = ({ type }) => /^aws:(lb|alb)\/targetGroup:TargetGroup$/.test(type);
  const target = resources.find(
    (resource) =>
      isTargetGroup(resource) && [group, ...attachments].some((user) => dependsOn(user, resource)),
  );
  const listener = resources.find(
    ({ type, dependencies }) =>
      /\/listener:Listener$/.test(type) && target !== void 0 && dependencies?.includes(target.urn) === true,
  );
  const balancer = resources.find(
    (resource) =>
      /^aws:(lb|alb)\/loadBalancer:LoadBalancer$/.test(resource.type) &&
      listener !== void 0 &&
      dependsOn(listener, resource),
  );
  const check = target?.inputs["healthCheck"];
  const settings = isRecord(check) ? check : {};
  return {
    healthCheck: {
      intervalSeconds: numberIn(settings, "interval") ?? 30,
      timeoutSeconds: numberIn(settings, "timeout") ?? 5,
      healthyThreshold: numberIn(settings, "healthyThreshold") ?? 3,
      unhealthyThreshold: numberIn(settings, "unhealthyThreshold") ?? 3,
      replace: group.inputs["healthCheckType"] === "ELB",
      graceSeconds: numberIn(group.inputs, "healthCheckGracePeriod") ?? 300,
    },
    drainSeconds: numberIn(target?.inputs ?? {}, "deregistrationDelay") ?? 300,
    timeoutSeconds: numberIn(balancer?.inputs ?? {}, "idleTimeout") ?? 60,
  };
}

// growth/stack/options.ts
var Options = class {
  constructor(environment) {
    this.environment = environment;
    const settings = environment.inputs["settings"];
    for (const setting of Array.isArray(settings) ? settings.filter(isRecord) : []) {
      const { namespace, name, value } = setting;
      if (
        typeof namespace === "string" &&
        typeof name === "string" &&
        (typeof value === "string" || typeof value === "number")
      ) {
        this.values.set(`${namespace} ${name}`, String(value));
      }
    }
  }
  environment;
  values = /* @__PURE__ */ new Map();
  text(namespace, name, fallback) {
    return this.values.get(`${namespace} ${name}`) ?? fallback;
  }
  number(namespace, name, fallback) {
    const text2 = this.values.get(`${namespace} ${name}`);
    if (text2 === void 0 || text2 === "") return fallback;
    const value = Number(text2);
    if (!Number.isFinite(value)) {
      throw new InputError(`${this.environment.name}: ${namespace} ${name} must be a number, got "${text2}"`);
    }
    return value;
  }
  /** Whether any option of the namespace is set. */
  has(namespace) {
    return [...this.values.keys()].some((key) => key.startsWith(`${namespace} `));
  }
};

// growth/stack/beanstalk.ts
var ASG = "aws:autoscaling:asg";
var TRIGGER = "aws:autoscaling:trigger";
var PROCESS = "aws:elasticbeanstalk:environment:process:default";
var METRICS = ["CPUUtilization", "NetworkIn", "NetworkOut", "Latency", "RequestCount"];
function beanstalkSettings(name, environment, resources) {
  const options = new Options(environment);
  if (
    options.text("aws:elasticbeanstalk:environment", "EnvironmentType", "LoadBalanced") === "SingleInstance"
  ) {
    throw new InputError(
      `${name}: has no scaling: its EnvironmentType is SingleInstance; make it LoadBalanced`,
    );
  }
  if (environment.inputs["tier"] === "Worker") {
    throw new InputError(`${name}: is a worker: it reads a queue and gets no requests from a load balancer`);
  }
  const minimum = options.number(ASG, "MinSize", 1);
  const metricMinutes =
    options.text("aws:autoscaling:launchconfiguration", "MonitoringInterval", "5 minute") === "1 minute"
      ? 1
      : 5;
  const types =
    options.text("aws:ec2:instances", "InstanceTypes") ??
    options.text("aws:autoscaling:launchconfiguration", "InstanceType");
  return {
    name,
    kind: "beanstalk",
    minimum,
    maximum: options.number(ASG, "MaxSize", 4),
    desired: minimum,
    instance: instanceOf((types ?? "t3.micro").split(",")[0]?.trim() ?? ""),
    processes: processesOf(options),
    policies: triggerPolicies(name, options, metricMinutes),
    schedules: [],
    warmupSeconds: 0,
    metricMinutes,
    healthCheck: healthCheckOf(options, environment, resources),
    drainSeconds: options.number(PROCESS, "DeregistrationDelay", 20),
    timeoutSeconds: options.number("aws:elbv2:loadbalancer", "IdleTimeout", 60),
    deployment: deploymentOf(options),
  };
}
function processesOf(options) {
  return Math.max(
    1,
    Math.floor(options.number("aws:elasticbeanstalk:application:environment", "WEB_CONCURRENCY", 1)),
  );
}
function triggerPolicies(name, options, metricMinutes) {
  const metric = options.text(TRIGGER, "MeasureName", "NetworkOut");
  const known = METRICS.find((candidate) => candidate === metric);
  if (known === void 0) {
    throw new InputError(
      `${name}: scales by ${metric}, which the model does not know; it knows ${METRICS.join(", ")}`,
    );
  }
  const period = options.number(TRIGGER, "Period", 5);
  const breach = options.number(TRIGGER, "BreachDuration", 5);
  const periods = options.number(TRIGGER, "EvaluationPeriods", Math.max(1, Math.round(breach / period)));
  const ofInstances = known === "CPUUtilization" || known.startsWith("Network");
  const statistic = options.text(TRIGGER, "Statistic", "Average");
  const common = {
    metric: known,
    statistic:
      statistic === "Sum" || statistic === "Minimum" || statistic === "Maximum" ? statistic : "Average",
    // A shorter period than the metric's own has no more points.
    periodMinutes: ofInstances ? Math.max(period, metricMinutes) : period,
    evaluationPeriods: periods,
    datapointsToAlarm: periods,
  };
  const cooldownSeconds = options.number(ASG, "Cooldown", 360);
  const policy = (which, comparison, threshold, increment) => ({
    kind: "simple",
    name: which === "high" ? "scale out" : "scale in",
    alarm: { ...common, name: `${metric} ${which}`, comparison, threshold },
    adjustment: increment.endsWith("%")
      ? { type: "PercentChangeInCapacity", amount: Number(increment.slice(0, -1)) }
      : { type: "ChangeInCapacity", amount: Number(increment) },
    cooldownSeconds,
  });
  return [
    policy(
      "high",
      "GreaterThanThreshold",
      options.number(TRIGGER, "UpperThreshold", 6e6),
      options.text(TRIGGER, "UpperBreachScaleIncrement", "1"),
    ),
    policy(
      "low",
      "LessThanThreshold",
      options.number(TRIGGER, "LowerThreshold", 2e6),
      options.text(TRIGGER, "LowerBreachScaleIncrement", "-1"),
    ),
  ];
}
function healthCheckOf(options, environment, resources) {
  const replacement = replacementOf(environment, resources);
  return {
    intervalSeconds: options.number(PROCESS, "HealthCheckInterval", 15),
    timeoutSeconds: options.number(PROCESS, "HealthCheckTimeout", 5),
    healthyThreshold: options.number(PROCESS, "HealthyThresholdCount", 3),
    unhealthyThreshold: options.number(PROCESS, "UnhealthyThresholdCount", 5),
    replace: replacement !== void 0,
    graceSeconds: replacement ?? 600,
  };
}
function replacementOf(environment, resources) {
  for (const { type, inputs, dependencies } of resources) {
    if (type !== "aws:scheduler/schedule:Schedule" || dependencies?.includes(environment.urn) !== true)
      continue;
    const { target } = inputs;
    if (!isRecord(target) || typeof target["input"] !== "string") continue;
    const match = /"HealthCheckType":\s*"ELB"/.exec(target["input"]);
    if (match === null) continue;
    return Number(/"HealthCheckGracePeriod":\s*(\d+)/.exec(target["input"])?.[1] ?? 300);
  }
  return void 0;
}
function deploymentOf(options) {
  const command = "aws:elasticbeanstalk:command";
  const policies = ["AllAtOnce", "Rolling", "RollingWithAdditionalBatch", "Immutable", "TrafficSplitting"];
  const policy = options.text(command, "DeploymentPolicy", "AllAtOnce");
  return {
    policy: policies.find((candidate) => candidate === policy) ?? "AllAtOnce",
    batch: {
      type: options.text(command, "BatchSizeType", "Percentage") === "Fixed" ? "Fixed" : "Percentage",
      size: options.number(command, "BatchSize", 100),
    },
    newVersionPercent: options.number("aws:elasticbeanstalk:trafficsplitting", "NewVersionPercent", 10),
    evaluationMinutes: options.number("aws:elasticbeanstalk:trafficsplitting", "EvaluationTime", 5),
  };
}

// growth/stack/cluster.ts
var REPLICAS = "aws:elasticbeanstalk:eks:environment:autoscaling";
var TRIGGER2 = `${REPLICAS}:trigger`;
function isCluster(environment) {
  const options = new Options(environment);
  return options.has(REPLICAS) || options.has("aws:elasticbeanstalk:eks");
}
function clusterSettings(name, environment) {
  const options = new Options(environment);
  const scaler = options.text(TRIGGER2, "scaler-type");
  const cpu = options.text(TRIGGER2, "cpu-value");
  if (cpu === void 0 && (scaler !== void 0 || options.text(TRIGGER2, "memory-value") !== void 0)) {
    throw new InputError(
      `${name}: scales by ${scaler ?? "memory"}, which the model does not know; it knows cpu-value`,
    );
  }
  const reserved = options.text("aws:elasticbeanstalk:eks:environment", "cpu", "1");
  const vcpus = reserved.endsWith("m") ? Number(reserved.slice(0, -1)) / 1e3 : Number(reserved);
  if (!(vcpus > 0))
    throw new InputError(`${name}: cpu must be a number of vCPUs such as 500m or 1, got "${reserved}"`);
  const absolute = options.text(TRIGGER2, "cpu-metric-type", "Utilization") === "AverageValue";
  const alb = "aws:elasticbeanstalk:eks:alb";
  const minimum = options.number(REPLICAS, "min-replica", 1);
  const timeout = /idle_timeout\.timeout_seconds=(\d+)/.exec(
    options.text(alb, "load-balancer-attributes", ""),
  );
  return {
    name,
    kind: "cluster",
    minimum,
    maximum: options.number(REPLICAS, "max-replica", 10),
    desired: minimum,
    instance: { type: `replica of ${reserved} CPU`, vcpus },
    processes: 1,
    policies: [
      {
        kind: "replicas",
        name: "replicas by CPU",
        metric: "CPUUtilization",
        target: absolute ? (Number(cpu) / (vcpus * 1e3)) * 100 : Number(cpu ?? 80),
        pollingSeconds: options.number(REPLICAS, "polling-interval", 30),
        stabilisationSeconds: options.number(REPLICAS, "cooldown-period", 300),
      },
    ],
    schedules: [],
    warmupSeconds: 30,
    metricMinutes: 1,
    healthCheck: {
      intervalSeconds: options.number(alb, "healthcheck-interval-seconds", 15),
      timeoutSeconds: options.number(alb, "healthcheck-timeout-seconds", 5),
      healthyThreshold: options.number(alb, "healthy-threshold-count", 2),
      unhealthyThreshold: options.number(alb, "unhealthy-threshold-count", 2),
      replace: false,
      graceSeconds: 0,
    },
    drainSeconds: 30,
    timeoutSeconds: Number(timeout?.[1] ?? 60),
    deployment: {
      policy:
        options.text("aws:elasticbeanstalk:eks:environment:deployment", "strategy") === "Recreate"
          ? "AllAtOnce"
          : "RollingWithAdditionalBatch",
      batch: { type: "Fixed", size: 1 },
      newVersionPercent: 10,
      evaluationMinutes: 5,
    },
  };
}

// growth/stack/site.ts
var MANAGED = {
  "658327ea-f89d-4fab-a63d-7e88639e58f6": 86400,
  "b2884449-e4de-46a7-ac36-70bc7f1ddd6d": 86400,
  "4135ea2d-6df8-44a3-9df3-4b5a84be39ad": 0,
};
function siteSettings(name, distribution, resources) {
  const { origins, defaultCacheBehavior } = distribution.inputs;
  const first = Array.isArray(origins) ? origins[0] : void 0;
  const domain = isRecord(first) ? (textIn(first, "domainName") ?? "") : "";
  const behavior = isRecord(defaultCacheBehavior) ? defaultCacheBehavior : {};
  const policy = textIn(behavior, "cachePolicyId");
  const own = resources.find(
    ({ type, urn }) =>
      type === "aws:cloudfront/cachePolicy:CachePolicy" && distribution.dependencies?.includes(urn) === true,
  );
  return {
    name,
    origin: /\.s3[.-]/.test(domain) ? "bucket" : "other",
    keepSeconds:
      (policy === void 0 ? void 0 : MANAGED[policy]) ??
      numberIn(own?.inputs ?? behavior, "defaultTtl") ??
      86400,
  };
}

// growth/stack/services.ts
var ENVIRONMENT = "aws:elasticbeanstalk/environment:Environment";
var GROUP = "aws:autoscaling/group:Group";
var DISTRIBUTION = "aws:cloudfront/distribution:Distribution";
function found(document) {
  const result = [];
  for (const resource of document.resources) {
    const kind =
      resource.type === DISTRIBUTION
        ? "site"
        : resource.type === ENVIRONMENT || resource.type === GROUP
          ? "service"
          : void 0;
    if (kind === void 0) continue;
    result.push({ name: nameOf(resource, document.resources), kind, resource });
  }
  return result;
}
function nameOf(resource, resources) {
  const parent = resources.find(({ urn }) => urn === resource.parent);
  if (parent === void 0 || parent.type === "pulumi:pulumi:Stack") return resource.name;
  const siblings = resources.filter(
    ({ type, parent: other }) => type === resource.type && other === parent.urn,
  );
  return siblings.length === 1 ? parent.name : resource.name;
}
function chooseService(document, wanted) {
  const all = found(document);
  const names = (kind) =>
    all
      .filter((entry) => entry.kind === kind)
      .map(({ name }) => name)
      .join(", ");
  if (wanted !== void 0) {
    const match = all.find(({ name, resource }) => name === wanted || resource.name === wanted);
    if (match !== void 0) return match;
    const known = all.map(({ name }) => name).join(", ");
    throw new InputError(
      `--service ${wanted}: stack ${document.stack} has ${known === "" ? "nothing that answers requests" : known}`,
    );
  }
  const services = all.filter(({ kind }) => kind === "service");
  const [only2] = services;
  if (only2 === void 0) {
    const sites = names("site");
    throw new InputError(
      `stack ${document.stack} has no service: no Beanstalk environment and no aws.autoscaling.Group` +
        (sites === "" ? "" : `; for a site, name it: --service ${sites.split(", ")[0] ?? ""}`),
    );
  }
  if (services.length > 1)
    throw new InputError(
      `stack ${document.stack} has several services; name one with --service: ${names("service")}`,
    );
  return only2;
}
function serviceSettings({ name, resource }, document) {
  if (resource.type === GROUP) return groupSettings(name, resource, document.resources);
  return isCluster(resource)
    ? clusterSettings(name, resource)
    : beanstalkSettings(name, resource, document.resources);
}
function siteOf({ name, resource }, document) {
  return siteSettings(name, resource, document.resources);
}
function regionOf(document) {
  return regionIn(document.resources);
}

// growth/report/site.ts
function siteReport(found2, document, curve, json) {
  const settings = siteOf(found2, document);
  const minutes2 = edgeMinutes(settings, curve, DEFAULT_SITE_TRAFFIC);
  const requests = minutes2.reduce((sum2, minute) => sum2 + minute.requests, 0);
  const misses = minutes2.reduce((sum2, minute) => sum2 + minute.misses, 0);
  const peak = minutes2.reduce((a, b) => (b.requests > a.requests ? b : a));
  const hitShare = requests === 0 ? 1 : 1 - misses / requests;
  if (json) {
    const round2 = (value) => Math.round(value * 1e3) / 1e3;
    return `${JSON.stringify(
      {
        site: settings.name,
        settings,
        traffic: DEFAULT_SITE_TRAFFIC,
        curve: { title: curve.title, requests: curve.requests },
        minutes: minutes2.map((minute) => ({
          ...minute,
          requests: round2(minute.requests),
          misses: round2(minute.misses),
        })),
        verdict: { holds: settings.origin === "bucket", hitShare, peakMisses: round2(peak.misses) },
      },
      null,
      2,
    )}
`;
  }
  const limit = S3_REQUESTS_PER_SECOND * 60;
  const origin =
    settings.origin === "bucket"
      ? `its bucket sees ${count(peak.misses)} in the fullest minute, of ${count(limit)} that S3 answers for each prefix: nothing has to grow`
      : `its origin sees ${count(peak.misses)} in the fullest minute; whether it holds them is the origin's matter`;
  const { objects, locations } = DEFAULT_SITE_TRAFFIC;
  return `${settings.name}: ${curve.title}: the edge answers ${percent(hitShare)} of ${count(requests)} requests by itself; ${origin}
(${objects} files asked for from ${locations} edge locations, kept for ${count(settings.keepSeconds)} s)
`;
}

// growth/stack/preview.ts
var import_node_child_process = require("node:child_process");
var import_node_fs = require("node:fs");
var import_node_path = require("node:path");
function stackName(project, wanted) {
  if (wanted !== void 0) return wanted;
  let files;
  try {
    files = (0, import_node_fs.readdirSync)(project);
  } catch {
    throw new InputError(`--project ${project}: is no folder`);
  }
  const stacks = files.flatMap((file) => /^Pulumi\.([\w.-]+)\.ya?ml$/.exec(file)?.[1] ?? []);
  if (stacks.includes("prod")) return "prod";
  const [only2] = stacks;
  if (only2 === void 0)
    throw new InputError(`${project} has no Pulumi.<stack>.yaml; name a stack with --stack`);
  if (stacks.length > 1)
    throw new InputError(`${project} has the stacks ${stacks.sort().join(", ")}; name one with --stack`);
  return only2;
}
async function previewed(command, project, stack) {
  const args = [
    command,
    "--json",
    "--no-policies",
    "--stack",
    stack,
    "--project",
    (0, import_node_path.resolve)(project),
  ];
  const { code, stdout, stderr } = await run(args);
  if (code !== 0) throw new InputError(failure(stdout, stderr, stack));
  return only(parseDocument(stdout), stack);
}
function readPreview(path, stack) {
  let text2;
  try {
    text2 = (0, import_node_fs.readFileSync)(path === "-" ? 0 : path, "utf8");
  } catch (error) {
    throw new InputError(`--preview ${path}: cannot be read (${String(error.code)})`);
  }
  const documents = parseDocument(text2);
  if (stack === void 0 && documents.length > 1) {
    throw new InputError(
      `${path} has the stacks ${documents.map((one) => one.stack).join(", ")}; name one with --stack`,
    );
  }
  return only(documents, stack);
}
function only(documents, stack) {
  const document = documents.find((one) => stack === void 0 || one.stack === stack);
  if (document === void 0) throw new InputError(`the preview has no stack ${stack ?? ""}`);
  return document;
}
function run(args) {
  return new Promise((done, fail) => {
    const child = (0, import_node_child_process.spawn)(process.execPath, args, {
      stdio: ["ignore", "pipe", "pipe"],
    });
    const out = [];
    const err = [];
    child.stdout.on("data", (chunk) => out.push(chunk));
    child.stderr.on("data", (chunk) => err.push(chunk));
    child.on("error", fail);
    child.on("close", (code) => {
      done({
        code,
        stdout: Buffer.concat(out).toString("utf8"),
        stderr: Buffer.concat(err).toString("utf8"),
      });
    });
  });
}
function failure(stdout, stderr, stack) {
  const lines = stderr
    .split("\n")
    .map((line2) => line2.replace(/^error: /, ""))
    .filter((line2) => line2.trim() !== "");
  if (lines.length > 0) return lines.join("\n");
  const messages = [...stdout.matchAll(/"severity":\s*"error",\s*"message":\s*("(?:[^"\\]|\\.)*")/g)].map(
    ([, message]) => String(JSON.parse(message ?? '""')).split("\n")[0] ?? "",
  );
  return [`the preview of ${stack} failed; npm run preview -- --stack ${stack} shows why`, ...messages].join(
    "\n",
  );
}
function previewCommand(directory) {
  return (0, import_node_path.join)(directory, "..", "..", "offline", "bin", "main.cjs");
}

// growth/traffic/file.ts
var import_node_fs2 = require("node:fs");
var import_node_path2 = require("node:path");
var import_node_zlib = require("node:zlib");

// growth/traffic/curve.ts
var MOST_MINUTES = 40320;

// growth/traffic/access-log.ts
var ALB = /^(?:https?|h2|grpcs|wss?) (\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.\d+)?Z /;
var NGINX = /\[(\d\d)\/([A-Z][a-z]{2})\/(\d{4}):(\d\d):(\d\d):(\d\d) ([+-]\d\d)(\d\d)\] "/;
var MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
function isLogLine(line2) {
  return ALB.test(line2) || NGINX.test(line2);
}
function readAccessLog(name, lines) {
  const seconds = /* @__PURE__ */ new Map();
  let skipped = 0;
  let read = 0;
  let first = Infinity;
  let last = -Infinity;
  for (const line2 of lines) {
    if (line2.trim() === "") continue;
    const second = secondOf(line2);
    if (second === void 0) {
      skipped++;
      continue;
    }
    read++;
    first = Math.min(first, second);
    last = Math.max(last, second);
    seconds.set(second, (seconds.get(second) ?? 0) + 1);
  }
  if (read === 0 || skipped > read) {
    throw new InputError(
      `${name}: ${read} of ${read + skipped} lines are entries of an access log (Application Load Balancer, or nginx common or combined); use that, or a CSV with minute,requests`,
    );
  }
  const begin = Math.floor(first / 60);
  const length = Math.floor(last / 60) - begin + 1;
  if (length > MOST_MINUTES)
    throw new InputError(`${name}: spans ${length} minutes; at most ${MOST_MINUTES} are taken`);
  const requests = new Array(length).fill(0);
  for (const [second, count2] of seconds) {
    const minute = Math.floor(second / 60) - begin;
    requests[minute] = (requests[minute] ?? 0) + count2;
  }
  return { requests, startMinute: begin % 1440, variability: dispersion(requests, seconds, begin), skipped };
}
function secondOf(line2) {
  const alb = ALB.exec(line2);
  if (alb !== null) return Math.floor(Date.parse(`${alb[1] ?? ""}Z`) / 1e3);
  const nginx = NGINX.exec(line2);
  if (nginx === null) return void 0;
  const [, day, month, year, hour, minute, second, zone, zoneMinutes] = nginx;
  const offset = Number(zone) * 60 + Math.sign(Number(zone) || 1) * Number(zoneMinutes);
  const at2 = Date.UTC(
    Number(year),
    MONTHS.indexOf(month ?? ""),
    Number(day),
    Number(hour),
    Number(minute),
    Number(second),
  );
  return at2 / 1e3 - offset * 60;
}
function dispersion(requests, seconds, begin) {
  let squares = 0;
  let mean = 0;
  for (const [minute, count2] of requests.entries()) {
    if (minute === 0 || minute === requests.length - 1 || count2 === 0) continue;
    for (let second = 0; second < 60; second++) {
      squares += ((seconds.get((begin + minute) * 60 + second) ?? 0) - count2 / 60) ** 2;
    }
    mean += count2;
  }
  return mean === 0 ? 1 : Math.min(20, Math.max(0.1, ((squares / mean) * 60) / 59));
}

// growth/traffic/csv.ts
function readCsv(name, text2) {
  const lines = text2.split(/\r?\n/);
  const faults = [];
  const counts = /* @__PURE__ */ new Map();
  let first;
  let last;
  let stamped = false;
  const columns = { minute: 0, requests: 1 };
  for (const [index, line2] of lines.entries()) {
    if (line2.trim() === "") continue;
    const cells = line2.split(",").map((cell2) => cell2.trim().replace(/^"(.*)"$/, "$1"));
    if (
      first === void 0 &&
      counts.size === 0 &&
      /[a-z]/i.test(cells[0] ?? "") &&
      Number.isNaN(Date.parse(cells[0] ?? ""))
    ) {
      columns.minute = Math.max(
        0,
        cells.findIndex((cell2) => /^(minute|timestamp|time|date)$/i.test(cell2)),
      );
      const requests2 = cells.findIndex((cell2) => /^(requests|count|sum)$/i.test(cell2));
      columns.requests = requests2 < 0 ? 1 : requests2;
      continue;
    }
    const where = `${name} line ${index + 1}`;
    const [key, value] = [cells[columns.minute] ?? "", cells[columns.requests] ?? ""];
    const requests = value === "" ? NaN : Number(value);
    const minute = /^\d+$/.test(key) ? Number(key) : Math.floor(Date.parse(key) / 6e4);
    if (!/^\d+$/.test(key)) stamped = true;
    if (!Number.isFinite(minute))
      faults.push(`${where}: "${key}" is neither a whole minute nor an ISO 8601 time`);
    else if (!Number.isFinite(requests)) faults.push(`${where}: requests must be a number, got "${value}"`);
    else if (requests < 0) faults.push(`${where}: requests must not be negative, got ${value}`);
    else if (last !== void 0 && minute <= last) {
      faults.push(`${where}: minutes must rise, got ${key} after the minute before it; sort the file`);
    } else {
      first ??= minute;
      last = minute;
      counts.set(minute, requests);
      if (minute - first >= MOST_MINUTES) faults.push(`${where}: longer than ${MOST_MINUTES} minutes`);
    }
    if (faults.length >= 10) break;
  }
  if (faults.length > 0) throw new InputError(faults.join("\n"));
  if (first === void 0 || last === void 0) throw new InputError(`${name}: holds no row of minute,requests`);
  const begin = first;
  return {
    requests: Array.from({ length: last - begin + 1 }, (_, index) => counts.get(begin + index) ?? 0),
    startMinute: stamped ? begin % 1440 : 0,
  };
}

// growth/traffic/file.ts
function readCurveFile(path) {
  const name = (0, import_node_path2.basename)(path);
  const text2 = contentOf(path, name);
  if (text2.trim() === "") throw new InputError(`${name}: is empty`);
  const begin = text2.slice(0, 65536).split("\n");
  if (begin.some(isLogLine)) {
    const log = readAccessLog(name, text2.split("\n"));
    return {
      title: name,
      requests: log.requests,
      startMinute: log.startMinute,
      changeMinute: void 0,
      variability: log.variability,
    };
  }
  const heading = begin.find((line2) => line2.trim() !== "") ?? "";
  if (!heading.includes(",")) {
    throw new InputError(
      `${name}: is neither a CSV with minute,requests nor an access log of a load balancer or nginx; its first line is "${heading.trim().slice(0, 60)}"`,
    );
  }
  const { requests, startMinute } = readCsv(name, text2);
  return { title: name, requests, startMinute, changeMinute: void 0, variability: void 0 };
}
function contentOf(path, name) {
  let bytes;
  try {
    bytes = (0, import_node_fs2.readFileSync)(path);
  } catch (error) {
    const code = error.code;
    throw new InputError(
      `--curve ${path}: ${code === "ENOENT" ? "no such shape and no such file" : `cannot be read (${String(code)})`}`,
    );
  }
  if (bytes[0] !== 31 || bytes[1] !== 139) return bytes.toString("utf8");
  try {
    return (0, import_node_zlib.gunzipSync)(bytes).toString("utf8");
  } catch {
    throw new InputError(`${name}: looks like gzip and cannot be unpacked`);
  }
}

// growth/traffic/shapes.ts
var SHAPES = "step:FACTOR@START, spike:FACTOR@START/LENGTH, ramp:FACTOR@START/LENGTH, day[:FACTOR]";
var AFTER = 60;
function isShape(text2) {
  return /^(step|spike|ramp|day)(:|$)/.test(text2);
}
function shapeCurve(text2, base) {
  const shape = parse2(text2);
  const { kind, factor, start } = shape;
  if (kind === "day") {
    const requests2 = Array.from({ length: 1440 }, (_, minute) => {
      const height = (1 - Math.cos((2 * Math.PI * (minute - 240)) / 1440)) / 2;
      return base * (1 + (factor - 1) * height);
    });
    return {
      title: `a day, \xD7${factor} at 16:00`,
      requests: requests2,
      startMinute: 0,
      changeMinute: void 0,
    };
  }
  const length = shape.length ?? (kind === "ramp" ? 20 : void 0);
  const end = kind === "step" || kind === "spike" ? start + (length ?? AFTER) : start + (length ?? 0) + AFTER;
  const total = end + (kind === "ramp" || length === void 0 ? 0 : AFTER);
  if (total > MOST_MINUTES) throw new InputError(`--curve ${text2}: longer than ${MOST_MINUTES} minutes`);
  const requests = Array.from({ length: Math.ceil(total) }, (_, minute) => {
    if (kind === "ramp")
      return base * (1 + (factor - 1) * Math.min(1, Math.max(0, (minute - start) / (length ?? 1))));
    return minute >= start && minute < end ? base * factor : base;
  });
  const course =
    length === void 0 ? "" : kind === "ramp" ? ` in ${length} minutes` : ` for ${length} minutes`;
  return {
    title: `${kind} \xD7${factor} at minute ${start}${course}`,
    requests,
    startMinute: 0,
    changeMinute: start,
  };
}
function parse2(text2) {
  const match = /^(step|spike|ramp|day)(?::(\d+(?:\.\d+)?)x?)?(?:@(\d+)m?(?:\/(\d+)m?)?)?$/.exec(text2);
  if (match === null) {
    throw new InputError(`--curve ${text2}: must be one of ${SHAPES} (minutes as 10m), or a file`);
  }
  const kind = match[1];
  const factor = match[2] === void 0 ? (kind === "day" ? 3 : 2) : Number(match[2]);
  const length = match[4] === void 0 ? (kind === "spike" ? 5 : void 0) : Number(match[4]);
  if (factor <= 0 || factor > 1e3)
    throw new InputError(`--curve ${text2}: the factor must be above 0 and at most 1000`);
  if (length === 0) throw new InputError(`--curve ${text2}: the length must be at least one minute`);
  return { kind, factor, start: match[3] === void 0 ? 10 : Number(match[3]), length };
}

// growth/main.ts
var EXIT = { done: 0, missed: 1, usage: 2 };
async function main(args) {
  if (args[0] === "measure") {
    const { measure: measure2 } = await Promise.resolve().then(() => (init_measure(), measure_exports));
    return measure2(args.slice(1));
  }
  const options = parseCommandLine(args);
  if (options.help) {
    process.stdout.write(`${HELP}
`);
    return EXIT.done;
  }
  const file = isShape(options.curve) ? void 0 : readCurveFile(options.curve);
  if (file === void 0) shapeCurve(options.curve, 1);
  const document =
    options.preview === void 0
      ? await previewed(previewCommand(__dirname), options.project, stackName(options.project, options.stack))
      : readPreview(options.preview, options.stack);
  const found2 = chooseService(document, options.service);
  if (found2.kind === "site") {
    const curve = file ?? shapeCurve(options.curve, options.rate ?? 6e3);
    process.stdout.write(siteReport(found2, document, curve, options.json));
    return EXIT.done;
  }
  return answer(options, document, found2, file);
}
function answer(options, document, found2, file) {
  const settings = withFlags(serviceSettings(found2, document), options);
  if (options.releaseAt !== void 0 && settings.kind === "autoscaling-group") {
    throw new InputError(
      "--release-at: a group of its own has no deployment policy; it is for Beanstalk environments",
    );
  }
  const workload = workloadOf(options, file?.variability);
  const environment = environmentOf(options);
  const curve =
    file ?? shapeCurve(options.curve, options.rate ?? baseRate(settings, workload, options.baseCpu));
  const question = {
    settings,
    curve,
    workload,
    environment,
    objective: options.objective ?? DEFAULT_OBJECTIVE,
  };
  const studied = study(question);
  const held = heldFactor(question);
  const price = priceOf(settings.instance.type, regionOf(document), options.price);
  const advice = advise(question, studied, price, keysOf(found2, document));
  if (options.html !== void 0)
    writePage(options.html, pageHtml(question, verdictLine(studied, held), advice, price));
  process.stdout.write(
    options.json
      ? `${JSON.stringify(jsonDocument(studied, held, price, advice), null, 2)}
`
      : text(studied, held, price, advice, options),
  );
  return options.objective !== void 0 && !studied.verdict.holds ? EXIT.missed : EXIT.done;
}
function text(studied, held, price, advice, options) {
  const { settings, workload, run: run2, curve, verdict } = studied;
  const { instanceHours, surplusVcpuHours } = run2.totals;
  const cost = costOf(price, instanceHours, surplusVcpuHours);
  const lines = [
    verdictLine(studied, held),
    "",
    chart(studied),
    "",
    `${settings.name}: ${settings.minimum} to ${settings.maximum} \xD7 ${settings.instance.type} (${settings.instance.vcpus} vCPUs, ${settings.processes} process${settings.processes === 1 ? "" : "es"}); a request takes ${workload.cpuMs} ms; ${count(curve.requests[0] ?? 0)} requests a minute at first, ${count(Math.max(...curve.requests))} at most; an instance boots in ${studied.environment.bootMinutes} minutes`,
    `CPU above the threshold for ${verdict.minutesOverThreshold} minutes; short of capacity for ${verdict.minutesToCapacity}${verdict.neverEnough ? " (to the end)" : ""}; slowest minute: 95 % within ${(verdict.worstP95Ms / 1e3).toFixed(1)} s`,
    cost === void 0
      ? `${instanceHours.toFixed(1)} instance-hours; ${price.source}`
      : `${instanceHours.toFixed(1)} instance-hours${surplusVcpuHours >= 0.05 ? ` and ${surplusVcpuHours.toFixed(1)} vCPU-hours of surplus credits` : ""}: ${cost.toFixed(2)} $ (${price.source})`,
  ];
  if (advice.length > 0) lines.push("", "What would help:", ...advice.map((one) => `  ${adviceLine(one)}`));
  else if (!verdict.holds)
    lines.push(
      "",
      "No change of the scaling settings reaches the objective: look at --cpu-ms and the instance type.",
    );
  if (options.html !== void 0) lines.push("", `Page: ${options.html}`);
  return `${lines.join("\n")}
`;
}
function baseRate(settings, workload, cpuPercent) {
  const used = Math.min(
    settings.processes,
    ((cpuPercent / 100) * settings.instance.vcpus) / (1 + workload.overhead),
  );
  return Math.round((settings.desired * used * 6e4) / workload.cpuMs);
}
function withFlags(settings, { processes, vcpus }) {
  return {
    ...settings,
    processes: processes ?? settings.processes,
    instance: { ...settings.instance, vcpus: vcpus ?? settings.instance.vcpus },
  };
}
function workloadOf(options, variability) {
  return {
    ...DEFAULT_WORKLOAD,
    cpuMs: options.cpuMs ?? DEFAULT_WORKLOAD.cpuMs,
    idleMs: options.idleMs ?? DEFAULT_WORKLOAD.idleMs,
    overhead: options.overhead ?? DEFAULT_WORKLOAD.overhead,
    arrivalVariability: variability ?? DEFAULT_WORKLOAD.arrivalVariability,
  };
}
function environmentOf({ bootMinutes, seed, releaseAt }) {
  return {
    ...DEFAULT_ENVIRONMENT,
    bootMinutes: bootMinutes ?? DEFAULT_ENVIRONMENT.bootMinutes,
    ...(seed === void 0 ? {} : { seed }),
    ...(releaseAt === void 0 ? {} : { releaseAtMinute: releaseAt }),
  };
}
function keysOf({ resource }, { resources }) {
  const parent = resources.find(({ urn }) => urn === resource.parent);
  return parent?.type === "web-infra:index:SsrService" ? "stack-file" : "aws";
}
function writePage(path, html) {
  try {
    (0, import_node_fs3.writeFileSync)(path, html);
  } catch (error) {
    throw new InputError(`--html ${path}: cannot be written (${String(error.code)})`);
  }
}
process.stdout.on("error", (error) => {
  if (error.code !== "EPIPE") throw error;
});
main(process.argv.slice(2)).then(
  (code) => {
    process.exitCode = code;
  },
  (error) => {
    const known = error instanceof InputError;
    const message = known
      ? error.message
      : error instanceof Error
        ? (error.stack ?? error.message)
        : String(error);
    process.stderr.write(`${message.replaceAll(/^(?=.)/gm, known ? "error: " : "")}
`);
    process.exitCode = known ? EXIT.usage : EXIT.missed;
  },
);
// Annotate the CommonJS export names for ESM import in node:
0 &&
  (module.exports = {
    baseRate,
  });
