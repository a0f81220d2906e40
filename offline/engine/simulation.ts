import type { PlainProperties } from "../contract";
import { messageOf } from "../errors";
import { UNKNOWN } from "../values";
import { EngineFault } from "./faults";
import type { Providers } from "./providers";
import { resealed } from "./secrets";
import type { Tables } from "./tables";
import { isProviderType } from "./urn";
import { plainMap, wireMap, type WireMap } from "./wire";

/** What the tables are asked about. */
export interface Subject {
  readonly type: string;
  readonly name: string;
  readonly urn: string;
  /** Reference of the provider, or "". */
  readonly provider: string;
  readonly inputs: WireMap;
}

/** A resource after its provider has seen it: checked inputs, id ("" for unknown) and outputs. */
export interface Made {
  readonly inputs: WireMap;
  readonly id: string;
  readonly outputs: WireMap;
}

/** The part of AWS: what a provider's Check and Create would answer, from the tables. */
export class Simulation {
  constructor(
    private readonly providers: Providers,
    private readonly tables: Tables,
    private readonly unknowns: boolean,
  ) {}

  /** A custom resource that would be made. */
  make(subject: Subject): Made {
    const { type, name } = subject;
    if (isProviderType(type)) return { inputs: subject.inputs, id: "", outputs: subject.inputs };
    const inputs = this.checked(subject);
    if (this.unknowns) return { inputs, id: "", outputs: inputs };
    const plain = plainMap(inputs);
    const simulated = this.tables.simulate(type, name, plain, this.context(subject, plain));
    if (!simulated) return { inputs, id: `${name}-${stableHex(subject.urn)}`, outputs: inputs };
    return {
      inputs,
      id: simulated.id === UNKNOWN ? "" : simulated.id,
      outputs: merged(inputs, simulated.outputs),
    };
  }

  /** Properties of a resource that is read by its id. */
  read(subject: Subject, id: string): WireMap {
    if (this.unknowns) return subject.inputs;
    const plain = plainMap(subject.inputs);
    const read = this.tables.simulateRead(subject.type, id, plain, this.context(subject, plain));
    return read ? merged(subject.inputs, read.outputs) : subject.inputs;
  }

  /** The inputs with what the provider adds to them: the physical name and default values. */
  private checked(subject: Subject): WireMap {
    const { type, name, urn, inputs } = subject;
    const plain = plainMap(inputs);
    try {
      const added = this.tables.checkInputs(type, name, plain, this.context(subject, plain));
      return { ...resealed(inputs, wireMap(added)), ...inputs };
    } catch (error) {
      throw new EngineFault(`${type} resource '${name}' has a problem: ${messageOf(error)}`, urn);
    }
  }

  private context(subject: Subject, plain: PlainProperties) {
    return { ...this.providers.context(subject.provider, plain), urn: subject.urn };
  }
}

/** Inputs are outputs as well; where a computed value has the key of an input, it wins. */
function merged(inputs: WireMap, computed: PlainProperties): WireMap {
  return { ...inputs, ...resealed(inputs, wireMap(computed)) };
}

/** Seven hexadecimal digits that depend on the text alone (FNV-1a): enough to tell ids apart, the same at every preview. */
function stableHex(text: string): string {
  let hash = 0x811c9dc5;
  for (const character of text) {
    hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  }
  return hash.toString(16).padStart(8, "0").slice(0, 7);
}
