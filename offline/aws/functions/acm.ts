import { lookUp, moduleTable } from "./entries";

export const acm = moduleTable("acm", {
  getCertificate: lookUp(
    "aws:acm/certificate:Certificate",
    "arn:{partition}:acm:{region}:{account}:certificate/{uuid}",
    "arn certificate certificateChain domain id status tags",
    {
      with: { status: "ISSUED" },
    },
  ),
});
