import { servePack } from "web-infra-policy-kit";
import { queueRetention } from "./policies";

servePack({
  name: "own-policies",
  description: "What our team asks of every stack",
  policies: [queueRetention],
});
