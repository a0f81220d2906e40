import { DEFAULT_ENVIRONMENT, type ServiceSettings } from "../../growth/model/settings";
import { DEFAULT_WORKLOAD } from "../../growth/model/workload";
import { priceOf } from "../../growth/prices/prices";
import { heldFactor, study, type Question } from "../../growth/report/study";
import { DEFAULT_OBJECTIVE } from "../../growth/report/verdict";
import { verdictLine } from "../../growth/report/words";
import { chooseService, regionOf, serviceSettings } from "../../growth/stack/services";
import { shapeCurve } from "../../growth/traffic/shapes";
import type { Resource, Stack } from "../preview-document";

/** What a service stands and costs before and after a change. */
export interface GrowthChange {
  readonly service: string;
  /** The model's verdict; "" where the service is not there. */
  readonly before: string;
  readonly after: string;
  /** US dollars a month for its instances, at the least and the most of them; undefined where no price is known. */
  readonly costBefore: Cost | undefined;
  readonly costAfter: Cost | undefined;
  /** Where the prices are from. */
  readonly source: string;
}

/** Dollars a month. */
export interface Cost {
  readonly least: number;
  readonly most: number;
}

const ENVIRONMENT = "aws:elasticbeanstalk/environment:Environment";
const GROUP = "aws:autoscaling/group:Group";

/** The traffic that both are tried with: `npm run growth`'s own. */
export const CURVE = "step:3@10m";

/** CPU before the change of traffic, in percent. */
const BASE_CPU = 45;

const HOURS_A_MONTH = 730;

/**
 * The services whose settings a change touches, by the growth model with the same traffic before and after.
 *
 * @param formerNames of resources that an alias keeps, by the present ones
 */
export function compareGrowth(
  before: Stack | undefined,
  after: Stack | undefined,
  formerNames: ReadonlyMap<string, string> = new Map(),
): readonly GrowthChange[] {
  const is = settingsOf(after);
  const presentNames = new Map([...formerNames].map(([present, former]) => [former, present]));
  const was = new Map(
    [...settingsOf(before)].map(([name, settings]) => [presentNames.get(name) ?? name, settings]),
  );
  const names = [...new Set([...is.keys(), ...was.keys()])];
  return names.flatMap((service) => {
    const [old, now] = [was.get(service), is.get(service)];
    if (JSON.stringify({ ...old, name: service }) === JSON.stringify({ ...now, name: service })) return [];
    const rate = rateOf(old ?? now);
    const price = priceOf((now ?? old)?.instance.type ?? "", regionOf((after ?? before) as Stack));
    return [
      {
        ...{ service, before: verdictOf(old, rate), after: verdictOf(now, rate) },
        ...{ costBefore: costOf(old, before), costAfter: costOf(now, after), source: price.source },
      },
    ];
  });
}

/** The services of a stack that the model can read, by name. */
export function settingsOf(stack: Stack | undefined): ReadonlyMap<string, ServiceSettings> {
  const result = new Map<string, ServiceSettings>();
  for (const resource of stack?.resources ?? []) {
    if (stack === undefined || (resource.type !== ENVIRONMENT && resource.type !== GROUP)) continue;
    const settings = readSettings(resource, stack);
    if (settings !== undefined) result.set(settings.name, settings);
  }
  return result;
}

/** Undefined where the model cannot read them: a type of instance that it does not know, for one. */
function readSettings(resource: Resource, stack: Stack): ServiceSettings | undefined {
  try {
    return serviceSettings(chooseService(stack, resource.name), stack);
  } catch {
    return undefined;
  }
}

/** Requests a minute that keep the present group at {@link BASE_CPU}. */
export function rateOf(settings: ServiceSettings | undefined): number {
  if (settings === undefined) return 1;
  const { vcpus } = settings.instance;
  const used = Math.min(settings.processes, ((BASE_CPU / 100) * vcpus) / (1 + DEFAULT_WORKLOAD.overhead));
  return Math.max(1, Math.round((settings.desired * used * 60_000) / DEFAULT_WORKLOAD.cpuMs));
}

function verdictOf(settings: ServiceSettings | undefined, rate: number): string {
  if (settings === undefined) return "";
  const question: Question = {
    ...{ settings, curve: shapeCurve(CURVE, rate), workload: DEFAULT_WORKLOAD },
    ...{ environment: DEFAULT_ENVIRONMENT, objective: DEFAULT_OBJECTIVE },
  };
  return verdictLine(study(question), heldFactor(question));
}

function costOf(settings: ServiceSettings | undefined, stack: Stack | undefined): Cost | undefined {
  if (settings === undefined || stack === undefined) return undefined;
  const { instanceHour } = priceOf(settings.instance.type, regionOf(stack));
  if (instanceHour === undefined) return undefined;
  const month = (instances: number): number =>
    Math.round(instances * instanceHour * HOURS_A_MONTH * 100) / 100;
  return { least: month(settings.minimum), most: month(settings.maximum) };
}
