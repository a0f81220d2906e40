import type { PolicyComplianceFramework } from "@pulumi/policy";
import requirementTable from "./requirements.json";

export type FrameworkId = "cis" | "nist-800-53" | "pci-dss" | "soc2" | "fsbp";

/** A catalogue of requirements that policies can be chosen by: `npm run preview -- --framework ID`. */
export interface Framework {
  readonly id: FrameworkId;
  readonly name: string;
  readonly version: string;
  /** Where the framework itself is published. */
  readonly url: string;
  /** The table that says which requirement a check answers, with its date. */
  readonly source: string;
}

const PROWLER = (file: string) => `Prowler 5.46.0, prowler/compliance/aws/${file}.json, read 2026-11-30`;

/** The first that a policy belongs to is the one in the SDK's field `framework`, which holds one only. */
export const FRAMEWORKS: readonly Framework[] = [
  {
    id: "fsbp",
    name: "AWS Foundational Security Best Practices",
    version: "1.0.0",
    url: "https://docs.aws.amazon.com/securityhub/latest/userguide/fsbp-standard.html",
    source:
      "AWS Security Hub user guide, control reference; titles held against Prowler 5.46.0 on 2026-11-30",
  },
  {
    id: "cis",
    name: "CIS Amazon Web Services Foundations Benchmark",
    version: "5.0.0",
    url: "https://www.cisecurity.org/benchmark/amazon_web_services",
    source: PROWLER("cis_5.0_aws"),
  },
  {
    id: "nist-800-53",
    name: "NIST SP 800-53",
    version: "Revision 5",
    url: "https://csrc.nist.gov/pubs/sp/800/53/r5/upd1/final",
    source: PROWLER("nist_800_53_revision_5_aws"),
  },
  {
    id: "pci-dss",
    name: "PCI DSS",
    version: "4.0",
    url: "https://www.pcisecuritystandards.org/document_library/",
    source: PROWLER("pci_4.0_aws"),
  },
  {
    id: "soc2",
    name: "SOC 2 Trust Services Criteria",
    version: "2017",
    url: "https://www.aicpa-cima.com/topic/audit-assurance/audit-and-assurance-greater-than-soc-2",
    source: PROWLER("soc2_aws"),
  },
];

const TABLE: Readonly<Record<string, Partial<Record<FrameworkId, readonly string[]>>>> = requirementTable;

interface Controlled {
  readonly id: string;
  readonly pack: string;
  readonly controls: readonly string[];
}

/** The requirements that a rule answers, in the order of {@link FRAMEWORKS}; a framework that asks for nothing of the kind is left out. */
export function answersOf({
  id,
  pack,
  controls,
}: Controlled): readonly { readonly framework: Framework; readonly requirements: readonly string[] }[] {
  return FRAMEWORKS.map((framework) => ({
    framework,
    requirements:
      framework.id === "fsbp"
        ? controls.filter((each) => each.startsWith("FSBP ")).map((each) => each.slice("FSBP ".length))
        : // The table speaks of this project's policies; another one may have a policy of the same name.
          ((pack === "own" ? undefined : TABLE[id]?.[framework.id]) ?? []),
  })).filter(({ requirements }) => requirements.length > 0);
}

/** The SDK's fields: `framework` holds the first, tags all of them, `framework:ID` to choose by. */
export function frameworkFields(rule: Controlled): {
  readonly framework?: PolicyComplianceFramework;
  readonly tags: string[];
} {
  const answers = answersOf(rule);
  const tags = [
    ...rule.controls,
    ...answers.map(({ framework }) => `framework:${framework.id}`),
    ...answers
      .filter(({ framework }) => framework.id !== "fsbp")
      .flatMap(({ framework, requirements }) => requirements.map((each) => `${framework.id} ${each}`)),
  ];
  const [first] = answers;
  return first === undefined
    ? { tags }
    : {
        tags,
        framework: {
          name: first.framework.name,
          version: first.framework.version,
          reference: first.framework.url,
          specification: first.requirements.join(", "),
        },
      };
}
