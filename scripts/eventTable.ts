// `npm run docs`: generates docs/events.md, the list of recorded events for users.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { type EventDefinition, eventCatalog } from "../src/telemetry/recording/eventCatalog";
import { code, markdownTable } from "./markdownTable";
import { repositoryRoot } from "./repository";

const INTRODUCTION = `# Recorded events

<!-- Made from src/telemetry/recording/eventCatalog.ts by "npm run docs". -->

While the setting \`coder.telemetry.level\` is \`local\`, its default, the extension records the events below and no others;
while it is \`off\`, it records nothing. What is recorded stays in files on your machine. It leaves only in a file that you
export and pass on.

Each event holds its name, its time, random ids, and the URL of the Coder deployment, which this version leaves empty. What
recorded it stands in the first line of its file, as \`context\`: the versions of the extension, the editor and the operating
system, the processor's architecture, VS Code's id of the machine, and a random id of the window. Beyond that an event has the
fields below, each with one of the values below or a number. A field that was not known when the event was recorded is left
out. None ever holds what you typed, nor the name or path of a file.

An error is recorded by its kind and code (\`Error: ENOSPC\`), and never by its message, which can quote what you typed or a
path.

A **timed** event is recorded when an operation ends, whichever way:

- \`result\` is \`success\`, \`aborted\` (you called it off) or \`error\` (it failed);
- \`durationMs\` is how long it took, in milliseconds.
`;

type Row = readonly [string, string];

/** Returns the text of docs/events.md, formatted like prettier's output. */
export function eventTable(): string {
  const events = Object.entries<EventDefinition>(eventCatalog);
  return [INTRODUCTION, ...events.map(([name, event]) => section(name, event))].join("\n");
}

function section(name: string, event: EventDefinition): string {
  const timed = event.isTimed ? " Timed." : "";
  const rows = fields(event);
  const table = rows.length > 0 ? `\n${markdownTable([["field", "value"], ...rows])}` : "";
  return `## \`${name}\`\n\n${event.description}${timed}\n${table}`;
}

/** Returns a row for each property and measurement, with its path in the stored event. */
function fields({ isTimed, properties, measurements }: EventDefinition): Row[] {
  const values = Object.entries({
    ...properties,
    ...(isTimed && { result: ["success", "aborted", "error"] }),
  });
  const units = Object.entries({ ...measurements, ...(isTimed && { durationMs: "milliseconds" }) });
  return [
    ...values.map(([key, all]): Row => [code(`properties.${key}`), all.map(code).join(", ")]),
    ...units.map(([key, unit]): Row => [code(`measurements.${key}`), unit]),
  ];
}

if (require.main === module) {
  writeFileSync(join(repositoryRoot, "docs", "events.md"), eventTable());
}
