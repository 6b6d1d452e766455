import { isObject } from "../../../stored/event";
import type { TelemetryEvent } from "../../read/eventLines";
import { quote } from "./anyValue";
import { Attributes } from "./attributes";

/** Where events came from, and what that is as a resource. */
interface Source {
  readonly context: unknown;
  readonly deploymentUrl: unknown;
  readonly extensionId: string | undefined;
  readonly text: string;
}

/** Makes the resource of one event after another; `===` tells whether it is another than before. */
export function createResourceText(): (event: TelemetryEvent) => string {
  // Equal sources need no second text, which takes longer to make than the rest of a record.
  let last: Source | undefined;
  // Windows that share a file take turns in it, and the context of a window is mostly one object.
  const known = new WeakMap<object, Source>();
  return (event) => {
    if (!isSourceOf(event, last)) {
      const { context, row, extensionId } = event;
      const before = isObject(context) ? known.get(context) : undefined;
      last = isSourceOf(event, before)
        ? before
        : {
            context,
            deploymentUrl: row["deployment_url"],
            extensionId,
            text: `{"attributes":[${resourceAttributes(event)}]}`,
          };
      if (isObject(context)) {
        known.set(context, last);
      }
    }
    return last.text;
  };
}

/** What an event says of where it came from, as the attributes of its OTLP resource: members of a JSON array. */
export function resourceAttributes({ context, row, extensionId }: TelemetryEvent): string {
  const attributes = new Attributes(quote);
  attributes.add("service.name", "coder-vscode-extension");
  if (isObject(context)) {
    addContext(attributes, context);
  } else {
    attributes.add("coder.context", context);
  }
  const deploymentUrl = row["deployment_url"];
  if (!isObject(context) || deploymentUrl !== context["deployment_url"]) {
    attributes.add("coder.deployment.url", nonEmpty(deploymentUrl));
  }
  attributes.add("telemetry.source", extensionId);
  return attributes.text;
}

/**
 * Whether an event came from there, as far as a glance tells: where a context has lists or maps, it can be the same all the
 * same.
 */
function isSourceOf(
  { context, row, extensionId }: TelemetryEvent,
  source: Source | undefined,
): source is Source {
  return (
    source !== undefined &&
    row["deployment_url"] === source.deploymentUrl &&
    extensionId === source.extensionId &&
    isSameContext(context, source.context)
  );
}

function isSameContext(a: unknown, b: unknown): boolean {
  if (a === b || !isObject(a) || !isObject(b)) {
    return a === b;
  }
  const keys = Object.keys(a);
  return keys.length === Object.keys(b).length && keys.every((key) => a[key] === b[key]);
}

function addContext(attributes: Attributes, context: Readonly<Record<string, unknown>>): void {
  const {
    extension_version,
    session_id,
    machine_id,
    host_arch,
    os_type,
    os_version,
    platform_name,
    platform_version,
    deployment_url,
    ...unknown
  } = context;
  attributes.add("service.version", extension_version);
  attributes.add("service.instance.id", session_id);
  attributes.add("host.id", machine_id);
  attributes.add("host.arch", renamed(HOST_ARCH, host_arch));
  attributes.add("os.type", renamed(OS_TYPE, os_type));
  attributes.add("os.version", os_version);
  attributes.add("vscode.platform.name", platform_name);
  attributes.add("vscode.platform.version", platform_version);
  attributes.add("coder.deployment.url", nonEmpty(deployment_url));
  attributes.addAll(unknown, "coder.context.");
}

/** Node's `process.arch` to OpenTelemetry's `host.arch` (semantic conventions 1.44.0), where they differ. */
const HOST_ARCH = new Map([
  ["x64", "amd64"],
  ["arm", "arm32"],
  ["ia32", "x86"],
  ["ppc", "ppc32"],
]);

/** Node's `process.platform` to OpenTelemetry's `os.type` (semantic conventions 1.44.0), where they differ. */
const OS_TYPE = new Map([
  ["win32", "windows"],
  ["sunos", "solaris"],
]);

function renamed(names: ReadonlyMap<string, string>, value: unknown): unknown {
  return typeof value === "string" ? (names.get(value) ?? value) : value;
}

function nonEmpty(value: unknown): unknown {
  return value === "" ? undefined : value;
}
