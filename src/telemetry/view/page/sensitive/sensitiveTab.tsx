import * as l10n from "@vscode/l10n";
import type { VNode } from "preact";
import type { SensitiveKind, ViewFilter } from "../../messages";
import { formatCount } from "../format";
import { Failure, Notice, Waiting } from "../parts/notice";
import { Text } from "../parts/text";
import type { PageState } from "../state";
import { useAnswer } from "../useAnswer";

type Mode = PageState["identifiers"];

interface Props {
  readonly filter: ViewFilter;
  readonly mode: Mode;
  readonly onMode: (mode: Mode) => void;
}

/** The identifiers and secrets that an export would hold or replace. */
export function SensitiveTab({ filter, mode, onMode }: Props): VNode {
  // What an export would replace is also what it holds if it keeps identifiers.
  const { value, failure, isWaiting, retry } = useAnswer("sensitive", {
    filter,
    identifiers: "pseudonymize",
  });
  return (
    <div class="sensitive scrolled">
      <Modes mode={mode} onMode={onMode} />
      {failure !== undefined ? (
        <Failure message={failure} retry={retry} />
      ) : isWaiting || !value ? (
        <Waiting />
      ) : value.kinds.length === 0 ? (
        <Notice text={l10n.t("No identifiers or secrets were found in these events.")} />
      ) : (
        <>
          <p>{explain(mode, value.eventCount)}</p>
          <Kinds kinds={value.kinds} mode={mode} />
        </>
      )}
    </div>
  );
}

function explain(mode: Mode, eventCount: number): string {
  const count = formatCount(eventCount);
  return mode === "keep"
    ? l10n.t("An export of these {0} events masks secrets and keeps all identifiers.", count)
    : l10n.t(
        "An export of these {0} events masks secrets and replaces identifiers with pseudonyms. Pseudonyms are different in each export.",
        count,
      );
}

function Modes({ mode, onMode }: Pick<Props, "mode" | "onMode">): VNode {
  const modes: readonly (readonly [Mode, string])[] = [
    ["keep", l10n.t("Keep identifiers")],
    ["pseudonymize", l10n.t("Pseudonymize identifiers")],
  ];
  return (
    <fieldset>
      <legend>{l10n.t("What an export does with identifiers")}</legend>
      {modes.map(([each, label]) => (
        <label key={each}>
          <input
            type="radio"
            name="mode"
            checked={mode === each}
            onChange={() => {
              onMode(each);
            }}
          />
          {label}
        </label>
      ))}
    </fieldset>
  );
}

interface KindsProps {
  readonly kinds: readonly SensitiveKind[];
  readonly mode: Mode;
}

function Kinds({ kinds, mode }: KindsProps): VNode {
  return (
    <table>
      <thead>
        <tr>
          <th scope="col">{l10n.t("Kind")}</th>
          <th scope="col" class="count">
            {l10n.t("Occurrences")}
          </th>
          <th scope="col">{l10n.t("As stored")}</th>
          <th scope="col">{l10n.t("As exported")}</th>
        </tr>
      </thead>
      {kinds.map(({ kind, count, examples }) => (
        <tbody key={kind}>
          {(examples.length > 0 ? examples : [undefined]).map((example, index) => (
            <tr key={index}>
              {index === 0 && (
                <>
                  <th scope="rowgroup" rowSpan={examples.length || 1}>
                    {kindLabel(kind)}
                  </th>
                  <td class="count" rowSpan={examples.length || 1}>
                    {formatCount(count)}
                  </td>
                </>
              )}
              <td class="example">{example && <Example text={example.stored} />}</td>
              <td class="example">
                {example && (
                  <Example
                    text={mode === "keep" && kind !== "secret" ? example.stored : example.exported}
                  />
                )}
              </td>
            </tr>
          ))}
        </tbody>
      ))}
    </table>
  );
}

function Example({ text }: { text: string | undefined }): VNode {
  return text === undefined ? <em>{l10n.t("Not shown")}</em> : <Text value={text} />;
}

function kindLabel(kind: SensitiveKind["kind"]): string {
  switch (kind) {
    case "secret":
      return l10n.t("Secrets");
    case "user":
      return l10n.t("User names");
    case "host":
      return l10n.t("Host names");
    case "machine":
      return l10n.t("Machine IDs");
    case "session":
      return l10n.t("Session IDs");
    case "ip":
      return l10n.t("IP addresses");
    case "text":
      return l10n.t("Other words");
  }
}
