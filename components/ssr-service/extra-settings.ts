import { z } from "zod";
import type { Fault } from "../fields";
import { ANY_WIRING, type Configured, optionSettings } from "./option-settings/build";
import { optionFaults } from "./option-settings/check";
import { REFUSED } from "./option-settings/table";

/** The key of a service that takes whatever no other key covers. */
export interface ExtraSettingsKeys {
  /**
   * Option settings of Elastic Beanstalk that no argument covers: namespace → option → value. They are checked as
   * ours are; one that an argument sets is a fault.
   *
   * @default {}
   * @see https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/command-options-general.html
   */
  readonly extraSettings?: Readonly<Record<string, Readonly<Record<string, string>>>> | undefined;
}

export const extraSettingsShape = {
  extraSettings: z.record(z.string(), z.record(z.string(), z.string())).default({}),
} as const;

export type ExtraSettings = z.output<z.ZodObject<typeof extraSettingsShape>>;

/** Settings of the user's own are checked as ours are, in the list that they would be part of. */
export function extraSettingsFaults(service: Configured & ExtraSettings): Fault[] {
  const own = optionSettings({ ...service, extraSettings: {} }, ANY_WIRING);
  const ownKeys = new Set(own.map(keyOf));
  const given = Object.entries(service.extraSettings).flatMap(([namespace, options]) =>
    Object.entries(options).map(([name, value]) => ({ namespace, name, value })),
  );
  const refused = given.flatMap((setting) => {
    const message = refusal(setting, ownKeys);
    return message === undefined ? [] : [{ ...setting, message }];
  });
  const refusedKeys = new Set(refused.map(keyOf));
  const admitted = given.filter((setting) => !refusedKeys.has(keyOf(setting)));
  const admittedKeys = new Set(admitted.map(keyOf));
  const wrong = optionFaults([...own, ...admitted]).filter((fault) => admittedKeys.has(keyOf(fault)));
  return [...refused, ...wrong].map(({ namespace, name, message }) => ({
    path: ["extraSettings", namespace, name],
    message,
  }));
}

interface OptionName {
  readonly namespace: string;
  readonly name: string;
}

const keyOf = ({ namespace, name }: OptionName): string => `${namespace}/${name}`;

function refusal(option: OptionName, own: ReadonlySet<string>): string | undefined {
  if (own.has(keyOf(option))) {
    return "must not be set here: an argument of the service sets it";
  }
  return REFUSED.find(([pattern]) => pattern.test(keyOf(option)))?.[1];
}
