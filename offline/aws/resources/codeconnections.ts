import { moduleTable } from "../../simulation/entries";
import { connections } from "./codestarconnections";

export const codeconnections = moduleTable("codeconnections", connections("codeconnections"));
