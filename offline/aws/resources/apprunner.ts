import { moduleTable, of } from "../../simulation/entries";

export const apprunner = moduleTable("apprunner", {
  Service: of("{arn}", {
    arn: "arn:{partition}:apprunner:{region}:{account}:service/{serviceName}/{serviceId}",
    serviceId: "{hex:32}",
    serviceUrl: "{lower:10}.{region}.awsapprunner.com",
    status: "RUNNING",
  }),
});
