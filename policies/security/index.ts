import { servePack } from "../engine/pack";
import { RULES } from "../rules";

servePack(
  "security",
  RULES,
  "HTTPS everywhere, nothing public by mistake, least privilege, no credential in plain text",
);
