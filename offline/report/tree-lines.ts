/** The resources of a stack as a tree with columns, as wide as the terminal. */
import pc from "picocolors";
import type { Operation, Resource } from "../engine/deployment";
import { columnsOf, padded, shortened } from "./fit";
import { treeRows } from "./tree";

const SIGNS: Readonly<Record<Operation, string>> = { create: "+ ", import: "= ", read: ">-", same: "  " };
/** The sign before a row, and the blanks between columns. */
const BEFORE = 5;
const GAP = 2;
const LOCK = " 🔒";

/** Where there is room, with a column that says what is done; the sign says it, too. */
export function treeLines(resources: readonly Resource[], columns: number): string[] {
  if (resources.length === 0) return [];
  const rows = treeRows(resources);
  const typeWidth = Math.max(4, ...rows.map(({ label }) => columnsOf(label)));
  const nameWidth = Math.max(4, ...rows.map(({ resource }) => columnsOf(resource.name)));
  const planWidth = Math.max(4, ...rows.map(({ resource }) => columnsOf(planOf(resource))));
  if (BEFORE + typeWidth + GAP + nameWidth + GAP + planWidth <= columns) {
    return [
      pc.bold(`     ${"Type".padEnd(typeWidth)}  ${"Name".padEnd(nameWidth)}  Plan`),
      ...rows.map(({ resource, label }) => {
        const cells = `${padded(label, typeWidth)}  ${padded(resource.name, nameWidth)}  `;
        return row(resource, cells + painted(resource.operation)(planOf(resource)));
      }),
    ];
  }
  const room = columns - BEFORE - GAP - columnsOf(LOCK);
  const names = Math.min(nameWidth, Math.max(room - typeWidth, Math.floor(room * 0.4)));
  const types = Math.min(typeWidth, room - names);
  return [
    pc.bold(`     ${"Type".padEnd(types)}  Name`),
    ...rows.map(({ resource, label }) => {
      const name = shortened(resource.name, names);
      return row(resource, `${padded(cut(label, types), types)}  ${name}${resource.protect ? LOCK : ""}`);
    }),
  ];
}

function row(resource: Resource, cells: string): string {
  return ` ${painted(resource.operation)(SIGNS[resource.operation])}  ${cells}`;
}

function planOf({ operation, protect }: Resource): string {
  return `${operation}${protect ? LOCK : ""}`;
}

/** A label with its lines of the tree, of whose type the end says most. */
function cut(label: string, columns: number): string {
  const [, lines = "", type = ""] = /^([│├└─ ]*)(.*)$/.exec(label) ?? [];
  const room = columns - columnsOf(lines);
  return columnsOf(type) <= room
    ? label
    : `${lines}…${Array.from(type)
        .slice(1 - room)
        .join("")}`;
}

function painted(operation: Operation): (text: string) => string {
  return operation === "read" ? pc.cyan : pc.green;
}
