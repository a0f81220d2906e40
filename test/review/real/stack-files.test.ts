/** Edits of stack files, as real previews of two commits: exactly what changes, with findings, permissions and what is lost. */
import assert from "node:assert/strict";
import type { StackReview } from "../../../review/report/review";
import { verdictLine } from "../../../review/report/verdict";
import { shortType } from "../../../review/report/words";
import { ProjectRepository } from "../support/project";
import type { Expected } from "./edit";
import { SERVICE, SERVICE_EDITS } from "./service-edits";
import { SITE, SITE_EDITS } from "./site-edits";

const FILES = { "Pulumi.site.yaml": SITE, "Pulumi.service.yaml": SERVICE };

const STACK_EDITS = [...SITE_EDITS, ...SERVICE_EDITS];

/** How many are previewed at a time: a core for each. */
const AT_A_TIME = 2;

const sorted = (all: readonly string[]): readonly string[] => [...all].sort();

/** What a review says, in the words of the table. */
export function said(review: StackReview): Required<Omit<Expected, "verdict">> {
  const { comparison, findings, permissions, consequences } = review;
  const policies = (all: readonly { policy: string; urn: string }[]) =>
    sorted(all.map(({ policy, urn }) => `${policy} ${urn.split("::").at(-1) ?? ""}`));
  return {
    changes: sorted(comparison.changes.map(({ kind, type, name }) => `${kind} ${shortType(type)} ${name}`)),
    introduced: policies(findings.introduced),
    fixed: policies(findings.fixed),
    lost: sorted(
      comparison.changes.filter(({ urn }) => consequences.get(urn)?.dataLost).map(({ name }) => name),
    ),
    gained: sorted(
      permissions
        .filter(({ change, crosses }) => change === "gained" && crosses !== "")
        .map(({ principal, action, crosses }) => `${principal} ${action}: ${crosses}`),
    ),
  };
}

function withoutEdit({ introduced = [], fixed = [], lost = [], gained = [] }: Partial<Expected>) {
  return { introduced, fixed, lost, gained };
}

describe("edits of a stack's file, as real previews of two commits", function () {
  this.timeout(600_000);
  let repository: ProjectRepository;
  const reviews = new Map<string, Promise<StackReview | undefined>>();

  before(() => {
    repository = new ProjectRepository(FILES);
    let last: Promise<unknown>[] = Array.from({ length: AT_A_TIME }, () => Promise.resolve());
    for (const { title, stack, replace } of STACK_EDITS) {
      const text = replace.reduce((all, [was, is]) => {
        assert.ok(all.includes(was), `${title}: ${was}`);
        return all.replace(was, is);
      }, FILES[`Pulumi.${stack}.yaml`]);
      const head = repository.edit({ [`Pulumi.${stack}.yaml`]: text });
      const [first = Promise.resolve(), ...others] = last;
      const review = first.then(async () => (await repository.review(repository.base, head, [stack]))[0]);
      reviews.set(title, review);
      last = [...others, review.catch(() => undefined)];
    }
  });
  after(() => {
    repository.remove();
  });

  for (const { title, stack, verdict, changes, ...others } of STACK_EDITS) {
    it(`${stack}: ${title}`, async () => {
      const review = await reviews.get(title);
      assert.ok(review !== undefined);
      const found = said(review);
      assert.deepEqual(found, {
        ...withoutEdit(others),
        changes: sorted(changes),
      });
      if (verdict !== undefined) assert.match(verdictLine(review), verdict);
    });
  }
});
