import { moduleTable, of } from "../../simulation/entries";

export const cloudtrail = moduleTable("cloudtrail", {
  EventDataStore: of("{arn}", {
    arn: "arn:{partition}:cloudtrail:{region}:{account}:eventdatastore/{uuid}",
  }),
  Trail: of(
    "{arn}",
    { arn: "arn:{partition}:cloudtrail:{region}:{account}:trail/{name}", homeRegion: "{region}" },
    {
      autoName: { max: 128 },
      defaults: {
        enableLogFileValidation: false,
        enableLogging: true,
        includeGlobalServiceEvents: true,
        isMultiRegionTrail: false,
        isOrganizationTrail: false,
      },
    },
  ),
});
