/** The actions of a pipeline, as its resource holds them. */
import type { Value } from "../../engine/value";

export interface Action {
  readonly stage: string;
  readonly stageIndex: number;
  readonly value: Value;
}

export function actions(props: Value): Action[] {
  return props
    .at("stages")
    .items()
    .flatMap((stage, stageIndex) =>
      stage
        .at("actions")
        .items()
        .map((value) => ({ stage: nameOf(stage), stageIndex, value })),
    );
}

function nameOf(value: Value): string {
  const name = value.at("name");
  return name.unknown ? value.path : (name.text() ?? value.path);
}

export function label(action: Action): string {
  return `action ${action.stage}/${nameOf(action.value)}`;
}
