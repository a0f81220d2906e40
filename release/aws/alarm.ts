/** The state of a CloudWatch alarm. */
import { CloudWatchClient, DescribeAlarmsCommand } from "@aws-sdk/client-cloudwatch";
import { clientOptions, clientPerEndpoint } from "./clients";
import { call } from "./errors";

export interface AlarmState {
  readonly rings: boolean;
  readonly reason: string;
}

const cloudwatch = clientPerEndpoint("CLOUDWATCH", (region) => new CloudWatchClient(clientOptions(region)));

export async function alarmState(alarmName: string, region: string): Promise<AlarmState> {
  const answer = await call(`cloudwatch DescribeAlarms ${alarmName}`, async () =>
    cloudwatch(region).send(
      new DescribeAlarmsCommand({ AlarmNames: [alarmName], AlarmTypes: ["MetricAlarm", "CompositeAlarm"] }),
    ),
  );
  const [alarm] = [...(answer.MetricAlarms ?? []), ...(answer.CompositeAlarms ?? [])];
  if (alarm === undefined) {
    throw new Error(`there is no alarm ${alarmName} in ${region}`);
  }
  return { rings: alarm.StateValue === "ALARM", reason: alarm.StateReason ?? "no reason given" };
}
