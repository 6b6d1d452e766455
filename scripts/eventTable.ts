// `npm run docs`: generates docs/events.md, the list of recorded events for users.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { type EventDefinition, eventCatalog } from "../src/telemetry/recording/eventCatalog";
import { code, markdownTable } from "./markdownTable";
import { repositoryRoot } from "./repository";

const INTRODUCTION = `# Recorded events

<!-- Made from src/telemetry/recording/eventCatalog.ts by "npm run docs". -->

While the setting \`coder.telemetry.level\` is \`local\`, which is the default, Coder Telemetry records the events on this page and no
others. While it is \`off\`, it records nothing. The events are stored in files on your machine, and they leave it only in a file that
you export and share.

Each event contains its name, its time, random IDs, and the URL of the Coder deployment, which this version leaves empty. The first line
of each file describes the window that recorded the events, as \`context\`: the versions of the extension, VS Code and the operating
system, the processor architecture, VS Code's ID of the machine, and a random ID of the window. In addition, an event contains the
fields below, each with one of the listed values or a number. A field whose value was not known when the event was recorded is left out.
No field contains text that you typed, or the name or path of a file.

An error is recorded by its type and code (\`Error: ENOSPC\`), never by its message, because a message can quote a path or text that you
typed.

A **timed** event is recorded when an operation ends:

- \`result\` is \`success\`, \`aborted\` (you canceled it) or \`error\` (it failed).
- \`durationMs\` is the duration in milliseconds.
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
