import { moduleTable, of } from "../../simulation/entries";

export const ses = moduleTable("ses", {
  ConfigurationSet: of("{name}", {
    arn: "arn:{partition}:ses:{region}:{account}:configuration-set/{name}",
  }),
  DomainDkim: of("{domain}", {
    dkimTokens: ({ text }) => String(text("{lower:32},{lower:32},{lower:32}")).split(","),
  }),
  DomainIdentity: of("{domain}", {
    arn: "arn:{partition}:ses:{region}:{account}:identity/{domain}",
    verificationToken: "{mixed:43}=",
  }),
  DomainIdentityVerification: of("{domain}", {
    arn: "arn:{partition}:ses:{region}:{account}:identity/{domain}",
  }),
  EmailIdentity: of("{email}", { arn: "arn:{partition}:ses:{region}:{account}:identity/{email}" }),
  MailFrom: of("{domain}"),
});
