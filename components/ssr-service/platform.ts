import { getSolutionStackOutput } from "@pulumi/aws/elasticbeanstalk";
import * as pulumi from "@pulumi/pulumi";

/**
 * Regular expression of the platforms of one Node major on Amazon Linux 2023. It is anchored and complete, since the
 * look-up takes it as a part: `Node.js 2` would match 20, 22 and 24, and `Amazon Linux 2` also 2023.
 */
export function solutionStackPattern(nodeVersion: string): string {
  return `^64bit Amazon Linux 2023 v\\d+\\.\\d+\\.\\d+ running Node\\.js ${nodeVersion}$`;
}

/** The newest platform of a Node major; AWS lists public versions newest first. */
export function newestSolutionStack(nodeVersion: string, parent: pulumi.Resource): pulumi.Output<string> {
  const nameRegex = solutionStackPattern(nodeVersion);
  return getSolutionStackOutput({ mostRecent: true, nameRegex }, { parent }).name;
}
