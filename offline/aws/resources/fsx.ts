import { moduleTable, of } from "../../simulation/entries";

export const fsx = moduleTable("fsx", {
  LustreFileSystem: of("fs-{hex:17}", {
    arn: "arn:{partition}:fsx:{region}:{account}:file-system/{id}",
    dnsName: "{id}.fsx.{region}.{suffix}",
    mountName: "{lower:8}",
    ownerId: "{account}",
  }),
  WindowsFileSystem: of("fs-{hex:17}", {
    arn: "arn:{partition}:fsx:{region}:{account}:file-system/{id}",
    ownerId: "{account}",
  }),
});
