import { moduleTable, of } from "../../simulation/entries";

export const sesv2 = moduleTable("sesv2", {
  ConfigurationSet: of("{configurationSetName}", {
    arn: "arn:{partition}:ses:{region}:{account}:configuration-set/{configurationSetName}",
  }),
  EmailIdentity: of("{emailIdentity}", {
    arn: "arn:{partition}:ses:{region}:{account}:identity/{emailIdentity}",
    verifiedForSendingStatus: false,
  }),
});
