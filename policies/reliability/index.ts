import { servePack } from "../engine/pack";
import { RULES } from "../rules";

servePack(
  "reliability",
  RULES,
  "Real health checks, scaling that works, deployments that keep serving, names that lead somewhere",
);
