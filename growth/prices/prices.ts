/**
 * On-Demand prices of Linux instances, US dollars an hour, for the types that the documentation names. They are estimates:
 * not compared with AWS's price list yet. `--price` overrides them.
 */
const PRICES_SOURCE = "estimated On-Demand prices; AWS's own: https://aws.amazon.com/ec2/pricing/on-demand/";

const PRICES: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  "us-east-1": {
    "t3.nano": 0.0052,
    "t3.micro": 0.0104,
    "t3.small": 0.0208,
    "t3.medium": 0.0416,
    "t3.large": 0.0832,
    "t4g.nano": 0.0042,
    "t4g.micro": 0.0084,
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
    "t3.nano": 0.0065,
    "t3.micro": 0.013,
    "t3.small": 0.026,
    "t3.medium": 0.052,
    "t3.large": 0.104,
    "t4g.nano": 0.0052,
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
    "t4g.micro": 0.0092,
    "t4g.small": 0.0184,
    "t4g.medium": 0.0368,
  },
};

/** A vCPU-hour of surplus CPU credits. @see https://aws.amazon.com/ec2/pricing/on-demand/#T2.2FT3.2FT4g_Unlimited_Mode_Pricing */
const SURPLUS = { t4g: 0.04, other: 0.05 };

/** What an hour costs, and where the number is from. */
export interface Price {
  /** US dollars an instance-hour; undefined where no price is known. */
  readonly instanceHour: number | undefined;
  /** US dollars a vCPU-hour of surplus CPU credits. */
  readonly surplusVcpuHour: number;
  readonly source: string;
}

/** @param override dollars an instance-hour, given by the user */
export function priceOf(type: string, region: string | undefined, override?: number): Price {
  const surplusVcpuHour = type.startsWith("t4g.") ? SURPLUS.t4g : SURPLUS.other;
  if (override !== undefined) return { instanceHour: override, surplusVcpuHour, source: "--price" };
  const own = region === undefined ? undefined : PRICES[region]?.[type];
  if (own !== undefined)
    return { instanceHour: own, surplusVcpuHour, source: `${PRICES_SOURCE}, ${String(region)}` };
  const elsewhere = PRICES["us-east-1"]?.[type];
  return {
    instanceHour: elsewhere,
    surplusVcpuHour,
    source:
      elsewhere === undefined
        ? `no price of ${type} is known here; give it with --price`
        : `${PRICES_SOURCE}, us-east-1${region === undefined || region === "us-east-1" ? "" : ` (none of ${region} is known here; give it with --price)`}`,
  };
}

/** US dollars for so many instance-hours and surplus vCPU-hours; undefined where no price is known. */
export function costOf(price: Price, instanceHours: number, surplusVcpuHours: number): number | undefined {
  return price.instanceHour === undefined
    ? undefined
    : instanceHours * price.instanceHour + surplusVcpuHours * price.surplusVcpuHour;
}
