// Collectors of just the components that a test needs, built from their published Go modules.
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { buildOnce, requireGo, run } from "./endpoint";

const COLLECTOR = "go.opentelemetry.io/collector";
const CONTRIB = "github.com/open-telemetry/opentelemetry-collector-contrib";

/** What the builder puts together; its modules are of one release. */
export interface Distribution {
  readonly version: string;
  /** Of the modules that are stable, which are counted from 1. */
  readonly stableVersion: string;
  /** Module paths; the receiver of OTLP is in each. */
  readonly receivers?: readonly string[];
  readonly processors?: readonly string[];
  readonly connectors?: readonly string[];
  readonly exporters: readonly string[];
}

/** Takes logs and writes them to a file. */
export const fileDistribution: Distribution = {
  version: "v0.159.0",
  stableVersion: "v1.65.0",
  exporters: [`${CONTRIB}/exporter/fileexporter`],
};

/** Reads a file of JSON lines by itself. The newest release whose receiver the registry hands out. */
export const jsonFileDistribution: Distribution = {
  version: "v0.158.0",
  stableVersion: "v1.64.0",
  receivers: [`${CONTRIB}/receiver/otlpjsonfilereceiver`],
  exporters: [`${CONTRIB}/exporter/fileexporter`],
};

/**
 * What docs/collector-prometheus.yaml needs. A release newer than the other: of v0.159.0, the Go module
 * registry does not hand out the connector.
 */
export const prometheusDistribution: Distribution = {
  version: "v0.160.0",
  stableVersion: "v1.66.0",
  processors: [
    `${CONTRIB}/processor/transformprocessor`,
    `${CONTRIB}/processor/deltatocumulativeprocessor`,
  ],
  connectors: [`${CONTRIB}/connector/signaltometricsconnector`],
  exporters: [`${CONTRIB}/exporter/prometheusremotewriteexporter`],
};

/** Builds a Collector, unless that was done before, and returns its executable. */
export async function buildCollector(distribution: Distribution): Promise<string> {
  await requireGo();
  const manifest = toManifest(distribution);
  const builder = `${COLLECTOR}/cmd/builder@${distribution.version}`;
  const inputs = [builder, JSON.stringify(manifest)];
  const folder = await buildOnce("otelcol", inputs, async (partial) => {
    await run("go", ["install", builder], { env: { GOBIN: partial } });
    const config = join(partial, "builder.json");
    const dist = { name: "otelcol", output_path: join(partial, "source") };
    await writeFile(config, JSON.stringify({ dist, ...manifest }));
    await run(join(partial, "builder"), ["--config", config]);
  });
  return join(folder, "source", "otelcol");
}

/** The builder reads JSON as the YAML that it is. */
function toManifest(distribution: Distribution): object {
  const { version, stableVersion, exporters } = distribution;
  const { receivers = [], processors = [], connectors = [] } = distribution;
  const modules = (paths: readonly string[], of = version): { gomod: string }[] =>
    paths.map((path) => ({ gomod: `${path} ${of}` }));
  // Without the one for the environment, a Collector can't read its own defaults.
  const providers = ["envprovider", "yamlprovider", "fileprovider"].map(
    (provider) => `${COLLECTOR}/confmap/provider/${provider}`,
  );
  return {
    receivers: modules([`${COLLECTOR}/receiver/otlpreceiver`, ...receivers]),
    processors: modules(processors),
    connectors: modules(connectors),
    exporters: modules(exporters),
    providers: modules(providers, stableVersion),
  };
}
