import type { TelemetryEvent } from "../../../read/eventLines";
import { isObject } from "../../../stored/event";
import type { Attributes } from "./attributes";

/** The origin of events and its encoded resource. */
interface Origin<T> {
  readonly context: unknown;
  readonly deploymentUrl: unknown;
  readonly extensionId: string | undefined;
  readonly resource: T;
}

/**
 * Returns a function that encodes the resource of an event. Consecutive events with the same origin
 * get the same value.
 */
export function resourceEncoder<T>(
  encode: (event: TelemetryEvent) => T,
): (event: TelemetryEvent) => T {
  // The origin of the previous event, which usually is also that of the next.
  let last: Origin<T> | undefined;
  // If several windows write to one file, their events alternate. Each window's events usually
  // share one context object.
  const known = new WeakMap<object, Origin<T>>();
  return (event) => {
    if (!isOriginOf(event, last)) {
      const { context, row, extensionId } = event;
      const before = isObject(context) ? known.get(context) : undefined;
      last = isOriginOf(event, before)
        ? before
        : {
            context,
            deploymentUrl: row["deployment_url"],
            extensionId,
            resource: encode(event),
          };
      if (isObject(context)) {
        known.set(context, last);
      }
    }
    return last.resource;
  };
}

/** Adds the attributes of an event's OTLP resource. */
export function addResource(
  attributes: Attributes,
  { context, row, extensionId }: TelemetryEvent,
): void {
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
}

/**
 * Whether an event has this origin. Only the first level of the context is compared, so this can be
 * false for equal contexts that contain lists or maps.
 */
function isOriginOf<T>(
  { context, row, extensionId }: TelemetryEvent,
  origin: Origin<T> | undefined,
): origin is Origin<T> {
  return (
    origin !== undefined &&
    row["deployment_url"] === origin.deploymentUrl &&
    extensionId === origin.extensionId &&
    isSameContext(context, origin.context)
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

/**
 * Maps `process.arch` of Node.js to `host.arch` of OpenTelemetry (semantic conventions 1.44.0),
 * where they differ.
 */
const HOST_ARCH = new Map([
  ["x64", "amd64"],
  ["arm", "arm32"],
  ["ia32", "x86"],
  ["ppc", "ppc32"],
]);

/**
 * Maps `process.platform` of Node.js to `os.type` of OpenTelemetry (semantic conventions 1.44.0),
 * where they differ.
 */
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
