/** Edits of stack files, as real previews of two commits: exactly what changes, with findings, permissions and what is lost. */
import assert from "node:assert/strict";
import type { StackReview } from "../../../review/report/review";
import { verdictLine } from "../../../review/report/verdict";
import { ProjectRepository } from "../support/project";
import type { Expected } from "./edit";
import { RENAME_EDITS } from "./rename-edits";
import { said, sorted } from "./said";
import { SERVICE, SERVICE_EDITS } from "./service-edits";
import { SITE, SITE_EDITS } from "./site-edits";

const FILES = { "Pulumi.site.yaml": SITE, "Pulumi.service.yaml": SERVICE };

const STACK_EDITS = [...SITE_EDITS, ...SERVICE_EDITS, ...RENAME_EDITS];

/** How many are previewed at a time: a core for each. */
const AT_A_TIME = 2;

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
