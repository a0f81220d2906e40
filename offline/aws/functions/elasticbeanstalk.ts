import { lookUp, moduleTable, type Handler } from "./entries";
import { UNKNOWN } from "../../provider/properties";
import { SOLUTION_STACKS } from "./solution-stacks";
import { BEANSTALK_ZONES } from "../region-tables";

/** The expression matches anywhere in the name, and the first of several is the newest: AWS lists them so. */
const getSolutionStack: Handler = (args, { region }) => {
  const { nameRegex, mostRecent } = args;
  if (typeof nameRegex !== "string" || mostRecent === UNKNOWN) {
    return { known: { ...args, id: UNKNOWN, name: UNKNOWN, region } };
  }
  let expression: RegExp;
  try {
    expression = new RegExp(nameRegex);
  } catch {
    return { failure: `"name_regex": ${nameRegex} is not a valid regular expression` };
  }
  const found = SOLUTION_STACKS.filter((stack) => expression.test(stack));
  const [name] = found;
  if (name === undefined) {
    return { failure: "Your query returned no results. Please change your search criteria and try again." };
  }
  if (found.length > 1 && mostRecent !== true) {
    return {
      failure:
        "Your query returned more than one result. Please try a more specific search criteria, or set `most_recent` attribute to true.",
    };
  }
  return { known: { ...args, id: name, name, region } };
};

const getHostedZone: Handler = (args, { region }) => {
  const id = BEANSTALK_ZONES[region];
  return id === undefined
    ? { failure: `unsupported Elastic Beanstalk Region (${region})` }
    : { known: { id, region: args["region"] ?? region } };
};

export const elasticbeanstalk = moduleTable("elasticbeanstalk", {
  getApplication: lookUp(
    "aws:elasticbeanstalk/application:Application",
    "{name}",
    "appversionLifecycle arn description id",
  ),
  getHostedZone,
  getSolutionStack,
});
