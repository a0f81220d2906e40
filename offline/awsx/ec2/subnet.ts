export type SubnetType = "Public" | "Private" | "Isolated" | "Unused";

/** A kind of subnet that every zone gets. */
export interface SubnetSpec {
  readonly type: SubnetType;
  readonly name?: string;
  readonly cidrMask?: number;
  readonly size?: number;
  readonly cidrBlocks?: readonly string[];
  readonly assignIpv6AddressOnCreation?: boolean;
  readonly tags?: unknown;
}

/** One subnet of one zone. */
export interface Subnet {
  readonly spec: SubnetSpec;
  readonly zone: string;
  /** Counts from 1. */
  readonly zoneNumber: number;
  readonly cidrBlock: string;
}
