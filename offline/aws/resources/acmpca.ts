import { moduleTable, of } from "../../simulation/entries";

export const acmpca = moduleTable("acmpca", {
  Certificate: of("{certificateAuthorityArn}/certificate/{hex:32}", { arn: "{id}" }),
  CertificateAuthority: of("arn:{partition}:acm-pca:{region}:{account}:certificate-authority/{uuid}", {
    arn: "{id}",
  }),
});
